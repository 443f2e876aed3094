"""All words that a study holds, those that only its journal remembers among them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.source import Role
from .rewritten_words import NAMED, WORDS
from .tables import JOURNALLED, JSON_COLUMNS
from .told_states import Row, State, Walk

_TOLD = {
    ("study", "name"): "name of the study",
    ("source", "name"): "name of a source",
    ("source", "file_name"): "name of a file",
    ("source_revision", "file_name"): "name of a file",
    ("participant", "name"): "name of a participant",
    ("speaker", "label"): "label of a speaker",
    ("question", "text"): "question",
    ("attribute", "name"): "name of an attribute",
    ("attribute", "choices"): "choices of an attribute",
    ("attribute_value", "value"): "value of an attribute",
    ("code", "name"): "name of a code",
    ("code", "definition"): "definition of a code",
    ("code", "include"): "when to use a code",
    ("code", "exclude"): "when not to use a code",
    ("coding", "model"): "what suggested a tag",
    ("relocation", "model"): "what suggested a tag",
    ("memo", "text"): "memo",
    ("persona", "name"): "name of a persona",
    ("persona", "summary"): "summary of a persona",
    ("persona", "narrative"): "narrative of a persona",
    ("claim", "code"): "claim",
    ("segment", "name"): "name of a segment",
    ("segment", "rule"): "rule of a segment",
    ("saved_query", "name"): "name of a query",
    ("saved_query", "query"): "saved query",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A label in a transcript, what it does there, and the GUID of its participant, empty for none."""

    label: str
    role: Role
    participant: str


@dataclass(slots=True)
class WordsHeld:
    """What was ever in a study, but for the texts of its sources."""

    people: dict[str, list[str]] = field(default_factory=dict)
    """By GUID, in the order of entry: the names of a participant, today's first."""
    voices: dict[Voice, None] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Words outside of the texts: where they stand first."""
    coders: set[str] = field(default_factory=set)
    """The keys of coders' names, which stay."""


def words_held(connection: Connection) -> WordsHeld:
    """Everything that a rewriting puts through its words.

    Raises:
        StudyError: the journal is damaged.
    """
    held = WordsHeld()
    state = State()
    rows = [
        (table.name, dict(row._mapping))
        for table in JOURNALLED
        for row in connection.execute(select(table).order_by(*table.primary_key.columns))
    ]
    for name, row in rows:
        state.put(name, row)
    for name, row in rows:
        _note(held, name, row, state)
    for _ in Walk(connection).steps(lambda table, row, then: _note(held, table, row, then)):
        pass
    for summary in connection.execute(text("SELECT summary FROM journal_entry")).scalars():
        held.elsewhere.setdefault(summary, "history")
    return held


def _note(held: WordsHeld, table: str, row: Row, state: State) -> None:
    if table == "participant":
        names = held.people.setdefault(row["guid"], [])
        if row["name"] not in names:
            names.append(row["name"])
    elif table == "speaker":
        person = state.guid_of("participant", row["participant_id"])
        held.voices[Voice(row["label"], Role(row["role"]), person)] = None
        held.elsewhere.setdefault(row["label"], _TOLD[table, "label"])
    elif table == "coder":
        held.coders.add(row["name_key"])
    columns = WORDS.get(table, ())
    for column in (*columns, "name") if table in NAMED else columns:
        value = row.get(column)
        if not value:
            continue
        where = _TOLD.get((table, column), f"{column} of a {table}")
        if column in JSON_COLUMNS.get(table, ()):
            for words in _texts_in(json.loads(value)):
                held.elsewhere.setdefault(words, where)
        else:
            held.elsewhere.setdefault(value, where)


def _texts_in(content: Any) -> Iterator[str]:
    match content:
        case str():
            yield content
        case list():
            for item in content:
                yield from _texts_in(item)
        case dict():
            for item in content.values():
                yield from _texts_in(item)


def spans_of_codings(connection: Connection) -> Iterator[tuple[str, int, int]]:
    """Where the codings of today stand: the SHA-256 of the text, start and end."""
    rows = connection.execute(
        text(
            "SELECT s.text_sha256, c.start_pos, c.end_pos FROM coding c JOIN source s ON s.id = c.source_id"
        )
    )
    yield from (tuple(row) for row in rows)
