"""The journal: history, undo and redo.

Entries are never removed or rewritten. An undo is an entry that points to what it took back; what can be
undone or redone next follows from the newest entry.
"""

import dataclasses
import json
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.engine import Connection, Row

from ..domain.conflict import OthersChange
from ..domain.errors import StudyError
from ..domain.journal import JournalEntry
from ..domain.rewriting import FOR_GOOD
from .change import enter, moment, put, replace, take_out
from .images import damaged_journal, unpack
from .tables import METADATA, JournalChangeRow, table_of

_HISTORY = """
SELECT e.id, e.at, e.coder, e.verb, e.summary, e.undoes, e.redoes,
       coalesce((SELECT sum(c.row_count) FROM journal_change c WHERE c.entry_id = e.id), 0) AS changes,
       EXISTS (SELECT 1 FROM journal_entry u WHERE u.undoes = e.id AND NOT EXISTS (
           SELECT 1 FROM journal_entry r WHERE r.redoes = e.id AND r.id > u.id)) AS undone
FROM journal_entry e
"""


GO_BACK, GO_FORWARD = "go back", "go forward"
"""What an undo and a redo are called where one action made several: they have one moment."""

_CAN_BE_UNDONE = f"verb NOT IN {FOR_GOOD}"
"""What a rewriting did is passed over: the entries before it tell their changes in its words."""


class OwnEntries:
    """Which entries of the journal an open study may take back unasked: those it found there, and its own.

    What another window did meanwhile is not among them.
    """

    def __init__(self, found: int) -> None:
        self._found = found
        self._own: set[int] = set()

    def add(self, entry_id: int) -> None:
        """Enter one of its own."""
        self._own.add(entry_id)

    def known(self, entry_id: int) -> bool:
        """Whether it was found, or is its own."""
        return entry_id <= self._found or entry_id in self._own


def history(connection: Connection, limit: int | None) -> list[JournalEntry]:
    """The entries, the newest first."""
    rows = connection.execute(
        text(_HISTORY + " ORDER BY e.id DESC LIMIT :limit"),
        {"limit": -1 if limit is None else limit},
    )
    return [_entry(row) for row in rows]


def entry_by_id(connection: Connection, entry_id: int) -> JournalEntry:
    """The entry with this id, which is there."""
    return _entry(connection.execute(text(_HISTORY + " WHERE e.id = :id"), {"id": entry_id}).one())


def entries_by_id(connection: Connection, ids: Sequence[int]) -> list[JournalEntry]:
    """The entries with these ids, which are there, in this order."""
    wanted = text(_HISTORY + " WHERE e.id IN (SELECT value FROM json_each(:ids))")
    rows = connection.execute(wanted, {"ids": json.dumps(ids)})
    found = {row.id: _entry(row) for row in rows}
    return [found[entry_id] for entry_id in ids]


def _entry(row: "Row[tuple[object, ...]]") -> JournalEntry:
    cells = row._mapping
    return JournalEntry(
        id=cells["id"],
        at=datetime.fromisoformat(cells["at"]),
        coder=cells["coder"],
        verb=cells["verb"],
        summary=cells["summary"],
        changes=cells["changes"],
        undone=bool(cells["undone"]),
        refers_to=cells["undoes"] or cells["redoes"],
        for_good=cells["verb"] in FOR_GOOD,
    )


def _newest(connection: Connection, up_to: int | None) -> tuple[int, int | None, int | None] | None:
    bound = "" if up_to is None else "AND id <= :up_to"
    row = connection.execute(
        text(
            f"SELECT id, undoes, redoes FROM journal_entry WHERE {_CAN_BE_UNDONE} {bound}"
            " ORDER BY id DESC LIMIT 1"
        ),
        {} if up_to is None else {"up_to": up_to},
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def next_to_undo(connection: Connection) -> int | None:
    """The entry that undo takes back next.

    After an undo of E the study is as it was just before E, so the answer is the one from before E.
    """
    up_to: int | None = None
    while newest := _newest(connection, up_to):
        entry, undoes, redoes = newest
        if undoes is None:
            return redoes if redoes is not None else entry
        up_to = undoes - 1
    return None


def next_to_redo(connection: Connection) -> int | None:
    """The entry that redo puts back next; none after a fresh action."""
    up_to: int | None = None
    while newest := _newest(connection, up_to):
        entry, undoes, redoes = newest
        if undoes is not None:
            return undoes
        if redoes is None:
            return None
        # What could be redone after this redo is what could be redone before the undo that it answers.
        undo = connection.execute(
            text("SELECT max(id) FROM journal_entry WHERE undoes = :redoes AND id < :entry"),
            {"redoes": redoes, "entry": entry},
        ).scalar_one()
        up_to = undo - 1
    return None


def undo(
    connection: Connection, coder: str, entries: OwnEntries, meant: int | None = None
) -> tuple[JournalEntry, int]:
    """Take the newest action back; returns its entry, and the id of the entry that tells of this.

    Args:
        entries: which entries are this window's.
        meant: the id of an entry of another window that is to be taken back all the same.

    Raises:
        StudyError: there is nothing to undo; an `OthersChange` where another window did it meanwhile.
    """
    target = next_to_undo(connection)
    if target is None:
        raise StudyError("There is nothing to undo.", "The study is as it was created.")
    entry = entry_by_id(connection, target)
    if target != meant and not entries.known(target):
        raise OthersChange(entry)
    return entry, take_back(connection, coder, entry)


def redo(
    connection: Connection, coder: str, entries: OwnEntries, meant: int | None = None
) -> tuple[JournalEntry, list[int]]:
    """Put the action that was undone last back; if one action took back several, all of them.

    Args:
        entries: as in `undo`.
        meant: the id of an undo of another window that is to be reversed all the same.

    Returns:
        The entry, the last of them, and the ids of the entries that tell of this.

    Raises:
        StudyError: there is nothing to redo; an `OthersChange` where another window took it back meanwhile.
    """
    target = next_to_redo(connection)
    if target is None:
        raise StudyError(
            "There is nothing to redo.", "Redo follows an undo, until something new is done."
        )
    taken_back = _undo_of(connection, target)
    if taken_back.id != meant and not entries.known(taken_back.id):
        raise OthersChange(taken_back)
    together = (taken_back.at, taken_back.coder, taken_back.verb)
    now = moment()
    own: list[int] = []
    while True:
        entry = entry_by_id(connection, target)
        own.append(put_back(connection, coder, entry, at=now))
        following = next_to_redo(connection) if taken_back.verb == GO_BACK else None
        if following is None:
            break
        undone = _undo_of(connection, following)
        if (undone.at, undone.coder, undone.verb) != together:
            break
        target = following
    return dataclasses.replace(entry, together=len(own)), own


def _undo_of(connection: Connection, target: int) -> JournalEntry:
    """The entry that took another back last."""
    undo_id = connection.execute(
        text("SELECT max(id) FROM journal_entry WHERE undoes = :target"), {"target": target}
    ).scalar_one()
    return entry_by_id(connection, undo_id)


def take_back(
    connection: Connection,
    coder: str,
    entry: JournalEntry,
    *,
    verb: str = "undo",
    at: str | None = None,
) -> int:
    """Take an action back that is the last one in force; returns the id of the entry that tells of it.

    Args:
        verb: what it is called.
        at: the moment; None: now.
    """
    _replay(connection, entry.id, backward=True)
    told = f"{entry.verb}: {entry.summary}"
    return enter(connection, coder, verb, told, undoes=entry.id, at=at)


def put_back(
    connection: Connection,
    coder: str,
    entry: JournalEntry,
    *,
    verb: str = "redo",
    at: str | None = None,
) -> int:
    """Do an undone action again on the state that it was done on; returns as `take_back`."""
    _replay(connection, entry.id, backward=False)
    told = f"{entry.verb}: {entry.summary}"
    return enter(connection, coder, verb, told, redoes=entry.id, at=at)


def _replay(connection: Connection, entry_id: int, *, backward: bool) -> None:
    changes = table_of(JournalChangeRow)
    order = changes.c.seq.desc() if backward else changes.c.seq
    rows = connection.execute(
        select(changes.c.table_name, changes.c.before, changes.c.after)
        .where(changes.c.entry_id == entry_id)
        .order_by(order)
    )
    with closing(rows):  # One that is left half read would hold the file on a failure.
        for table_name, before, after in rows:
            old, new = (after, before) if backward else (before, after)
            image = unpack(new if new is not None else old)
            table = METADATA.tables.get(table_name)
            if table is None or not (
                set(table.primary_key.columns.keys())
                <= set(image.columns)
                <= set(table.columns.keys())
            ):
                raise damaged_journal()
            if old is None:
                put(connection, table, image)
            elif new is None:
                take_out(connection, table, image)
            else:
                replace(connection, table, image)
