"""Summaries of surveys, which count answers by question and have no respondents."""

import re

from interviewcoder.domain.errors import StudyError

from ..grid import Grid

_FIRST_ROWS = 12
_EXPORT_ALL = (
    "Export all individual responses as CSV (in SurveyMonkey: All responses data) and import that."
)


def refuse_summary(grid: Grid) -> None:
    """Refuse a table without respondents.

    Raises:
        StudyError: it is a summary.
    """
    if _is_summary(grid):
        raise StudyError("This is a summary of a survey: it has no respondents.", _EXPORT_ALL)


def _is_summary(grid: Grid) -> bool:
    if len(grid.sheets) > 1 and all(re.fullmatch(r"Question \d+", name) for name in grid.sheets):
        return True
    if grid.rows[0][0].startswith("Number of records in this query"):
        return True
    heads = [
        [cell.strip().casefold() for cell in row if cell.strip()] for row in grid.rows[:_FIRST_ROWS]
    ]
    return any(
        row[:1] == ["answer choices"] and any(cell.startswith("response") for cell in row[1:])
        for row in heads
    )
