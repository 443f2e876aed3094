"""QualCoder projects: the database `data.qda`, alone or in the zip of its folder. See docs/exchange.md.

The database grew with the program; a column or table that an older version lacks is empty here.
"""

from collections.abc import Callable

from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.participant import AttributeType

from .archive import TOTAL_LIMIT, opened_archive
from .coded_texts import CodedText, Mark, Note, Part, add_text
from .project_draft import Case, ProjectDraft
from .sample import FileSample
from .sqlite_rows import Database, Row, table_names

DATABASE = "data.qda"
"""What a project's folder calls its database."""
_SIGNS = {"project", "source", "code_name", "code_cat", "code_text"}
_SPEAKER_CODER = "📌 Speaker coding"
"""Who puts the codings that only tell who speaks."""
_PINNED = "📌"
_TYPES = {"numeric": AttributeType.NUMBER, "date": AttributeType.DATE}
_PICTURES = (".jpg", ".jpeg", ".png")
_RECORDINGS = (".mp3", ".wav", ".m4a", ".ogg", ".mkv", ".mov", ".mp4", ".m4v", ".wmv", ".webm")
_IMPORTANT = "Important."


def recognises(sample: FileSample) -> bool:
    """Whether a file is a project's database, or a zip with one in it."""
    if sample.members:
        return _database_in(sample.members) is not None
    return table_names(sample.data) >= _SIGNS


def read(sample: FileSample) -> ExchangedStudy:
    """The study that a project holds.

    Raises:
        StudyError: its database is damaged.
    """
    name, data = sample.name, sample.data
    if sample.members:
        found = _database_in(sample.members) or DATABASE
        with opened_archive(data, "The project") as archive:
            data = archive.read(found, TOTAL_LIMIT)
        folder = found.rpartition("/")[0].rpartition("/")[2]
        name = folder.removesuffix(".qda") or name
    with Database(data) as database:
        return _Project(database).study(name.removesuffix(".qda"))


def _database_in(members: tuple[str, ...]) -> str | None:
    """The member that is the database, the least deep one: folders of copies lie deeper."""
    found = [name for name in members if name.rpartition("/")[2].lower() == DATABASE]
    found = [name for name in found if not name.startswith("__MACOSX/")]
    return min(found, key=lambda name: (name.count("/"), name), default=None)


class _Project:
    """A project while it is read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        about = database.rows("project", "date", "memo", "about")
        self._about = about[0] if about else Row({})
        self._draft = ProjectDraft("qualcoder", self._about.text("date"))
        self._texts: dict[int, CodedText] = {}
        self._wordless: set[int] = set()
        self._cases: dict[int, Case] = {}
        self._speakers: dict[int, str] = {}
        """By id: the names of codes that only tell who speaks."""

    def study(self, name: str) -> ExchangedStudy:
        """All that it holds."""
        draft = self._draft
        draft.memo(MemoTarget.STUDY, draft.study_guid, self._about.text("memo"))
        self._read_journal()
        self._read_texts()
        self._read_cases()
        self._read_attributes()
        self._read_codings(self._read_codes())
        self._read_annotations()
        self._read_case_texts()
        for one in self._texts.values():
            add_text(draft, one)
        self._lose_the_rest()
        return draft.study(name, self._about.words("about") or "QualCoder")

    def _read_journal(self) -> None:
        for row in self._database.rows("journal", "name", "jentry", "owner", "date"):
            entry = row.words("jentry")
            text = "\n\n".join(filter(None, (row.words("name"), entry))) if entry else ""
            self._memo(row, MemoTarget.STUDY, self._draft.study_guid, text)

    def _read_texts(self) -> None:
        columns = ("id", "name", "fulltext", "mediapath", "memo", "owner", "date")
        for row in self._database.rows("source", *columns):
            id, raw = row.number("id"), row.text("fulltext")
            if id is None:
                continue
            if not raw.strip():
                self._wordless.add(id)
                self._draft.lose(_sort_of(row.text("mediapath")), "without words in the project")
                continue
            self._texts[id] = CodedText(
                self._draft.guid("source", id, row.text("date")),
                row.words("name"),
                raw,
                self._draft.coder(row.words("owner")),
                row.time("date"),
                row.words("memo"),
            )

    def _read_cases(self) -> None:
        for row in self._database.rows("cases", "caseid", "name", "memo", "owner", "date"):
            id, name = row.number("caseid"), row.words("name")
            if id is None or not name:
                continue
            guid = self._draft.guid("case", id, row.text("date"))
            self._cases[id] = self._draft.case(guid, name)
            self._memo(row, MemoTarget.PARTICIPANT, guid, row.words("memo"))

    def _read_attributes(self) -> None:
        """Values of cases are those of the people; values of files are true of who speaks in them."""
        for row in self._database.rows("attribute_type", "name", "valuetype", "memo"):
            kind = _TYPES.get(row.words("valuetype"), AttributeType.TEXT)
            self._draft.attribute(row.words("name"), kind)
            self._draft.lose("memos", "on attributes", bool(row.words("memo")))
        for row in self._database.rows("attribute", "name", "attr_type", "value", "id"):
            name, value, id = row.words("name"), row.words("value"), row.number("id") or 0
            if not name or not value:
                continue
            name = self._draft.attribute(name)
            sort = row.words("attr_type")
            if sort == "case" and id in self._cases:
                self._cases[id].values[name] = value
            elif sort == "file" and id in self._texts:
                self._texts[id].facts[name] = value
            else:
                self._draft.lose("values", "of attributes of journals and of files without words")

    def _read_codes(self) -> dict[int, str]:
        """By id: the GUIDs of the codes, which go below a code, else below a category."""
        draft, rows = self._draft, self._database.rows
        speakers = self._codes_of_speakers()
        categories = rows("code_cat", "catid", "name", "memo", "supercatid", "date")
        codes = rows("code_name", "cid", "name", "memo", "catid", "supercid", "color", "date")
        group_of = _guids(categories, "catid", lambda id, at: draft.guid("category", id, at))
        code_of = _guids(codes, "cid", lambda id, at: draft.guid("code", id, at))
        filled = {row.number("catid") for row in codes if row.number("cid") not in speakers}
        filled |= {row.number("supercatid") for row in categories}
        for row in categories:
            id = row.number("catid")
            if id is None or (row.words("name").startswith(_PINNED) and id not in filled):
                continue
            above = group_of.get(row.number("supercatid") or 0)
            name, definition = row.words("name"), row.words("memo")
            draft.code(group_of[id], name, above, about=definition, codable=False)
        for row in codes:
            id = row.number("cid")
            if id is None:
                continue
            if id in speakers:
                self._speakers[id] = row.words("name")
                continue
            above = code_of.get(row.number("supercid") or 0)
            above = above or group_of.get(row.number("catid") or 0)
            colour, definition = row.words("color") or None, row.words("memo")
            draft.code(code_of[id], row.words("name"), above, colour, definition)
        return code_of

    def _codes_of_speakers(self) -> set[int | None]:
        """The codes that only tell who speaks."""
        used: dict[int | None, set[bool]] = {}
        for row in self._database.rows("code_text", "cid", "owner"):
            used.setdefault(row.number("cid"), set()).add(row.text("owner") == _SPEAKER_CODER)
        return {code for code, by in used.items() if by == {True}}

    def _read_codings(self, code_of: dict[int, str]) -> None:
        draft = self._draft
        columns = ("cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important")
        for row in self._database.rows("code_text", *columns):
            place, code, file = _span(row), row.number("cid"), row.number("fid")
            text = self._texts.get(file or 0)
            if text is None:
                why = "of files without words" if file in self._wordless else "of no file"
                draft.lose("codings", why)
            elif code not in code_of or place is None:
                draft.lose("codings", "without a code or a place")
            elif code in self._speakers:
                text.turns.append(Part(*place, self._speakers[code], row.text("seltext")))
            else:
                owner = row.words("owner")
                important = _IMPORTANT if row.number("important") else ""
                guid = draft.guid("coding", text.guid, *place, code_of[code], owner)
                mark = Mark(
                    guid,
                    code_of[code],
                    *place,
                    row.text("seltext"),
                    draft.coder(owner),
                    row.time("date"),
                    (row.words("memo"), important),
                )
                text.marks.append(mark)

    def _read_annotations(self) -> None:
        for row in self._database.rows(
            "annotation", "fid", "pos0", "pos1", "memo", "owner", "date"
        ):
            text, place = self._texts.get(row.number("fid") or 0), _span(row)
            if text is None or place is None:
                self._draft.lose("annotations", "of no text")
                continue
            coder = self._draft.coder(row.words("owner"))
            text.notes.append(Note(*place, row.words("memo"), coder, row.time("date")))

    def _read_case_texts(self) -> None:
        for row in self._database.rows("case_text", "caseid", "fid", "pos0", "pos1", "memo"):
            text, place = self._texts.get(row.number("fid") or 0), _span(row)
            case = self._cases.get(row.number("caseid") or 0)
            if case is None or place is None:
                continue
            if text is None:
                self._draft.lose("files", "of cases, without words")
                continue
            text.parts.append(Part(*place, case.name))
            if note := row.words("memo"):
                text.notes.append(Note(*place, f"{case.name}: {note}"))

    def _lose_the_rest(self) -> None:
        database, draft = self._database, self._draft
        draft.lose("codings", "on pictures and pages", database.count("code_image"))
        twins = {row.number("avid") for row in database.rows("code_text", "avid")}
        heard = [row.number("avid") for row in database.rows("code_av", "avid")]
        draft.lose("codings", "on recordings", sum(id not in twins for id in heard))
        draft.lose("graphs", "of things and how they relate", database.count("graph"))
        draft.lose("queries", "in SQL", database.count("stored_sql"))
        references = {row.number("risid") for row in database.rows("ris", "risid")}
        draft.lose("references", "to publications", len(references))

    def _memo(self, row: Row, target: MemoTarget, guid: str, text: str) -> None:
        coder = self._draft.coder(row.words("owner")) if text else None
        self._draft.memo(target, guid, text, coder, row.time("date"))


def _guids(rows: list[Row], key: str, guid: Callable[[int, str], str]) -> dict[int, str]:
    return {id: guid(id, row.text("date")) for row in rows if (id := row.number(key)) is not None}


def _span(row: Row) -> tuple[int, int] | None:
    start, end = row.number("pos0"), row.number("pos1")
    return None if start is None or end is None else (start, end)


def _sort_of(media: str) -> str:
    """What a file without words is called, from its path."""
    path = media.lower()
    if path.endswith(_PICTURES):
        return "pictures"
    return "recordings" if path.endswith(_RECORDINGS) else "files"
