"""Survey tables: a row a respondent, open questions as passages, closed ones as attributes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import (
    ImportedSource,
    ImportedSpeaker,
    ImportOptions,
    lay_out_answers,
    named_after,
)
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.domain.survey_mapping import ColumnUse, SurveyMapping
from interviewcoder.domain.text import name_key, one_line

from .columns import PRIVATE, Column
from .grid import is_grid
from .sample import FileSample
from .survey_answers import SurveyAnswers, survey_answers
from .survey_table import Part
from .survey_values import Pair
from .tables import DELIMITERS, best_delimiter, records, unprefixed

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sav", ".zsav")
_OVERRIDE = (
    "Name the open questions (--text-column), or read a table of attributes with p in the library or with "
    "'participants-import'."
)
_SAYS_LITTLE = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "none",
        "nothing",
        "no",
        "nil",
        "nope",
        "null",
        "-",
        "--",
        ".",
        "..",
        "...",
        "?",
        "/",
        "x",
        "keine",
        "nein",
        "nichts",
        "non",
        "rien",
        "aucun",
        "ninguno",
        "ninguna",
        "nada",
        "nenhum",
        "nenhuma",
        "não",
        "nessuno",
        "niente",
        "geen",
        "nee",
    ]
) | {"no comment", "did not answer", "no answer", "not applicable", "don't know", "keine angabe"}
_LONGEST_NOTHING = 20
_SHOWN = 300


_LABELLED = re.compile(r"[^:]{1,40}:(?:\s|$)")
"""A first line that begins as a speaker's turn does, so that its commas are those of speech."""


def recognises(sample: FileSample) -> bool:
    """Whether a file is a spreadsheet, SPSS data or called .csv or .tsv, or is text in three or more even columns."""
    if is_grid(sample):
        return True
    if sample.suffix in {".csv", ".tsv", ".tab", ".xls"}:
        return bool(sample.text)
    if sample.suffix in {".md", ".markdown", ".srt", ".vtt"}:
        return False
    first, _, rest = sample.head.partition("\n")
    if not rest or max(map(first.count, DELIMITERS)) < 2:
        return False
    delimiter = best_delimiter(sample.head.rsplit("\n", 1)[0])
    if delimiter is None or first.count(delimiter) < 2:
        return False
    rows = records(sample.head.rsplit("\n", 1)[0], delimiter)
    header = [cell.strip() for cell in rows[0]]
    return (
        len(rows) >= 4
        and all(header)
        and not any(cell[0].isdigit() for cell in header)
        and not _LABELLED.match(header[0])
        and len({name_key(cell) for cell in header}) == len(header)
        and all(len(row) == len(header) for row in rows)
    )


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The respondents and answers of a survey.

    Raises:
        StudyError: as `survey_answers`, or there is no answer to an open question.
    """
    return source_of(sample, survey_answers(sample, options))


def source_of(sample: FileSample, answers: SurveyAnswers) -> ImportedSource:
    """The source that a survey's answers make.

    Raises:
        StudyError: there is no open question, or no answer to one.
    """
    if not answers.open:
        raise StudyError(
            "No column of the table looks like answers to an open question.", _OVERRIDE
        )
    laid_out = lay_out_answers(_answers(answers))
    if not laid_out.passages:
        raise StudyError("The open questions have no answers.", _OVERRIDE)
    return ImportedSource(
        name=sample.name,
        kind=SourceKind.SURVEY,
        format="survey",
        encoding=answers.grid.encoding,
        text=laid_out.text,
        passages=laid_out.passages,
        speakers=speakers_of(sample.name, answers),
        questions=answers.questions,
        attributes=tuple(answers.closed.attributes),
        warnings=tuple(survey_warnings(answers)),
        mapping=SurveyMapping(
            answers.survey.profile, tuple(column.mapping for column in answers.columns.all)
        ),
    )


def _answers(answers: SurveyAnswers) -> Iterator[tuple[str, str, int]]:
    """The answers, respondent by respondent, in the order of the questions."""
    names = answers.respondents.by_row
    if len(answers.open) == 1:
        ((question, cells),) = answers.open
        return zip(map(unprefixed, cells), names, repeat(question))
    asked = [question for question, _ in answers.open]
    rows = zip(*(cells for _, cells in answers.open), strict=True)
    return (
        (unprefixed(answer), name, question)
        for name, row in zip(names, rows, strict=True)
        for question, answer in zip(asked, row, strict=True)
    )


def speakers_of(source_name: str, answers: SurveyAnswers) -> tuple[ImportedSpeaker, ...]:
    """One speaker a respondent; where rows belong together, the first value of an attribute counts."""
    respondents, values = answers.respondents, answers.closed.values
    names = respondents.by_row
    own = respondents.of_this_survey
    people = names if not own else [named_after(source_name, n) if n in own else n for n in names]
    by_row: Iterable[tuple[Pair, ...]] = repeat((), len(names))
    if values:
        by_row = (tuple(filter(None, row)) for row in zip(*values, strict=True))
    if not respondents.merged:
        return tuple(map(ImportedSpeaker, names, repeat(Role.PARTICIPANT), people, by_row))
    together: dict[str, dict[str, str]] = {}
    person_of: dict[str, str] = {}
    for name, person, row in zip(names, people, by_row, strict=True):
        known = together.setdefault(name, {})
        person_of[name] = person
        for attribute, value in row:
            known.setdefault(attribute, value)
    return tuple(
        ImportedSpeaker(name, Role.PARTICIPANT, person_of[name], tuple(known.items()))
        for name, known in together.items()
    )


def survey_warnings(answers: SurveyAnswers) -> Iterator[str]:
    """What is uncertain about a survey's table, and what of it is left out, with counts."""
    yield from answers.grid.warnings
    yield from answers.survey.warnings
    for reason, count in answers.left_out:
        yield (
            f"{count} rows were left out: {reason}."
            if count > 1
            else f"1 row was left out: {reason}."
        )
    if private := _left_out(answers, PRIVATE):
        yield (
            f"Columns that may tell who somebody is were left out: {private}; "
            "--attribute-column keeps one."
        )
    about = [Part.TECHNICAL.value, Part.REPEATED.value]
    if technical := _left_out(answers, *about):
        yield (
            f"Columns about the survey itself, or that repeat others, were left out: {technical}; "
            "--attribute-column keeps one."
        )
    if answers.columns.marks:
        marks = ", ".join(
            f"'{one_line(mark, 20)}' {count} times" for mark, count in answers.columns.marks
        )
        yield f"Taken as not answered: {marks}."
    if merged := answers.respondents.merged:
        yield f"{merged} rows belong to respondents of rows before; they were put together."
    yield from answers.closed.warnings
    yield from _next_to_nothing(answers)


def _left_out(answers: SurveyAnswers, *reasons: str) -> str:
    """The headers of the columns with something in them that were left out for a reason, as a list."""
    found: list[Column] = [
        column
        for column in answers.columns.used_as(ColumnUse.LEFT_OUT)
        # What is the same in all rows tells nothing of anybody.
        if column.mapping.reason in reasons and len(column.cells.counts) > (column.cells.filled > 1)
    ]
    if not found:
        return ""
    headers = one_line(", ".join(f"'{one_line(c.mapping.header, 60)}'" for c in found), _SHOWN)
    return f"{headers} ({len(found)})" if len(found) > 3 else headers


def _next_to_nothing(answers: SurveyAnswers) -> Iterator[str]:
    """A warning of answers such as `n/a` or `-`, which are kept: `none` can be an answer."""
    found: Counter[str] = Counter()
    for _, cells in answers.open:
        counts = Counter(cell for cell in cells if len(cell) <= _LONGEST_NOTHING)
        for cell, count in counts.items():
            if name_key(cell).rstrip(" .!") in _SAYS_LITTLE or (
                cell.strip() and not any(map(str.isalnum, cell))
            ):
                found[one_line(cell)] += count
    if found:
        shown = ", ".join(f"'{cell}'" for cell, _ in found.most_common(4))
        yield f"{found.total()} open answers say next to nothing ({shown}); they were kept."
