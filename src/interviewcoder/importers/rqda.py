"""RQDA projects (.rqda), the SQLite files of the R package. See docs/exchange.md.

Rows that were deleted stay in the file with the status 0 until the project is cleaned.
"""

import re
from datetime import UTC, datetime

from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import AttributeType

from .coded_texts import CodedText, Mark, Note, Part, add_text
from .project_draft import Case, ProjectDraft
from .sample import FileSample
from .sqlite_rows import Database, Row, table_names

_SIGNS = {"project", "source", "freecode", "treecode", "codecat", "coding"}
_DATE = re.compile(r"\w{3} (\w{3}) +(\d{1,2}) (\d\d?):(\d\d):(\d\d) (\d{4})")
_SHOWN = 60
"""So many characters from a position on tell where it is."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def recognises(sample: FileSample) -> bool:
    """Whether a file is such a database."""
    return table_names(sample.data) >= _SIGNS


def read(sample: FileSample) -> ExchangedStudy:
    """The study that a project holds.

    Raises:
        StudyError: its database is damaged.
    """
    with Database(sample.data) as database:
        return _Project(database).study(sample.name)


class _Project:
    """A project while it is read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        about = database.rows("project", "date", "memo")
        self._about = about[0] if about else Row({})
        self._draft = ProjectDraft("rqda", self._about.text("date"))
        self._texts: dict[int, CodedText] = {}
        self._cases: dict[int, Case] = {}

    def study(self, name: str) -> ExchangedStudy:
        """All that it holds."""
        draft = self._draft
        draft.memo(MemoTarget.STUDY, draft.study_guid, self._about.text("memo"))
        for row in self._alive("journal", "name", "journal", "owner", "date"):
            text = f"{row.words('name')}\n\n{row.words('journal')}"
            self._memo(row, MemoTarget.STUDY, draft.study_guid, text)
        self._read_texts()
        self._read_cases()
        self._read_attributes()
        self._read_codings(self._read_codes())
        for one in self._texts.values():
            add_text(draft, one)
        draft.lose("pictures", "with their codings", len(self._alive("image")))
        draft.lose("categories", "of files", len(self._alive("filecat")))
        return draft.study(name, "RQDA")

    def _alive(self, table: str, *columns: str) -> list[Row]:
        """The rows of a table that were not deleted."""
        rows = self._database.rows(table, "status", *columns)
        return [row for row in rows if row.number("status") != 0]

    def _read_texts(self) -> None:
        for row in self._alive("source", "id", "name", "file", "memo", "owner", "date"):
            id, raw = row.number("id"), row.text("file")
            if id is None:
                continue
            if not raw.strip():
                self._draft.lose("files", "without words in the project")
                continue
            self._texts[id] = CodedText(
                self._draft.guid("source", id, row.text("date")),
                row.words("name"),
                raw,
                self._draft.coder(row.words("owner")),
                _moment(row),
                row.words("memo"),
            )

    def _read_cases(self) -> None:
        for row in self._alive("cases", "id", "name", "memo", "owner", "date"):
            id, name = row.number("id"), row.words("name")
            if id is None or not name:
                continue
            guid = self._draft.guid("case", id, row.text("date"))
            self._cases[id] = self._draft.case(guid, name)
            self._memo(row, MemoTarget.PARTICIPANT, guid, row.words("memo"))
        for row in self._alive("caselinkage", "caseid", "fid", "selfirst", "selend"):
            text = self._texts.get(row.number("fid") or 0)
            case, place = self._cases.get(row.number("caseid") or 0), _span(row)
            if text and case and place:
                text.parts.append(Part(*place, case.name))

    def _read_attributes(self) -> None:
        for row in self._alive("attributes", "name", "class"):
            is_number = row.words("class") == "numeric"
            kind = AttributeType.NUMBER if is_number else AttributeType.TEXT
            self._draft.attribute(row.words("name"), kind)
        cases = {id: case.values for id, case in self._cases.items()}
        texts = {id: text.facts for id, text in self._texts.items()}
        for table, key, facts in (
            ("caseAttr", "caseID", cases),
            ("fileAttr", "fileID", texts),
        ):
            for row in self._alive(table, "variable", "value", key):
                name, value = row.words("variable"), row.words("value")
                there = facts.get(row.number(key) or 0)
                if there is not None and name and value and value != "NA":
                    name = self._draft.attribute(name)
                    there[name] = value

    def _read_codes(self) -> dict[int, str]:
        """By id: the GUIDs of the codes. A code that is in several categories is in the first."""
        draft = self._draft
        groups: dict[int, str] = {}
        for row in self._alive("codecat", "catid", "name", "memo", "date"):
            if (id := row.number("catid")) is not None:
                groups[id] = draft.guid("category", id, row.text("date"))
                memo = row.words("memo")
                draft.code(groups[id], row.words("name"), about=memo, codable=False)
        above: dict[int, str] = {}
        for row in self._alive("treecode", "cid", "catid"):
            code, group = row.number("cid"), groups.get(row.number("catid") or 0)
            if code is None or group is None:
                continue
            if above.setdefault(code, group) != group:
                draft.lose("places", "of codes in other categories")
        codes: dict[int, str] = {}
        for row in self._alive("freecode", "id", "name", "memo", "color", "date"):
            if (id := row.number("id")) is not None:
                codes[id] = draft.guid("code", id, row.text("date"))
                colour, memo = row.words("color") or None, row.words("memo")
                draft.code(codes[id], row.words("name"), above.get(id), colour, memo)
        return codes

    def _read_codings(self, codes: dict[int, str]) -> None:
        columns = ("cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo")
        for table in ("coding", "coding2"):
            for row in self._alive(table, *columns):
                text, code = self._texts.get(row.number("fid") or 0), row.number("cid")
                place = _span(row)
                if text is None or code not in codes or place is None:
                    self._draft.lose("codings", "without a code, a text or a place")
                    continue
                owner = row.words("owner")
                guid = self._draft.guid("coding", text.guid, *place, codes[code], owner)
                coder, at = self._draft.coder(owner), _moment(row)
                memos = (row.words("memo"),)
                text.marks.append(
                    Mark(guid, codes[code], *place, row.text("seltext"), coder, at, memos)
                )
        for row in self._alive("annotation", "fid", "position", "annotation", "owner", "date"):
            text, at_char = self._texts.get(row.number("fid") or 0), row.number("position")
            if text is None or at_char is None:
                self._draft.lose("annotations", "of no text")
                continue
            coder = self._draft.coder(row.words("owner"))
            text.notes.append(
                Note(at_char, at_char + _SHOWN, row.words("annotation"), coder, _moment(row))
            )

    def _memo(self, row: Row, target: MemoTarget, guid: str, text: str) -> None:
        coder = self._draft.coder(row.words("owner")) if text else None
        self._draft.memo(target, guid, text, coder, _moment(row))


def _span(row: Row) -> tuple[int, int] | None:
    start, end = row.number("selfirst"), row.number("selend")
    return None if start is None or end is None else (start, end)


def _moment(row: Row) -> datetime | None:
    """A date as R writes it, `Fri Dec  6 09:26:07 2019`; None where it is none."""
    found = _DATE.fullmatch(row.words("date"))
    if found is None or found[1] not in _MONTHS:
        return None
    day, hour, minute, second, year = (int(found[at]) for at in (2, 3, 4, 5, 6))
    try:
        return datetime(year, _MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
