"""A table of counts as rows of a listing, with a cursor on a cell.

Columns have their names where there is room; else they have numbers, and a legend that names them.
"""

from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from textual.content import Content

from ...domain.crosstab import Crosstab
from ...domain.cut_figures import shade
from ...domain.text import one_line
from ..labels import SOFT, counted, cut_inside
from .count_lines import label_content
from .listing import Row, text_row
from .paragraphs import indented
from .quote_block import stacked

_NAME = 30
_HEAD = 14
"""The widest name over a column."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide things are, and which columns fit."""

    name: int
    cell: int
    digits: int
    named: bool
    """Whether columns have their names over them."""
    total: int
    first: int
    last: int
    """One past the last column on show."""


def crosstab_rows(table: Crosstab, cursor: Cell) -> list[Row]:
    """All rows of the page, with the cursor on a cell."""
    column = cursor.column
    told = "← → choose a cell, Enter shows its excerpts. Shades: share of the greatest count."
    return [
        Row(partial(_named_cell, table, cursor), height=None, selectable=False),
        Row(partial(_head, table, column), selectable=False),
        *(
            Row(
                partial(_line, table, place, column, cursor.row == place),
                Cell(place, column),
                place,
            )
            for place in range(len(table.rows))
        ),
        Row(partial(_totals, table, column), selectable=False),
        text_row(Content(""), selectable=False),
        Row(partial(_legend, table), height=None, selectable=False),
        text_row(Content.styled(f" {told}", SOFT), selectable=False),
    ]


def _layout(table: Crosstab, column: int, width: int) -> _Layout:
    digits = max(len(str(table.most)), len(str(len(table.columns))) - 1)
    total = max(len(str(max(table.row_totals, default=0))), 3) + 1
    name = min(_NAME, max(12, width // 3))
    # A space or bracket at either side, the shade, and the number.
    cell, room = digits + 3, width - name - total - 2
    head = max((cell_len(_name(table, place)) for place in range(len(table.columns))), default=0)
    with_name = max(cell, min(head, _HEAD) + 2)
    named = with_name * len(table.columns) <= room
    if named:
        cell = with_name
    fitting = max(1, min(len(table.columns), room // cell))
    first = max(0, min(column - fitting // 2, len(table.columns) - fitting))
    return _Layout(name, cell, digits, named, total, first, first + fitting)


def _named_cell(table: Crosstab, cursor: Cell, width: int) -> Content:
    """What the cursor is on, in words."""
    across = _name(table, cursor.column)
    if not _layout(table, cursor.column, width).named:
        across = f"{cursor.column + 1} {across}"
    down = one_line(table.rows[cursor.row].shown, 60)
    count = table.counts[cursor.row][cursor.column]
    told = Content.assemble(
        f"{counted(count, 'excerpt')}: ", (down, "bold"), " and ", (across, "bold")
    )
    return stacked(indented(told, width))


def _head(table: Crosstab, column: int, width: int) -> Content:
    layout = _layout(table, column, width)
    before, after = layout.first, len(table.columns) - layout.last
    hidden = "  ".join(
        [*([f"‹ {before} more"] if before else []), *([f"{after} more ›"] if after else [])]
    )
    heads = [
        (_over(table, place, layout), "bold reverse" if place == column else SOFT)
        for place in range(layout.first, layout.last)
    ]
    left = Content.styled(f" {hidden}".ljust(layout.name + 1), SOFT)
    return Content.assemble(left, *heads, ("All".rjust(layout.total), SOFT))


def _over(table: Crosstab, place: int, layout: _Layout) -> str:
    """What stands over a column, as wide as its cells."""
    head = cut_inside(_name(table, place), layout.cell - 2) if layout.named else f"{place + 1}"
    return f"{' ' * (layout.cell - 1 - cell_len(head))}{head} "


def _line(table: Crosstab, row: int, column: int, chosen: bool, width: int) -> Content:
    layout = _layout(table, column, width)
    cells = [
        _cell(table.counts[row][place], table.most, layout, chosen and place == column)
        for place in range(layout.first, layout.last)
    ]
    name = label_content(table.rows[row], layout.name)
    total = Content.styled(str(table.row_totals[row]).rjust(layout.total), SOFT)
    return Content.assemble(" ", name, *cells, total)


def _totals(table: Crosstab, column: int, width: int) -> Content:
    layout = _layout(table, column, width)
    numbers = [
        f"{table.column_totals[place]:>{layout.cell - 1}} "
        for place in range(layout.first, layout.last)
    ]
    return Content.styled(" " + "All".ljust(layout.name) + "".join(numbers), SOFT)


def _cell(count: int, most: int, layout: _Layout, chosen: bool) -> Content:
    margin = " " * (layout.cell - layout.digits - 3)
    block = shade(count / most) if most else " "
    number = f"{count:>{layout.digits}}" if count else "·".rjust(layout.digits)
    if chosen:
        return Content.assemble(margin, (f"[{block}{number}]", "bold reverse"))
    return Content.assemble(margin, " ", (block, "$primary"), (number, "" if count else SOFT), " ")


def _legend(table: Crosstab, width: int) -> Content:
    if _layout(table, 0, width).named:
        return Content("")
    names = [f"{place + 1} {_name(table, place)}" for place in range(len(table.columns))]
    return stacked(indented(Content.styled("   ".join(names), SOFT), width))


def _name(table: Crosstab, column: int) -> str:
    return one_line(table.columns[column].shown, 60)
