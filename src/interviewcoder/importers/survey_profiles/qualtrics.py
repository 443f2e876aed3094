"""Qualtrics: three header rows (names, questions, import ids), or two in its older exports."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..grid import Grid
from ..header_text import header_key, plain_header
from ..survey_table import Part, SurveyColumn, SurveyTable, level_rows, survey_columns
from .headers import parts, with_parts
from .profile import Profile

_IMPORT_ID = re.compile(r'\s*\{\s*"ImportId"')
_KNOWN = parts(
    respondent="ResponseId|Response ID|_recordId",
    person="PROLIFIC_PID|Prolific ID|prolific_id",
    private="IPAddress|RecipientLastName|RecipientFirstName|RecipientEmail|Recipient Email|EmailAddress"
    "|LocationLatitude|LocationLongitude|LocationAccuracy|Name|Email|Q_R|Participant Name|Participant Email",
    technical="StartDate|Status|Duration (in seconds)|RecordedDate|DistributionChannel|ResponseSet|Progress"
    "|ExternalReference|ExternalDataReference|Q_RecaptchaScore|Q_RelevantIDDuplicate|Q_RelevantIDDuplicateScore"
    "|Q_RelevantIDFraudScore|Q_RelevantIDLastStartDate|Q_BallotBoxStuffing|Q_TotalDuration|Q_URL|Q_CHL"
    "|Q_DuplicateRespondent|Q_AmbiguousTextPresent|Q_AmbiguousTextQuestions|Q_StraightliningCount"
    "|Q_StraightliningPercentage|Q_StraightliningQuestions|Q_UnansweredPercentage|Q_UnansweredQuestions"
    "|Q_Language|Q_DataPolicyViolations|Q_SocialSource|SSID|STUDY_ID|SESSION_ID|Random ID|mTurkCode",
    fact="EndDate|Finished|UserLanguage",
)
_NOT_RESPONSES = {
    "1": "previews", "survey preview": "previews", "2": "test responses", "survey test": "test responses",
    "8": "spam", "spam": "spam", "9": "previews", "survey preview spam": "previews",
    "12": "spam", "imported spam": "spam", "17": "previews", "offline survey preview": "previews",
}  # fmt: skip
_NOT_ANSWERED = frozenset({"-99"})
_TIMING = re.compile(r"(?:First Click|Last Click|Page Submit|Click Count)$", re.I)
_ORDER = re.compile(r"_DO(?:_|$)|- Display Order$")
_BROWSER = re.compile(
    r"_(?:BROWSER|VERSION|OS|RESOLUTION|FILE_ID|FILE_NAME|FILE_SIZE|FILE_TYPE|REGION)$"
)
_DERIVED = re.compile(
    r" - (?:Parent )?(?:Topics|Sentiment(?: Polarity| Score)?|Topic Sentiment (?:Label|Score)|Actionability)$"
)
_QUESTION = re.compile(r"(?:\d+_)?(QID\d+)")
_TEXT_OF_OPTION = re.compile(r" - (?:Text|Texto|Texte|Tekst|Testo)$")
_SELECTED = re.compile(
    r" - (?:Selected Choice|Ausgewählte Option|Opción seleccionada|Choix sélectionné)(?= - |$)"
)


def recognises(grid: Grid) -> bool:
    """Whether the third row holds import ids, or the first two are those of the older exports."""
    first, second = (*grid.rows[:2], [], [])[:2]
    if first[:2] == ["V1", "V2"] and second[:1] == ["ResponseID"]:
        return True
    if len(grid.rows) > 2 and any(map(_IMPORT_ID.match, grid.rows[2])):
        return True
    # A spreadsheet, or somebody, may have taken the row of import ids away.
    codes = {header_key(cell) for cell in first}
    return "responseid" in codes and {"startdate", "enddate"} <= codes


def read(grid: Grid) -> SurveyTable:
    """The responses; previews, tests and spam are left out."""
    if grid.rows[0][:2] == ["V1", "V2"]:
        return _table(grid.rows[1], grid.rows[1], [], grid.rows[2:], 2)
    has_ids = len(grid.rows) > 2 and any(map(_IMPORT_ID.match, grid.rows[2]))
    if has_ids:
        return _table(grid.rows[0], grid.rows[1], grid.rows[2], grid.rows[3:], 3)
    first, second = (*grid.rows[:2], [])[:2]
    if {header_key(cell) for cell in second} & {"responseid", "startdate"} or _asks(second):
        return _table(first, second, [], grid.rows[2:], 2)
    return _table(first, first, [], grid.rows[1:], 1)


def _asks(row: Sequence[str]) -> bool:
    """Whether a row has questions in it rather than a first response."""
    return sum(cell.rstrip().endswith("?") for cell in row) * 4 >= len(row) > 0


def _table(
    codes: Sequence[str],
    texts: Sequence[str],
    ids: Sequence[str],
    rows: list[list[str]],
    header_rows: int,
) -> SurveyTable:
    codes, rows, warnings = level_rows(codes, rows, header_rows + 1)
    texts = [*texts[: len(codes)], *[""] * (len(codes) - len(texts))]
    titles = [text.strip() or code for code, text in zip(codes, texts, strict=True)]
    columns = with_parts(survey_columns(titles, codes), _KNOWN)
    import_ids = [_import_id(ids[n]) if n < len(ids) else "" for n in range(len(codes))]
    columns = [
        _told(column, imported) for column, imported in zip(columns, import_ids, strict=True)
    ]
    rows, left_out = _responses_only(columns, rows)
    return SurveyTable(
        "qualtrics",
        tuple(_grouped(columns, import_ids)),
        rows,
        header_rows,
        left_out,
        warnings,
        _NOT_ANSWERED,
    )


def _import_id(cell: str) -> str:
    """The id of a question, with its choice, from the JSON in the third row."""
    try:
        told = json.loads(cell)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict):
        return ""
    choice = told.get("choiceId")
    return f"{told.get('ImportId', '')}{f'_{choice}' if choice else ''}"


def _told(column: SurveyColumn, imported: str) -> SurveyColumn:
    if column.part is not None and not _QUESTION.match(imported):
        return column
    column = replace(column, part=None)
    if _ORDER.search(imported) or _ORDER.search(column.code) or _ORDER.search(column.header):
        return replace(column, part=Part.TECHNICAL)
    if _TIMING.search(column.code) or _TIMING.search(column.header) or _BROWSER.search(imported):
        return replace(column, part=Part.TECHNICAL)
    if _DERIVED.search(column.code) or _DERIVED.search(column.header):
        return replace(column, part=Part.REPEATED)
    if re.fullmatch(r"(?:\d+_)?QID\d+_TEXT", imported):
        return replace(column, part=Part.OPEN)
    return column


def _grouped(columns: Sequence[SurveyColumn], import_ids: Sequence[str]) -> list[SurveyColumn]:
    """The columns with the question they are about: those of one question begin alike."""
    groups: dict[str, list[int]] = {}
    for index, (column, imported) in enumerate(zip(columns, import_ids, strict=True)):
        found = _QUESTION.match(imported)
        key = found[0] if found else re.sub(r"_\w+$", "", column.code) if "_" in column.code else ""
        if key and column.part in (None, Part.OPEN):
            groups.setdefault(key, []).append(index)
    told = list(columns)
    for members in groups.values():
        question = _common_question([columns[index].question for index in members])
        for index in members:
            told[index] = _in_group(columns[index], question, len(members))
    return told


def _common_question(texts: Sequence[str]) -> str:
    """What the texts of a question's columns have in common, up to a ` - `."""
    texts = [_SELECTED.sub("", text) for text in texts]
    if len(texts) == 1:
        return texts[0]
    prefixes = Counter(
        text[: found.start()] for text in texts for found in re.finditer(" - ", text)
    )
    prefixes.update(texts)
    shared = [prefix for prefix, count in prefixes.items() if count >= len(texts)]
    return max(shared, key=len, default="")


def _in_group(column: SurveyColumn, question: str, members: int) -> SurveyColumn:
    text = _SELECTED.sub("", column.question)
    is_text = bool(_TEXT_OF_OPTION.search(text)) or column.code.endswith("_TEXT")
    if members == 1 or not question:
        return replace(column, question=plain_header(_TEXT_OF_OPTION.sub("", text)))
    option = _TEXT_OF_OPTION.sub("", text[len(question) :]).removeprefix(" - ").strip()
    part = Part.OTHER if is_text and option else Part.OPTION if option else column.part
    return replace(column, question=question, option=option, part=part)


def _responses_only(
    columns: Sequence[SurveyColumn], rows: list[list[str]]
) -> tuple[list[list[str]], tuple[tuple[str, int], ...]]:
    at = next((i for i, column in enumerate(columns) if header_key(column.code) == "status"), None)
    if at is None:
        return rows, ()
    why = [_NOT_RESPONSES.get(row[at].strip().casefold()) for row in rows]
    kept = [row for row, reason in zip(rows, why, strict=True) if reason is None]
    return kept, tuple(Counter(reason for reason in why if reason is not None).items())


PROFILE = Profile("qualtrics", "Qualtrics", recognises, read)
