"""Tagging all that a search finds: proposed first, then done as one action that undoes whole."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from ..domain.choices import Unit
from ..domain.coding import (
    Coding,
    Origin,
    Proposal,
    Span,
)
from ..domain.errors import StudyError
from ..domain.search import Hit
from ..storage import codings as stored
from ..storage import search
from ..storage.codebook import require_code
from ..storage.engine import Connection
from ..storage.study_file import StudyFile

EVERY = 2**31


class Autocoding:
    """Excerpts by the words in them."""

    def __init__(self, file: StudyFile, coder: str, language: str) -> None:
        self._file = file
        self._coder = coder
        self._language = language

    def proposals(self, query: str, code_id: int, unit: Unit = Unit.SENTENCE) -> Sequence[Proposal]:
        """The excerpts of participants that would be tagged, in reading order; nothing is changed.

        Left out are excerpts on words that carry the code already, whoever put it there.

        Args:
            query: words, `"phrases"`, `begin*` and `-without`, as in a search.
            code_id: the code to tag with.
            unit: how much around the words is tagged.

        Raises:
            StudyError: the query asks for nothing, or the code is gone.
        """
        with self._file.reading() as connection:
            return self._proposals(connection, query, code_id, unit)

    def apply(self, query: str, code_id: int, unit: Unit = Unit.SENTENCE) -> int:
        """Tag what would be proposed, marked as autocoded; returns how many excerpts.

        Raises:
            StudyError: as `proposals`, or nothing is found.
        """
        with self._file.writing("autocode", self._coder) as change:
            code = require_code(change.connection, code_id)
            found = self._proposals(change.connection, query, code_id, unit)
            if not found:
                raise StudyError(
                    "Nothing is found that does not carry the code already.", "Try other words."
                )
            change.summary = f"{code.name}: {len(found)} excerpts with {query}"
            coder_id = change.coder_id()
            marks = [
                stored.Mark(one.source_id, one.span, code_id, coder_id, origin=Origin.AUTOCODE)
                for one in found
            ]
            return len(stored.add_codings(change, marks))

    def _proposals(
        self, connection: Connection, query: str, code_id: int, unit: Unit
    ) -> list[Proposal]:
        if search.match_expression(query) is None:
            raise StudyError("The search has no words.", "Give at least one word to look for.")
        code = require_code(connection, code_id)
        tagged = _tagged(stored.list_codings(connection, stored.Wanted(code_id=code.id)))
        found: list[Proposal] = []
        hits = [hit for hit in search.find(connection, query, EVERY) if hit.participant]
        for hit in sorted(hits, key=lambda one: (one.source_id, one.passage_start)):
            for span in self._spans(hit, unit):
                if not _overlaps(tagged.get(hit.source_id, ()), span):
                    words = hit.text[span.start - hit.passage_start : span.end - hit.passage_start]
                    found.append(
                        Proposal(hit.source_id, hit.source, span, words, hit.participant or "")
                    )
        return found

    def _spans(self, hit: Hit, unit: Unit) -> list[Span]:
        start = hit.passage_start
        matches = [Span(start + begin, start + end) for begin, end in hit.matches]
        match unit:
            case Unit.WORDS:
                return matches
            case Unit.TURN:
                words = hit.text
                lead = len(words) - len(words.lstrip())
                return [Span(start + lead, start + len(words.rstrip()))]
        from ..analysis.language import sentences

        whole = sentences([(start, hit.text)], self._language)
        return [one for one in whole if any(one.overlaps(match) for match in matches)]


def _tagged(codings: Iterable[Coding]) -> dict[int, list[Span]]:
    """By source: the stretches that are tagged, in order and without overlaps. Codings come in reading order."""
    found: dict[int, list[Span]] = {}
    for coding in codings:
        spans = found.setdefault(coding.source_id, [])
        if spans and coding.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, coding.end))
        else:
            spans.append(coding.span)
    return found


def _overlaps(tagged: Sequence[Span], span: Span) -> bool:
    """Whether a span shares a character with any of these, which are in order and apart."""
    after = bisect_left(tagged, span.end, key=lambda one: one.start)
    return after > 0 and tagged[after - 1].end > span.start
