"""Finding excerpts again in a corrected text.

Both texts are there whole, so an excerpt goes where its characters went (`alignment.py`). That is firmer than to search for
its quote, as annotations of web pages must (the text quote selector of the W3C's Web Annotation Data Model; the client
of Hypothesis accepts a place with up to half of the quote in errors, and prefers one with the same words around it).
From them come the two thresholds: at least half of the characters must have come through, and 32 characters on either
side tell equal words apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from interviewcoder.domain.coding import Span
from interviewcoder.domain.revision import Outcome, Relocated

from .alignment import Alignment, Run, aligned

LEAST_SHARE = 0.5
"""So much of an excerpt must have come through at its place, in characters."""

LEAST_SHARE_ELSEWHERE = 0.7
"""So much of it must be at another place, where nothing around speaks for it."""

CONTEXT = 32
"""So many characters before and after are looked at to tell equal words apart."""

CLEARLY_MORE = 8
"""By so many characters of context one place must be better than another."""

SHORT = 32
"""An excerpt of fewer characters is found elsewhere only with its very words and `CLEARLY_MORE` of its context."""

LARGEST_INSERTION = 240
"""So much may be added inside an excerpt, or as much as it is long, before its parts count as torn apart."""

MOST_CANDIDATES = 9
_MOST_OCCURRENCES = 200
_SHINGLE = 3
_MOST_OF_A_SHINGLE = 8
_MOST_WINDOWS = 3
_LEAST_AGREEING = 0.2
"""So many of the shingles of an excerpt must be near one another in what was added, to look closer there."""


def relocated(old: str, new: str, spans: Sequence[Span], alignment: Alignment) -> list[Relocated]:
    """What became of each span of `old` in `new`, in the order given.

    Args:
        old: the earlier text.
        new: the corrected text.
        spans: of the earlier text, in code points.
        alignment: of the two, as `aligned` gives it.
    """
    relocator = _Relocator(old, new, alignment)
    cache: dict[Span, Relocated] = {}
    for span in spans:
        if span not in cache:
            cache[span] = relocator.relocated(span)
    return [cache[span] for span in spans]


class _Relocator:
    def __init__(self, old: str, new: str, alignment: Alignment) -> None:
        self._old = old
        self._new = new
        self._alignment = alignment

    def relocated(self, span: Span) -> Relocated:
        here = self._hull(span)
        exact = here is not None and self._same_words(span, here)
        words = self._old[span.start : span.end]
        # Where less was added than half of the words, they cannot stand in anything that was added.
        if exact and 2 * self._alignment.largest_insertion < len(words):
            return Relocated(Outcome.KEPT, here)
        places = list(self._occurrences(span))
        if here is not None and not exact:
            # Equal words may begin a little beside where the characters went: "the" in "the the cat".
            beside = [place for place in places if place.overlaps(here)]
            if len(beside) == 1:
                here, exact = beside[0], True
        elsewhere = [
            place
            for place in places
            if (here is None or not place.overlaps(here))
            and (len(words) >= SHORT or self._context(span, place) >= CLEARLY_MORE)
        ]
        if here is not None and exact:
            # Which of two copies the alignment took is chance; the surroundings tell which one it is.
            return self._chosen(span, [here, *elsewhere], Outcome.KEPT)
        if here is not None:
            if elsewhere:
                return Relocated(Outcome.AMBIGUOUS, None, self._ranked(span, [*elsewhere, here]))
            return Relocated(Outcome.MOVED, here)
        return self._chosen(span, elsewhere or self._similar(span))

    def _chosen(
        self, span: Span, places: Sequence[Span], outcome: Outcome = Outcome.MOVED
    ) -> Relocated:
        """The place with clearly the most of what stood around the words; without any, lost."""
        if not places:
            return Relocated(Outcome.LOST, near=self._alignment.before(span.start).new_end)
        ranked = self._ranked(span, places)
        best = self._context(span, ranked[0])
        rivals = [one for one in ranked[1:] if self._context(span, one) > best - CLEARLY_MORE]
        if rivals:
            return Relocated(Outcome.AMBIGUOUS, None, (ranked[0], *rivals))
        return Relocated(outcome, ranked[0])

    def _ranked(self, span: Span, places: Sequence[Span]) -> tuple[Span, ...]:
        """The best places, by their surroundings and then by how near they are."""
        around = self._alignment.before(span.start).new_end

        def rank(place: Span) -> tuple[int, int]:
            return -self._context(span, place), abs(place.start - around)

        return tuple(sorted(places, key=rank)[:MOST_CANDIDATES])

    def _context(self, span: Span, place: Span) -> int:
        """How many of the `CONTEXT` characters on either side of a span are at a place too, letter by letter or aligned."""
        before = max(0, span.start - CONTEXT), span.start
        after = span.end, min(len(self._old), span.end + CONTEXT)
        room = CONTEXT + CLEARLY_MORE
        return max(
            _common_end(
                self._old[slice(*before)], self._new[max(0, place.start - CONTEXT) : place.start]
            ),
            self._came_through(*before, place.start - room, place.start),
        ) + max(
            _common_start(self._old[slice(*after)], self._new[place.end : place.end + CONTEXT]),
            self._came_through(*after, place.end, place.end + room),
        )

    def _came_through(self, start: int, end: int, new_start: int, new_end: int) -> int:
        """How many characters of a stretch of the old text went into a stretch of the new one."""
        return sum(
            max(0, min(run.new_end, new_end) - max(run.new, new_start))
            for run in self._alignment.within_old(start, end)
        )

    def _same_words(self, span: Span, place: Span) -> bool:
        old, new = self._old[span.start : span.end], self._new[place.start : place.end]
        return old == new or old.split() == new.split()

    def _hull(self, span: Span, least: float = LEAST_SHARE) -> Span | None:
        """Where the characters of a span went together; None when not enough of them did."""
        alignment = self._alignment
        pieces = alignment.within_old(span.start, span.end)
        while pieces:
            length = sum(piece.length for piece in pieces)
            if length < least * len(span):
                return None
            place = Span(
                _start_of(alignment, pieces[0], span.start),
                _end_of(alignment, pieces[-1], span.end),
            )
            torn = len(place) - length > max(len(span), LARGEST_INSERTION)
            if not torn or len(pieces) == 1:
                return self._in_whole_words(span, place)
            pieces = _larger_part(pieces)
        return None

    def _in_whole_words(self, span: Span, place: Span) -> Span | None:
        """The place without white space at its ends, and with whole words where the span has whole words."""
        new = self._new
        start, end = place.start, place.end
        while start < end and new[start].isspace():
            start += 1
        while start < end and new[end - 1].isspace():
            end -= 1
        if start >= end:
            return None
        if end - start >= SHORT and new[start:end] == self._old[span.start : span.end]:
            # What touches such words now does not make them other words.
            return Span(start, end)
        if not _inside_word(self._old, span.start):
            while _inside_word(new, start):
                start -= 1
        if not _inside_word(self._old, span.end):
            while _inside_word(new, end):
                end += 1
        return Span(start, end)

    def _occurrences(self, span: Span) -> Iterator[Span]:
        """Where the very words stand in the new text, unless most of that is what became of other words."""
        words = self._old[span.start : span.end]
        whole_start = not _inside_word(self._old, span.start)
        whole_end = not _inside_word(self._old, span.end)
        start = -1
        for _ in range(_MOST_OCCURRENCES):
            start = self._new.find(words, start + 1)
            if start < 0:
                return
            end = start + len(words)
            if whole_start and _inside_word(self._new, start):
                continue
            if whole_end and _inside_word(self._new, end):
                continue
            others = sum(
                run.length
                for run in self._alignment.within_new(start, end)
                if run.old_end <= span.start or run.old >= span.end
            )
            if 2 * others <= len(words):
                yield Span(start, end)

    # -- Words that were moved and corrected -----------------------------------------------------------------

    def _similar(self, span: Span) -> list[Span]:
        """Places of which nothing came from other words and that hold most of a span's characters in order."""
        words = self._old[span.start : span.end]
        if len(words) < SHORT:
            return []
        votes: Counter[int] = Counter()
        shingles = list(_shingles(words))
        for offset, shingle in shingles:
            for at in self._added_shingles.get(shingle, ())[:_MOST_OF_A_SHINGLE]:
                votes[(at - offset) // max(1, len(words))] += 1
        found: list[Span] = []
        for bucket, agreeing in votes.most_common(_MOST_WINDOWS):
            if agreeing < _LEAST_AGREEING * len(shingles):
                break
            start = max(0, (bucket - 1) * len(words))
            window = self._new[start : (bucket + 3) * len(words)]
            alone = _Relocator(words, window, aligned(words, window))
            whole = alone._hull(Span(0, len(words)), LEAST_SHARE_ELSEWHERE)
            if whole is None:
                continue
            place = Span(start + whole.start, start + whole.end)
            taken = sum(run.length for run in self._alignment.within_new(place.start, place.end))
            if 2 * taken <= len(place) and not any(place.overlaps(other) for other in found):
                found.append(place)
        return found

    @cached_property
    def _added_shingles(self) -> dict[tuple[str, ...], list[int]]:
        """Where runs of three words start in what the new text has and the old one had not."""
        found: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        ends = Run(len(self._old), len(self._new), 0)
        for before, after in pairwise((Run(0, 0, 0), *self._alignment.runs, ends)):
            for place, shingle in _shingles(self._new[before.new_end : after.new]):
                found[shingle].append(before.new_end + place)
        return dict(found)


def _start_of(alignment: Alignment, piece: Run, start: int) -> int:
    """Where a span starts whose first piece is given: with the words that took the place of its first ones."""
    before = alignment.before(piece.old)
    replaced = before.old_end == start and _is_about_as_long(
        piece.old - start, piece.new - before.new_end
    )
    return before.new_end if replaced else piece.new


def _end_of(alignment: Alignment, piece: Run, end: int) -> int:
    after = alignment.after(piece.old_end)
    replaced = after.old == end and _is_about_as_long(
        end - piece.old_end, after.new - piece.new_end
    )
    return after.new if replaced else piece.new_end


def _is_about_as_long(old: int, new: int) -> bool:
    return old > 0 and new <= max(2 * old, SHORT)


def _larger_part(pieces: list[Run]) -> list[Run]:
    """The pieces before or after the largest insertion between them, whichever hold more."""
    gaps = [after.new - before.new_end for before, after in pairwise(pieces)]
    cut = gaps.index(max(gaps)) + 1
    return max(pieces[:cut], pieces[cut:], key=lambda part: sum(piece.length for piece in part))


def _inside_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _shingles(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Runs of three words in lower case, and where each starts."""
    words: list[tuple[int, str]] = []
    start = 0
    for word in text.split():
        start = text.index(word, start)
        words.append((start, word.casefold().strip(".,;:!?…\"'()“”‘’-–—")))
        start += len(word)
    for n in range(len(words) - _SHINGLE + 1):
        yield words[n][0], tuple(word for _, word in words[n : n + _SHINGLE])


def _common_start(left: str, right: str) -> int:
    shorter = min(len(left), len(right))
    return next((n for n in range(shorter) if left[n] != right[n]), shorter)


def _common_end(left: str, right: str) -> int:
    return _common_start(left[::-1], right[::-1])
