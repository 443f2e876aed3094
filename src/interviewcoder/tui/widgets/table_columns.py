"""Columns of a table: which fit the width there is, and a line of cells in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

GAP = 2
"""Cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    title: str
    width: int = 0
    """In cells; 0: a share of what is left."""
    right: bool = False
    """Whether its cells stand at the right."""
    least: int = 0
    """The table's width, in cells, under which the column is left out."""
    share: int = 1
    """Its part of what is left, when it has no width of its own."""


def widths(columns: Sequence[Column], width: int) -> list[int]:
    """Each column's width in a table so many cells wide; 0 for those left out.

    >>> widths([Column("a"), Column("b", 6), Column("c", 6, least=40)], 20)
    [12, 6, 0]
    """
    shown = [column for column in columns if width >= column.least]
    left = width - sum(column.width for column in shown) - GAP * (len(shown) - 1)
    shares = sum(column.share for column in shown if not column.width) or 1
    return [
        (column.width or max(4, left * column.share // shares)) if column in shown else 0
        for column in columns
    ]


def table_line(columns: Sequence[Column], cells: Sequence[Content], width: int) -> Content:
    """Cells side by side, each cut or padded to its column."""
    parts: list[Content] = []
    for column, cell, cells_wide in zip(columns, cells, widths(columns, width - 2), strict=True):
        if cells_wide:
            fitted = cell.truncate(cells_wide, ellipsis=True)
            room = cells_wide - fitted.cell_length
            parts.append(fitted.pad_left(room) if column.right else fitted.pad_right(room))
    return Content(" ") + Content(" " * GAP).join(parts)


def table_heading(columns: Sequence[Column], width: int) -> Content:
    """The columns' titles."""
    return table_line(columns, [Content.styled(column.title, "bold") for column in columns], width)
