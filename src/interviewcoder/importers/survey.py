"""Survey tables: a row a respondent, open questions as passages, closed ones as attributes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import (
    ImportedSource,
    ImportedSpeaker,
    ImportOptions,
    Turn,
    lay_out,
    named_after,
)
from interviewcoder.domain.participant import Attribute, AttributeType, canonical_value, guess_type
from interviewcoder.domain.source import Role, SourceKind
from interviewcoder.domain.survey_mapping import ColumnUse, SurveyMapping
from interviewcoder.domain.text import NAME_LIMIT, clean_name, name_key, one_line

from .columns import Column, columns_of, is_private
from .long_answers import one_row_each
from .own_tables import refuse_own_tables
from .sample import FileSample
from .survey_headers import survey_table
from .tables import DELIMITERS, best_delimiter, records, unprefixed

_OVERRIDE = "Name the open questions with --text-column, or use 'participants-import' for a table of attributes."


def recognises(sample: FileSample) -> bool:
    """Whether a file is called .csv or .tsv, or is text that falls into three or more even columns."""
    if sample.suffix in {".csv", ".tsv"}:
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
        and len({name_key(cell) for cell in header}) == len(header)
        and all(len(row) == len(header) for row in rows)
    )


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The respondents and answers of a survey.

    Raises:
        StudyError: it has no responses or no open question, a named column is missing, a row is too wide,
            or it is one of the program's own tables.
    """
    found = records(sample.text)
    refuse_own_tables(found[0] if found else ())
    survey = survey_table(one_row_each(found, options))
    columns = columns_of(survey, options)
    if not survey.table.rows:
        raise StudyError("The survey has a header and no responses.", "Export the responses too.")
    questions = _used_as(columns, ColumnUse.QUESTION)
    if not questions:
        raise StudyError(
            "No column of the table looks like answers to an open question.", _OVERRIDE
        )
    ids = next((column.cells for column in _used_as(columns, ColumnUse.RESPONDENT)), None)
    names, merged, numbered = _names(ids, len(survey.table.rows))
    attributes, values = _attributes(_used_as(columns, ColumnUse.ATTRIBUTE))
    laid_out = lay_out(_turns(names, questions))
    if not laid_out.passages:
        raise StudyError("The open questions have no answers.", _OVERRIDE)
    private = [f"'{column.mapping.header}'" for column in columns if is_private(column)]
    warnings = (*sample.decoded.warnings, *survey.table.warnings, *_told(private, merged))
    return ImportedSource(
        name=sample.name,
        kind=SourceKind.SURVEY,
        format="survey",
        encoding=sample.decoded.encoding,
        text=laid_out.text,
        passages=laid_out.passages,
        speakers=tuple(
            replace(speaker, participant=named_after(sample.name, speaker.label))
            if speaker.label in numbered
            else speaker
            for speaker in _speakers(names, values, len(survey.table.rows), bool(merged))
        ),
        questions=tuple(column.mapping.name for column in questions),
        attributes=attributes,
        warnings=warnings,
        mapping=SurveyMapping(survey.profile, tuple(column.mapping for column in columns)),
    )


def _used_as(columns: Sequence[Column], use: ColumnUse) -> list[Column]:
    return [column for column in columns if column.mapping.use is use]


def _names(ids: Sequence[str] | None, rows: int) -> tuple[list[str], int, frozenset[str]]:
    """A name for each row, how many rows belong to a respondent of rows before, and the names that are made up."""
    if ids is None:
        numbered = [f"respondent {number}" for number in range(1, rows + 1)]
        return numbered, 0, frozenset(numbered)
    joined = "".join(ids)
    plain = joined.isascii() and joined.isprintable() and " " not in joined and all(ids)
    # Nearly every file has plain ids, which are names as they are.
    if plain and max(map(len, ids)) <= NAME_LIMIT and len({raw.lower() for raw in ids}) == rows:
        return list(ids), 0, frozenset()
    names: list[str] = []
    by_key: dict[str, str] = {}
    made_up: set[str] = set()
    for number, raw in enumerate(ids, 1):
        name = _clean(raw)
        if not name:
            name = f"respondent {number}"
            made_up.add(name)
        names.append(by_key.setdefault(name_key(name), name))
    return names, rows - len(by_key), frozenset(made_up)


def _turns(names: Sequence[str], questions: Sequence[Column]) -> list[Turn]:
    """The answers, respondent by respondent, in the order of the questions."""
    answers = zip(*(column.cells for column in questions), strict=True)
    return [
        Turn(unprefixed(answer), name, None, None, index)
        for name, row in zip(names, answers, strict=True)
        for index, answer in enumerate(row)
        if answer and not answer.isspace()
    ]


def _attributes(
    columns: Sequence[Column],
) -> tuple[tuple[Attribute, ...], list[list[tuple[str, str] | None]]]:
    """The attributes, and for each column the name and canonical value of every row."""
    attributes: list[Attribute] = []
    values: list[list[tuple[str, str] | None]] = []
    for column in columns:
        counts = Counter(column.cells)
        present = {raw: n for raw, n in counts.items() if raw and not raw.isspace()}
        if not present:
            continue
        name = column.mapping.name
        kind, pairs = canonical_pairs(name, present)
        choices: tuple[str, ...] = ()
        if kind is AttributeType.CHOICE:
            choices = tuple(sorted({pair[1] for pair in pairs.values()}, key=name_key))
        attributes.append(Attribute(name, kind, choices))
        values.append(list(map(pairs.get, column.cells)))
    return tuple(attributes), values


def canonical_pairs(
    name: str, counts: Mapping[str, int]
) -> tuple[AttributeType, dict[str, tuple[str, str]]]:
    """An attribute's type, and for each raw value the pair of its name and the canonical value.

    Args:
        name: the attribute's name.
        counts: how often each raw value occurs; blank ones are not among them.
    """
    clean = {raw: " ".join(unprefixed(raw.strip()).split()) for raw in counts}
    # The type depends on the values and on whether they repeat, not on how often.
    repeat = 2 if sum(counts.values()) >= 2 * len(counts) else 1
    kind = guess_type(list(clean.values()) * repeat)
    try:
        return kind, {raw: (name, canonical_value(kind, value)) for raw, value in clean.items()}
    except StudyError:
        return AttributeType.TEXT, {raw: (name, value) for raw, value in clean.items()}


def _speakers(
    names: Sequence[str],
    values: Sequence[Sequence[tuple[str, str] | None]],
    rows: int,
    merged: bool,
) -> tuple[ImportedSpeaker, ...]:
    """One speaker a respondent; where rows belong together, the first value of an attribute counts."""
    by_row = zip(*values, strict=True) if values else (() for _ in range(rows))
    if not merged:
        return tuple(
            ImportedSpeaker(
                name,
                Role.PARTICIPANT,
                name,
                tuple(pair for pair in row if pair) if None in row else row,
            )
            for name, row in zip(names, by_row, strict=True)
        )
    together: dict[str, dict[str, str]] = {}
    for name, row in zip(names, by_row, strict=True):
        known = together.setdefault(name, {})
        for attribute, value in filter(None, row):
            known.setdefault(attribute, value)
    return tuple(
        ImportedSpeaker(name, Role.PARTICIPANT, name, tuple(known.items()))
        for name, known in together.items()
    )


def _told(private: Sequence[str], merged: int) -> tuple[str, ...]:
    told = []
    if private:
        told.append(
            f"Columns that may tell who somebody is were left out: {one_line(', '.join(private), 300)}; "
            "--attribute-column keeps one."
        )
    if merged:
        told.append(f"{merged} rows belong to respondents of rows before; they were put together.")
    return tuple(told)


def _clean(raw: str) -> str:
    try:
        return clean_name(raw[: 4 * NAME_LIMIT])[:NAME_LIMIT].strip()
    except StudyError:
        return one_line(raw, NAME_LIMIT).strip()
