"""Tables of participants: attributes by the participant's name."""

from collections.abc import Sequence

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedParticipants, ImportOptions
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.survey_mapping import ColumnUse
from interviewcoder.domain.text import NAME_LIMIT, clean_name, name_key, one_line

from .closed_values import closed_values
from .column_cells import ColumnCells, columns_of_rows, without_machine_marks
from .foreign import refuse_foreign_bytes, refuse_structured_text
from .grid import is_grid, read_grid
from .sample import FileSample
from .scales import scale_key, scale_of
from .survey import speakers_of, survey_warnings
from .survey_answers import survey_answers
from .survey_profiles import plain, prolific, spss
from .survey_profiles.registry import profile_of, survey_table
from .survey_table import Part, SurveyColumn
from .tables import unprefixed

_TABLES_OF_PEOPLE = frozenset(
    profile.name for profile in (plain.PROFILE, prolific.PROFILE, spss.PROFILE)
)
"""Layouts that are read as they stand: what is no answer in a survey may be a fact about people."""
_NAME_HEADERS = (
    "name",
    "participant",
    "participant name",
    "speaker",
    "respondent",
    "interviewee",
    "person",
    "case",
    "participant id",
    "participant_id",
    "respondent id",
    "respondent_id",
    "id",
)


def read_participants(
    file_name: str, data: bytes, encoding: str | None = None, sheet: str | None = None
) -> ImportedParticipants:
    """The attributes in a table: one row a participant, one column an attribute.

    The name stands in the first column that is headed `name`, `participant`, `speaker` or the like, else in
    the first of all. Empty cells say nothing about a participant. Spreadsheets and SPSS files are read as well,
    and of a survey tool's export the answers to closed questions.

    Raises:
        StudyError: it is no table, has no attribute, or names nobody.
    """
    sample = FileSample(file_name, data, encoding)
    refuse_foreign_bytes(sample)
    if not is_grid(sample):
        refuse_structured_text(sample)
    grid = read_grid(sample, sheet)
    if not grid.rows:
        raise _no_table(sample)
    profile = profile_of(grid)
    if profile.name not in _TABLES_OF_PEOPLE:
        return _of_survey(sample, ImportOptions(encoding=encoding, sheet=sheet))
    table = survey_table(grid)
    if len(table.columns) < 2 or not table.rows:
        raise _no_table(sample)
    warnings = [*grid.warnings, *table.warnings]
    columns, _ = without_machine_marks(
        columns_of_rows(table.rows, len(table.columns)), table.missing
    )
    at = _name_column(table.columns)
    people: dict[str, tuple[str, dict[str, str]]] = {}
    keys: list[str] = []
    for number, raw in enumerate(columns[at].cells, table.header_rows + 1):
        if not raw.strip():
            warnings.append(f"Row {number} names nobody and was left out.")
            keys.append("")
            continue
        name = _name(raw, number)
        keys.append(name_key(name))
        people.setdefault(name_key(name), (name, {}))
    attributes: list[Attribute] = []
    for index, (column, cells) in enumerate(zip(table.columns, columns, strict=True)):
        if index == at or (profile is prolific.PROFILE and column.part is Part.TECHNICAL):
            continue
        told = ColumnCells(
            [cell if key else "" for cell, key in zip(cells.cells, keys, strict=True)]
        )
        if not told.counts:
            continue
        attribute, values = _attribute(
            clean_name(unprefixed(column.header)[:NAME_LIMIT]), told, grid.delimiter
        )
        attributes.append(attribute)
        for key, cell in zip(keys, told.cells, strict=True):
            if (value := values.get(cell)) is not None:
                people[key][1][attribute.name] = value
    if not people or not attributes:
        raise _tells_nothing(sample)
    rows = tuple((name, tuple(known.items())) for name, known in people.values())
    return ImportedParticipants(tuple(attributes), rows, tuple(warnings))


def _of_survey(sample: FileSample, options: ImportOptions) -> ImportedParticipants:
    """The respondents of a survey tool's export, with their answers to closed questions."""
    answers = survey_answers(sample, options)
    speakers = speakers_of(sample.name, answers)
    if not answers.closed.attributes or not answers.columns.used_as(ColumnUse.RESPONDENT):
        raise _tells_nothing(sample)
    return ImportedParticipants(
        tuple(answers.closed.attributes),
        tuple((speaker.participant or speaker.label, speaker.attributes) for speaker in speakers),
        tuple(survey_warnings(answers)),
    )


def _no_table(sample: FileSample) -> StudyError:
    return StudyError(
        f"'{one_line(sample.file_name, 80)}' is not a table of participants.",
        "Give it a header with a column for the name and one for each attribute, and a row each.",
    )


def _tells_nothing(sample: FileSample) -> StudyError:
    return StudyError(
        f"'{one_line(sample.file_name, 80)}' tells no attribute of anybody.",
        "Fill in at least one name and one value.",
    )


def _name_column(columns: Sequence[SurveyColumn]) -> int:
    person = next((n for n, column in enumerate(columns) if column.part is Part.PERSON), None)
    if person is not None:
        return person
    keys = [name_key(column.header) for column in columns]
    return next((keys.index(header) for header in _NAME_HEADERS if header in keys), 0)


def _attribute(name: str, cells: ColumnCells, delimiter: str) -> tuple[Attribute, dict[str, str]]:
    """A column as an attribute, and the value of each of its cells."""
    if (scale := scale_of(cells.counts.keys())) and not scale.beside:
        numbers = {scale_key(written): number for written, number in scale.labels}
        labels = {number: written for written, number in reversed(scale.labels)}
        return (
            Attribute(name, AttributeType.NUMBER, labels=tuple(reversed(labels.items()))),
            {cell: numbers[scale_key(cell)] for cell in cells.counts},
        )  # fmt: skip
    found = closed_values(cells.counts, comma_is_decimal=delimiter == ";")
    choices: tuple[str, ...] = ()
    if found.type is AttributeType.CHOICE:
        choices = tuple(sorted(set(found.values.values()), key=name_key))
    return Attribute(name, found.type, choices), dict(found.values)


def _name(raw: str, number: int) -> str:
    try:
        return clean_name(unprefixed(raw.strip()), "participant's name")
    except StudyError as error:
        raise StudyError(f"Row {number}: {error.message}", error.remedy) from error
