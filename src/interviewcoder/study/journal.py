"""The researcher's verbs on the journal."""

from collections.abc import Sequence

from ..domain.journal import EntryDetails, JournalEntry, Way
from ..storage import journal as stored
from ..storage import journal_ways as ways
from ..storage.journal_details import entry_details, sources_of_entries
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

    def details(self, entry_id: int, most: int = 200) -> EntryDetails:
        """What an entry did, in words: which things, and what was of them before and after.

        Args:
            entry_id: the entry.
            most: so many of its changes are told one by one.

        Raises:
            StudyError: there is no such entry.
        """
        with self._file.reading() as connection:
            return entry_details(connection, entry_id, most)

    def sources_of(self, entries: Sequence[JournalEntry]) -> dict[int, tuple[str, ...]]:
        """By an entry's id the names of the sources that it is about; an undo or redo is about those of its entry."""
        of = {entry.id: entry.refers_to or entry.id for entry in entries}
        with self._file.reading() as connection:
            found = sources_of_entries(connection, sorted(set(of.values())))
        return {entry_id: found[target] for entry_id, target in of.items() if target in found}

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

        If one action took back several, as `undo_to` does, all of them come back: the entry is the last of them.

        Args:
            meant: the id of an undo of another window, which is to be reversed all the same.

        Raises:
            OthersChange: another window or program took it back since this study was opened; nothing was changed.
            StudyError: there is nothing to redo.
        """
        self._file.before_change("redo", False)
        with self._file.locked() as connection:
            entry, own = stored.redo(connection, self._coder, self._file.entries, meant)
        self._own(own)
        return entry

    def way_to(self, entry_id: int) -> Way:
        """What `undo_to` would take back and put back.

        Args:
            entry_id: an entry; 0: the beginning.

        Raises:
            StudyError: there is no such entry.
        """
        with self._file.reading() as connection:
            return ways.way_to(connection, entry_id)

    def undo_to(self, entry_id: int, meant: int | None = None) -> Way:
        """Bring the study to where it was right after an entry, all of the way or not at all; `redo` goes back again.

        Each action on the way is taken back, or put back, by an entry of its own; they have one moment. An entry that
        was undone is a point as well: what was done before it since is put back, and it too.

        Args:
            entry_id: an entry; 0: the beginning.
            meant: `Way.newest` of what was shown: other windows' changes up to there may be taken back.

        Returns:
            The way that it went.

        Raises:
            OthersChange: another window or program changed the study since this one opened it, or after `meant`.
            StudyError: there is no such entry, or the study is there already; nothing was changed.
        """
        self._file.before_change(stored.GO_BACK, False)
        with self._file.locked() as connection:
            way, own = ways.go(connection, self._coder, self._file.entries, entry_id, meant)
        self._own(own)
        return way

    def _own(self, entry_ids: list[int]) -> None:
        for entry_id in entry_ids:
            self._file.entries.add(entry_id)
