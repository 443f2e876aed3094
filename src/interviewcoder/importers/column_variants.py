"""Columns that ask the same of different people: a survey that branches has a column for each branch."""

from collections.abc import Sequence

from interviewcoder.domain.text import name_key

from .column_cells import ColumnCells
from .column_groups import Shape
from .survey_table import SurveyColumn

_LEAST_WORDS = 4
_LEAST_EXPECTED = 3.0
"""So many people would have answered in both of two columns by chance; when none did, it is no chance."""


def variants_of(
    columns: Sequence[SurveyColumn], cells: Sequence[ColumnCells], shapes: Sequence[Shape]
) -> list[tuple[int, ...]]:
    """The groups of columns with the same question of which nobody answered two, as indices."""
    groups: dict[tuple[Shape, str, str], list[int]] = {}
    for index, (column, shape) in enumerate(zip(columns, shapes, strict=True)):
        if (
            shape in (Shape.ALONE, Shape.ROW, Shape.OTHER)
            and column.question.count(" ") >= _LEAST_WORDS
        ):
            option = name_key(column.option) if shape is not Shape.ALONE else ""
            groups.setdefault((shape, name_key(column.question), option), []).append(index)
    return [
        tuple(members)
        for members in groups.values()
        if len(members) > 1 and _are_branches([cells[index] for index in members])
    ]


def _are_branches(cells: Sequence[ColumnCells]) -> bool:
    rows = len(cells[0].cells)
    filled = [column.filled for column in cells if column.filled]
    together = sum(filled)
    if len(filled) < 2 or together > rows:
        return False
    if any(count * (together - count) / rows < _LEAST_EXPECTED for count in filled):
        return False
    answered = [False] * rows
    for column in cells:
        for row, cell in enumerate(column.cells):
            if cell and not cell.isspace():
                if answered[row]:
                    return False
                answered[row] = True
    return True


def together(cells: Sequence[ColumnCells]) -> ColumnCells:
    """One column of several, with the first cell of each row that holds something."""
    rows = zip(*(column.cells for column in cells), strict=True)
    return ColumnCells([next((c for c in row if c and not c.isspace()), "") for row in rows])
