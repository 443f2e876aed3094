"""Tally: one header row; a question with checkboxes has a column with all of them and one for each option."""

from dataclasses import replace

from ..grid import Grid
from ..survey_table import Part, SurveyTable
from .headers import has_all, one_header, parts
from .profile import Profile

_KNOWN = parts(
    respondent="Submission ID", private="Respondent ID", fact="Submitted at", technical="Started at"
)


def recognises(grid: Grid) -> bool:
    """Whether the header has the tool's two ids and its time."""
    return has_all(grid, "Submission ID|Respondent ID|Submitted at")


def read(grid: Grid) -> SurveyTable:
    """The responses. `Question (Option)` is an option of a question that has a column too, which repeats it."""
    table = one_header(grid, "tally", _KNOWN)
    questions = {column.question for column in table.columns}
    with_options = set()
    columns = []
    for column in table.columns:
        question, bracket, option = column.question.rpartition(" (")
        if column.part is None and bracket and option.endswith(")") and question in questions:
            with_options.add(question)
            column = replace(column, question=question, option=option[:-1], part=Part.MARK)
        columns.append(column)
    return replace(
        table,
        columns=tuple(
            replace(column, part=Part.REPEATED)
            if column.part is None and column.question in with_options
            else column
            for column in columns
        ),
    )


PROFILE = Profile("tally", "Tally", recognises, read)
