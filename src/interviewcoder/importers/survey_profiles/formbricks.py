"""Formbricks: one header row with numbered questions; a question with options has a column of their ids as well."""

import re
from dataclasses import replace

from ..grid import Grid
from ..survey_table import Part, SurveyTable
from .headers import has_all, one_header, parts
from .profile import Profile

_KNOWN = parts(
    respondent="Response ID",
    private="User ID|Formbricks ID (internal)|Verified Email|ipAddress",
    technical="No.|Survey ID|Notes|url|userAgent - os|userAgent - device|userAgent - browser|source|action|country",
    fact="Timestamp|Finished|Tags|language",
)
_OPTION_IDS = re.compile(r".+ - Option ID", re.S)
_ROW = re.compile(r"(\d+\. .+?) - (.+)", re.S)


def recognises(grid: Grid) -> bool:
    """Whether the header has the tool's ids."""
    return has_all(grid, "Response ID|Survey ID|Finished") and (
        has_all(grid, "Formbricks ID (internal)") or has_all(grid, "User ID|Timestamp")
    )


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    table = one_header(grid, "formbricks", _KNOWN)
    rows = [found[1] for column in table.columns if (found := _ROW.fullmatch(column.question))]
    columns = []
    for column in table.columns:
        found = _ROW.fullmatch(column.question)
        if column.part is None and _OPTION_IDS.fullmatch(column.question):
            column = replace(column, part=Part.REPEATED)
        elif column.part is None and found and rows.count(found[1]) > 1:
            column = replace(column, question=found[1], option=found[2], part=Part.OPTION)
        columns.append(column)
    return replace(table, columns=tuple(columns))


PROFILE = Profile("formbricks", "Formbricks", recognises, read)
