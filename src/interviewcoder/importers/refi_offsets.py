"""How a program counted the positions in a text, found out by the words that it quotes at them.

The standard says code points from 0, end exclusive. Programs differ in whether a line end of two characters counts as
one or as two, whether a character beyond U+FFFF counts as two, and whether a byte order mark counts.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from interviewcoder.domain.text import sanitise

_CUT = ("…", "...")
_LEAST_QUOTE = 8
"""The fewest characters of a quote that is looked for elsewhere."""
MOST_SEARCHED = 500_000_000
"""So many characters are looked through in all for quotes, so that a broken project is read in time."""
_SEARCHES = 2000
"""So many selections of a text are looked for."""
_CLEAR, _POOR = 0.9, 0.7
"""Shares of positions at the edges of words from and up to which a way of counting is likely and unlikely."""
_BEYOND = 2
"""So many characters an excerpt may reach beyond its text, which some programs end with a line end more."""

_WIDER, _LEFT = 4, 1000
"""So many times, and characters more, words with their white space may be as long as what quotes them."""

Place = Callable[[int], int]
"""From a position as it was counted to one in the text."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A selection as the project states it."""

    start: int
    end: int
    quotes: tuple[str, ...] = ()
    """What may be its words: its name, its description."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where selections lie in a text; None for those that lie in none of it."""

    spans: tuple[tuple[int, int] | None, ...]
    counted: Place
    """The way in which the program counts, as far as it can be told."""
    moved: int = 0
    """How many were put where their words stand."""
    quoted: frozenset[str] = frozenset()
    """The quotes that are the words of their selections."""


def kept_text(raw: str) -> str:
    """The text as it is kept: line ends as `\\n`, and no control characters."""
    return sanitise(raw)


def place(
    raw: str,
    claimed: Sequence[Claimed],
    *,
    had_mark: bool,
    line_ends_are_one: bool,
    as_standard: bool = False,
) -> Placed:
    """Where the selections lie in `kept_text(raw)`.

    Args:
        raw: the text with its own line ends.
        claimed: the selections.
        had_mark: whether a byte order mark was taken off the text.
        line_ends_are_one: whether the program is known to count each line end as one; decides where nothing else does.
        as_standard: whether the program is known to count code points and to write `\n`; nothing is looked for then.
    """
    text = kept_text(raw)
    if as_standard:
        plain = _counted(len(text), ())
        return Placed(tuple(_span(text, plain, one) for one in claimed), plain)
    countings = list(_countings(raw, text, had_mark, line_ends_are_one))
    best = _likeliest(text, countings, claimed)
    fits = [_fitting(text, best, one) for one in claimed]
    named = sum(bool(one.quotes) for one in claimed)
    are_quotes = 2 * sum(quote is not None for quote in fits) >= named
    spans: list[tuple[int, int] | None] = []
    moved, searches = 0, min(_SEARCHES, MOST_SEARCHED // (len(text) + 1))
    for one, fit in zip(claimed, fits, strict=True):
        span = _span(text, best, one)
        if fit is None and (other := _fitting_counting(text, countings, one)) is not None:
            # A program can count in one way what people select and in another what it codes by itself.
            span = _span(text, other, one)
        elif fit is None and one.quotes and searches and (are_quotes or span is None):
            searches -= 1
            elsewhere = found_words(text, one.quotes, best(max(one.start, 0)), one.end - one.start)
            moved += elsewhere is not None
            span = elsewhere or span
        spans.append(span)
    return Placed(tuple(spans), best, moved, frozenset(filter(None, fits)))


def _countings(raw: str, text: str, had_mark: bool, line_ends_are_one: bool) -> Iterator[Place]:
    """The ways of counting that differ in this text, the likeliest first."""
    two = _wide_line_ends(raw)
    astral = [i for i, char in enumerate(text) if char > "\uffff"] if not text.isascii() else []
    line_ends = [[], two] if line_ends_are_one else [two, []]
    seen: list[list[int]] = []
    for wide in (*line_ends, [i for i, char in enumerate(text) if char == "\n"]):
        for wider in ([], astral):
            both = sorted([*wide, *wider])
            if both not in seen:
                seen.append(both)
                yield _counted(len(text), both)
    if had_mark:
        yield lambda position: position - 1


def _wide_line_ends(raw: str) -> list[int]:
    """Where in the kept text the line ends stand that are two characters in the raw one."""
    if "\r\n" not in raw:
        return []
    places = [found.start() for found in re.finditer("\r\n", raw)]
    return [at - before for before, at in enumerate(places)]


def _counted(length: int, wide: Sequence[int]) -> Place:
    """The way of counting in which the characters at these places count as two."""
    if not wide:
        return lambda position: position
    widths = [1] * length
    for at in wide:
        widths[at] += 1
    starts = [0, *accumulate(widths)]
    counted = starts[-1]

    def place_of(position: int) -> int:
        if position < 0:
            return position
        if position > counted:
            return length + position - counted
        return bisect_left(starts, position)

    return place_of


def _likeliest(text: str, countings: Sequence[Place], claimed: Sequence[Claimed]) -> Place:
    named = [one for one in claimed if one.quotes]
    quoting: list[int] = []
    for counting in countings:
        quoting.append(sum(_likeness(text, counting, one) for one in named))
        if quoting[-1] == 2 * len(named) > 0:
            break
    if max(quoting):
        return countings[quoting.index(max(quoting))]
    edges = [_edges(text, counting, claimed) for counting in countings]
    if edges[0] <= _POOR and max(edges) >= _CLEAR:
        return countings[edges.index(max(edges))]
    return countings[0]


def _span(text: str, counting: Place, one: Claimed) -> tuple[int, int] | None:
    start, end = counting(one.start), counting(one.end)
    if len(text) < end <= len(text) + _BEYOND:
        end = len(text)
    return (start, end) if 0 <= start < end <= len(text) else None


def _fitting(text: str, counting: Place, one: Claimed) -> str | None:
    """The quote that is what stands at a selection."""
    span = _span(text, counting, one) if one.quotes else None
    if span is None:
        return None
    return next((quote for quote in one.quotes if holds(text, span, quote)), None)


def holds(text: str, span: tuple[int, int], quote: str) -> bool:
    """Whether a quote is what stands there but for white space; an empty one is."""
    start, end = span
    words = _squeezed(text[start : min(end, start + _WIDER * len(quote) + _LEFT)])
    return not quote.strip() or _is_quote(quote, words)


def _fitting_counting(text: str, countings: Sequence[Place], one: Claimed) -> Place | None:
    """The way of counting in which a selection holds what it quotes."""
    return next((counting for counting in countings if _fitting(text, counting, one)), None)


def _likeness(text: str, counting: Place, one: Claimed) -> int:
    """How well a selection holds what it quotes: 2 to the letter, 1 but for white space at its ends, 0 not at all."""
    quote, span = _fitting(text, counting, one), _span(text, counting, one)
    if quote is None or span is None:
        return 0
    words = text[span[0] : span[1]]
    cut = _uncut(quote)[1]
    same = words[0].isspace() is quote[0].isspace() and (
        cut or words[-1].isspace() is quote[-1].isspace()
    )
    return 2 if same else 1


def _is_quote(quote: str, words: str) -> bool:
    told, cut = _uncut(quote)
    return bool(told) and (words.startswith(told) if cut else words == told)


def _uncut(quote: str) -> tuple[str, bool]:
    """A quote without white space and without the dots at its end, and whether it had some."""
    told = _squeezed(quote)
    for dots in _CUT:
        if told.endswith(dots):
            return told.removesuffix(dots), True
    return told, False


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _edges(text: str, counting: Place, claimed: Sequence[Claimed]) -> float:
    """The share of positions at which no word is cut in two."""
    positions = [at for one in claimed for at in (counting(one.start), counting(one.end))]
    good = sum(
        0 <= at <= len(text) and not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())
        for at in positions
    )
    return good / len(positions) if positions else 1.0


def found_words(
    text: str, quotes: Sequence[str], near: int = 0, length: int = 0
) -> tuple[int, int] | None:
    """Where one of the quotes stands, as near as can be to a place; None where none of them is long enough or there.

    Args:
        text: where to look.
        quotes: white space counts as any white space; dots at the end say that the quote is cut.
        near: where it should start.
        length: of what a cut quote is of.
    """
    for quote in quotes:
        told, cut = _uncut(quote)
        if len(told) < _LEAST_QUOTE:
            continue
        pieces = quote.split()
        if cut:
            pieces[-1] = pieces[-1].rstrip(".…")
        pattern = re.compile(r"\s+".join(map(re.escape, filter(None, pieces))))
        places = [found.span() for found in pattern.finditer(text)]
        if places:
            start, end = min(places, key=lambda span: abs(span[0] - near))
            return start, min(max(end, start + length), len(text)) if cut else end
    return None
