"""Whether a study file is whole: SQLite's own checks, and what the study promises beyond them."""

import hashlib
from collections.abc import Callable

from sqlalchemy import select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from ..domain.health import Finding
from .images import unpack
from .search import verify_index
from .tables import JSON_COLUMNS, METADATA


def check(connection: Connection, *, index: bool = True) -> list[Finding]:
    """Run every check.

    Args:
        index: whether to verify the search index, for which the connection must hold the writers' lock.
    """
    return [
        _run(name, inspect, connection)
        for name, inspect in _CHECKS.items()
        if index or inspect is not _search_index
    ]


def _run(name: str, inspect: Callable[[Connection], str], connection: Connection) -> Finding:
    try:
        trouble = inspect(connection)
    except Exception as error:  # A damaged file can trip any line of an inspection.
        cause = error.orig if isinstance(error, DBAPIError) else error
        trouble = f"{type(cause).__name__}: {cause}"
    return Finding(name, not trouble, trouble)


def _integrity(connection: Connection) -> str:
    lines = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(5)")]
    if lines != ["ok"]:
        return "; ".join(lines)
    for table in METADATA.sorted_tables:
        connection.execute(select(table).limit(0))
    connection.exec_driver_sql("SELECT coding_id, passage_id FROM coding_passage LIMIT 1")
    return ""


def _references(connection: Connection) -> str:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    tables = sorted({row[0] for row in broken})
    return f"{len(broken)} rows point to nothing, in {', '.join(tables)}" if broken else ""


def _search_index(connection: Connection) -> str:
    verify_index(connection)
    return ""


def _texts(connection: Connection) -> str:
    damaged = [
        name
        for name, sha256, words, characters in connection.execute(
            text(
                "SELECT s.name, t.sha256, t.text, s.characters FROM source s"
                " JOIN source_text t ON t.sha256 = s.text_sha256"
            )
        )
        if hashlib.sha256(words.encode()).hexdigest() != sha256 or len(words) != characters
    ]
    return f"changed since import: {', '.join(damaged[:5])}" if damaged else ""


def _spans(connection: Connection) -> str:
    wrong = connection.execute(
        text(
            "SELECT count(*) FROM (SELECT source_id, end_pos FROM passage"
            " UNION ALL SELECT source_id, end_pos FROM coding) x"
            " JOIN source s ON s.id = x.source_id WHERE x.end_pos > s.characters"
        )
    ).scalar_one()
    return f"{wrong} spans reach out of their text" if wrong else ""


def _quotes(connection: Connection) -> str:
    wrong = 0
    words, words_of = "", -1
    for source_id, start, quote in connection.execute(
        text("SELECT source_id, start_pos, quote FROM coding ORDER BY source_id")
    ).all():
        if source_id != words_of:
            words = connection.execute(
                text(
                    "SELECT t.text FROM source s JOIN source_text t ON t.sha256 = s.text_sha256"
                    " WHERE s.id = :id"
                ),
                {"id": source_id},
            ).scalar_one()
            words_of = source_id
        wrong += words[start : start + len(quote)] != quote
    return f"{wrong} codings do not stand on the words they were made on" if wrong else ""


def _personas(connection: Connection) -> str:
    broken = []
    for table, columns in JSON_COLUMNS.items():
        wrong = " + ".join(f"(NOT json_valid({column}))" for column in columns)
        count = connection.execute(text(f"SELECT coalesce(sum({wrong}), 0) FROM {table}")).scalar()
        broken += [f"{count} cells of {table} cannot be read"] * bool(count)
    return "; ".join(broken)


def _journal(connection: Connection) -> str:
    gaps = connection.execute(
        text(
            "SELECT count(*) FROM journal_entry e WHERE undoes IS NULL AND redoes IS NULL AND ("
            "SELECT count(*) = 0 OR count(*) <> max(seq) + 1 FROM journal_change c"
            " WHERE c.entry_id = e.id)"
        )
    ).scalar_one()
    if gaps:
        return f"{gaps} entries are not whole"
    for before, after in connection.execute(text("SELECT before, after FROM journal_change")):
        for packed in (before, after):
            if packed is not None:
                unpack(packed)
    return ""


_CHECKS: dict[str, Callable[[Connection], str]] = {
    "file": _integrity,
    "references": _references,
    "search index": _search_index,
    "texts": _texts,
    "spans": _spans,
    "quotes": _quotes,
    "personas": _personas,
    "journal": _journal,
}
