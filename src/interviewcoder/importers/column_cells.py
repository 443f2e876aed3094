"""What stands in the columns of a table: how often each cell occurs, and which cells mean that nothing was said."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

_MACHINE_MARKS = frozenset(
    {"-", "--", "NA", "NaN", "nan", "NULL", "null", "<NA>", "#N/A", "#NULL!", "\\N", "N/A"}
)
"""What programs write where there is no value."""
_COLUMNS_MARKED = 3
_SHARE_MARKED = 0.02


@dataclass(frozen=True, eq=False)
class ColumnCells:
    """The cells of a column, one a row."""

    cells: Sequence[str]

    @cached_property
    def counts(self) -> dict[str, int]:
        """The different cells that are not blank, in order of appearance, and how often each occurs."""
        counts = Counter(self.cells)
        for blank in [cell for cell in counts if not cell or cell.isspace()]:
            del counts[blank]
        return counts

    @cached_property
    def filled(self) -> int:
        """So many cells hold something."""
        return sum(self.counts.values())

    def without(self, marks: frozenset[str]) -> "ColumnCells":
        """The same cells with those blank that are only marks."""
        if marks.isdisjoint(self.counts):
            return self
        return ColumnCells(tuple("" if cell in marks else cell for cell in self.cells))


def columns_of_rows(rows: Sequence[Sequence[str]], width: int) -> list[ColumnCells]:
    """The columns of rows that are all of one width."""
    if not rows:
        return [ColumnCells(()) for _ in range(width)]
    return list(map(ColumnCells, zip(*rows, strict=True)))


def without_machine_marks(
    columns: Sequence[ColumnCells], sure: frozenset[str] = frozenset()
) -> tuple[list[ColumnCells], dict[str, int]]:
    """The columns without what programs write for no value, and how often each such mark was there.

    A mark that people may have typed as well counts when it stands in several columns and often.

    Args:
        columns: all columns of the table.
        sure: what means no value in this table in any case.
    """
    found: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for column in columns:
        for mark in (_MACHINE_MARKS | sure) & column.counts.keys():
            found[mark] += column.counts[mark]
            places[mark] += 1
    filled = sum(column.filled for column in columns) if found else 0
    marks = frozenset(
        mark
        for mark in found
        if mark in sure
        or (places[mark] >= _COLUMNS_MARKED and found[mark] >= _SHARE_MARKED * filled)
    )
    if not marks:
        return list(columns), {}
    return [column.without(marks) for column in columns], {mark: found[mark] for mark in marks}


def sample(cells: Iterable[str], most: int) -> list[str]:
    """The first of the cells, without white space around them."""
    return [cell.strip() for cell, _ in zip(cells, range(most), strict=False)]
