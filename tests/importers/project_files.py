"""Small projects of other programs, made here as those programs lay them out."""

import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from interviewcoder.domain.exchange import ExchangedStudy
from interviewcoder.domain.exchange_check import sound
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.importers.projects import read_project

TALK = "Dan: How do you pay?\nAna: In cash 🙂, always.\nDan: Why is that?\nAna: I fear the app.\n"
NOON = "2026-01-31 12:00:00"
Rows = Mapping[str, Sequence[Mapping[str, object]]]

QUALCODER = {
    "project": "databaseversion text, date text, memo text, about text, codername text",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, "
    "av_text_id integer, risid integer, unique(name)",
    "code_image": "imid integer primary key, id integer, cid integer, memo text, pdf_page integer",
    "code_av": "avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, owner text",
    "annotation": "anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text",
    "attribute_type": "name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text",
    "attribute": "attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text",
    "case_text": "id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, "
    "date text, memo text",
    "cases": "caseid integer primary key, name text, memo text, owner text, date text",
    "code_cat": "catid integer primary key, name text, owner text, date text, memo text, supercatid integer",
    "code_text": "ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, "
    "owner text, date text, memo text, avid integer, important integer",
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, "
    "supercid integer",
    "journal": "jid integer primary key, name text, jentry text, date text, owner text",
    "stored_sql": "title text, description text, grouper text, ssql text",
    "graph": "grid integer primary key, name text",
    "ris": "risid integer, tag text, longtag text, value text",
}
OLDEST_QUALCODER = {
    "project": "databaseversion text, date text, memo text, about text",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text",
    "code_cat": QUALCODER["code_cat"],
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text",
    "code_text": "cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text",
}
TAGUETTE = {
    "projects": "id integer primary key, name varchar, description text, created datetime",
    "project_members": "project_id integer, user_login varchar, privileges varchar",
    "documents": "id integer primary key, name varchar, description text, filename varchar, created datetime, "
    "project_id integer, text_direction varchar, contents text",
    "commands": "id integer primary key, date datetime, user_login varchar, project_id integer, document_id integer, "
    "payload text",
    "tags": "id integer primary key, project_id integer, path varchar, description text",
    "highlights": "id integer primary key, document_id integer, start_offset integer, end_offset integer, snippet text",
    "highlight_tags": "highlight_id integer, tag_id integer",
}
QC = {
    "document": "file_path varchar primary key, file_hash varchar",
    "document_index": "id integer primary key, name varchar, time_series boolean, document_id varchar",
    "location": "id integer primary key, start_line integer, end_line integer, document_index_id varchar",
    "code": "name varchar primary key",
    "coder": "name varchar primary key",
    "coded_line": "id integer primary key, line integer, coder_id varchar, code_id varchar",
    "coded_line_location_association": "coded_line_id integer, location_id integer",
}
RQDA = {
    "project": "databaseversion text, date text, dateM text, memo text, about text",
    "source": "name text, id integer, file text, memo text, owner text, date text, dateM text, status integer",
    "freecode": "name text, memo text, owner text, date text, dateM text, id integer, status integer, color text",
    "treecode": "cid integer, catid integer, date text, dateM text, memo text, status integer, owner text",
    "codecat": "name text, cid integer, catid integer, owner text, date text, dateM text, memo text, status integer",
    "coding": "cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, "
    "date text, memo text",
    "cases": "name text, memo text, owner text, date text, dateM text, id integer, status integer",
    "caselinkage": "caseid integer, fid integer, selfirst real, selend real, status integer, owner text, date text",
    "attributes": "name text, status integer, date text, dateM text, owner text, memo text, class text",
    "caseAttr": "variable text, value text, caseID integer, date text, dateM text, owner text, status integer",
    "journal": "name text, journal text, date text, dateM text, owner text, status integer",
    "annotation": "fid integer, position integer, annotation text, owner text, date text, dateM text, status integer",
}


def database(tables: Mapping[str, str], rows: Rows, extra: Iterable[str] = ()) -> bytes:
    """The bytes of a database of these tables; `extra` is SQL that is run at the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sqlite3"
        connection = sqlite3.connect(path)
        for name, columns in tables.items():
            connection.execute(f"CREATE TABLE {name} ({columns})")
        for name, content in rows.items():
            for row in content:
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f"INSERT INTO {name} ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
                )
        for statement in extra:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return path.read_bytes()


def taken(name: str, data: bytes, project: str = "") -> ExchangedStudy:
    """A project as a study takes it."""
    return sound(read_project(name, data, project))


def codings(study: ExchangedStudy) -> set[tuple[str, str, str]]:
    """What is coded: the source, the words, and the code with the codes above it."""
    texts = {one.guid: one.source for one in study.sources}
    return {
        (
            texts[one.source_guid].name,
            texts[one.source_guid].text[one.start : one.end],
            path_of(study, one.code_guid),
        )
        for one in study.codings
    }


def path_of(study: ExchangedStudy, guid: str | None) -> str:
    """The names from the top down to a code."""
    codes = {one.guid: one for one in study.codes}
    names = []
    while guid is not None:
        names.append(codes[guid].name)
        guid = codes[guid].parent_guid
    return " > ".join(reversed(names))


def memos(study: ExchangedStudy, target: MemoTarget) -> set[str]:
    """The texts of the memos on a sort of thing."""
    return {one.text for one in study.memos if one.target is target}


def speakers(study: ExchangedStudy) -> dict[str, list[tuple[str, str, str | None]]]:
    """By source: label, role and participant."""
    return {
        one.source.name: [(s.label, s.role.value, s.participant) for s in one.source.speakers]
        for one in study.sources
    }
