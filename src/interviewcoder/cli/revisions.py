"""Commands on corrected sources: their revisions, and what became of the tags on them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.choices import Outcome

from .arguments import AsJson, CoderName, SourceName, Spanned, StudyFile
from .opening import opened
from .printing import say, show, show_record, show_records, show_table

if TYPE_CHECKING:
    from interviewcoder.domain.revision import Relocation

group = typer.Typer()

EntryId = Annotated[
    int, typer.Argument(metavar="ID", help="The entry, as 'relocations' shows.", show_default=False)
]


@group.command("revise")
def revise(
    study: StudyFile,
    source: SourceName,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The corrected file, or the new export.", show_default=False
        ),
    ],
    format_name: Annotated[
        str | None,
        typer.Option("--format", metavar="F", help="Read it as this format.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding", metavar="E", help="Its encoding; else found out.", show_default=False
        ),
    ] = None,
    id_column: Annotated[
        str | None,
        typer.Option(
            "--id-column",
            metavar="C",
            help="The column that names a survey's respondents.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would become of the tags; change nothing.")
    ] = False,
    as_json: AsJson = False,
    coder: CoderName = None,
) -> None:
    """Make a corrected file the next revision of a source.

    Its tags move with the text. A survey that was exported again adds the new respondents by id.

    \b
    Example:
      interviewcoder revise pilot.study "Interview 1" interview1.txt --dry-run
    """
    from interviewcoder.domain.imported import ImportOptions
    from interviewcoder.domain.revision_records import revision_report_record

    from .revision_report import tell_revision

    options = ImportOptions(format=format_name, encoding=encoding, id_column=id_column)
    with opened(study, coder) as opened_study:
        found = opened_study.sources.get(source)
        report = opened_study.sources.revise(found.id, file, options, dry_run=dry_run)
    if as_json:
        show_record(revision_report_record(report))
    else:
        tell_revision(report, dry_run=dry_run)


@group.command("revisions")
def revisions(
    study: StudyFile,
    source: SourceName,
    text: Annotated[
        int | None,
        typer.Option(
            "--text", metavar="N", help="Print the text of revision N.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the revisions of a source, or print the text of one.

    \b
    Example:
      interviewcoder revisions pilot.study "Interview 1"
    """
    from interviewcoder.domain.revision_records import revision_record

    with opened(study) as opened_study:
        found = opened_study.sources.get(source)
        if text is not None:
            words = opened_study.sources.read_revision(found.id, text)
            if as_json:
                show_record({"source": found.name, "revision": text, "text": words})
            else:
                show(words)
            return
        every = opened_study.sources.revisions(found.id)
    if as_json:
        show_records(revision_record(one) for one in every)
        return
    show_table(
        ("Revision", "Imported", "Coder", "File", "Characters", "Tags of the one before"),
        [
            (
                one.number,
                f"{one.imported_at:%Y-%m-%d %H:%M}",
                one.coder,
                one.file_name,
                one.characters,
                one.tally.told() if one.tally else "",
            )
            for one in every
        ],
    )


@group.command("relocations")
def relocations(
    study: StudyFile,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="Of this source only.", show_default=False),
    ] = None,
    outcome: Annotated[
        Outcome | None,
        typer.Option("--outcome", help="With this outcome only.", show_default=False),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also what was looked at, or needs no look.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what became of tags when their texts were corrected.

    Without --all: what is to be looked at. [-words-] were there before, {+words+} are there now.

    \b
    Example:
      interviewcoder relocations pilot.study --outcome lost
    """
    from interviewcoder.domain.revision_records import relocation_record

    from .revision_report import show_relocation

    every = every or outcome is Outcome.KEPT
    with opened(study) as opened_study:
        found = opened_study.relocations.list(source=source, outcome=outcome, every=every)
    if as_json:
        show_records(relocation_record(one) for one in found)
        return
    for one in found:
        show_relocation(one)
    if not found:
        say("There is nothing in the review list.")


@group.command("relocation-place")
def relocation_place(
    study: StudyFile,
    entry: EntryId,
    span: Spanned = None,
    candidate: Annotated[
        int | None,
        typer.Option(
            "--candidate",
            metavar="N",
            help="Put it on this candidate, as 'relocations' counts.",
            show_default=False,
        ),
    ] = None,
    quote: Annotated[
        str | None,
        typer.Option(
            "--quote",
            metavar="TEXT",
            help="Put it on these words, which occur once.",
            show_default=False,
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="It is right where it is.")] = False,
    dismiss: Annotated[
        bool, typer.Option("--dismiss", help="Give the tag up, with the notes on it.")
    ] = False,
    coder: CoderName = None,
) -> None:
    """Say where a tag of the review list belongs.

    It stays the same tag, with its notes and the personas that cite it.

    \b
    Example:
      interviewcoder relocation-place pilot.study 12 --candidate 1
    """
    given = (span is not None, candidate is not None, quote is not None, accept, dismiss)
    if sum(given) != 1:
        raise typer.BadParameter(
            "give one of --span, --quote, --candidate, --accept and --dismiss."
        )
    from interviewcoder.domain.coding import Span

    with opened(study, coder) as opened_study:
        verbs = opened_study.relocations
        one = verbs.get(entry)
        if dismiss:
            verbs.dismiss([entry])
            say(f"Dismissed '{one.code}' on '{one.source}'. 'undo' brings it back.")
            return
        if accept:
            verbs.accept([entry])
            placed = one
        elif candidate is not None:
            placed = verbs.choose(entry, candidate)
        else:
            place = (
                Span(*span)
                if span is not None
                else opened_study.codings.locate(one.source_id, quote or "")
            )
            placed = verbs.place(entry, place)
    say(f"'{placed.code}' is on '{placed.source}' {_where(placed)}.")


def _where(one: "Relocation") -> str:
    return f"[{one.span.start}-{one.span.end}]" if one.span else "nowhere"
