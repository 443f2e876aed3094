"""Keyword in context: every place where something was found, a line each, with the words around it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .choices import LineOrder
from .search import Hit
from .text import name_key

CONTEXT = 120
"""The code points before and after the found words that a line keeps, up to the ends of words."""
_COMPARED = 4
"""So many words of the context are compared when lines are sorted."""
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One found place. `start` and `end` are code points of the source's text; the context is of the same passage."""

    source_id: int
    source: str
    start: int
    end: int
    left: str
    keyword: str
    right: str
    speaker: str
    participant: str | None
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """Lines, and whether they are all there are."""

    lines: Sequence[Line]
    passages: int
    """How many passages were found."""
    is_whole: bool = True


def lines_of(hit: Hit) -> Iterable[Line]:
    """A line a match of a hit."""
    for start, end in hit.matches:
        yield Line(
            hit.source_id,
            hit.source,
            hit.passage_start + start,
            hit.passage_start + end,
            _before(hit.text, start),
            hit.text[start:end],
            _after(hit.text, end),
            hit.speaker,
            hit.participant,
            hit.start_ms,
        )


def _before(text: str, end: int) -> str:
    """The context before a place; it begins with a whole word, so that a name in it can be told."""
    start = max(0, end - CONTEXT)
    context = text[start:end]
    if start and not text[start - 1].isspace():
        _, space, rest = context.partition(" ")
        return rest if space else context
    return context


def _after(text: str, start: int) -> str:
    """The context after a place, likewise."""
    end = start + CONTEXT
    context = text[start:end]
    if end < len(text) and not text[end].isspace():
        rest, space, _ = context.rpartition(" ")
        return rest if space else context
    return context


def sorted_lines(lines: Iterable[Line], order: LineOrder) -> list[Line]:
    """Lines in reading order, or by the words beside the found ones; small and capital letters are the same.

    >>> from interviewcoder.domain.search import Hit
    >>> text = "a price cut, The price war, no price at all"
    >>> found = lines_of(Hit(1, "s", 0, 43, text, "Ana", None, None, ((2, 7), (17, 22), (31, 36))))
    >>> [line.left[-4:] for line in sorted_lines(found, LineOrder.LEFT)]
    ['a ', ' no ', 'The ']
    """
    known = sorted(lines, key=lambda line: (line.source_id, line.start, line.end))
    match order:
        case LineOrder.LEFT:
            known.sort(key=lambda line: _words(line.left)[: -_COMPARED - 1 : -1])
        case LineOrder.RIGHT:
            known.sort(key=lambda line: _words(line.right)[:_COMPARED])
    return known


def _words(context: str) -> list[str]:
    return [name_key(word) for word in _WORDS.findall(context)]
