"""Taguette projects: the SQLite file of an exported project or of a whole server. See docs/exchange.md."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedCoding, ExchangedStudy
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.text import name_key, one_line

from .html_words import HtmlWords
from .json_value import parse_json
from .project_draft import ProjectDraft
from .sample import FileSample
from .sqlite_rows import Database, Row, table_names
from .stems import without_suffix

_SIGNS = {"projects", "documents", "tags", "highlights", "highlight_tags"}
_LEVEL = re.compile(r"(?<=[^\s.])\.(?=[^\s.])(?<!\d\.(?=\d))")
"""A dot between the names of a group and a tag in it: not one that ends a word, and not one in a number."""
_SHOWN = 20


def recognises(sample: FileSample) -> bool:
    """Whether a file is such a database."""
    return table_names(sample.data) >= _SIGNS


def read(sample: FileSample, project: str = "") -> ExchangedStudy:
    """The study that a project holds.

    Args:
        sample: the file.
        project: the name of the project; may be empty where there is only one.

    Raises:
        StudyError: the database is damaged, holds several projects and none of them is named, or none of the name.
    """
    with Database(sample.data) as database:
        projects = database.rows("projects", "id", "name", "description", "created")
        return _Project(database, _chosen(projects, project)).study()


def _chosen(projects: list[Row], name: str) -> Row:
    """The project that is called so, or the only one."""
    called = [row for row in projects if name_key(row.words("name")) == name_key(name)]
    if not name and len(projects) == 1:
        return projects[0]
    if name and len(called) == 1:
        return called[0]
    if not projects:
        raise StudyError("The file holds no project.", "Export the project from Taguette again.")
    names = [f"'{one_line(row.words('name'), 60)}'" for row in projects]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    there = f"It holds {', '.join(names[:_SHOWN])}{more}"
    if len(called) > 1:
        raise StudyError(
            f"{len(called)} projects of the file are called '{one_line(name, 60)}'.",
            "Rename one in Taguette, or export the project by itself.",
        )
    if name:
        raise StudyError(f"The file holds no project '{one_line(name, 60)}'.", f"{there}.")
    raise StudyError(
        f"The file holds {len(projects)} projects.",
        f"{there}: name one with 'project-import --project'.",
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """Who made a highlight, and when."""

    login: str
    at: datetime | None


class _Project:
    """A project while it is read."""

    def __init__(self, database: Database, project: Row) -> None:
        self._database = database
        self._project = project
        self._id = project.number("id")
        self._draft = ProjectDraft("taguette", project.text("created"), self._id)
        self._texts: dict[int, HtmlWords] = {}

    def study(self) -> ExchangedStudy:
        """All that it holds."""
        draft = self._draft
        draft.memo(MemoTarget.STUDY, draft.study_guid, self._project.words("description"))
        self._read_documents()
        self._read_highlights(self._read_tags())
        return draft.study(self._project.words("name"), "Taguette")

    def _of_project(self, table: str, *columns: str) -> list[Row]:
        rows = self._database.rows(table, "project_id", *columns)
        return [row for row in rows if row.number("project_id") == self._id]

    def _read_documents(self) -> None:
        columns = ("id", "name", "description", "filename", "created", "contents")
        for row in self._of_project("documents", *columns):
            id, words = row.number("id"), HtmlWords(row.text("contents"))
            if id is None:
                continue
            self._texts[id] = words
            if not words.text.strip():
                self._draft.lose("documents", "without words")
                continue
            name, file_name = row.words("name"), row.words("filename")
            guid = self._guid_of(id)
            self._draft.source(
                guid,
                without_suffix(name or file_name),
                words.text,
                file_name=file_name or name,
                created_at=row.time("created"),
            )
            self._draft.memo(MemoTarget.SOURCE, guid, row.words("description"))

    def _read_tags(self) -> dict[int, str]:
        """By id: the GUIDs of the tags. `Group.Tag` goes below `Group`, which is made where it is no tag itself."""
        rows = [
            (id, path, row.words("description"))
            for row in self._of_project("tags", "id", "path", "description")
            if (id := row.number("id")) is not None and (path := row.words("path"))
        ]
        given = {path: (id, definition) for id, path, definition in rows}
        known: set[str] = set()
        for _, path, _ in sorted(rows):
            above = None
            names = _LEVEL.split(path)
            for name, upto in zip(names, accumulate(names, "{}.{}".format), strict=True):
                guid = self._draft.guid("tag", upto)
                if upto not in known:
                    known.add(upto)
                    _, definition = given.get(upto, (0, ""))
                    self._draft.code(guid, name, above, about=definition, codable=upto in given)
                above = guid
        return {id: self._draft.guid("tag", path) for id, path, _ in rows}

    def _read_highlights(self, tags: dict[int, str]) -> None:
        made = self._made()
        only = self._only_member()
        carried: dict[int, list[str]] = {}
        for row in self._database.rows("highlight_tags", "highlight_id", "tag_id"):
            tag = tags.get(row.number("tag_id") or 0)
            if tag is not None:
                carried.setdefault(row.number("highlight_id") or 0, []).append(tag)
        columns = ("id", "document_id", "start_offset", "end_offset")
        for row in self._database.rows("highlights", *columns):
            id, document = row.number("id") or 0, row.number("document_id") or 0
            if (words := self._texts.get(document)) is None:
                continue
            start, end = row.number("start_offset"), row.number("end_offset")
            codes = carried.get(id, [])
            self._draft.lose("highlights", "without a tag", not codes)
            if start is None or end is None or not 0 <= start < end:
                self._draft.lose("codings", "without a place", len(codes))
                continue
            span = words.span(start, end)
            if span[0] >= span[1]:
                self._draft.lose("codings", "without words", len(codes))
                continue
            by = made.get(id, _Made(only, None))
            for code in codes:
                guid = self._draft.guid("coding", id, code)
                coder = self._draft.coder(by.login)
                coding = ExchangedCoding(guid, self._guid_of(document), *span, code, coder, by.at)
                self._draft.codings.append(coding)

    def _made(self) -> dict[int, _Made]:
        """By highlight's id: who last set it, as the project's log of commands tells."""
        found: dict[int, _Made] = {}
        for row in self._of_project("commands", "date", "user_login", "payload"):
            payload = row.text("payload")
            if "highlight_add" not in payload:
                continue
            try:
                command = parse_json(payload)
            except StudyError:
                continue
            if isinstance(command, dict) and command.get("type") == "highlight_add":
                id = command.get("highlight_id")
                if isinstance(id, int):
                    found[id] = _Made(row.words("user_login"), row.time("date"))
        return found

    def _only_member(self) -> str:
        """Who works on the project, where that is one person; else empty."""
        logins = {
            row.words("user_login") for row in self._of_project("project_members", "user_login")
        }
        return logins.pop() if len(logins) == 1 else ""

    def _guid_of(self, document: int) -> str:
        return self._draft.guid("document", document)
