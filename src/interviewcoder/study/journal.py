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

    def undo(self, meant: int | None = None) -> JournalEntry:
        """Take the newest action back; returns its entry.

        Args:
            meant: the id of an entry of another window, which is to be taken back all the same.

        Raises:
            OthersChange: another window or program did it since this study was opened; nothing was changed.
            StudyError: there is nothing to undo.
        """
        self._file.before_change("undo", False)
        with self._file.locked() as connection:
            entry, own = stored.undo(connection, self._coder, self._file.entries, meant)
        self._file.entries.add(own)
        return entry

    def redo(self, meant: int | None = None) -> JournalEntry:
        """Put the action that was undone last back; returns its entry.

        Args:
            meant: the id of an undo of another window, which is to be reversed all the same.

        Raises:
            OthersChange: another window or program took it back since this study was opened; nothing was changed.
            StudyError: there is nothing to redo.
        """
        self._file.before_change("redo", False)
        with self._file.locked() as connection:
            entry, own = stored.redo(connection, self._coder, self._file.entries, meant)
        self._file.entries.add(own)
        return entry
