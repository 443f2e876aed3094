"""Commands on the journal: what was done, taken back and put back."""

from typing import Annotated

import typer

from interviewcoder.domain.text import counted

from .arguments import AsJson, StudyFile
from .opening import opened
from .printing import say, show_record, show_records, show_table

group = typer.Typer()


@group.command("history")
def history(study: StudyFile, as_json: AsJson = False) -> None:
    """List every change of the study, the newest first.

    \b
    Example:
      interviewcoder history pilot.study
    """
    from interviewcoder.domain.records import journal_record

    with opened(study) as opened_study:
        entries = opened_study.journal.history()
    if as_json:
        show_records(journal_record(entry) for entry in entries)
        return
    show_table(
        ("Id", "When", "Coder", "Change", "What", "Rows", "State"),
        [
            (
                entry.id,
                f"{entry.at:%Y-%m-%d %H:%M}",
                entry.coder,
                entry.verb,
                entry.summary,
                entry.changes,
                "undone" if entry.undone else "for good" if entry.for_good else "",
            )
            for entry in entries
        ],
    )


@group.command("undo")
def undo(
    study: StudyFile,
    to: Annotated[
        int | None,
        typer.Option(
            "--to",
            min=0,
            metavar="ID",
            help="Take back, or put back, all that brings the study to where it was after this change of the history; "
            "0 is the beginning.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --to: only say what it would be.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take the last change back, whoever made it, or go to a point of the history.

    With --to all of it happens or nothing, and one redo goes back again.

    \b
    Example:
      interviewcoder undo pilot.study --to 120 --dry-run
    """
    from interviewcoder.domain.records import journal_record, way_record

    if to is None:
        if dry_run:
            raise typer.BadParameter("--dry-run goes with --to.")
        with opened(study) as opened_study:
            entry = opened_study.journal.undo()
        if as_json:
            show_record(journal_record(entry))
            return
        say(f"Took back what {entry.coder} did: {entry.verb}: {entry.summary}")
        return
    with opened(study) as opened_study:
        journal = opened_study.journal
        way = journal.way_to(to) if dry_run else journal.undo_to(to)
    if as_json:
        show_record(way_record(way))
        return
    show_table(
        ("Way", "Id", "When", "Coder", "Change", "What"),
        [
            (told, entry.id, f"{entry.at:%Y-%m-%d %H:%M}", entry.coder, entry.verb, entry.summary)
            for told, entries in (("back", way.back), ("forward", way.forward))
            for entry in entries
        ],
    )
    whose = ", ".join(f"{number:,} of {coder}" for coder, number in way.by_coder.items())
    did = ("Would take", "would put") if dry_run else ("Took", "put")
    say(
        f"{did[0]} back {counted(len(way.back), 'change')}, {did[1]} {len(way.forward):,} in again"
        f"{f': {whose}' if whose else ''}."
    )


@group.command("redo")
def redo(study: StudyFile) -> None:
    """Put back what was last taken back; after undo --to, all of it.

    \b
    Example:
      interviewcoder redo pilot.study
    """
    with opened(study) as opened_study:
        entry = opened_study.journal.redo()
    if entry.together > 1:
        say(f"Put back {entry.together:,} changes.")
    say(f"Put back what {entry.coder} did: {entry.verb}: {entry.summary}")
