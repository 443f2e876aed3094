"""Where the header of a table is, and of how many rows: titles may stand above it, and questions over options."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from .grid import Grid
from .header_text import header_key
from .header_words import ANSWER, OPEN_ANSWER

_TITLES = 10
_CODE = re.compile(r"[A-Za-z]{1,12}[\w.()\- ]{0,30}")
_NUMBERING = re.compile(r"[A-Za-z]{1,4}\d{1,3}\w?")
_NUMBER = re.compile(r"[-+]?[\d.,:/\s%]+")


class HeaderKind(Enum):
    """What the rows of a header are."""

    SINGLE = "one row of headers"
    GROUPED = "questions over options"
    CODED = "codes over questions"


@dataclass(frozen=True, slots=True)
class HeaderStart:
    """A table from its header on, and what stood above that."""

    grid: Grid
    above: int
    """So many rows were skipped: titles and the like, and a row that only numbers the questions."""
    codes: tuple[str, ...]
    """What numbers the questions, by column; empty without such a row."""


def from_header(grid: Grid) -> HeaderStart:
    """A table without the titles above its header."""
    rows = grid.rows
    above = _below_titles(rows)
    codes: tuple[str, ...] = ()
    if len(rows) > above + 2 and _is_codes(rows[above]):
        codes = tuple(rows[above])
        above += 1
    if not above:
        return HeaderStart(grid, 0, ())
    merged = frozenset(row - above for row in grid.merged if row >= above)
    return HeaderStart(replace(grid, rows=rows[above:], merged=merged), above, codes)


def header_kind(grid: Grid) -> HeaderKind:
    """What the rows of the header are with which a table begins."""
    if len(grid.rows) > 2:
        if _is_grouped(grid):
            return HeaderKind.GROUPED
        if _is_coded(grid.rows[0], grid.rows[1], grid.rows[2:]):
            return HeaderKind.CODED
    return HeaderKind.SINGLE


def _is_codes(row: Sequence[str]) -> bool:
    """Whether nothing but numbers of questions stands in a row, with gaps: `Q1`, `Q2`."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return 3 <= len(filled) < len(row) and all(map(_NUMBERING.fullmatch, filled))


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _below_titles(rows: Sequence[Sequence[str]]) -> int:
    """The row below which the table begins: titles have one or two cells, at the left, and the table more."""
    for first in range(min(_TITLES, len(rows) - 2)):
        filled = _filled(rows[first])
        wider = max(_filled(row) for row in rows[first + 1 : first + 6])
        starts_left = bool(rows[first] and rows[first][0].strip())
        if not (filled <= 2 and starts_left and wider > 2 * filled) and not (
            filled == 1 and starts_left and wider == 2 and _filled(rows[first + 1]) == 2
        ):
            return first
    return 0


def _is_grouped(grid: Grid) -> bool:
    """Whether the second row has the options of questions that stand over the first of their columns only."""
    above, below, *responses = grid.rows[:52]
    blank = [n for n in range(1, len(below)) if below[n].strip() and not _cell(above, n)]
    texts = [below[n].strip() for n in blank]
    if len(blank) < 2 or any(_NUMBER.fullmatch(text) for text in texts):
        return False
    if 0 in grid.merged:
        return True
    alone = [
        n
        for n in range(len(above))
        if _cell(above, n) and (n + 1 >= len(above) or _cell(above, n + 1))
    ]
    same = ANSWER | OPEN_ANSWER | {""}
    said_below = sum(
        header_key(_cell(below, n)) not in same | {header_key(_cell(above, n))} for n in alone
    )
    if alone and said_below > 0.2 * len(alone):
        return False
    # Options are repeated below themselves as marks, or head something else than words.
    own = sum(
        1
        for n in blank
        if (cells := {_cell(row, n) for row in responses} - {""})
        and (cells == {_cell(below, n)} or all(map(_NUMBER.fullmatch, cells)))
    )
    return own >= 0.5 * len(blank)


def _is_coded(
    above: Sequence[str], below: Sequence[str], responses: Sequence[Sequence[str]]
) -> bool:
    """Whether the first row has short codes, and the second what they ask."""
    pairs = [(one.strip(), _cell(below, n)) for n, one in enumerate(above) if one.strip()]
    asked = [text for _, text in pairs if text.endswith("?") or text.count(" ") >= 4]
    if (
        len(pairs) < 3
        or len(asked) < 0.4 * len(pairs)
        or len({t for _, t in pairs}) < 0.8 * len(pairs)
    ):
        return False
    if not all(_CODE.fullmatch(code) and not code.endswith("?") for code, _ in pairs):
        return False
    # A first response may have long answers as well; then so have the others.
    columns = [n for n, text in enumerate(below) if text.strip().endswith("?")]
    answered = [_cell(row, n) for row in responses[:20] for n in columns]
    return len(columns) >= 0.3 * len(pairs) and not any(cell.endswith("?") for cell in answered)


def _cell(row: Sequence[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""
