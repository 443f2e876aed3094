"""The researcher's verbs on memos."""

from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.memo import Memo, MemoTarget
from ..domain.text import one_line, sanitise
from ..storage import memos as stored
from ..storage.study_file import StudyFile


class Memos:
    """Notes on anything."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self, target: MemoTarget | None = None, target_guid: str | None = None) -> list[Memo]:
        """The memos, in the order in which they were written; all, or on one sort of thing or one thing."""
        with self._file.reading() as connection:
            return stored.list_memos(connection, target, target_guid)

    def noted(self, target: MemoTarget) -> frozenset[str]:
        """The GUIDs of the things of one sort that have memos."""
        with self._file.reading() as connection:
            return stored.guids_noted(connection, target)

    def write(self, target: MemoTarget, target_guid: str, text: str) -> Memo:
        """Write a memo on a thing; for the study itself the GUID is empty.

        Raises:
            StudyError: the memo is empty.
        """
        words = _words(text)
        with self._file.writing("write memo", self._coder) as change:
            change.summary = one_line(words, 60)
            memo_id = stored.add_memo(change, target, target_guid, words)
            (memo,) = [m for m in stored.list_memos(change.connection) if m.id == memo_id]
            return memo

    def edit(self, memo_id: int, text: str, *, seen: Seen | None = None) -> None:
        """Change a memo's words.

        Args:
            seen: `text` as it was when the editing began; None: whatever it is now.

        Raises:
            EditConflict: another has changed or removed the memo since.
            StudyError: the memo is gone, or would be empty.
        """
        words = _words(text)
        with self._file.writing("edit memo", self._coder) as change:
            change.summary = one_line(words, 60)
            stored.edit_memo(change, memo_id, words, seen)

    def remove(self, memo_id: int, *, seen: Seen | None = None) -> None:
        """Take a memo away.

        Raises:
            EditConflict: another has changed or removed it since it was seen.
        """
        with self._file.writing("remove memo", self._coder) as change:
            stored.remove_memo(change, memo_id, seen)


def _words(text: str) -> str:
    words = sanitise(text).strip()
    if not words:
        raise StudyError("The memo is empty.", "Write something, or remove it.")
    return words
