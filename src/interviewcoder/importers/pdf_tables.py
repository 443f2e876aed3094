"""Names and times in columns of their own beside the words: tables of a PDF, told by where their cells begin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block, block_of
from .document import Piece
from .document_tables import Table
from .header_layouts import TIME_ALONE
from .pdf_joining import Joining
from .pdf_lines import Line, spelled
from .pdf_pages import Word
from .timed_headers import is_timed_header

_NEAR = 4.0
"""How far apart places are that count as the same, in points."""
_FEWEST = 3
_MOST = 6
"""Columns."""
_MOSTLY = 0.6
"""The least share of lines that begin at one of the columns."""
_BLANK = 0.25
_AT_ONCE = 1.6
"""Up to so many sizes of the font apart, a line is the next one."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns begin, from left to right, and which of them holds the words."""

    places: tuple[float, ...]
    words: int
    names: frozenset[str]
    """What stands beside the words again and again."""

    def of(self, cell: Sequence[Word]) -> int | None:
        """The column that a cell begins at; None when it begins at none."""
        near = (at for at, place in enumerate(self.places) if abs(cell[0].left - place) <= _NEAR)
        return next(near, None)


def columns_of(lines: Sequence[Line]) -> Columns | None:
    """The columns of a document in which names or times stand beside the words; None without any."""
    letters: Counter[int] = Counter()
    for line in lines:
        for cell in line.cells:
            letters[round(cell[0].left)] += sum(len(word.text) for word in cell)
    if not letters:
        return None
    main = float(letters.most_common(1)[0][0])
    beside: Counter[int] = Counter()
    alone: Counter[int] = Counter()
    for line in lines:
        others = [round(cell[0].left) for cell in line.cells if abs(cell[0].left - main) > _NEAR]
        if 0 < len(others) < len(line.cells) and not is_timed_header(line.text):
            beside.update(others)
        elif others:
            alone.update(others)
    places: list[float] = []
    for place, _ in beside.most_common():
        with_words, without = _near(beside, place), _near(alone, place)
        # Where lines stand without words beside them, it is a column of text of its own.
        if with_words < _FEWEST or without > with_words:
            continue
        if all(abs(place - other) > 2 * _NEAR for other in [main, *places]):
            places.append(float(place))
    columns = tuple(sorted([main, *places]))
    there = sum(any(abs(line.left - place) <= _NEAR for place in columns) for line in lines)
    if not places or len(columns) > _MOST or there < _MOSTLY * len(lines):
        return None
    texts = Counter(
        spelled(cell) for line in lines for cell in line.cells if abs(cell[0].left - main) > _NEAR
    )
    names = frozenset(text for text, count in texts.items() if count >= 2)
    return Columns(columns, columns.index(main), names)


def _near(places: Counter[int], place: float) -> int:
    return sum(count for other, count in places.items() if abs(other - place) <= _NEAR)


@dataclass(slots=True)
class _Row:
    """Cells of a row, each of the lines that were found in it."""

    cells: list[list[list[Word]]]
    last: list[Line | None]
    """The line that each cell was last continued on."""


def rows_of(lines: Sequence[Line], columns: Columns, joining: Joining) -> list[Piece]:
    """The rows of a document as a table, with what stands in none of its columns between them."""
    pieces: list[Piece] = []
    row: _Row | None = None

    def ended() -> None:
        if row is None:
            return
        cells: list[list[Block | Table]] = [
            [block_of(joining.runs(cell))] if cell else [] for cell in row.cells
        ]
        if not pieces or not isinstance(pieces[-1], Table):
            pieces.append(Table())
        table = pieces[-1]
        assert isinstance(table, Table)
        table.rows.append(cells)

    for line in lines:
        found = [(columns.of(cell), cell) for cell in line.cells]
        if found[0][0] is None:
            ended()
            row = None
            pieces.append(block_of(joining.runs([line.words])))
            continue
        if row is None or _begins(row, line, found, columns):
            ended()
            count = len(columns.places)
            row = _Row([[] for _ in range(count)], [None] * count)
        at = columns.words
        for column, cell in found:
            if column is None:
                row.cells[at][-1].extend(cell)
                continue
            at = column
            row.cells[at].append(list(cell))
            row.last[at] = line
    ended()
    return pieces


def _begins(
    row: _Row, line: Line, found: Sequence[tuple[int | None, list[Word]]], columns: Columns
) -> bool:
    """Whether a line begins a row: something stands beside the words that does not go on with what is above."""
    for column, cell in found:
        if column is None or column == columns.words:
            continue
        above = row.last[column]
        if above is None or not row.cells[column]:
            return True
        before, text = row.cells[column][-1], spelled(cell)
        at_once = above.page == line.page and above.base - line.base <= _AT_ONCE * line.size
        complete = (
            before[-1].text.endswith(":") or text in columns.names or TIME_ALONE.fullmatch(text)
        )
        if complete or not at_once or _would_fit(before, cell, columns):
            return True
    return False


def _would_fit(before: Sequence[Word], cell: Sequence[Word], columns: Columns) -> bool:
    """Whether a cell's first word had room at the end of what stands above it in the column."""
    first = cell[0]
    ends = (place for place in columns.places if place > first.left + _NEAR)
    end = next(ends, before[-1].right)
    return before[-1].right + _BLANK * first.size + first.right - first.left <= end - first.size
