"""The researcher's verbs on memos."""

from ..domain.errors import StudyError
from ..domain.memo import Memo, MemoTarget
from ..domain.text import one_line, sanitise
from ..storage import memos as stored
from ..storage.study_file import StudyFile
from ..storage.tables import MemoRow


class Memos:
    """Notes on anything."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self, target: MemoTarget | None = None, target_guid: str | None = None) -> list[Memo]:
        """The memos, in the order in which they were written; all, or on one sort of thing or one thing."""
        with self._file.reading() as connection:
            return stored.list_memos(connection, target, target_guid)

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

    def edit(self, memo_id: int, text: str) -> None:
        """Change a memo's words.

        Raises:
            StudyError: the memo is gone, or would be empty.
        """
        words = _words(text)
        with self._file.writing("edit memo", self._coder) as change:
            change.summary = one_line(words, 60)
            change.update(MemoRow, memo_id, text=words)

    def remove(self, memo_id: int) -> None:
        """Take a memo away."""
        with self._file.writing("remove memo", self._coder) as change:
            change.delete(MemoRow, id=[memo_id])


def _words(text: str) -> str:
    words = sanitise(text).strip()
    if not words:
        raise StudyError("The memo is empty.", "Write something, or remove it.")
    return words
