"""Commands on the journal: what was done, taken back and put back."""

import typer

from .arguments import AsJson, StudyFile
from .opening import opened
from .printing import say, show_records, show_table

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
def undo(study: StudyFile) -> None:
    """Take the last change back, whoever made it.

    \b
    Example:
      interviewcoder undo pilot.study
    """
    with opened(study) as opened_study:
        entry = opened_study.journal.undo()
    say(f"Took back what {entry.coder} did: {entry.verb}: {entry.summary}")


@group.command("redo")
def redo(study: StudyFile) -> None:
    """Put back what was last taken back.

    \b
    Example:
      interviewcoder redo pilot.study
    """
    with opened(study) as opened_study:
        entry = opened_study.journal.redo()
    say(f"Put back what {entry.coder} did: {entry.verb}: {entry.summary}")
