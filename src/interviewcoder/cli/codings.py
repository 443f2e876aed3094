"""Commands on codings: list, tag, untag, bring in, take out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import (
    AsJson,
    CodeName,
    CoderName,
    Quoted,
    Redact,
    Saved,
    SourceName,
    Spanned,
    StudyFile,
    Where,
    asked,
    redactions,
)
from .opening import opened
from .printing import say, show_records, show_table, warn

if TYPE_CHECKING:
    from interviewcoder.domain.codebook import Code
    from interviewcoder.domain.coding import Span
    from interviewcoder.domain.source import Source
    from interviewcoder.study import Study

group = typer.Typer()

CodingsFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A CSV file.", show_default=False)
]


@group.command("codings")
def codings(
    study: StudyFile,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="C", help="Only this code's.", show_default=False),
    ] = None,
    participant: Annotated[
        str | None,
        typer.Option("--participant", metavar="P", help="Only this person's.", show_default=False),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="S", help="Only in this source.", show_default=False),
    ] = None,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="N", help="Only by this coder.", show_default=False),
    ] = None,
    where: Where = None,
    saved: Saved = None,
    as_json: AsJson = False,
) -> None:
    """List the tagged excerpts.

    \b
    Example:
      interviewcoder codings pilot.study --where 'under:Needs AND region=North'
    """
    from interviewcoder.domain.records import coding_record

    with opened(study) as opened_study:
        found = opened_study.codings.list(
            code=code,
            participant=participant,
            source=source,
            coder=coder,
            where=asked(opened_study, where, saved),
        )
    if as_json:
        show_records(coding_record(coding) for coding in found)
        return
    show_table(
        ("Source", "Start", "End", "Code", "Kind", "Participant", "Coder", "Text"),
        [
            (
                coding.source,
                coding.start,
                coding.end,
                coding.code,
                coding.kind.value,
                coding.participant,
                coding.coder,
                coding.text,
            )
            for coding in found
        ],
    )
    if not found:
        say("No codings.")


@group.command("codings-import")
def codings_import(study: StudyFile, file: CodingsFile, coder: CoderName = None) -> None:
    """Add codings from a CSV file, all of them or none.

    Its columns are source, start, end, code; or source, quote, code; and coder if there are several.

    \b
    Example:
      interviewcoder codings-import pilot.study codings.csv --coder Ana
    """
    with opened(study, coder) as opened_study:
        report = opened_study.codings.import_file(file, coder=coder)
    say(f"{report.added} codings added, {report.already} were there already.")


@group.command("codings-export")
def codings_export(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A file that ends in .csv, .xlsx or .md.", show_default=False
        ),
    ],
    where: Where = None,
    saved: Saved = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="SIDE",
            help="What Markdown is grouped by: code, kind, participant, segment, source or an attribute.",
        ),
    ] = "code",
    redact: Redact = None,
) -> None:
    """Write the codings as CSV, as an Excel workbook, or as a page of quotes in Markdown.

    \b
    Example:
      interviewcoder codings-export pilot.study codings.xlsx --where 'under:Needs'
      interviewcoder codings-export pilot.study quotes.md --where 'under:Needs' --by participant
    """
    with opened(study) as opened_study:
        written = opened_study.codings.export_file(
            file,
            where=asked(opened_study, where, saved),
            by=by,
            redact=redactions(redact),
            told=warn,
        )
    say(f"Wrote {written}.")


@group.command("tag")
def tag(
    study: StudyFile,
    source: SourceName,
    code: CodeName,
    quote: Quoted = None,
    span: Spanned = None,
    polarity: Annotated[
        str,
        typer.Option(
            "--polarity",
            metavar="P",
            help="Whether the words speak for (+) or against (-) the code.",
        ),
    ] = "0",
    weight: Annotated[
        int | None,
        typer.Option(
            "--weight",
            min=0,
            max=100,
            metavar="W",
            help="How strongly they show it, 0 to 100.",
            show_default=False,
        ),
    ] = None,
    coder: CoderName = None,
) -> None:
    """Put a code on an excerpt.

    The excerpt is given by its words or by its positions. What speaks against a code is contrary evidence:
    personas show it beside the claim, and do not count it for it. Tagged already: polarity and weight change.

    \b
    Example:
      interviewcoder tag pilot.study "Interview 1" Trust --quote "I never look at the bill"
    """
    from interviewcoder.domain.coding import polarity_of

    _require_one(quote, span)
    side = polarity_of(polarity)
    with opened(study, coder) as opened_study:
        found = opened_study.sources.get(source)
        tagged_code = opened_study.codebook.get(code)
        place = _excerpt(opened_study, found.id, quote, span)
        created = opened_study.codings.tag(
            found.id, place, [tagged_code.id], polarity=side, weight=weight
        )
        if not created and (side or weight is not None):
            mine = _mine(opened_study, found, place, tagged_code)
            opened_study.codings.judge(mine, polarity=side, weight=weight)
            say(f"You had tagged it as '{tagged_code.name}' already: set its polarity and weight.")
            return
    where = _told(place, found)
    if created:
        say(f"Tagged {where} as '{tagged_code.name}'.")
    else:
        say(f"You have tagged {where} as '{tagged_code.name}' already.")


@group.command("untag")
def untag(
    study: StudyFile,
    source: SourceName,
    code: CodeName,
    quote: Quoted = None,
    span: Spanned = None,
    coder: CoderName = None,
) -> None:
    """Take a code off an excerpt.

    Only the coder's own coding is removed.

    \b
    Example:
      interviewcoder untag pilot.study "Interview 1" Trust --span 120 144
    """
    _require_one(quote, span)
    with opened(study, coder) as opened_study:
        found = opened_study.sources.get(source)
        tagged_code = opened_study.codebook.get(code)
        place = _excerpt(opened_study, found.id, quote, span)
        opened_study.codings.untag(_mine(opened_study, found, place, tagged_code))
    say(f"Took '{tagged_code.name}' off {_told(place, found)}.")


@group.command("tag-edit")
def tag_edit(
    study: StudyFile,
    source: SourceName,
    code: CodeName,
    quote: Quoted = None,
    span: Spanned = None,
    to_code: Annotated[
        str | None,
        typer.Option("--to-code", metavar="C", help="The code it gets.", show_default=False),
    ] = None,
    to_quote: Annotated[
        str | None,
        typer.Option("--to-quote", metavar="TEXT", help="The words it gets.", show_default=False),
    ] = None,
    to_span: Annotated[
        tuple[int, int] | None,
        typer.Option(
            "--to-span", metavar="START END", help="The positions it gets.", show_default=False
        ),
    ] = None,
    coder: CoderName = None,
) -> None:
    """Change a tag: replace its code, or put it on other words.

    All else of it stays: its notes, polarity and weight, and what cites it. Where you have that very tag already,
    the two become one. Only the coder's own coding is changed.

    \b
    Example:
      interviewcoder tag-edit pilot.study "Interview 1" Trust --quote "the bill" --to-quote "I never look at the bill"
    """
    _require_one(quote, span)
    if [to_code, to_quote, to_span].count(None) != 2:
        raise typer.BadParameter(
            "give one of --to-code C, --to-quote TEXT and --to-span START END."
        )
    with opened(study, coder) as opened_study:
        found = opened_study.sources.get(source)
        old = opened_study.codebook.get(code)
        place = _excerpt(opened_study, found.id, quote, span)
        mine = _mine(opened_study, found, place, old)
        if to_code is not None:
            new = opened_study.codebook.get(to_code)
            done = opened_study.codings.recode(mine, new.id)
            told = f"'{old.name}' is '{new.name}' now on {_told(place, found)}."
        else:
            there = _excerpt(opened_study, found.id, to_quote, to_span)
            done = opened_study.codings.respan(mine, there)
            told = f"'{old.name}' is on {_told(there, found)} now."
    if not done.changed:
        say("It is so already.")
    else:
        say(told + (" You had that tag already: the two are one." if done.joined else ""))


def _mine(study: "Study", source: "Source", place: "Span", code: "Code") -> list[int]:
    """Ids of this coder's codings of a code on exactly these words.

    Raises:
        StudyError: there are none.
    """
    from interviewcoder.domain.errors import StudyError

    mine = [
        coding.id
        for coding in study.codings.on_source(source.id)
        if coding.span == place and coding.code_id == code.id and coding.coder == study.coder
    ]
    if not mine:
        raise StudyError(
            f"{study.coder} has not tagged {_told(place, source)} as '{code.name}'.",
            "See what is tagged: interviewcoder codings; another coder's: --coder NAME.",
        )
    return mine


def _told(place: "Span", source: "Source") -> str:
    return f"characters {place.start} to {place.end} of '{source.name}'"


def _require_one(quote: str | None, span: tuple[int, int] | None) -> None:
    if (quote is None) == (span is None):
        raise typer.BadParameter("give either --quote TEXT or --span START END.")


def _excerpt(
    study: "Study", source_id: int, quote: str | None, span: tuple[int, int] | None
) -> "Span":
    from interviewcoder.domain.coding import Span

    return Span(*span) if span is not None else study.codings.locate(source_id, quote or "")
