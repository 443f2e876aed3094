"""What was said, searched: passages, every found place in its context, and the hits in one source."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.coding import Span
from ..domain.concordance import Concordance, Line, lines_of, sorted_lines
from ..domain.redaction import LEFT_OUT, Redaction
from ..domain.search import EVERYWHERE, NOTHING, Found, Hit, LineOrder, Scope
from ..domain.search_query import Pattern, Search, Words, read_search
from ..storage import search as stored
from ..storage.engine import Connection
from ..storage.study_file import StudyFile
from .exporting import Told, export, pseudonyms, unheard

if TYPE_CHECKING:
    from ..analysis.patterns import TextToSearch
    from ..exporters.pseudonyms import Pseudonyms

MOST_LINES = 20_000
"""So many lines of a concordance are read, unless more are asked for."""
EVERY = 2**62
_AT_ONCE = 1_000
"""So many passages are read before others may write."""
GivenUp = Callable[[], bool]


class Searching:
    """Full-text search, patterns, and keyword in context. `docs/search.md` describes what can be searched for."""

    def __init__(self, file: StudyFile) -> None:
        self._file = file

    def find(
        self,
        query: str | Search,
        scope: Scope = EVERYWHERE,
        *,
        seconds: float | None = None,
        is_given_up: GivenUp | None = None,
    ) -> Found:
        """Which passages a search finds, and so how many.

        Args:
            query: words, or `/a pattern/`; or what `read_search` or `pattern` made of it.
            scope: which passages are searched.
            seconds: the longest that a pattern, or a piece of text, may take; None: the usual bound.
            is_given_up: whether nobody waits for these any more.

        Raises:
            QueryError: the query cannot be read; it tells the column.
            StudyError: a pattern or a piece of text takes too long.
        """
        return found_by(self._file, query, scope, seconds=seconds, is_given_up=is_given_up)

    def hits(self, found: Found, first: int = 0, most: int = 200) -> list[Hit]:
        """Passages that were found, with their words, from the first one on; those that are gone are left out."""
        with self._file.reading() as connection:
            return list(read_hits(connection, found, found.passages[first : first + most]))

    def concordance(
        self, found: Found, order: LineOrder = LineOrder.SOURCE, *, most: int = MOST_LINES
    ) -> Concordance:
        """Every place that was found, with the words around it: keyword in context.

        Args:
            found: what `find` returned.
            order: how the lines are sorted.
            most: so many lines are read, in reading order; the concordance says whether these are all.
        """
        lines, is_whole = self._lines(found, most)
        return Concordance(
            sorted_lines(lines, order), len(found.passages), is_whole and found.is_whole
        )

    def hits_in(self, source_id: int, query: str | Search) -> list[Span]:
        """Where in a source the words of a search stand, in order and apart; positions are of the source's text.

        Raises:
            QueryError: the query cannot be read.
            StudyError: a pattern takes too long.
        """
        found = self.find(query, Scope(source_id=source_id))
        return [
            Span(hit.passage_start + start, hit.passage_start + end)
            for hit in sorted(self.hits(found, most=EVERY), key=lambda one: one.passage_start)
            for start, end in hit.matches
        ]

    def export_file(
        self,
        path: str | Path,
        found: Found,
        order: LineOrder = LineOrder.SOURCE,
        *,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write the concordance, all of it, in the format that the file's suffix names: CSV or an Excel workbook.

        Args:
            path: where.
            found: what `find` returned.
            order: how the lines are sorted.
            redact: what to leave out.
            told: is told what could not go into the file as it is.

        Raises:
            StudyError: the suffix is unknown, or the file cannot be written.
        """
        from ..exporters.registry import CONCORDANCE

        return export(path, CONCORDANCE, lambda: self._to_export(found, order, redact), told)

    def _lines(self, found: Found, most: int) -> tuple[list[Line], bool]:
        """The first lines in reading order, and whether these are all."""
        lines: list[Line] = []
        passages = sorted(found.passages)
        for first in range(0, len(passages), _AT_ONCE):
            with self._file.reading() as connection:
                for hit in read_hits(connection, found, passages[first : first + _AT_ONCE]):
                    lines.extend(lines_of(hit))
            if len(lines) > most:
                return lines[:most], False
        return lines, True

    def _to_export(
        self, found: Found, order: LineOrder, redact: Collection[Redaction]
    ) -> "tuple[Sequence[Line], Pseudonyms | None]":
        lines = self.concordance(found, order, most=EVERY).lines
        with self._file.reading() as connection:
            names = pseudonyms(connection, redact)
        if Redaction.QUOTES in redact:
            lines = [_wordless(line) for line in lines]
        if names is not None:
            lines = [_renamed(line, names) for line in lines]
        return lines, names


def found_by(
    file: StudyFile,
    query: str | Search,
    scope: Scope = EVERYWHERE,
    *,
    seconds: float | None = None,
    is_given_up: GivenUp | None = None,
) -> Found:
    """See `Searching.find`."""
    search = read_search(query) if isinstance(query, str) else query
    match search:
        case None:
            return NOTHING
        case Words() if search.pieces():
            return _with_pieces(file, search, scope, seconds, is_given_up)
        case Words():
            with file.reading() as connection:
                passages, is_ranked = stored.passages_with(connection, search, scope)
            return Found(search, passages, is_ranked)
        case Pattern():
            return _fitting(file, search, scope, seconds, is_given_up)


def _with_pieces(
    file: StudyFile,
    words: Words,
    scope: Scope,
    seconds: float | None,
    is_given_up: GivenUp | None,
) -> Found:
    from ..analysis.patterns import SECONDS
    from .piece_search import look_at, passages_holding

    def with_words(some: Words) -> Sequence[int]:
        with file.reading() as connection:
            return stored.passages_with(connection, some, scope, ranked=False)[0]

    look = look_at(SECONDS if seconds is None else seconds, is_given_up or (lambda: False))
    return Found(words, passages_holding(words, _texts(file, scope), with_words, look))


def _fitting(
    file: StudyFile,
    wanted: Pattern,
    scope: Scope,
    seconds: float | None,
    is_given_up: GivenUp | None,
) -> Found:
    from ..analysis.patterns import SECONDS, matches_of

    matches, is_whole = matches_of(
        wanted,
        _texts(file, scope),
        seconds=SECONDS if seconds is None else seconds,
        is_given_up=is_given_up or (lambda: False),
    )
    return Found(wanted, tuple(matches), matches=matches, is_whole=is_whole)


def _texts(file: StudyFile, scope: Scope) -> "Iterator[TextToSearch]":
    """The texts to look in. Each is read by itself: nobody could write while a pattern takes long."""
    from ..analysis.patterns import TextToSearch

    with file.reading() as connection:
        sources = stored.source_ids(connection)
        tagged = stored.tagged_passages(connection) if scope.untagged else ()
    for source_id in sources:
        if scope.source_id in (None, source_id):
            with file.reading() as connection:
                text = TextToSearch(*stored.text_in_scope(connection, source_id, scope, tagged))
            if text.ids:
                yield text


def read_hits(connection: Connection, found: Found, passages: Sequence[int]) -> Iterable[Hit]:
    """Those of the passages that were found, with their words."""
    words = found.search if isinstance(found.search, Words) else None
    return stored.read_hits(connection, passages, words, found.matches)


def _renamed(line: Line, names: "Pseudonyms") -> Line:
    """The line with pseudonyms; what was found may be a part of a name, which is then told as a whole."""
    start = len(line.left)
    found = Span(start, start + len(line.keyword))
    words, (place,) = names.moved(f"{line.left}{line.keyword}{line.right}", [found])
    return replace(
        names.everywhere(replace(line, left="", keyword="", right="")),
        left=words[: place.start],
        keyword=words[place.start : place.end],
        right=words[place.end :],
    )


def _wordless(line: Line) -> Line:
    return replace(line, left="", keyword=LEFT_OUT, right="")
