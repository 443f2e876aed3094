"""Numbers of lines or paragraphs in the margins of a PDF, as MAXQDA and word processors print them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .pdf_lines import Line

_NUMBER = re.compile(r"\d{1,5}")
_FEWEST = 3
_EVERY_LINE = 0.9
"""From this share of lines on, the numbers count lines and not paragraphs."""
_GROWING = 0.8
"""The least share of numbers that are greater than the one above."""


def without_numbers(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """Each page's strips without the numbers in its margins, and how many there were.

    Where the numbers count paragraphs, the strips that they stand beside become `numbered`.
    """
    others = [
        piece for page in pages for piece in page if not _NUMBER.fullmatch(piece.cells[0][0].text)
    ]
    if not others:
        return list(pages), 0
    lefts, rights = sorted(piece.left for piece in others), sorted(piece.right for piece in others)
    # A few lines may stand out of the text: stamps, headings.
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 50]
    numbers = [[piece for piece in page if _is_in_margin(piece, left, right)] for page in pages]
    for column in numbers:
        column.sort(key=lambda piece: -piece.base)
    values = [[int(piece.cells[0][0].text) for piece in column] for column in numbers]
    count = sum(map(len, values))
    if count < _FEWEST or not _grow(values):
        return list(pages), 0
    of_paragraphs = _count_paragraphs(
        values, len({(piece.page, round(piece.base)) for piece in others})
    )
    kept = []
    for page, column in zip(pages, numbers, strict=True):
        heights = [piece.base for piece in column]
        for piece in column:
            del piece.cells[0][0]
        rest = [piece for piece in page if piece.cells[0]]
        if of_paragraphs:
            _mark(rest, heights)
        kept.append(rest)
    return kept, count


def _is_in_margin(piece: Line, left: float, right: float) -> bool:
    first = piece.cells[0][0]
    if not _NUMBER.fullmatch(first.text):
        return False
    if len(piece.cells[0]) == 1:
        return first.right < left or first.left > right
    return first.right < left and piece.cells[0][1].left >= left - 1


def _grow(values: Sequence[Sequence[int]]) -> bool:
    steps = [after > before for page in values for before, after in pairwise(page)]
    return sum(steps) >= _GROWING * len(steps)


def _count_paragraphs(values: Sequence[Sequence[int]], lines: int) -> bool:
    found = [value for page in values for value in page]
    in_fives = all(value % 5 == 0 for value in found)
    return not in_fives and len(found) < _EVERY_LINE * lines


def _mark(pieces: Sequence[Line], heights: Sequence[float]) -> None:
    """The first line at or below each number begins a paragraph."""
    for height in heights:
        below = [piece for piece in pieces if piece.base <= height + piece.size / 2]
        if below:
            first = max(below, key=lambda piece: piece.base)
            first.numbered = True
