"""How many header rows a survey tool writes, and the questions in them."""

import re
from dataclasses import dataclass

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

from .tables import Table, table_of

_IMPORT_ID = re.compile(r'\{"ImportId"')
_SUB_HEADERS = frozenset(
    {"response", "open-ended response", "other (please specify)", "other", "comments:"}
)
_ALONE = frozenset({"", "response", "open-ended response"})
_MOST_TEXT = 180
_EXPORT_ALL = (
    "Export all individual responses as CSV (in SurveyMonkey: All responses data) and import that."
)


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A survey's rows under one header. `codes` are short names of the columns, where the tool has them."""

    table: Table
    codes: tuple[str, ...]
    profile: str = "table"
    """Which tool's layout it is."""


def survey_table(found: list[list[str]]) -> SurveyTable:
    """The records of a survey under one header, whatever the tool wrote above the rows.

    Raises:
        StudyError: there are no responses, or it is a summary of them.
    """
    if not found:
        raise StudyError("The table is empty.", "Check that the responses were exported.")
    _refuse_summary(found)
    first = found[0]
    if len(found) > 2 and any(_IMPORT_ID.match(cell) for cell in found[2]):
        return _qualtrics(found)
    second = found[1] if len(found) > 1 else []
    if first[:2] == ["V1", "V2"] and second[:1] == ["ResponseID"]:
        return SurveyTable(table_of(second, found[2:], 3), tuple(second), "qualtrics")
    if _is_surveymonkey(first, second):
        header = _joined(first, second)
        table = table_of(header, found[2:], 3)
        return SurveyTable(table, table.header, "surveymonkey")
    table = table_of(first, found[1:], 2)
    return SurveyTable(table, table.header)


def _refuse_summary(found: list[list[str]]) -> None:
    """A summary counts answers by question and has no respondents."""
    heads = [[cell.strip().casefold() for cell in row if cell.strip()] for row in found[:12]]
    if any(row[:1] == ["answer choices"] and "responses" in row for row in heads):
        raise StudyError("This is a summary of a survey: it has no respondents.", _EXPORT_ALL)


def _qualtrics(found: list[list[str]]) -> SurveyTable:
    """Short names, then the questions, then JSON with import ids; previews are not responses."""
    codes, texts = found[0], found[1]
    texts = [*texts, *[""] * (len(codes) - len(texts))]
    header = [text.strip() or code for code, text in zip(codes, texts, strict=False)]
    rows = found[3:]
    warnings: tuple[str, ...] = ()
    if "Status" in codes:
        at = codes.index("Status")
        real = [row for row in rows if _cell(row, at) not in {"1", "Survey Preview"}]
        if len(real) < len(rows):
            warnings = (f"{len(rows) - len(real)} preview responses were left out.",)
        rows = real
    table = table_of(header, rows, 4)
    table = Table(table.header, table.rows, table.first_line, (*warnings, *table.warnings))
    return SurveyTable(table, tuple(codes), "qualtrics")


def _is_surveymonkey(first: list[str], second: list[str]) -> bool:
    subs = {cell.strip().casefold() for cell in second}
    blank = sum(1 for cell in first if not cell.strip())
    return bool(subs & {"response", "open-ended response"}) and (
        blank > 0 or subs <= _SUB_HEADERS | {""}
    )


def _joined(first: list[str], second: list[str]) -> list[str]:
    """The question of each column, which stands over its first one only, with the option."""
    width = max(len(first), len(second))
    question = ""
    header = []
    for index in range(width):
        question = _cell(first, index).strip() or question
        option = _cell(second, index).strip()
        if option.casefold() in _ALONE:
            header.append(question)
        else:
            room = _MOST_TEXT - min(len(option), 80) - 3
            header.append(f"{one_line(question, room)} - {option}" if question else option)
    return header


def _cell(row: list[str], index: int) -> str:
    return row[index] if index < len(row) else ""
