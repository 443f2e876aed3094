"""SurveyMonkey: two header rows (questions over options), or both in one."""

from collections.abc import Sequence
from dataclasses import replace

from interviewcoder.domain.text import one_line

from ..grid import Grid
from ..header_text import header_key, plain_header
from ..header_words import ANSWER, OPEN_ANSWER
from ..survey_table import Part, SurveyColumn, SurveyTable, level_two_headers
from ..tables import HEADER_LENGTH, told_apart
from .headers import count_of, one_header, parts
from .profile import Profile

_KNOWN = parts(
    respondent="Respondent ID|RespondentID",
    private="IP Address|Email Address|First Name|Last Name|Email",
    technical="Collector ID|CollectorID|Start Date|StartDate|Date Created|collector_type_source",
    fact="End Date|EndDate|Date Modified",
)


def recognises(grid: Grid) -> bool:
    """Whether the second row says `Response` and the like under questions, or the tool's ids head the columns."""
    first, second = (*grid.rows[:2], [], [])[:2]
    subs = {header_key(cell) for cell in second}
    blank = sum(1 for cell in first if not cell.strip())
    known = count_of(
        grid, "Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address"
    )
    if subs & (ANSWER | OPEN_ANSWER) and (
        blank or subs <= ANSWER | OPEN_ANSWER | {""} or known >= 2
    ):
        return True
    return known >= 2 and count_of(grid, "Respondent ID|Collector ID") > 0


def read(grid: Grid) -> SurveyTable:
    """The responses."""
    if not _has_options_row(grid):
        return one_header(grid, "surveymonkey", _KNOWN)
    first, second, rows, warnings = level_two_headers(grid.rows[0], grid.rows[1], grid.rows[2:], 3)
    columns = question_columns(first, second)
    return SurveyTable("surveymonkey", tuple(map(_told, columns)), rows, 2, warnings=warnings)


def question_columns(questions: Sequence[str], options: Sequence[str]) -> list[SurveyColumn]:
    """The columns under two header rows; a question stands over the first of its columns only."""
    question = ""
    columns = []
    headers = []
    for cell, below in zip(questions, options, strict=True):
        option = plain_header(below)
        # A column without any header is one whose header was taken away, and ends the question before.
        question = plain_header(cell) or (question if option else "")
        if header_key(option) in ANSWER | OPEN_ANSWER | {"", header_key(question)}:
            option = "" if header_key(option) == header_key(question) else option
            headers.append(question)
        else:
            room = HEADER_LENGTH - min(len(option), 80) - 3
            headers.append(f"{one_line(question, room)} - {option}" if question else option)
        columns.append(SurveyColumn("", "", question, option))
    unique = told_apart(headers)
    return [
        replace(column, header=header, question=column.question or header)
        for column, header in zip(columns, unique, strict=True)
    ]


def _told(column: SurveyColumn) -> SurveyColumn:
    known = _KNOWN.get(header_key(column.header))
    key = header_key(column.option)
    if known is not None:
        return replace(column, part=known)
    if key in OPEN_ANSWER:
        return replace(column, option="", part=Part.OPEN)
    if key in ANSWER or not key:
        return replace(column, option="", part=Part.CLOSED)
    return replace(column, part=Part.OPTION)


def _has_options_row(grid: Grid) -> bool:
    """Whether a second row of headers stands below the questions."""
    if len(grid.rows) < 2:
        return False
    first, second = grid.rows[:2]
    if {header_key(cell) for cell in second} & (ANSWER | OPEN_ANSWER):
        return True
    at = next((i for i, cell in enumerate(first) if _KNOWN.get(header_key(cell))), 0)
    return any(not cell.strip() for cell in first) and not (second[at : at + 1] or [""])[0].strip()


PROFILE = Profile("surveymonkey", "SurveyMonkey", recognises, read)
