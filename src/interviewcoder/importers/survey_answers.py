"""Who answered a survey and what: open answers by question, closed ones by attribute, and which rows count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.survey_mapping import ColumnUse
from interviewcoder.domain.text import NAME_LIMIT, clean_name, name_key, one_line

from .columns import Column, Columns, columns_of
from .grid import Grid, read_grid
from .header_text import header_key
from .long_answers import one_row_each
from .own_tables import refuse_own_tables
from .sample import FileSample
from .survey_profiles.registry import survey_table
from .survey_table import Part, SurveyTable
from .survey_values import ClosedAnswers, closed_answers

NOTHING_ANSWERED = "nothing was answered"
"""Why a row is left out that has no answer at all."""
_COUNTERS = frozenset({"#", "no", "nr", "number", "index", "row", "rownumber"})
_SHORT_ID = 7
"""Ids of fewer digits count within one survey: another survey's number 1 is somebody else."""


@dataclass(frozen=True, slots=True)
class Respondents:
    """A name for each row that counts."""

    by_row: Sequence[str]
    merged: int
    """So many rows belong to a respondent of rows before."""
    of_this_survey: frozenset[str]
    """The names that mean nobody outside this survey."""


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """What is in a survey's table, with only the rows that count."""

    grid: Grid
    survey: SurveyTable
    columns: Columns
    questions: tuple[str, ...]
    open: tuple[tuple[int, Sequence[str]], ...]
    """For each column of open answers the question's index, and what was answered in each row."""
    closed: ClosedAnswers
    respondents: Respondents
    left_out: tuple[tuple[str, int], ...]
    """Why rows are left out, and how many."""


def survey_answers(sample: FileSample, options: ImportOptions) -> SurveyAnswers:
    """The answers in a survey's table.

    Raises:
        StudyError: it is no table or has no responses, a named column or sheet is missing, too many rows are
            too wide, or it is one of the program's own tables.
    """
    grid = read_grid(sample, options.sheet)
    refuse_own_tables(grid.rows[0] if grid.rows else ())
    survey = survey_table(one_row_each(grid, options))
    if not survey.rows:
        raise StudyError("The survey has a header and no responses.", "Export the responses too.")
    columns = columns_of(survey, options)
    facts = frozenset(n for n, one in enumerate(columns.all) if one.survey.part is Part.FACT)
    closed = closed_answers(columns.all, facts, comma_is_decimal=grid.delimiter == ";")
    questions, written = _open_answers(columns.all, closed)
    kept = _rows_with_answers(written, closed, len(survey.rows))
    left_out = survey.left_out
    if kept is not None:
        left_out = (*left_out, (NOTHING_ANSWERED, len(survey.rows) - len(kept)))
        written = tuple((question, [cells[n] for n in kept]) for question, cells in written)
        closed = closed.of_rows(kept)
    respondents = _respondents(columns, kept, len(survey.rows))
    return SurveyAnswers(grid, survey, columns, questions, written, closed, respondents, left_out)


def _open_answers(
    columns: Sequence[Column], closed: ClosedAnswers
) -> tuple[tuple[str, ...], tuple[tuple[int, Sequence[str]], ...]]:
    """The questions, and the columns of answers to them; columns of one name answer one question."""
    questions: dict[str, int] = {}
    names: list[str] = []
    found: list[tuple[int, Sequence[str]]] = []
    for index, column in enumerate(columns):
        asked = []
        if column.mapping.use is ColumnUse.QUESTION:
            asked.append((column.mapping.name, column.cells.cells))
        if any(closed.written.get(index, ())):
            asked.append((column.mapping.other, closed.written[index]))
        for name, cells in asked:
            if name_key(name) not in questions:
                questions[name_key(name)] = len(names)
                names.append(name)
            found.append((questions[name_key(name)], cells))
    return tuple(names), tuple(found)


def _rows_with_answers(
    written: Sequence[tuple[int, Sequence[str]]], closed: ClosedAnswers, rows: int
) -> list[int] | None:
    """The rows in which a question was answered; None when there is an answer in all of them."""
    answered = [False] * rows
    answers: list[Sequence[object]] = [cells for _, cells in written]
    answers += [
        values
        for values, about in zip(closed.values, closed.about_response, strict=True)
        if not about
    ]
    for cells in answers:
        if all(cells) and not any(isinstance(cell, str) and cell.isspace() for cell in cells):
            return None
        answered = [
            before or bool(cell and not (isinstance(cell, str) and cell.isspace()))
            for before, cell in zip(answered, cells, strict=True)
        ]
    kept = [number for number, has_answer in enumerate(answered) if has_answer]
    return None if len(kept) in (0, rows) else kept


def _respondents(columns: Columns, kept: Sequence[int] | None, rows: int) -> Respondents:
    column = next(iter(columns.used_as(ColumnUse.RESPONDENT)), None)
    numbers = range(rows) if kept is None else kept
    if column is None:
        names = [f"respondent {number + 1}" for number in numbers]
        return Respondents(names, 0, frozenset(names))
    cells = column.cells.cells
    ids = cells if kept is None else [cells[number] for number in kept]
    joined = "".join(ids)
    plain = joined.isascii() and joined.isprintable() and " " not in joined and all(ids)
    counted = column.survey.part is Part.RESPONDENT or _is_counter(column)
    short = counted and joined.isdecimal() and max(map(len, ids)) < _SHORT_ID
    # Nearly every file has plain ids, which are names as they are.
    if plain and max(map(len, ids)) <= NAME_LIMIT and len(set(map(str.lower, ids))) == len(ids):
        return Respondents(ids, 0, frozenset(ids) if short else frozenset())
    by_key: dict[str, str] = {}
    made_up: set[str] = set()
    by_row = []
    for number, raw in zip(numbers, ids, strict=True):
        name = _clean(raw)
        if not name:
            name = f"respondent {number + 1}"
            made_up.add(name)
        by_row.append(by_key.setdefault(name_key(name), name))
    return Respondents(
        by_row, len(by_row) - len(by_key), frozenset(by_row) if short else frozenset(made_up)
    )


def _is_counter(column: Column) -> bool:
    """Whether a column only counts the rows: it has no header of its own, or one that says so."""
    header = column.survey.header
    return header_key(header) in _COUNTERS or bool(re.fullmatch(r"column \d+", header))


def _clean(raw: str) -> str:
    try:
        return clean_name(raw[: 4 * NAME_LIMIT])[:NAME_LIMIT].strip()
    except StudyError:
        return one_line(raw, NAME_LIMIT).strip()
