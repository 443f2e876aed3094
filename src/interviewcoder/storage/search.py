"""Full-text search over passages: SQLite FTS5, behind functions.

The index holds no text of its own; a view shows it the passages. It is filled here and nowhere else, with
the words cut in Python, since SQL's `substr` walks the text from its beginning for every passage.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from ..domain.search import Hit

SCHEMA = (
    """
    CREATE VIEW passage_text AS
    SELECT p.id AS id, substr(t.text, p.start_pos + 1, p.end_pos - p.start_pos) AS text
    FROM passage p JOIN source s ON s.id = p.source_id JOIN source_text t ON t.sha256 = s.text_sha256
    """,
    """
    CREATE VIRTUAL TABLE passage_search USING fts5(
        text, content='passage_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
    """,
)

PassageKey = tuple[int, int, int, int]
"""A passage's id, source id, start and end."""


_MANY = 10_000
_MEMORY, _USUAL_MEMORY = 8 * 1024 * 1024, 1024 * 1024
"""Bytes of words that the index gathers before it writes them, for many passages and else."""


def index_passages(connection: Connection, passages: Sequence[PassageKey]) -> None:
    """Take passages into the index."""
    if len(passages) >= _MANY:
        _gather(connection, _MEMORY)
    _feed(connection, "INSERT INTO passage_search(rowid, text) VALUES (?, ?)", passages)
    if len(passages) >= _MANY:
        _gather(connection, _USUAL_MEMORY)


def fill_index(connection: Connection) -> None:
    """Build the index anew from all passages, with nothing left of what was in it."""
    connection.exec_driver_sql("INSERT INTO passage_search(passage_search) VALUES ('delete-all')")
    rows = connection.exec_driver_sql(
        "SELECT id, source_id, start_pos, end_pos FROM passage ORDER BY id"
    )
    index_passages(connection, [tuple(row) for row in rows.all()])


def _gather(connection: Connection, size: int) -> None:
    """How much the index gathers before it writes: what is written in fewer pieces is merged less often."""
    connection.exec_driver_sql(
        "INSERT INTO passage_search(passage_search, rank) VALUES ('hashsize', ?)", (size,)
    )


def forget_passages(connection: Connection, passages: Sequence[PassageKey]) -> None:
    """Take passages out of the index, before their source goes."""
    _feed(
        connection,
        "INSERT INTO passage_search(passage_search, rowid, text) VALUES ('delete', ?, ?)",
        passages,
    )


def _feed(connection: Connection, statement: str, passages: Sequence[PassageKey]) -> None:
    by_source: dict[int, list[PassageKey]] = {}
    for passage in passages:
        by_source.setdefault(passage[1], []).append(passage)
    for source_id, keys in by_source.items():
        words = _text_of(connection, source_id)
        connection.exec_driver_sql(statement, [(key[0], words[key[2] : key[3]]) for key in keys])


def _text_of(connection: Connection, source_id: int) -> str:
    words: str = connection.execute(
        text(
            "SELECT t.text FROM source s JOIN source_text t ON t.sha256 = s.text_sha256 "
            "WHERE s.id = :id"
        ),
        {"id": source_id},
    ).scalar_one()
    return words


MOST_WORDS = 200
"""The most words of a search: FTS5 takes minutes for thousands, and cannot be stopped meanwhile."""

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_TOKEN = re.compile(r"\w+", re.UNICODE)


def match_expression(query: str) -> str | None:
    """A query in FTS5's words, or None when it asks for nothing that can be found.

    Words must all occur; `"a phrase"` in order; `begin*` as a beginning; `-word` must not occur. Everything
    is quoted, so that no query is a syntax error.

    Raises:
        StudyError: it has more than `MOST_WORDS` words.

    >>> match_expression('price "every week" deliver* -app')
    '"price" "every week" "deliver"* NOT ("app")'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    words = 0
    for minus, phrase, word in _TERM.findall(query):
        tokens = _TOKEN.findall(phrase or word)
        if not tokens:
            continue
        words += len(tokens)
        star = "*" if word.endswith("*") else ""
        (unwanted if minus else wanted).append(f'"{" ".join(tokens)}"{star}')
    if words > MOST_WORDS:
        raise StudyError(
            f"The search has {words:,} words; {MOST_WORDS} is the most.", "Look for fewer words."
        )
    if not wanted:
        return None
    found = " ".join(wanted)
    # One NOT of many: a chain of them nests deeper than newer versions of FTS5 allow.
    return f"{found} NOT ({' OR '.join(unwanted)})" if unwanted else found


def _highlights(query: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where the wanted words of a query stand in a passage; as in the index, accents do not count."""
    words = _without_accents(words)
    wanted = [
        (_TOKEN.findall(phrase or word), word.endswith("*"))
        for minus, phrase, word in _TERM.findall(query)
        if not minus
    ]
    found: set[tuple[int, int]] = set()
    for tokens, is_prefix in wanted:
        if not tokens:
            continue
        pattern = r"\W+".join(re.escape(_without_accents(token)) for token in tokens)
        pattern = rf"(?<!\w){pattern}" + ("" if is_prefix else r"(?!\w)")
        found.update(match.span() for match in re.finditer(pattern, words, re.IGNORECASE))
    return tuple(sorted(found))


def _without_accents(words: str) -> str:
    """The words without accents, in as many characters, so that positions stay."""
    if words.isascii():
        return words
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in words)


def find(connection: Connection, query: str, limit: int) -> list[Hit]:
    """Passages that answer a query, best first (BM25), then in reading order."""
    expression = match_expression(query)
    if expression is None:
        return []
    rows = connection.execute(
        text(
            "SELECT p.source_id, s.name, p.start_pos, p.end_pos, k.label, a.name, p.start_ms"
            " FROM (SELECT rowid, rank FROM passage_search WHERE passage_search MATCH :expression"
            "        ORDER BY rank, rowid LIMIT :limit) f"
            " JOIN passage p ON p.id = f.rowid JOIN source s ON s.id = p.source_id"
            " JOIN speaker k ON k.id = p.speaker_id"
            " LEFT JOIN participant a ON a.id = k.participant_id ORDER BY f.rank, f.rowid"
        ),
        {"expression": expression, "limit": min(limit, 2**63 - 1)},
    ).all()
    texts = {
        source_id: _text_of(connection, source_id) for source_id in {row.source_id for row in rows}
    }
    return list(_hits(query, rows, texts))


def _hits(query: str, rows: Iterable[Sequence[Any]], texts: Mapping[int, str]) -> Iterable[Hit]:
    for source_id, source, start, end, speaker, participant, start_ms in rows:
        words = texts[source_id][start:end]
        yield Hit(
            source_id,
            source,
            start,
            end,
            words,
            speaker,
            participant,
            start_ms,
            _highlights(query, words),
        )


def verify_index(connection: Connection) -> None:
    """Compare the index with the passages; raises SQLite's own error where they differ."""
    connection.exec_driver_sql(
        "INSERT INTO passage_search(passage_search, rank) VALUES ('integrity-check', 1)"
    )
