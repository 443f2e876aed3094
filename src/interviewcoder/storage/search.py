"""Full-text search over passages: SQLite FTS5, behind functions.

The index holds no text of its own; a view shows it the passages. It is filled here and nowhere else, with
the words cut in Python, since SQL's `substr` walks the text from its beginning for every passage.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.engine import Connection

from ..domain.highlights import Highlights
from ..domain.search import EVERYWHERE, Hit, Match, Scope, Voices
from ..domain.search_query import Both, Either, Part, Term, Without, Words, is_complement
from .engine import driver_of

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


MOST_RANKED = 5_000
"""So many passages are put in the order of how well they fit; of more, ranks take longer than they tell."""


def match_expression(words: Words) -> str:
    """A search in FTS5's words. Every word is quoted, so that none is a command.

    >>> from interviewcoder.domain.search_query import read_search
    >>> match_expression(read_search('price "every week" deliver* -app'))
    '(("price" AND "every week" AND "deliver"*) NOT "app")'
    """
    return _expression(words.part)


def _expression(part: Part) -> str:
    """What a part finds; of a complement, what it does not find: FTS5 knows NOT only between two others."""
    match part:
        case Term(words=words, is_prefix=is_prefix):
            return f'"{" ".join(words)}"{"*" if is_prefix else ""}'
        case Without():
            return _expression(part.part)
        case Both():
            return _joined(part.parts, "AND", "OR", turned=is_complement(part))
        case Either():
            return _joined(part.parts, "OR", "AND", turned=is_complement(part))


def _joined(parts: Sequence[Part], operator: str, opposite: str, *, turned: bool) -> str:
    """Parts joined by AND or OR, or the complement of that; one NOT of many, so that nothing nests deeply."""
    plain = [_expression(part) for part in parts if not is_complement(part)]
    negative = [_expression(part) for part in parts if is_complement(part)]
    if turned and operator == "OR":
        # Not (a or not b) is b without a.
        return _without(f" {opposite} ".join(negative), plain)
    if turned:
        return f"({f' {opposite} '.join(negative)})"
    return _without(f" {operator} ".join(plain), negative)


def _without(found: str, unwanted: Sequence[str]) -> str:
    found = f"({found})"
    if not unwanted:
        return found
    others = unwanted[0] if len(unwanted) == 1 else f"({' OR '.join(unwanted)})"
    return f"({found} NOT {others})"


def passages_with(
    connection: Connection, words: Words, scope: Scope = EVERYWHERE, *, ranked: bool = True
) -> tuple[list[int], bool]:
    """The ids of the passages that a search without pieces of text finds, and whether the best come first (BM25).

    Where there are more than `MOST_RANKED`, or ranks are not asked for, they come as they were imported.
    """
    # The index leads: the passages' own indexes would ask it passage by passage.
    joined = "passage_search f"
    where, values = _conditions(scope)
    if where:
        joined += (
            " CROSS JOIN passage p ON p.id = f.rowid CROSS JOIN speaker k ON k.id = p.speaker_id"
        )
    statement = f"SELECT f.rowid FROM {joined} WHERE passage_search MATCH ?{where}"
    expression = match_expression(words)
    found = _ids(connection, statement, (expression, *values))
    is_ranked = ranked and len(found) <= MOST_RANKED
    if is_ranked:
        found = _ids(connection, f"{statement} ORDER BY f.rank, f.rowid", (expression, *values))
    if scope.untagged:
        tagged = tagged_passages(connection)
        found = [one for one in found if one not in tagged]
    return found, is_ranked


def text_in_scope(
    connection: Connection, source_id: int, scope: Scope, tagged: Collection[int] = ()
) -> tuple[str, list[int], list[tuple[int, int]]]:
    """The text of a source, and the ids and spans of the passages in it that are to be searched.

    Args:
        connection: to the study.
        source_id: the source.
        scope: which passages are searched.
        tagged: passages that are left out.
    """
    where, values = _conditions(scope)
    rows = driver_of(connection).execute(
        "SELECT p.id, p.start_pos, p.end_pos FROM passage p JOIN speaker k ON k.id = p.speaker_id"
        f" WHERE p.source_id = ?{where} ORDER BY p.start_pos",
        (source_id, *values),
    )
    kept = [row for row in rows if row[0] not in tagged]
    words = _text_of(connection, source_id) if kept else ""
    return words, [row[0] for row in kept], [row[1:] for row in kept]


def source_ids(connection: Connection) -> list[int]:
    """The ids of all sources."""
    return _ids(connection, "SELECT id FROM source ORDER BY id", ())


def _conditions(scope: Scope) -> tuple[str, tuple[int, ...]]:
    conditions, values = "", []
    match scope.voices:
        case Voices.PARTICIPANTS:
            conditions += " AND k.role = 'participant'"
        case Voices.OTHERS:
            conditions += " AND k.role <> 'participant'"
    if scope.source_id is not None:
        conditions += " AND p.source_id = ?"
        values.append(scope.source_id)
    if scope.participant_id is not None:
        conditions += " AND k.participant_id = ?"
        values.append(scope.participant_id)
    return conditions, tuple(values)


def _ids(connection: Connection, statement: str, values: tuple[object, ...]) -> list[int]:
    return [row[0] for row in driver_of(connection).execute(statement, values)]


def tagged_passages(connection: Connection) -> set[int]:
    """The ids of the passages that share a character with a tag."""
    # Passages lie apart: the first that a tag can touch is the last that begins before it.
    return set(
        _ids(
            connection,
            "SELECT p.id FROM (SELECT DISTINCT source_id, start_pos, end_pos FROM coding) c"
            " CROSS JOIN passage p ON p.source_id = c.source_id AND p.start_pos < c.end_pos"
            " AND p.start_pos >= coalesce((SELECT max(f.start_pos) FROM passage f"
            "  WHERE f.source_id = c.source_id AND f.start_pos <= c.start_pos), 0)"
            " WHERE p.end_pos > c.start_pos",
            (),
        )
    )


def read_hits(
    connection: Connection,
    passages: Sequence[int],
    words: Words | None,
    matches: Mapping[int, tuple[Match, ...]] | None = None,
) -> Iterator[Hit]:
    """Passages with their words, in the order in which they are given; those that are gone are left out.

    Args:
        words: what is marked in them; None where `matches` tells.
        matches: by passage, spans in its text.
    """
    marked = None if words is None else Highlights(words)
    texts: dict[int, str] = {}
    for row in connection.exec_driver_sql(
        "SELECT p.id, p.source_id, s.name, p.start_pos, p.end_pos, k.label, a.name, p.start_ms"
        " FROM json_each(?) j CROSS JOIN passage p ON p.id = j.value"
        " JOIN source s ON s.id = p.source_id JOIN speaker k ON k.id = p.speaker_id"
        " LEFT JOIN participant a ON a.id = k.participant_id ORDER BY j.key",
        (json.dumps(list(passages)),),
    ).all():
        passage_id, source_id, source, start, end, speaker, participant, start_ms = row
        if source_id not in texts:
            if len(texts) == _MOST_TEXTS:
                texts.clear()
            texts[source_id] = _text_of(connection, source_id)
        told = texts[source_id][start:end]
        found = marked(told) if marked else (matches or {}).get(passage_id, ())
        # Names may have been rewritten since a pattern was looked for.
        found = tuple(span for span in found if span[1] <= len(told))
        yield Hit(source_id, source, start, end, told, speaker, participant, start_ms, found)


_MOST_TEXTS = 250
"""So many texts are kept at once."""


def verify_index(connection: Connection) -> None:
    """Compare the index with the passages; raises SQLite's own error where they differ."""
    connection.exec_driver_sql(
        "INSERT INTO passage_search(passage_search, rank) VALUES ('integrity-check', 1)"
    )
