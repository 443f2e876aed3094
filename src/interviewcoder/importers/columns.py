"""What each column of a survey holds: who it is, an open answer, a closed one, or something private."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.participant import AttributeType, guess_type
from interviewcoder.domain.survey_mapping import NO_VALUES, ColumnMapping, ColumnUse
from interviewcoder.domain.text import NAME_LIMIT, clean_name, name_key, one_line

from .survey_headers import SurveyTable


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a survey and its use. `cells` has one cell a row."""

    mapping: ColumnMapping
    cells: tuple[str, ...]


class _Guess(Enum):
    """What a column looks like, and why."""

    OPEN = "answers in people's own words"
    CLOSED = "short or repeated values"
    PRIVATE = "may tell who somebody is"
    EMPTY = NO_VALUES


_ID_HEADERS = frozenset(
    [
        "id",
        "respondentid",
        "responseid",
        "respondent",
        "response",
        "participant",
        "participantid",
        "case",
        "caseid",
        "user",
        "userid",
        "subject",
        "subjectid",
        "record",
        "recordid",
        "uuid",
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
    ]
)
_SURE_ID_HEADERS = ("responseid", "respondentid", "participantid", "uuid")
_ID_TITLE = re.compile(r"(?:^|[\W_])(?:id|ID|Id|uuid|UUID)$|[a-z]I[dD]$")
_PERSON_IDS = frozenset({"respondentid", "respondent", "participantid", "participant"})
"""These name a person even where they repeat: rows of one person are put together."""
_NAME_HEADERS = frozenset({"name", "pseudonym", "participantname", "respondentname", "alias"})
_PRIVATE_HEADER = re.compile(
    r"\b(?:e-?mail|ip(?:[ _-]?address)?|ipaddress|phone|telephone|mobile number|first ?name|last ?name|"
    r"full ?name|surname|street|postal address|recipient\w*|location ?(?:latitude|longitude|accuracy)|"
    r"latitude|longitude|username|nachname|vorname|breitengrad|l[aä]ngengrad|ip-adresse)\b",
    re.I,
)
_PRIVATE_VALUE = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s]+|\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]*", re.I
)
_DATE_LIKE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T,]+\d{1,2}:\d\d.*)?|\d{1,2}:\d\d(?::\d\d)?.*"
)
_NUMBERS = frozenset({AttributeType.NUMBER, AttributeType.DATE, AttributeType.YES_NO})
_ASKED = 3000
"""So many cells of a column are looked at; more say nothing new."""
_OPEN_HEADERS = frozenset(
    [
        "answer",
        "answers",
        "comment",
        "comments",
        "response",
        "feedback",
        "freetext",
        "opinion",
        "verbatim",
        "quote",
        "remark",
        "remarks",
        "text",
        "why",
        "kommentar",
        "antwort",
        "commentaire",
        "comentario",
        "comentário",
        "resposta",
        "respuesta",
        "réponse",
    ]
)
_LONG_CELL = 80
_OPEN_WORDS = 4
_ID_LENGTH = 64


def columns_of(survey: SurveyTable, options: ImportOptions) -> list[Column]:
    """The columns of a survey with their uses, as found out and as the user overrides it.

    Raises:
        StudyError: a column that the user names is not there.
    """
    table = survey.table
    cells = list(zip(*table.rows, strict=True)) if table.rows else [() for _ in table.header]
    found = _found_out(survey, cells, options)
    known = options.mapping.by_header() if options.mapping else {}
    if known and not any(name_key(title) in known for title in table.header):
        raise StudyError(
            "No column of the table is in the mapping.", "Use the mapping of a table like this one."
        )
    chosen = [
        known.get(name_key(title), mapping)
        for title, mapping in zip(table.header, found, strict=True)
    ]
    if any(column.use is ColumnUse.RESPONDENT for column in known.values()):
        # Whom the mapping names is who answered, whatever a new column looks like.
        chosen = [
            _used(one.header, ColumnUse.ATTRIBUTE, one.reason)
            if one.use is ColumnUse.RESPONDENT and name_key(one.header) not in known
            else one
            for one in chosen
        ]
    return [Column(mapping, column) for mapping, column in zip(chosen, cells, strict=True)]


def _found_out(
    survey: SurveyTable, cells: Sequence[Sequence[str]], options: ImportOptions
) -> list[ColumnMapping]:
    """What each column is used as, by its header and cells and by what the user says."""
    header = survey.table.header
    texts = _named(survey, options.text_columns)
    attributes = _named(survey, options.attribute_columns)
    chosen_id = _named(survey, (options.id_column,) if options.id_column else ())
    guesses = [_guess(title, column) for title, column in zip(header, cells, strict=True)]
    if options.text_columns:
        guesses = [_Guess.CLOSED if guess is _Guess.OPEN else guess for guess in guesses]
    id_at = next(iter(chosen_id), None)
    if id_at is None:
        id_at = _id_column(survey, cells, guesses, texts | attributes)
    mappings = []
    for index, (title, guess) in enumerate(zip(header, guesses, strict=True)):
        if index == id_at:
            mappings.append(ColumnMapping(title, ColumnUse.RESPONDENT, reason="tells them apart"))
        elif index in texts:
            mappings.append(_used(title, ColumnUse.QUESTION))
        elif index in attributes:
            mappings.append(_used(title, ColumnUse.ATTRIBUTE))
        elif guess is _Guess.OPEN:
            mappings.append(_used(title, ColumnUse.QUESTION, guess.value))
        elif guess is _Guess.CLOSED:
            mappings.append(_used(title, ColumnUse.ATTRIBUTE, guess.value))
        else:
            mappings.append(ColumnMapping(title, ColumnUse.LEFT_OUT, reason=guess.value))
    return mappings


def _used(title: str, use: ColumnUse, reason: str = "") -> ColumnMapping:
    name = one_line(title)
    if use is ColumnUse.ATTRIBUTE:
        name = clean_name(title[:NAME_LIMIT])
    return ColumnMapping(title, use, name, reason=reason)


def is_private(column: Column) -> bool:
    """Whether a column was left out since it may tell who somebody is."""
    return column.mapping.reason == _Guess.PRIVATE.value


def _named(survey: SurveyTable, names: Sequence[str]) -> frozenset[int]:
    """The indices of the columns that the user names, by title or by the tool's short name."""
    found = set()
    for name in names:
        key = name_key(name)
        matching = [
            index
            for index, (title, code) in enumerate(
                zip(survey.table.header, survey.codes, strict=False)
            )
            if key in (name_key(title), name_key(code))
        ]
        if not matching:
            known = ", ".join(f"'{one_line(title, 40)}'" for title in survey.table.header[:12])
            raise StudyError(
                f"There is no column '{one_line(name, 60)}'.", f"The columns are: {known}."
            )
        found.add(matching[0])
    return frozenset(found)


def _guess(title: str, column: Sequence[str]) -> _Guess:
    present = [cell for cell in column[:_ASKED] if cell and not cell.isspace()]
    if not present:
        if not any(cell.strip() for cell in column[_ASKED:]):
            return _Guess.EMPTY
        present = [cell for cell in column if cell.strip()][:_ASKED]
    if _is_private(title, present):
        return _Guess.PRIVATE
    distinct = len(set(present))
    if guess_type(present[:200]) in _NUMBERS or _mostly(_DATE_LIKE, present):
        return _Guess.CLOSED
    words = median(cell.count(" ") + 1 for cell in present)
    varied = 2 * distinct >= len(present)
    is_long = max(map(len, present)) > _LONG_CELL and distinct > min(12, len(present) / 2)
    if _ID_TITLE.search(title) and distinct == len(present):
        return _Guess.CLOSED
    asked = title.rstrip(" *:").endswith("?") and len(present) >= 3
    if varied and (
        words >= _OPEN_WORDS or (asked and words >= 2) or _compact(title) in _OPEN_HEADERS
    ):
        return _Guess.OPEN
    return _Guess.OPEN if is_long else _Guess.CLOSED


def _is_private(title: str, present: Sequence[str]) -> bool:
    """Whether a column tells who somebody is: by its header when its cells are short, or by its cells."""
    if _mostly(_PRIVATE_VALUE, present):
        return True
    # "How did you like our e-mails?" is a question and not an address.
    return len(title.split()) <= 4 and "?" not in title and bool(_PRIVATE_HEADER.search(title))


def _id_column(
    survey: SurveyTable,
    cells: Sequence[Sequence[str]],
    guesses: Sequence[_Guess],
    taken: frozenset[int],
) -> int | None:
    """The column that tells respondents apart: by its header, else the first of short unique codes."""
    unique: list[int] = []
    people: list[int] = []
    for index, column in enumerate(cells):
        usable = guesses[index] is _Guess.CLOSED and index not in taken and column
        if not usable or not all(column):
            continue
        if len(set(column)) == len(column) and (_are_codes(column) or _is_id_title(survey, index)):
            unique.append(index)
        elif _compact(survey.table.header[index]) in _PERSON_IDS:
            people.append(index)
    keys = {
        index: (_compact(survey.table.header[index]), _compact(survey.codes[index]))
        for index in range(min(len(survey.table.header), len(survey.codes)))
    }
    for wanted in (frozenset(_SURE_ID_HEADERS), _ID_HEADERS, _NAME_HEADERS):
        for index in unique:
            if wanted & set(keys.get(index, ())) or survey.table.header[index].strip() == "#":
                return index
    if people:
        return people[0]
    texts = [index for index in unique if not _is_plain_number(cells[index])]
    first_numbers = [index for index in unique[:1] if index == 0]
    return next(iter(texts or first_numbers), None) if len(survey.table.rows) >= 3 else None


def _is_id_title(survey: SurveyTable, index: int) -> bool:
    return bool(_ID_TITLE.search(survey.table.header[index].strip()))


def _are_codes(column: Sequence[str]) -> bool:
    sample = column[:_ASKED]
    return (
        max(map(len, sample)) <= _ID_LENGTH
        and not _mostly(_DATE_LIKE, sample)
        and max(cell.count(" ") for cell in sample) <= 3
    )


def _is_plain_number(column: Sequence[str]) -> bool:
    return guess_type(column[:_ASKED]) is AttributeType.NUMBER


def _mostly(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    sample = cells[:100]
    return 2 * sum(1 for cell in sample if pattern.fullmatch(cell.strip())) > len(sample)


def _compact(title: str) -> str:
    key = name_key(title)
    return "#" if key.strip() == "#" else re.sub(r"[^\w]|_", "", key)
