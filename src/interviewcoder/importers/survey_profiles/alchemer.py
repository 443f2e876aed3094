"""Alchemer (once SurveyGizmo): one header row; the columns of one question are `Option:Question`."""

from collections import Counter
from dataclasses import replace

from ..grid import Grid
from ..survey_table import Part, SurveyTable
from .headers import has_all, one_header, parts
from .profile import Profile

_KNOWN = parts(
    respondent="Response ID",
    private="IP Address|Longitude|Latitude|Postal|Email|SessionID|User Agent|City|State/Region|Country",
    technical="Time Started|Contact ID|Legacy Comments|Comments|Referer|Extended Referer|Link Name|URL Variable: snc",
    fact="Date Submitted|Status|Language",
)


def recognises(grid: Grid) -> bool:
    """Whether the header has the tool's two times and the status of a response."""
    return has_all(grid, "Time Started|Date Submitted|Status")


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    table = one_header(grid, "alchemer", _KNOWN)
    titles = [column.question for column in table.columns]
    behind = Counter(split[1] for title in titles if (split := _split(title)))
    plain = set(titles)
    columns = []
    for column in table.columns:
        split = _split(column.question) if column.part is None else None
        if split and (behind[split[1]] > 1 or split[1] in plain):
            column = replace(column, question=split[1], option=split[0], part=Part.OPTION)
        columns.append(column)
    return replace(table, columns=tuple(columns))


def _split(title: str) -> tuple[str, str] | None:
    """Option and question; options may end in a colon, and questions hold one."""
    option, colon, question = title.partition(":")
    if question.startswith(":"):
        option, question = f"{option}:", question[1:]
    return (option.strip(), question.strip()) if colon and question.strip() else None


PROFILE = Profile("alchemer", "Alchemer (SurveyGizmo)", recognises, read)
