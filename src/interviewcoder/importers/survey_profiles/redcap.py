"""REDCap: a row a record (or event); checkboxes are `field___code`, or `Question (choice=Option)` with labels."""

import re
from dataclasses import replace

from ..grid import Grid
from ..header_text import header_key
from ..survey_table import Part, SurveyTable
from .headers import one_header, parts
from .profile import Profile

_KNOWN = parts(
    person="record_id|Record ID|study_id|participant_id",
    private="redcap_survey_identifier|Survey Identifier",
    technical="redcap_repeat_instrument|Repeat Instrument|redcap_repeat_instance|Repeat Instance|redcap_data_access_group"
    "|Data Access Group|Survey Timestamp",
    fact="redcap_event_name|Event Name",
)
_CHECKBOX = re.compile(r"(\w+?)___(\w+)")
_LABELLED = re.compile(r"(.+?) \(choice=(.+)\)", re.S)
_ABOUT_FORM = re.compile(r"\w+_complete|\w+_timestamp|Complete\?|Survey Timestamp(?: \(\d+\))?")


def recognises(grid: Grid) -> bool:
    """Whether the first column is a record's id, and others are named as only this tool does."""
    first = grid.rows[0]
    if header_key(first[0]) not in {"recordid", "studyid", "participantid"}:
        return False
    return any(
        cell.startswith("redcap_") or _CHECKBOX.fullmatch(cell) or _LABELLED.fullmatch(cell)
        or cell.endswith("_complete") or cell == "Complete?"
        for cell in first
    )  # fmt: skip


def read(grid: Grid) -> SurveyTable:
    """The responses; rows of one record are put together by its id."""
    table = one_header(grid, "redcap", _KNOWN, _split)
    first = table.columns[0]
    columns = [replace(first, part=Part.PERSON), *table.columns[1:]]
    return replace(table, columns=tuple(columns))


def _split(header: str) -> tuple[str, str, Part | None] | None:
    if _ABOUT_FORM.fullmatch(header):
        return header, "", Part.TECHNICAL
    if found := _CHECKBOX.fullmatch(header) or _LABELLED.fullmatch(header):
        return found[1], found[2], Part.MARK
    return None


PROFILE = Profile("redcap", "REDCap", recognises, read)
