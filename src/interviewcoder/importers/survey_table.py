"""A survey's responses under one header, with what the layout of its tool tells of each column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

from .header_text import plain_header
from .tables import told_apart

_FEW_WIDE = 0.05
"""So large a share of rows may have more cells than the header before the table is refused."""
_SMALL = 20


class Part(Enum):
    """What a column is for in the layout of a survey tool."""

    RESPONDENT = "the tool's id of a response"
    PERSON = "an id of the person"
    PRIVATE = "may tell who somebody is"
    TECHNICAL = "is about the survey and not an answer"
    FACT = "is about the response as a whole"
    OPEN = "is an open question in the survey"
    CLOSED = "is a closed question in the survey"
    OPTION = "belongs to a question with several columns"
    MARK = "is a choice that is marked or not"
    OTHER = "is what was written beside the options"
    REPEATED = "repeats what other columns say"


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column under its whole header."""

    header: str
    """All header rows together, each header once."""
    code: str = ""
    """The tool's short name."""
    question: str = ""
    """What was asked; the header where nothing more is known."""
    option: str = ""
    """The option, row or box of the question that this column is about."""
    part: Part | None = None
    """None: the layout does not tell."""
    scale: tuple[tuple[str, str], ...] = ()
    """What is written in the cells and the number of it, where the tool tells numbers."""


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """Responses, all as wide as there are columns."""

    profile: str
    columns: tuple[SurveyColumn, ...]
    rows: list[list[str]]
    header_rows: int
    left_out: tuple[tuple[str, int], ...] = ()
    """Why rows were left out, and how many."""
    warnings: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()
    """What the tool writes where nothing was answered."""


def survey_columns(headers: Sequence[str], codes: Sequence[str] = ()) -> list[SurveyColumn]:
    """Plain columns under one header row: each header is a question."""
    unique = told_apart([plain_header(header) for header in headers])
    return [
        SurveyColumn(
            header,
            codes[index] if index < len(codes) else "",
            plain_header(headers[index]) or header,
        )
        for index, header in enumerate(unique)
    ]


def level_rows(
    header: Sequence[str], rows: list[list[str]], first_line: int
) -> tuple[list[str], list[list[str]], tuple[str, ...]]:
    """Header and rows of one width, and what was done for it.

    Short rows are filled up. Rows with more cells than the header are left out and told where they are few.

    Args:
        header: one row of headers.
        rows: what stands below it.
        first_line: the number of the first row, for messages.

    Raises:
        StudyError: too many rows have more cells than the header.
    """
    titles = list(header)
    widths = Counter(map(len, rows))
    if not titles or not titles[-1].strip():
        titles = titles[: max(map(_filled_width, (header, *rows)))]
    width = len(titles)
    if set(widths) <= {width}:
        return titles, rows, ()
    wide = [
        number
        for number, row in enumerate(rows)
        if len(row) > width and any(map(str.strip, row[width:]))
    ]
    warnings = []
    if wide and len(wide) >= 0.9 * len(rows) and len(rows) >= 3:
        titles = _completed(titles, rows)
        width, wide = len(titles), []
    if wide:
        _refuse_many(wide, rows, width, first_line)
        left_out = set(wide)
        rows = [row for number, row in enumerate(rows) if number not in left_out]
        shown = ", ".join(str(number + first_line) for number in wide[:10])
        warnings.append(
            f"{len(wide)} rows with more cells than the header were left out: row {shown}."
            if len(wide) > 1
            else f"Row {shown} has more cells than the header and was left out."
        )
    short = sum(count for size, count in widths.items() if size < width)
    if short == 1:
        warnings.append("1 row has fewer cells than the header; the rest is taken as empty.")
    elif short:
        warnings.append(
            f"{short} rows have fewer cells than the header; the rest is taken as empty."
        )
    level = [
        row if len(row) == width else (row + [""] * (width - len(row)))[:width] for row in rows
    ]
    return titles, level, tuple(warnings)


def level_two_headers(
    above: Sequence[str], below: Sequence[str], rows: list[list[str]], first_line: int
) -> tuple[list[str], list[str], list[list[str]], tuple[str, ...]]:
    """Two rows of headers and the rows below them, all of one width, and what was done for it.

    See `level_rows` for the arguments and errors.
    """
    width = max(len(above), len(below))
    one, two = ([*row, *[""] * (width - len(row))] for row in (above, below))
    shown = [first or second for first, second in zip(one, two, strict=True)]
    titles, level, warnings = level_rows(shown, rows, first_line)
    if len(titles) > width:
        before = [""] if titles[1:] == shown else []
        one, two = ([*before, *row, *[""] * (len(titles) - width)] for row in (one, two))
    return one[: len(titles)], two[: len(titles)], level, warnings


def _filled_width(row: Sequence[str]) -> int:
    """The width of a row without the blank cells at its end."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width


def _completed(titles: list[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A header for rows that nearly all have more cells: some programs name no first column."""
    width = max(len(row) for row in rows)
    first = [row[0] for row in rows if row]
    if width == len(titles) + 1 and len(set(first)) == len(first):
        return ["", *titles]
    return [*titles, *[""] * (width - len(titles))]


def _refuse_many(
    wide: Sequence[int], rows: Sequence[Sequence[str]], width: int, first_line: int
) -> None:
    if len(rows) > _SMALL and len(wide) <= _FEW_WIDE * len(rows):
        return
    row = rows[wide[0]]
    raise StudyError(
        f"Row {wide[0] + first_line} has {len(row)} cells, but the header has {width}, "
        f"beginning '{one_line(row[0], 40)}'.",
        "Put cells that hold the delimiter between double quotes, or fix that row.",
    )
