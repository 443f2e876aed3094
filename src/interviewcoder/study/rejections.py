"""The researcher's verbs on suggestions that were not wanted."""

from ..domain.coding import Span, Suggested
from ..domain.conflict import Seen
from ..domain.rejection import Rejection, fingerprint
from ..domain.text import one_line
from ..storage import rejections as stored
from ..storage.codebook import require_code
from ..storage.sources import read_text, require_words
from ..storage.study_file import StudyFile

Found = list[Rejection]


class Rejections:
    """What coders do not want: a code on some words."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def list(self) -> Found:
        """All of them, of all coders, in the order of entry."""
        with self._file.reading() as connection:
            return stored.list_rejections(connection)

    def reject(
        self,
        source_id: int,
        span: Span,
        code_id: int,
        by: Suggested,
        *,
        seen: Seen | None = None,
    ) -> bool:
        """Remember that this coder does not want a code on some words; whether that is new.

        Args:
            by: what suggested it.
            seen: `words`, those of the span as they were on show; None: whatever they are now.

        Raises:
            EditConflict: another has corrected the text since, and other words are there now.
            StudyError: the span is not within the text, or the source or the code is gone.
        """
        with self._file.writing("reject suggestion", self._coder) as change:
            text = read_text(change.connection, source_id)
            require_words(change, source_id, text, span, seen)
            span.within(len(text))
            words = text[span.start : span.end]
            code = require_code(change.connection, code_id)
            change.summary = f"{code.name}: {one_line(words, 60)}"
            one = Rejection(code_id, source_id, fingerprint(words), change.coder_id())
            return stored.add_rejections(change, [(one, by)]) > 0
