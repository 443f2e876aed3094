"""What the rows of each table look like: by this a page without a tree is told, and a row that cannot be right.

Columns that a later schema added stand at the end, so a row of an earlier one is shorter and reads their defaults.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, Float, Integer, LargeBinary, Table

from ...domain.text import name_key
from ..tables import JSON_COLUMNS, METADATA, default_of
from .cells import UNREADABLE, Cell, Value

Row = tuple[Value, ...]
"""A row's values in the order of its table's columns."""
Key = tuple[Value, ...]
"""The values of a row's primary key."""

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns, seen from its rows."""

    table: Table
    columns: tuple[str, ...]
    types: tuple[tuple[type, ...], ...]
    nullable: tuple[bool, ...]
    defaults: tuple[Value, ...]
    fewest: int
    """Columns that a row of the earliest schema has."""
    rowid: int | None
    """The column that is the rowid and so is not in the record; None where there is none."""
    keys: tuple[int, ...]

    def row(self, cell: Cell) -> Row | None:
        """A cell as a row of this table; None where it is none."""
        values = cell.values
        if not self.fewest <= len(values) <= len(self.columns):
            return None
        if self.rowid is not None:
            if values[self.rowid] is not None:
                return None
            values = (*values[: self.rowid], cell.rowid, *values[self.rowid + 1 :])
        row = (*values, *self.defaults[len(values) :])
        for value, types, nullable in zip(row, self.types, self.nullable, strict=True):
            if not (nullable if value is None else isinstance(value, types)):
                return None
        return row

    def key(self, row: Row) -> Key:
        """The row's primary key."""
        return tuple(row[place] for place in self.keys)

    def cell(self, row: Row, column: str) -> Value:
        """The value of a column."""
        return row[self.columns.index(column)]

    def cells(self, row: Row) -> dict[str, Value]:
        """The row's values by column."""
        return dict(zip(self.columns, row, strict=True))

    def row_of(self, cells: Mapping[str, Value]) -> Row:
        """A row of values by column; a column that is not among them gets its default."""
        return tuple(
            cells.get(column, default)
            for column, default in zip(self.columns, self.defaults, strict=True)
        )

    def with_cells(self, row: Row, cells: Mapping[str, Value]) -> Row:
        """The row with other values in some columns."""
        return tuple(
            cells.get(column, value) for column, value in zip(self.columns, row, strict=True)
        )

    def whole(self, columns: tuple[str, ...], cells: Row) -> Row | None:
        """A row of an image of the journal, which may lack columns of a later schema; None for no row of this table."""
        row = self.row_of(dict(zip(columns, cells, strict=True)))
        fits = all(
            nullable if value is None else isinstance(value, types)
            for value, types, nullable in zip(row, self.types, self.nullable, strict=True)
        )
        return row if fits and set(columns) <= set(self.columns) else None

    def flaws(self, row: Row) -> int:
        """How many cells of a row cannot be as they were written."""
        count = 0
        for column, value in zip(self.columns, row, strict=True):
            if not isinstance(value, str):
                continue
            if (
                UNREADABLE in value
                or (column == "guid" and not _GUID.fullmatch(value))
                or (column.endswith("sha256") and value and not _SHA256.fullmatch(value))
                or (column == "name_key" and value != name_key(str(self.cell(row, "name"))))
                or (column in JSON_COLUMNS.get(self.table.name, ()) and not _is_json(value))
            ):
                count += 1
        return count


@cache
def shapes() -> dict[str, Shape]:
    """The shapes of all tables of a study, by name; tables that others refer to come first."""
    return {table.name: _shape(table) for table in METADATA.sorted_tables}


def table_of_cells(cells: list[Cell]) -> Shape | None:
    """The table that a page's cells are rows of: most of them must be, and of no other table as many."""
    fitting = {
        name: sum(_is_row(shape, cell) for cell in cells) for name, shape in shapes().items()
    }
    best = max(fitting, key=lambda name: fitting[name])
    if fitting[best] * 2 <= len(cells):
        return None
    return shapes()[best]


def _is_row(shape: Shape, cell: Cell) -> bool:
    row = shape.row(cell)
    if row is None:
        return False
    if shape.table.name == "journal_change":
        return shape.cell(row, "table_name") in METADATA.tables
    return shape.flaws(row) == 0 or shape.table.name == "source_text"


def _shape(table: Table) -> Shape:
    columns = list(table.columns)
    keys = [column.name for column in table.primary_key.columns]
    is_rowid = len(keys) == 1 and isinstance(table.columns[keys[0]].type, Integer)
    added = [column.server_default is not None or bool(column.nullable) for column in columns]
    fewest = max((place + 1 for place, later in enumerate(added) if not later), default=1)
    names = tuple(column.name for column in columns)
    return Shape(
        table=table,
        columns=names,
        types=tuple(map(_types, columns)),
        nullable=tuple(bool(column.nullable) for column in columns),
        defaults=tuple(map(default_of, columns)),
        fewest=fewest,
        rowid=names.index(keys[0]) if is_rowid else None,
        keys=tuple(names.index(key) for key in keys),
    )


def _types(column: "Column[object]") -> tuple[type, ...]:
    if isinstance(column.type, Integer):
        return (int,)
    if isinstance(column.type, Float):
        return (float, int)
    return (bytes,) if isinstance(column.type, LargeBinary) else (str,)


def _is_json(words: str) -> bool:
    try:
        json.loads(words)
    except (ValueError, RecursionError):
        return False
    return True
