"""SPSS data files: variables with labels for what was asked and for what the values mean."""

from dataclasses import replace

from ..grid import Grid
from ..header_words import grouped
from ..scales import scale_of
from ..spss import SpssVariable
from ..survey_table import Part, SurveyColumn, SurveyTable, survey_columns
from .profile import Profile


def recognises(grid: Grid) -> bool:
    """Whether the table came with variables."""
    return bool(grid.variables)


def read(grid: Grid) -> SurveyTable:
    """The cases; a variable is headed by its label, where it has one."""
    titles = [variable.label or variable.name for variable in grid.variables]
    columns = grouped(survey_columns(titles, [variable.name for variable in grid.variables]))
    told = [
        _told(column, variable) for column, variable in zip(columns, grid.variables, strict=True)
    ]
    return SurveyTable("spss", tuple(told), grid.rows[1:], 1)


def _told(column: SurveyColumn, variable: SpssVariable) -> SurveyColumn:
    if variable.group:
        option = column.option or column.question
        column = replace(column, question=variable.group, option=option, part=Part.OPTION)
    labels = tuple((label, number) for number, label in variable.values)
    numeric = all(number.lstrip("-").isdecimal() for _, number in labels)
    if len(labels) > 2 and numeric and (variable.is_ordinal or scale_of([w for w, _ in labels])):
        return replace(column, scale=labels)
    return column


PROFILE = Profile("spss", "SPSS", recognises, read)
