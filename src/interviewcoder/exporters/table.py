"""A table on its way out, as CSV or as a spreadsheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .csv_cells import csv_text
from .exporter import Exported, text_file

Cell = str | int | float | None
"""A text, a number, or nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows as wide as it."""

    name: str
    """What the sheet of a spreadsheet is called: at most 31 letters and spaces."""
    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
    """Gone through once."""
    widths: Mapping[str, int] = field(default_factory=dict)
    """How wide a spreadsheet shows columns, by heading, in characters; the others as their heading needs."""


def csv_table(table: Table) -> Exported:
    """The table as CSV."""
    return text_file(csv_text(table.header, table.rows))
