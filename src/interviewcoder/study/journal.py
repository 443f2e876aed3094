"""The researcher's verbs on the journal."""

from ..domain.journal import JournalEntry
from ..storage import journal as stored
from ..storage.study_file import StudyFile


class Journal:
    """The record of every change, and the way back."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def history(self, limit: int | None = None) -> list[JournalEntry]:
        """The entries, the newest first."""
        with self._file.reading() as connection:
            return stored.history(connection, limit)

    def undo(self) -> JournalEntry:
        """Take the newest action back; returns its entry.

        Raises:
            StudyError: there is nothing to undo.
        """
        self._file.before_change("undo", False)
        with self._file.locked() as connection:
            return stored.undo(connection, self._coder)

    def redo(self) -> JournalEntry:
        """Put the action that was undone last back; returns its entry.

        Raises:
            StudyError: there is nothing to redo.
        """
        self._file.before_change("redo", False)
        with self._file.locked() as connection:
            return stored.redo(connection, self._coder)
