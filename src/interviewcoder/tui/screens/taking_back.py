"""Undo and redo from any screen; what another window did meanwhile is taken back after asking only."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...domain.conflict import OthersChange
from ...domain.errors import StudyError
from ...domain.text import one_line
from ..labels import moment
from ..work import StudyWork

if TYPE_CHECKING:
    from ...domain.journal import JournalEntry
    from ...study import Study


def undo(
    work: StudyWork,
    done: Callable[["JournalEntry"], None],
    refused: Callable[[StudyError], None] | None = None,
) -> None:
    """Take the last change back."""
    _go(work, "Undo", lambda study, meant: study.journal.undo(meant), done, refused)


def redo(
    work: StudyWork,
    done: Callable[["JournalEntry"], None],
    refused: Callable[[StudyError], None] | None = None,
) -> None:
    """Put back what was undone."""
    _go(work, "Redo", lambda study, meant: study.journal.redo(meant), done, refused)


def _go(
    work: StudyWork,
    what: str,
    verb: Callable[["Study", int | None], "JournalEntry"],
    done: Callable[["JournalEntry"], None],
    refused: Callable[[StudyError], None] | None,
    meant: int | None = None,
) -> None:
    def not_done(error: StudyError) -> None:
        if isinstance(error, OthersChange):
            _ask(error, lambda: _go(work, what, verb, done, refused, error.entry.id))
        elif refused is not None:
            refused(error)
        else:
            work.coder_app.say_refused(error)

    def _ask(error: OthersChange, agreed: Callable[[], None]) -> None:
        from .confirm import Confirm

        entry = error.entry
        told = (
            "Another window made the last change, since this one was opened:\n\n"
            f"{one_line(entry.coder, 40)}, {moment(entry.at)}: "
            f"{one_line(entry.verb, 40)}, {one_line(entry.summary, 200)}"
        )
        work.app.push_screen(
            Confirm(f"{what} their change?", told, "it is meant"),
            lambda yes: agreed() if yes else None,
        )

    work.change(lambda study: verb(study, meant), done, not_done)
