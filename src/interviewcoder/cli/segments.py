"""Commands on segments, and on how personas cut across them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .arguments import AsJson, CoderName, Redact, StudyFile, redactions
from .opening import opened
from .printing import say, show, show_record, show_records, show_table, warn

if TYPE_CHECKING:
    from interviewcoder.domain.segment import Cut, SegmentDraft
    from interviewcoder.study import Study

group = typer.Typer()

SegmentName = Annotated[
    str, typer.Argument(metavar="NAME", help="The segment's name.", show_default=False)
]
_FORETELLING = "What foretells the personas"


@group.command("segments")
def segments(study: StudyFile, as_json: AsJson = False) -> None:
    """List the segments, how many people are in each, and what is wrong with them.

    \b
    Example:
      interviewcoder segments pilot.study
    """
    from interviewcoder.domain.segment_records import segment_record

    with opened(study) as opened_study:
        found = opened_study.segments.list()
        warnings = opened_study.segments.warnings()
        names = {one.id: one.name for one in opened_study.participants.list()}
    if as_json:
        show_records(segment_record(one, names, warnings) for one in found)
    else:
        show_table(
            ("Segment", "People", "Share", "Rule"),
            [
                (one.name, len(one.members), _share(len(one.members), len(names)), one.rule)
                for one in found
            ],
        )
    for warning in warnings:
        say(f"Warning: {warning.message} {warning.remedy}".rstrip())
    if not found:
        say("The study has no segments. Write one: interviewcoder segment-add.")


@group.command("segment-add")
def segment_add(
    study: StudyFile,
    name: SegmentName,
    rule: Annotated[
        str,
        typer.Argument(metavar="RULE", help="Who belongs to it, as a query.", show_default=False),
    ],
    coder: CoderName = None,
) -> None:
    """Add a segment: the people whom a rule is true of, now and later.

    \b
    Example:
      interviewcoder segment-add pilot.study Regulars 'visits>=3 region=North'
    """
    with opened(study, coder) as opened_study:
        added = opened_study.segments.add(name, rule)
    say(f"Added. People in it at present: {len(added.members)}.")


@group.command("segment-edit")
def segment_edit(
    study: StudyFile,
    name: SegmentName,
    new_name: Annotated[
        str | None,
        typer.Option("--name", metavar="NEW", help="Another name.", show_default=False),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option("--rule", metavar="RULE", help="Another rule.", show_default=False),
    ] = None,
    coder: CoderName = None,
) -> None:
    """Give a segment another name or another rule.

    \b
    Example:
      interviewcoder segment-edit pilot.study Regulars --rule 'visits>=5 region=North'
    """
    from interviewcoder.domain.errors import StudyError

    if new_name is None and rule is None:
        raise StudyError("There is nothing to change.", "Give --name, --rule or both.")
    with opened(study, coder) as opened_study:
        found = opened_study.segments.get(name)
        opened_study.segments.edit(
            found.id,
            found.name if new_name is None else new_name,
            found.rule if rule is None else rule,
        )
        size = next(len(one.members) for one in opened_study.segments.list() if one.id == found.id)
    say(f"Changed. People in it at present: {size}.")


@group.command("segment-remove")
def segment_remove(study: StudyFile, name: SegmentName, coder: CoderName = None) -> None:
    """Take a segment away with the memos on it; its people stay in the study.

    \b
    Example:
      interviewcoder segment-remove pilot.study Regulars
    """
    with opened(study, coder) as opened_study:
        opened_study.segments.remove(opened_study.segments.get(name).id)
    say("Removed.")


@group.command("segment-suggest")
def segment_suggest(
    study: StudyFile,
    add: Annotated[
        list[int] | None,
        typer.Option(
            "--add",
            min=1,
            metavar="N",
            help="Add the set of this number; may be repeated.",
            show_default=False,
        ),
    ] = None,
    coder: CoderName = None,
    as_json: AsJson = False,
) -> None:
    """Suggest sets of segments from the attributes, and the one that foretells the personas, if any does.

    \b
    Example:
      interviewcoder segment-suggest pilot.study --add 1
    """
    from interviewcoder.domain.segment_records import draft_record

    with opened(study, coder) as opened_study:
        sets = _suggested(opened_study)
        if add:
            count = opened_study.segments.add_all(_chosen(sets, add))
            say(f"Segments added: {count}. All of them go with: interviewcoder undo.")
            return
        sizes = iter(opened_study.segments.sizes([d.rule for _, drafts in sets for d in drafts]))
    sized = [(title, [(draft, next(sizes)) for draft in drafts]) for title, drafts in sets]
    if as_json:
        show_records(
            {
                "set": number,
                "title": title,
                "segments": [draft_record(draft, size) for draft, size in drafts],
            }
            for number, (title, drafts) in enumerate(sized, 1)
        )
        return
    for number, (title, drafts) in enumerate(sized, 1):
        show(f"{number}. {title}")
        for draft, size in drafts:
            show(f"   {draft.name} ({size}): {draft.rule}")
    if not sized:
        say("Nothing is suggested: no attribute sorts the participants into groups.")


@group.command("cut")
def cut(
    study: StudyFile,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write it as CSV.", show_default=False),
    ] = None,
    markdown: Annotated[
        Path | None,
        typer.Option(
            "--markdown", metavar="FILE", help="Write it as Markdown.", show_default=False
        ),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option(
            "--set",
            metavar="SUBJECT",
            help="Only the segments whose rules are about this, such as an attribute.",
            show_default=False,
        ),
    ] = None,
    redact: Redact = None,
    as_json: AsJson = False,
) -> None:
    """Show how personas cut across segments: what it says, the table, and how strong it is.

    \b
    Example:
      interviewcoder cut pilot.study --markdown cut.md
    """
    from interviewcoder.domain.segment_records import cut_record

    left_out = redactions(redact)
    with opened(study) as opened_study:
        if csv is not None:
            say(
                f"Wrote {opened_study.segments.export_cut(csv, 'csv', of=of, redact=left_out, told=warn)}."
            )
        if markdown is not None:
            say(
                f"Wrote {opened_study.segments.export_cut(markdown, 'markdown', of=of, redact=left_out, told=warn)}."
            )
        if (csv or markdown) and not as_json:
            return
        found = opened_study.segments.cut(of, left_out, warn)
    if as_json:
        show_record(cut_record(found))
    else:
        _show_cut(found)


def _show_cut(found: "Cut") -> None:
    from interviewcoder.domain.cut_figures import covered_told, numbers_told, sign, tie_told

    for finding in found.findings:
        show(f"- {finding}")
    if not found.segments or not found.personas:
        return
    show()
    rows = [
        (
            segment,
            *(f"{one.count} ({one.share_of_segment:.0%}){sign(one)}" for one in cells),
            size,
        )
        for segment, cells, size in zip(
            found.segments, found.cells, found.segment_sizes, strict=True
        )
    ]
    everyone = (f"{size} ({_share(size, found.people)})" for size in found.persona_sizes)
    show_table(("Segment", *found.personas, "All"), [*rows, ("Everyone", *everyone, found.people)])
    show()
    for told in (tie_told(found), numbers_told(found), covered_told(found)):
        show(told)


def _suggested(study: "Study") -> "list[tuple[str, Sequence[SegmentDraft]]]":
    sets = list(study.segments.suggested())
    tree = study.segments.foretelling()
    return [*sets, (_FORETELLING, tree.segments)] if tree else sets


def _chosen(
    sets: "list[tuple[str, Sequence[SegmentDraft]]]", numbers: Sequence[int]
) -> "list[SegmentDraft]":
    """The segments of some sets.

    Raises:
        StudyError: there is no set of that number.
    """
    from interviewcoder.domain.errors import StudyError

    for number in numbers:
        if number > len(sets):
            raise StudyError(
                f"There is no set {number}.", "See them: interviewcoder segment-suggest STUDY."
            )
    return [draft for number in dict.fromkeys(numbers) for draft in sets[number - 1][1]]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "0%"
