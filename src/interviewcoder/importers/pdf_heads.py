"""Running heads and feet, page numbers, and lines that a page repeats from the one before."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .pdf_lines import Line

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\[( ]*(?:page|seite|página|pagina|pág\.?|p\.|s\.)?\s*(\d{1,4})"
    r"(?:\s*(?:/|of|von|de|sur|di|van)\s*(\d{1,4}))?[-–—|\]) ]*",
    re.I,
)
_EDGE_LINES = 3
"""So many lines at the top and at the bottom of a page may be running heads."""
_SAME_HEIGHT = 4.0
"""How far apart a running head may stand on two pages, in points."""
_OFTEN = 0.4
"""The least share of the pages that a running head stands on: left and right pages may differ."""
_APART = 1.3
"""So many times farther than lines are from one another stands a head from the text, in short documents."""
_SHORT = 3
_LONG = 40
"""No two people say a line so long one after the other, in code points."""


def without_heads(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """Each page's lines without running heads, feet and page numbers, and how many there were."""
    edges = [_at_edges(page) for page in pages]
    dropped = _repeated(edges, pages) | _numbers(edges, pages)
    kept = [[line for line in page if id(line) not in dropped] for page in pages]
    return kept, len(dropped)


def without_repeats(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """Each page's lines without a first one that repeats the last one of the page before, and how many."""
    filled = [page for page in pages if page]
    same = [before[-1].text == after[0].text for before, after in pairwise(filled)]
    often = sum(same) > 1 and 2 * sum(same) > len(same)
    kept = filled[:1]
    for page, repeats in zip(filled[1:], same, strict=True):
        drop = repeats and (often or len(page[0].text) >= _LONG)
        kept.append(page[1:] if drop else page)
    return kept, sum(map(len, filled)) - sum(map(len, kept))


def _at_edges(page: Sequence[Line]) -> list[Line]:
    lines = sorted(page, key=lambda line: -line.base)
    return lines if len(lines) <= 2 * _EDGE_LINES else [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _repeated(edges: Sequence[Sequence[Line]], pages: Sequence[Sequence[Line]]) -> set[int]:
    """The ids of lines that stand at the same height on many pages, but for the numbers in them."""
    if len(pages) < 2:
        return set()
    shapes: dict[str, list[Line]] = {}
    for page in edges:
        for line in page:
            shapes.setdefault(_DIGITS.sub("#", line.text).casefold(), []).append(line)
    dropped: set[int] = set()
    for lines in shapes.values():
        for line in lines:
            alike = [other for other in lines if abs(other.base - line.base) <= _SAME_HEIGHT]
            on = {other.page for other in alike}
            if len(on) >= 2 and len(on) >= _OFTEN * len(pages):
                dropped |= set(map(id, alike))
    if len(pages) <= _SHORT:
        dropped &= _set_apart(pages)
    return dropped


def _set_apart(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The ids of lines at the edges that stand apart from the lines next to them."""
    apart: set[int] = set()
    pitch = _pitch(pages)
    for page in pages:
        lines = sorted(page, key=lambda line: -line.base)
        for ordered in (lines, lines[::-1]):
            for at, (line, further) in enumerate(pairwise(ordered[: _EDGE_LINES + 1])):
                if abs(line.base - further.base) > _APART * pitch:
                    apart |= set(map(id, ordered[: at + 1]))
    return apart


def _numbers(edges: Sequence[Sequence[Line]], pages: Sequence[Sequence[Line]]) -> set[int]:
    """The ids of page numbers: they count with the pages, or tell how many there are."""
    counting: list[tuple[int, int]] = []
    dropped: set[int] = set()
    for index, page in enumerate(edges):
        for line in [*page[:1], *page[-1:]]:
            found = _PAGE_NUMBER.fullmatch(line.text)
            if found and found[2] and int(found[2]) == len(pages):
                dropped.add(id(line))
            elif found:
                counting.append((int(found[1]) - index, id(line)))
    offsets = Counter(offset for offset, _ in counting)
    for offset, count in offsets.most_common(1):
        if 2 * count >= len(pages) and (len(pages) > 1 or offset == 1):
            alone = _set_apart(pages) if len(pages) == 1 else None
            dropped |= {
                line for at, line in counting if at == offset and (alone is None or line in alone)
            }
    return dropped


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    """How far lines usually are from one another, in points."""
    gaps = list(_gaps(pages))
    return median(gaps) if gaps else 0.0


def _gaps(pages: Sequence[Sequence[Line]]) -> Iterator[float]:
    for page in pages:
        for above, below in pairwise(sorted(page, key=lambda line: -line.base)):
            if above.base - below.base > 1:
                yield above.base - below.base
