"""How far a study is, told by the end of its journal: every change makes an entry, or adds to the newest one."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

_NEWEST = """
SELECT e.id, e.guid, coalesce((SELECT max(seq) FROM journal_change c WHERE c.entry_id = e.id), -1)
FROM journal_entry e ORDER BY e.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class StudyState:
    """The newest entry, and the schema."""

    entry: int
    """Its id; 0 while there is none."""
    guid: str
    last_step: int
    """How much it changed so far; -1 for nothing."""
    schema: int


def state_of(connection: sqlite3.Connection) -> StudyState:
    """How far a study is."""
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    entry, guid, last_step = connection.execute(_NEWEST).fetchone() or (0, "", -1)
    return StudyState(entry, guid, last_step, schema)


def nothing_to_keep(connection: sqlite3.Connection) -> bool:
    """Whether nothing was done yet but to create the study."""
    (done,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM journal_entry WHERE verb <> 'start')"
    ).fetchone()
    return not done


def oldest_change_since(
    connection: sqlite3.Connection, saved: StudyState | None
) -> datetime | None:
    """When the first of the changes was made that a copy does not hold; None where it holds all of them.

    That the file was brought to another schema is no change: it can be done again.

    Args:
        connection: to the study.
        saved: how far it was when the copy was made; None for no copy.
    """
    now = state_of(connection)
    after = 0
    if saved is not None:
        known = "SELECT id FROM journal_entry WHERE id = ? AND guid = ?"
        shared = connection.execute(known, (saved.entry, saved.guid)).fetchone() is not None
        # Of another history nothing is shared; an entry that was newest may have grown.
        grown = now.entry == saved.entry and now.last_step != saved.last_step
        after = saved.entry - grown if shared else 0
    (first,) = connection.execute(
        "SELECT min(at) FROM journal_entry WHERE id > ?", (after,)
    ).fetchone()
    return datetime.fromisoformat(first) if first else None
