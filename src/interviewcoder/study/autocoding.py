"""Tagging all that a search finds: proposed first, then done as one action that undoes whole."""

from bisect import bisect_left
from collections.abc import Sequence

from ..domain.choices import Unit, Voices
from ..domain.coding import Origin, Proposal, Proposed, Span, joined
from ..domain.errors import StudyError
from ..domain.search import Hit, Scope
from ..domain.search_query import Pattern, Search
from ..domain.text import one_line
from ..storage import codings as stored
from ..storage.codebook import require_code
from ..storage.engine import Connection
from ..storage.sources import read_text
from ..storage.study_file import StudyFile
from .search import found_by, read_hits

WHOSE_WORDS = Scope(voices=Voices.PARTICIPANTS)
"""Which passages are tagged unless told: all of participants."""


class Autocoding:
    """Excerpts by the words in them."""

    def __init__(self, file: StudyFile, coder: str, language: str) -> None:
        self._file = file
        self._coder = coder
        self._language = language

    def proposals(
        self,
        query: str | Search,
        code_id: int,
        unit: Unit = Unit.SENTENCE,
        scope: Scope = WHOSE_WORDS,
    ) -> Sequence[Proposal]:
        """The excerpts that would be tagged: see `proposed`."""
        return list(self.proposed(query, code_id, unit, scope).proposals)

    def proposed(
        self,
        query: str | Search,
        code_id: int,
        unit: Unit = Unit.SENTENCE,
        scope: Scope = WHOSE_WORDS,
    ) -> Proposed:
        """The excerpts that would be tagged, in reading order; nothing is changed.

        Left out, and counted, are excerpts on words that carry the code already, whoever put it there.

        Args:
            query: what a search finds (docs/search.md), patterns too.
            code_id: the code to tag with.
            unit: how much around the words is tagged.
            scope: which passages are searched.

        Raises:
            QueryError: the query cannot be read.
            StudyError: the query asks for nothing, a pattern takes too long, or the code is gone.
        """
        found = found_by(self._file, query, scope)
        if found.search is None:
            raise StudyError("The search has no words.", "Give at least one word to look for.")
        with self._file.reading() as connection:
            code = require_code(connection, code_id)
            tagged = _Tagged(connection, code.id)
            hits = list(read_hits(connection, found, found.passages))
        # Cutting sentences takes its time, in which others may write.
        return self._among(hits, tagged, unit, is_whole=found.is_whole)

    def apply(
        self,
        query: str | Search,
        code_id: int,
        unit: Unit = Unit.SENTENCE,
        scope: Scope = WHOSE_WORDS,
        *,
        chosen: Sequence[Proposal] | None = None,
    ) -> int:
        """Tag what would be proposed, marked as autocoded; returns how many excerpts.

        Args:
            query: as for `proposed`, like the code, the unit and the scope.
            code_id: the code to tag with.
            unit: how much around the words is tagged.
            scope: which passages are searched.
            chosen: those of the proposals that are to be tagged; None: all that are found now.

        Raises:
            StudyError: as `proposed`, nothing is found or chosen, or what was chosen is not what is there now.
        """
        # A pattern may take long: the file is not held meanwhile.
        found = chosen if chosen is not None else self.proposals(query, code_id, unit, scope)
        with self._file.writing("autocode", self._coder) as change:
            code = require_code(change.connection, code_id)
            _require_as_read(change.connection, found)
            apart = _Tagged(change.connection, code_id)
            found = [one for one in found if not apart.has(one.source_id, one.span)]
            if not found:
                raise StudyError(
                    "Nothing is found that does not carry the code already.", "Try other words."
                )
            change.summary = f"{code.name}: {len(found)} excerpts with {_told(query)}"
            coder_id = change.coder_id()
            marks = [
                stored.Mark(one.source_id, one.span, code_id, coder_id, origin=Origin.AUTOCODE)
                for one in found
            ]
            return len(stored.add_codings(change, marks))

    def _among(
        self, hits: Sequence[Hit], tagged: "_Tagged", unit: Unit, *, is_whole: bool
    ) -> Proposed:
        proposals: list[Proposal] = []
        already = 0
        for hit in sorted(hits, key=lambda one: (one.source_id, one.passage_start)):
            for span in self._spans(hit, unit):
                if tagged.has(hit.source_id, span):
                    already += 1
                    continue
                words = hit.text[span.start - hit.passage_start : span.end - hit.passage_start]
                who = hit.participant or hit.speaker
                proposals.append(Proposal(hit.source_id, hit.source, span, words, who))
        return Proposed(tuple(proposals), already, is_whole)

    def _spans(self, hit: Hit, unit: Unit) -> list[Span]:
        start = hit.passage_start
        matches = [Span(start + begin, start + end) for begin, end in hit.matches]
        match unit:
            case Unit.WORDS:
                return matches
            case Unit.TURN:
                words = hit.text
                lead = len(words) - len(words.lstrip())
                return [Span(start + lead, start + len(words.rstrip()))] if matches else []
        from ..analysis.language import sentences

        whole = sentences([(start, hit.text)], self._language)
        return [one for one in whole if any(one.overlaps(match) for match in matches)]


class _Tagged:
    """Where the codings of a code are."""

    def __init__(self, connection: Connection, code_id: int) -> None:
        spans: dict[int, list[Span]] = {}
        for coding in stored.list_codings(connection, stored.Wanted(code_id=code_id)):
            spans.setdefault(coding.source_id, []).append(coding.span)
        self._spans = {source_id: joined(each) for source_id, each in spans.items()}

    def has(self, source_id: int, span: Span) -> bool:
        """Whether a span shares a character with any of them."""
        tagged = self._spans.get(source_id, ())
        after = bisect_left(tagged, span.end, key=lambda one: one.start)
        return after > 0 and tagged[after - 1].end > span.start


def _require_as_read(connection: Connection, proposals: Sequence[Proposal]) -> None:
    """Raises: StudyError: a text is not what it was when the proposals were made."""
    texts: dict[int, str] = {}
    for one in proposals:
        if one.source_id not in texts:
            texts[one.source_id] = read_text(connection, one.source_id)
        if texts[one.source_id][one.span.start : one.span.end] != one.text:
            raise StudyError(
                f"The text of '{one_line(one.source, 60)}' was changed since it was searched.",
                "Search again, and look at what is found now.",
            )


def _told(query: str | Search) -> str:
    match query:
        case Pattern(text=text, flags=flags):
            return f"/{text}/{flags}"
        case str():
            return query
    return "words"
