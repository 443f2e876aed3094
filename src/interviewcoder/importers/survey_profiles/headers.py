"""Headers that survey tools write for what is no answer: ids, times, addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..grid import Grid
from ..header_text import header_key
from ..survey_table import Part, SurveyColumn, SurveyTable, level_rows, survey_columns

Split = Callable[[str], tuple[str, str, Part | None] | None]
"""Question, option and part that a header tells; None for a plain question."""


def keys(words: str) -> frozenset[str]:
    """The keys of headers, which are written one after the other with `|` between them."""
    return frozenset(header_key(word) for word in words.split("|"))


def parts(
    *,
    respondent: str = "",
    person: str = "",
    private: str = "",
    technical: str = "",
    fact: str = "",
    repeated: str = "",
) -> dict[str, Part]:
    """What the columns of a tool are for, by the keys of their headers."""
    told = (
        (technical, Part.TECHNICAL),
        (private, Part.PRIVATE),
        (fact, Part.FACT),
        (repeated, Part.REPEATED),
        (person, Part.PERSON),
        (respondent, Part.RESPONDENT),
    )
    return {key: part for words, part in told if words for key in keys(words)}


def header_keys(row: Sequence[str]) -> list[str]:
    """The keys of a row of headers."""
    return [header_key(cell) for cell in row]


def has_all(grid: Grid, words: str, row: int = 0) -> bool:
    """Whether all of the headers stand in a row of a table."""
    return len(grid.rows) > row and keys(words) <= set(header_keys(grid.rows[row]))


def count_of(grid: Grid, words: str, row: int = 0) -> int:
    """How many of the headers stand in a row of a table."""
    return len(keys(words) & set(header_keys(grid.rows[row]))) if len(grid.rows) > row else 0


def one_header(
    grid: Grid, profile: str, known: Mapping[str, Part], split: Split | None = None
) -> SurveyTable:
    """A table with one row of headers.

    Args:
        grid: the table.
        profile: the name of its layout.
        known: what columns are for, by the keys of their headers.
        split: tells the question and the option in a header.
    """
    titles, rows, warnings = level_rows(grid.rows[0], grid.rows[1:], 2)
    columns = []
    for column in survey_columns(titles):
        part = known.get(header_key(column.header))
        if part is None and split is not None and (told := split(column.question)):
            column = replace(column, question=told[0], option=told[1], part=told[2])
        elif part is not None:
            column = replace(column, part=part)
        columns.append(column)
    return SurveyTable(profile, tuple(columns), rows, 1, warnings=warnings)


def with_parts(columns: Sequence[SurveyColumn], known: Mapping[str, Part]) -> list[SurveyColumn]:
    """The columns, with what they are for by the keys of their headers or codes."""
    told = []
    for column in columns:
        part = known.get(header_key(column.code)) or known.get(header_key(column.header))
        # What is an option of a question is no column of the tool, whatever it is called.
        told.append(column if part is None or column.part else replace(column, part=part))
    return told
