"""How the command line tells what a revision did, and what became of a tag."""

from collections.abc import Sequence

from interviewcoder.domain.progress import FileRevised
from interviewcoder.domain.revision import (
    Decision,
    Kinship,
    Relocation,
    RevisionReport,
    differences,
)
from interviewcoder.domain.text import one_line

from .printing import say, show, show_table

_VALUES_SHOWN = 20
_WORDS_SHOWN = 80


def tell_revision(report: RevisionReport, *, dry_run: bool) -> None:
    """The tags to look at on stdout; what else changed, warnings and the sum on stderr."""
    if report.unchanged:
        say(f"'{report.source}' was imported from this very file; nothing is changed.")
        return
    show_table(
        ("Outcome", "Code", "Coder", "Words before", "Words now"),
        [
            (
                one.outcome.value,
                one.code,
                one.coder,
                one_line(one.old_text, _WORDS_SHOWN),
                one_line(one.text, _WORDS_SHOWN),
            )
            for one in report.relocations
        ],
    )
    for line in changes_told(report):
        say(line)
    for warning in report.warnings:
        say(f"Warning: {warning}")
    would = "would be" if dry_run else "is"
    say(f"'{report.source}' {would} at revision {report.revision}. Tags: {report.tally.told()}.")
    if report.tally.to_review and not dry_run:
        say("Look at them: interviewcoder relocations STUDY")


def tell_revised(revised: Sequence[FileRevised], *, dry_run: bool) -> None:
    """What an import did with files that became revisions, on stderr."""
    for event in revised:
        for line in changes_told(event.report):
            say(f"{one_line(event.path)}: {line}")
        for warning in event.report.warnings:
            say(f"Warning: {one_line(event.path)}: {warning}")
        would = "would be " if dry_run else ""
        say(f"{one_line(event.path)}: tags {would}{event.report.tally.told()}.")
    if not dry_run and any(event.report.tally.to_review for event in revised):
        say("Look at what became of the tags: interviewcoder relocations STUDY")


def changes_told(report: RevisionReport) -> list[str]:
    """What a revision changes besides tags, a line each."""
    lines = list(report.told)
    if report.filled:
        lines.append(f"{report.filled} closed answer{'s' if report.filled != 1 else ''} filled in.")
    for value in report.values[:_VALUES_SHOWN]:
        old, new = one_line(value.old, 60) or "(nothing)", one_line(value.new, 60)
        kept = "" if value.applied else f"; '{old}' was set by hand and stays"
        lines.append(f"{one_line(value.participant, 60)}: {value.attribute}: {old} → {new}{kept}.")
    more = len(report.values) - _VALUES_SHOWN
    if more > 0:
        lines.append(f"And {more} more closed answers changed; --json tells all.")
    return lines


def show_relocation(one: Relocation) -> None:
    """An entry of the review list: what became of it, and its words with what changed in them."""
    decided = "" if one.decision is Decision.OPEN else f", {one.decision.value}"
    notes = f", {one.memos} note{'s' if one.memos != 1 else ''}" if one.memos else ""
    show(
        f"{one.id}  {one.outcome.value}{decided}  {one.code}  ({one.coder}{notes})  in {one.source}, "
        f"revision {one.revision}"
    )
    if one.span is None:
        show(f"    {one_line(one.old_text)}")
    else:
        show(f"    [{one.span.start}-{one.span.end}] {_marked(one.old_text, one.text)}")
    for number, place in enumerate(one.candidates, 1):
        around = f"…{one_line(place.before)} ", f" {one_line(place.after)}…"
        words = _marked(one.old_text, place.text).join(around)
        show(f"    candidate {number}: [{place.span.start}-{place.span.end}] {words}")
    show()


def _marked(old: str, new: str) -> str:
    marks = {Kinship.BOTH: "{}", Kinship.OLD: "[-{}-]", Kinship.NEW: "{{+{}+}}"}
    parts = [marks[kin].format(words) for kin, words in differences(old, new)]
    return one_line("".join(parts))
