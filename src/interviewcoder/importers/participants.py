"""Tables of participants: attributes by the participant's name."""

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedParticipants
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.text import NAME_LIMIT, clean_name, name_key, one_line

from .foreign import refuse_foreign_bytes, refuse_structured_text
from .sample import FileSample
from .survey import canonical_pairs
from .tables import read_table, unprefixed

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
    file_name: str, data: bytes, encoding: str | None = None
) -> ImportedParticipants:
    """The attributes in a table: one row a participant, one column an attribute.

    The name stands in the first column that is headed `name`, `participant`, `speaker` or the like, else in
    the first of all. Empty cells say nothing about a participant.

    Raises:
        StudyError: it is no table, has no attribute, or names nobody.
    """
    sample = FileSample(file_name, data, encoding)
    refuse_foreign_bytes(sample)
    refuse_structured_text(sample)
    table = read_table(sample)
    if len(table.header) < 2 or not table.rows:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' is not a table of participants.",
            "Give it a header with a column for the name and one for each attribute, and a row each.",
        )
    keys = [name_key(title) for title in table.header]
    at = next((keys.index(header) for header in _NAME_HEADERS if header in keys), 0)
    people: dict[str, tuple[str, dict[str, str]]] = {}
    warnings = [*sample.decoded.warnings, *table.warnings]
    for number, row in enumerate(table.rows, table.first_line):
        if not row[at].strip():
            warnings.append(f"Row {number} names nobody and was left out.")
            continue
        name = _name(row[at], number)
        people.setdefault(name_key(name), (name, {}))
    attributes: list[Attribute] = []
    for index, title in enumerate(table.header):
        if index == at:
            continue
        cells = [row[index] for row in table.rows if row[at].strip() and row[index].strip()]
        if not cells:
            continue
        attribute = clean_name(unprefixed(title)[:NAME_LIMIT], "attribute's name")
        kind, pairs = canonical_pairs(attribute, {cell: cells.count(cell) for cell in set(cells)})
        choices: tuple[str, ...] = ()
        if kind is AttributeType.CHOICE:
            choices = tuple(sorted({value for _, value in pairs.values()}, key=name_key))
        attributes.append(Attribute(attribute, kind, choices))
        for number, row in enumerate(table.rows, table.first_line):
            if row[at].strip() and row[index].strip():
                known = people[name_key(_name(row[at], number))][1]
                known[attribute] = pairs[row[index]][1]
    if not people or not attributes:
        raise StudyError(
            f"'{one_line(sample.file_name, 80)}' tells no attribute of anybody.",
            "Fill in at least one name and one value.",
        )
    rows = tuple((name, tuple(known.items())) for name, known in people.values())
    return ImportedParticipants(tuple(attributes), rows, tuple(warnings))


def _name(raw: str, number: int) -> str:
    try:
        return clean_name(unprefixed(raw.strip()), "participant's name")
    except StudyError as error:
        raise StudyError(f"Row {number}: {error.message}", error.remedy) from error
