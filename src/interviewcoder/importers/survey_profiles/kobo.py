"""KoBoToolbox and ODK: headers with groups (`group/question`), marks as `question/option`, and ids that begin with `_`."""

from dataclasses import replace

from ..grid import Grid
from ..header_text import header_key
from ..survey_table import Part, SurveyTable
from .headers import one_header, parts
from .profile import Profile

_KNOWN = parts(
    respondent="_uuid|_id|KEY|instanceID|meta/instanceID|meta-instanceID",
    private="deviceid|phonenumber|simserial|subscriberid|username|_submitted_by|SubmitterName|SubmitterID|_geolocation"
    "|device_phone_num|devicephonenum|start-geopoint",
    technical="start|end|today|audit|formhub/uuid|__version__|_validation_status|_notes|_status|_tags|_index|_parent_index"
    "|_parent_table_name|_attachments|_xform_id_string|_bamboo_dataset_id|formdef_version|DeviceID|Edits|FormVersion"
    "|AttachmentsPresent|AttachmentsExpected|Status|ReviewState|instanceName|meta/instanceName|meta-instanceName|rootUuid"
    "|meta/rootUuid|_submission__id|_submission__uuid|starttime|endtime|caseid|comments_and_corrections",
    fact="_submission_time|SubmissionDate|_submission__submission_time",
)
_SURE = {
    "_uuid", "_submission_time", "_index", "_validation_status", "_id", "_submitted_by", "__version__",
    "meta/instanceID", "meta-instanceID", "KEY", "SubmissionDate", "_parent_index",
}  # fmt: skip


def recognises(grid: Grid) -> bool:
    """Whether at least two of the columns that the tools add to every response are there."""
    first = {cell.strip() for cell in grid.rows[0]}
    return len(first & _SURE) >= 2 and any("uuid" in c or c in {"KEY", "_id"} for c in first)


def read(grid: Grid) -> SurveyTable:
    """The responses. Where an answer's marks have columns of their own, the column with all of them repeats them."""
    table = one_header(grid, "kobo", _KNOWN)
    titles = [column.question for column in table.columns]
    whole = set(titles)
    groups = {title.rpartition("/")[0] for title in titles if "/" in title}
    columns = []
    for column in table.columns:
        question, _, option = column.question.rpartition("/")
        if column.part is not None:
            columns.append(column)
        elif question and question in whole:
            columns.append(replace(column, question=question, option=option, part=Part.MARK))
        elif column.question in groups:
            columns.append(replace(column, part=Part.REPEATED))
        elif _geographic(column.header):
            columns.append(replace(column, part=Part.PRIVATE))
        else:
            columns.append(column)
    ids = [i for i, column in enumerate(columns) if column.part is Part.RESPONDENT]
    order = {"uuid": 0, "id": 1}
    ids.sort(key=lambda i: order.get(header_key(columns[i].header), 2))
    for index in ids[1:]:
        columns[index] = replace(columns[index], part=Part.TECHNICAL)
    return replace(table, columns=tuple(columns))


def _geographic(header: str) -> bool:
    """Whether a column is a part of a place that the device told."""
    return header.startswith("_") and header.endswith(
        ("_latitude", "_longitude", "_altitude", "_precision")
    )


PROFILE = Profile("kobo", "KoBoToolbox or ODK", recognises, read)
