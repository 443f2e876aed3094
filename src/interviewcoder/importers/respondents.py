"""Which column of a survey tells the respondents apart."""

from collections.abc import Sequence

from .closed_values import numbers
from .column_cells import ColumnCells
from .column_groups import Shape
from .column_kinds import are_unique_codes, has_id_title, has_pseudonyms, is_private
from .header_text import header_key
from .survey_table import Part, SurveyColumn

_SURE_IDS = frozenset({"responseid", "respondentid", "participantid", "uuid"})
_IDS = _SURE_IDS | frozenset(
    [
        "id",
        "respondent",
        "response",
        "participant",
        "case",
        "caseid",
        "user",
        "userid",
        "subject",
        "subjectid",
        "record",
        "recordid",
        "token",
        "code",
        "pid",
        "rid",
        "antwortid",
        "anonymousid",
        "surveyid",
        "number",
        "no",
        "nr",
        "submissionid",
        "entryid",
        "teilnehmer",
        "teilnehmerid",
    ]
)
_PEOPLE = frozenset({"respondentid", "respondent", "participantid", "participant"})
"""These name a person even where they repeat: rows of one person are put together."""
_NAMES = frozenset({"name", "pseudonym", "participantname", "respondentname", "alias"})
_FEW_ROWS = 3
_ASKED = 3000
_MOSTLY_UNIQUE = 0.9


def respondent_column(
    columns: Sequence[SurveyColumn],
    cells: Sequence[ColumnCells],
    shapes: Sequence[Shape],
    usable: frozenset[int],
) -> int | None:
    """The column that tells respondents apart: the tool's, else by its header, else the first of short unique codes.

    Args:
        columns: all columns.
        cells: what stands in them.
        shapes: what they are in their questions.
        usable: the indices of those that may be the one.
    """
    rows = len(cells[0].cells) if cells else 0
    for part in (Part.PERSON, Part.RESPONDENT):
        # Ids of responses that a spreadsheet rounded are the same in many rows, and tell nobody.
        least = _MOSTLY_UNIQUE * rows if part is Part.RESPONDENT else 1
        for index in sorted(usable):
            cell = cells[index]
            if columns[index].part is part and cell.filled == rows and len(cell.counts) >= least:
                return index
    alone = [
        index
        for index in sorted(usable)
        if shapes[index] is Shape.ALONE and columns[index].part in (None, Part.PRIVATE, Part.FACT)
    ]
    filled = [index for index in alone if cells[index].filled == rows > 0]
    unique: list[int] = []
    people: list[int] = []
    for index in filled:
        title = columns[index].header
        if len(cells[index].counts) == rows and _may_be_told(columns[index], cells[index]):
            if are_unique_codes(cells[index]) or has_id_title(title):
                unique.append(index)
        elif header_key(title) in _PEOPLE:
            people.append(index)
    for wanted in (_SURE_IDS, _IDS, _NAMES):
        for index in unique:
            told = {header_key(columns[index].header), header_key(columns[index].code)}
            if wanted & told or columns[index].header.strip() == "#":
                return index
    if people:
        return people[0]
    if rows < _FEW_ROWS:
        return None
    coded = [index for index in unique if has_pseudonyms(cells[index])]
    texts = [index for index in unique if _look_like_ids(columns[index], cells[index])]
    return next(iter(coded or texts or [index for index in unique[:1] if index == 0]), None)


def _look_like_ids(column: SurveyColumn, cells: ColumnCells) -> bool:
    """Whether short words stand in a column that asks nothing."""
    looked_at = list(cells.counts)[:_ASKED]
    return (
        "?" not in column.question
        and column.question.count(" ") < _FEW_ROWS
        and not any(mark in cell for cell in looked_at for mark in ",;\n")
        and max(cell.strip().count(" ") for cell in looked_at) <= 1
        and numbers(set(looked_at)) is None
    )


def _may_be_told(column: SurveyColumn, cells: ColumnCells) -> bool:
    """Whether the names in a column may become names of participants."""
    if column.part is Part.PRIVATE:
        return has_pseudonyms(cells)
    return not is_private(column.header, cells)
