"""Columns that belong to one question: marks of what was chosen, rows of a grid, text beside the options."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from interviewcoder.domain.text import name_key

from .column_cells import ColumnCells
from .header_text import header_key
from .survey_table import Part, SurveyColumn

_YES = frozenset(
    [
        "1",
        "1.0",
        "x",
        "✓",
        "✔",
        "☑",
        "•",
        "yes",
        "y",
        "true",
        "checked",
        "selected",
        "quoted",
        "wahr",
        "vrai",
        "verdadero",
        "verdadeiro",
        "vero",
        "waar",
        "ja",
        "oui",
        "si",
        "sí",
        "sim",
    ]
)
_NO = frozenset(
    [
        "0",
        "0.0",
        "no",
        "n",
        "false",
        "unchecked",
        "not-selected",
        "not-quoted",
        "falsch",
        "faux",
        "falso",
        "onwaar",
        "nein",
        "non",
        "não",
        "nee",
    ]
)
_OTHER_WORD = re.compile(
    r"\b(?:other|others|sonstige[sr]?|andere[srn]?|autres?|otr[oa]s?|outr[oa]s?|altr[oaie]|anders|overig)\b"
    r"|please specify|write in|comment|bitte angeben|précise[rz]|especifi|specific",
    re.I,
)
_NUMBER_BEFORE = re.compile(r"Q?\d{1,3}[a-z]?[.):]\s*")
_NUMBERED_CODE = re.compile(r"([A-Za-z]\w*?)[_.]?0*\d{1,4}")
_NEARLY_ALL = 0.8
_LONGEST_MARK = 200


class Shape(Enum):
    """What a column is in its question."""

    ALONE = "a question of one column"
    MARK = "one of several choices: marked or not"
    ROW = "a row of a grid"
    OTHER = "what was written beside the choices"


def said_as_mark(cell: str) -> bool | None:
    """Whether a cell is a mark: True, or False for what says that there is none; None for anything else."""
    key = name_key(cell).replace(" ", "-")
    return True if key in _YES else False if key in _NO else None


def is_other(option: str) -> bool:
    """Whether an option is the one beside which people write."""
    return bool(_OTHER_WORD.search(option))


def shapes_of(
    columns: Sequence[SurveyColumn], cells: Sequence[ColumnCells]
) -> tuple[list[SurveyColumn], list[Shape]]:
    """The columns, with the question of marks that are headed by their options alone, and the shape of each."""
    columns = _with_numbered_runs(_with_runs(columns, cells), cells)
    shapes = [Shape.ALONE] * len(columns)
    groups: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        if column.part in (Part.OPTION, Part.MARK, Part.OTHER):
            groups.setdefault(name_key(column.question), []).append(index)
    for members in groups.values():
        for index, shape in zip(members, _shapes(members, columns, cells), strict=True):
            shapes[index] = shape
    return columns, shapes


def _with_runs(columns: Sequence[SurveyColumn], cells: Sequence[ColumnCells]) -> list[SurveyColumn]:
    """Runs of columns in which nothing stands but their header: one question, which the table does not tell.

    A number before the header, as in `3. Python`, is of the question.
    """
    told = list(columns)
    run: list[int] = []
    number = ""
    for index in range(len(columns) + 1):
        if index < len(columns):
            repeated = _repeated(columns[index], cells[index], bool(run))
            if repeated is not None and (not run or repeated == number):
                run.append(index)
                number = repeated
                continue
        _put_run(told, run, columns, cells, number)
        run = []
        if index < len(columns) and repeated is not None and cells[index].counts:
            run, number = [index], repeated
    return told


def _put_run(
    told: list[SurveyColumn],
    run: Sequence[int],
    columns: Sequence[SurveyColumn],
    cells: Sequence[ColumnCells],
    number: str,
) -> None:
    """Make a run one question, with the column behind it where people wrote something else."""
    filled = [at for at in run if cells[at].filled]
    if len(filled) < 2:
        return
    marks = run[: run.index(filled[-1]) + 1]
    options = [columns[at].question.removeprefix(number).strip() for at in marks]
    question = number + ", ".join(options[:3]) + (", …" if len(options) > 3 else "")
    for at, option in zip(marks, options, strict=True):
        told[at] = replace(columns[at], question=question, option=option, part=Part.MARK)
    follows = marks[-1] + 1
    if follows < len(columns) and _is_other_of_run(columns[follows], number):
        option = columns[follows].question.removeprefix(number).strip()
        told[follows] = replace(columns[follows], question=question, option=option, part=Part.OTHER)


def _repeated(column: SurveyColumn, cells: ColumnCells, in_run: bool) -> str | None:
    """The number before a header that stands in its column and nothing else does; None for another column."""
    if column.part not in (None, Part.OPTION) or (
        column.part is Part.OPTION and column.question != column.header
    ):
        return None
    numbered = _NUMBER_BEFORE.match(column.question)
    number = numbered[0] if numbered else ""
    if not cells.counts:
        return number if in_run else None
    if len(cells.counts) > 1:
        return None
    (cell,) = cells.counts
    if header_key(cell) in {header_key(column.question), header_key(column.header)}:
        return ""
    return (
        number
        if number and header_key(cell) == header_key(column.question[len(number) :])
        else None
    )


def _with_numbered_runs(
    columns: Sequence[SurveyColumn], cells: Sequence[ColumnCells]
) -> list[SurveyColumn]:
    """Columns that are numbered alike (`q8_1`, `q8_2`), each with one choice in it or nothing: one question."""
    found: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        numbered = _NUMBERED_CODE.fullmatch(column.question) if column.part is None else None
        if numbered and _only_choice(cells[index]) is not None:
            found.setdefault(numbered[1], []).append(index)
    told = list(columns)
    for question, members in found.items():
        choices = {_only_choice(cells[index]) for index in members}
        if len(choices) == len(members) > 1:
            for index in members:
                option = _only_choice(cells[index]) or ""
                told[index] = replace(
                    columns[index], question=question, option=option, part=Part.MARK
                )
    return told


def _only_choice(cells: ColumnCells) -> str | None:
    """The words that stand in a column, where nothing else does but what says that there is no mark."""
    if len(cells.counts) > 4:
        return None
    said = [cell for cell in cells.counts if said_as_mark(cell) is not False]
    if len(said) != 1 or said_as_mark(said[0]) or not any(map(str.isalpha, said[0])):
        return None
    return said[0].strip() if len(said[0]) <= _LONGEST_MARK else None


def _is_other_of_run(column: SurveyColumn, number: str) -> bool:
    """Whether a column behind a run has what was written beside its choices."""
    if column.part is not None or not column.question.startswith(number):
        return False
    words = column.question.removeprefix(number)
    return words.count(" ") <= 3 and is_other(words)


def _shapes(
    members: Sequence[int], columns: Sequence[SurveyColumn], cells: Sequence[ColumnCells]
) -> list[Shape]:
    marks = [_is_mark(columns[index], cells[index]) for index in members]
    if _are_numbered([cells[index] for index in members]):
        return [Shape.MARK] * len(members)
    filled = [bool(cells[index].counts) for index in members]
    choices = sum(mark is True and one for mark, one in zip(marks, filled, strict=True))
    texts = sum(mark is None for mark in marks)
    several = choices >= 2 or (choices == 1 and len(members) > 1 and texts <= 1)
    told = all(columns[index].part in (Part.MARK, Part.OTHER) for index in members)
    if several and choices >= texts and (told or _only_marks(members, cells, marks)):
        return [Shape.OTHER if mark is None else Shape.MARK for mark in marks]
    return [
        Shape.OTHER
        if columns[index].part is Part.OTHER
        or (mark is None and _is_written(columns[index], cells[index]))
        else Shape.ROW
        for index, mark in zip(members, marks, strict=True)
    ]


def _is_mark(column: SurveyColumn, cells: ColumnCells) -> bool | None:
    """True for a column of marks, also one without any; None for one with something else in it."""
    if not cells.counts:
        return True
    if len(cells.counts) > 8:
        return None
    option = header_key(column.option)
    own = sum(count for cell, count in cells.counts.items() if header_key(cell) == option)
    if own > _NEARLY_ALL * cells.filled:
        # Rows that were shifted by hand leave a few other cells in a column.
        return True
    for cell in cells.counts:
        if len(cell) > _LONGEST_MARK or (said_as_mark(cell) is None and header_key(cell) != option):
            return None
    return True


def _are_numbered(cells: Sequence[ColumnCells]) -> bool:
    """Whether each column has one number of its own, which counts the choices: 1 or nothing, 2 or nothing."""
    said = [next(iter(column.counts)) for column in cells if len(column.counts) == 1]
    filled = sum(1 for column in cells if column.counts)
    if len(said) < 3 or len(said) < filled or not all(cell.strip().isdecimal() for cell in said):
        return False
    numbers = [int(cell) for cell in said]
    return numbers == sorted(set(numbers)) and filled < sum(column.filled for column in cells)


def _only_marks(
    members: Sequence[int], cells: Sequence[ColumnCells], marks: Sequence[bool | None]
) -> bool:
    """Whether the marks are no answers of yes and no to each row, nor ranks."""
    said = {
        name_key(cell)
        for index, mark in zip(members, marks, strict=True)
        if mark
        for cell in cells[index].counts
    }
    words = {cell for cell in said if said_as_mark(cell) is not None}
    yes_and_no = any(w.isalpha() and said_as_mark(w) for w in words) and any(
        w.isalpha() and not said_as_mark(w) for w in words
    )
    return not (
        yes_and_no
        and words <= {"yes", "no", "ja", "nein", "oui", "non", "si", "sí", "sim", "não", "nee"}
    )


def _is_written(column: SurveyColumn, cells: ColumnCells) -> bool:
    """Whether a column beside the rows of a grid holds what people wrote rather than chose."""
    return is_other(column.option) and 2 * len(cells.counts) > cells.filled
