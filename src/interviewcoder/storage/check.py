"""Whether a study file is whole: SQLite's own checks, and what the study promises beyond them."""

import hashlib
from collections.abc import Callable

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.health import Finding
from .engine import error_name
from .replay import replay
from .search import verify_index
from .tables import JSON_COLUMNS, METADATA

_WRONG_REVISIONS = {
    "sources lack earlier revisions": (
        "SELECT count(*) FROM source s WHERE s.revision <> 1 + (SELECT count(*) FROM source_revision r"
        " WHERE r.source_id = s.id AND r.revision BETWEEN 1 AND s.revision - 1)"
    ),
    "entries of the review list are of no revision": (
        "SELECT count(*) FROM relocation r JOIN source s ON s.id = r.source_id"
        " WHERE r.revision > s.revision OR r.from_revision >= r.revision OR r.from_revision < 1"
    ),
    "tags have neither a place nor wait for one": (
        "SELECT count(*) FROM relocation r WHERE r.decision IN ('accepted', 'placed')"
        " AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.guid = r.coding_guid)"
        " AND NOT EXISTS (SELECT 1 FROM relocation n WHERE n.coding_guid = r.coding_guid AND n.id > r.id)"
    ),
    "quotes of personas are of a text that is gone": (
        "SELECT count(*) FROM persona_quote q WHERE q.text_sha256 <> ''"
        " AND NOT EXISTS (SELECT 1 FROM source_text t WHERE t.sha256 = q.text_sha256)"
    ),
}
_RELOCATED_WORDS = """
SELECT t.text, r.start_pos, r.quote FROM relocation r
JOIN source_revision v ON v.source_id = r.source_id AND v.revision = r.from_revision
JOIN source_text t ON t.sha256 = v.text_sha256
"""


def check(connection: Connection, *, index: bool = True) -> list[Finding]:
    """Run every check.

    Args:
        index: whether to verify the search index, for which the connection must hold the writers' lock.
    """
    return [
        _run(name, inspect, connection)
        for name, inspect in CHECKS.items()
        if index or inspect is not _search_index
    ]


def _run(name: str, inspect: Callable[[Connection], str], connection: Connection) -> Finding:
    try:
        trouble = inspect(connection)
    except Exception as error:  # A damaged file can trip any line of an inspection.
        # Its message may quote the text that cannot be read.
        trouble = f"cannot be read ({error_name(error) or type(error).__name__})"
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
                " JOIN source_text t ON t.sha256 = s.text_sha256 UNION ALL"
                " SELECT s.name || ' (revision ' || r.revision || ')', t.sha256, t.text, r.characters"
                " FROM source_revision r JOIN source s ON s.id = r.source_id"
                " JOIN source_text t ON t.sha256 = r.text_sha256"
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


def _revisions(connection: Connection) -> str:
    broken = []
    for what, query in _WRONG_REVISIONS.items():
        count = connection.execute(text(query)).scalar_one()
        broken += [f"{count} {what}"] * bool(count)
    wrong = sum(
        words[start : start + len(quote)] != quote
        for words, start, quote in connection.execute(text(_RELOCATED_WORDS))
    )
    broken += [f"{wrong} entries of the review list do not stand on their words"] * bool(wrong)
    return "; ".join(broken)


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
    return f"{gaps} entries are not whole" if gaps else ""


CHECKS: dict[str, Callable[[Connection], str]] = {
    "file": _integrity,
    "references": _references,
    "search index": _search_index,
    "texts": _texts,
    "spans": _spans,
    "quotes": _quotes,
    "revisions": _revisions,
    "personas": _personas,
    "journal": _journal,
    "replay": replay,
}
