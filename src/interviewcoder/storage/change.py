"""One user action on the study: every write goes through a `Change`, which remembers before and after.

What is remembered is the journal: it undoes, redoes and tells who did what.
"""

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from ..domain.text import clean_name, name_key, one_line
from .batches import in_batches
from .images import Image, pack
from .search import PassageKey, forget_passages, index_passages
from .tables import (
    CoderRow,
    JournalChangeRow,
    JournalEntryRow,
    PassageRow,
    StudyTable,
    table_of,
)

_SUMMARY_LIMIT = 200
ADD_STEP = (
    "INSERT INTO journal_change (entry_id, seq, table_name, row_count, before, after)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
"""Said to the driver, as what is asked for each file of a bulk import: building it anew takes longer than running it."""
_VARIANTS = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
"""The digit of a random GUID that says how it was made."""
_CELLS_A_STATEMENT = 900
"""SQLite takes 999 values in a statement in all of its builds."""


def moment() -> str:
    """The time, as the file keeps it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_guid() -> str:
    """A key that no other study has."""
    return str(uuid.uuid4())


def new_guids(count: int) -> list[str]:
    """So many keys that no other study has, in ascending order, which an index takes in fastest."""
    digits = os.urandom(16 * count).hex()
    keys = (digits[at : at + 32] for at in range(0, len(digits), 32))
    return sorted(
        f"{key[:8]}-{key[8:12]}-4{key[13:16]}-{_VARIANTS[key[16]]}{key[17:20]}-{key[20:]}"
        for key in keys
    )


class Change:
    """The writes of one action inside one transaction, and their journal entry.

    Nothing is entered in the journal for an action that changes nothing.
    """

    def __init__(
        self, connection: Connection, verb: str, coder: str, entry_id: int | None = None
    ) -> None:
        self.connection = connection
        self.verb = verb
        self.summary = ""
        self.coder = coder
        self.entry_id = entry_id
        self._seq = 0
        self._coder_ids: dict[str, int] = {}
        if entry_id is not None:
            changes = table_of(JournalChangeRow)
            highest = connection.execute(
                select(func.max(changes.c.seq)).where(changes.c.entry_id == entry_id)
            ).scalar()
            self._seq = (highest or 0) + 1

    def next_id(self, row: type[StudyTable]) -> int:
        """The id of the next row of a table, which none ever had; the transaction holds the lock, so it stays free."""
        name = table_of(row).name
        highest = self.connection.exec_driver_sql(
            f"SELECT max(id) FROM {name} UNION ALL SELECT seq FROM sqlite_sequence WHERE name = ?",
            (name,),
        )
        return max(found or 0 for found in highest.scalars()) + 1

    def coder_id(self) -> int:
        """The id of who acts, who is entered among the coders when they act for the first time."""
        return self.coder_id_of(self.coder)

    def coder_id_of(self, name: str) -> int:
        """The id of a coder by name."""
        key = name_key(name)
        if key not in self._coder_ids:
            self._coder_ids[key] = self._known_coder(key) or self.insert_one(
                CoderRow,
                id=self.next_id(CoderRow),
                guid=new_guid(),
                name=clean_name(name, "coder's name"),
                name_key=key,
            )
        return self._coder_ids[key]

    def _known_coder(self, key: str) -> int | None:
        coders = table_of(CoderRow)
        wanted = select(coders.c.id).where(coders.c.name_key == key)
        return self.connection.execute(wanted).scalar_one_or_none()

    def insert_one(self, row: type[StudyTable], **values: Any) -> int:
        """Insert one row; returns its id, or 0 for a table without one."""
        self.insert(row, tuple(values), [tuple(values.values())])
        return int(values.get("id", 0))

    def insert(
        self, row: type[StudyTable], columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Insert rows, given as tuples in the order of `columns`."""
        if rows:
            image = Image(tuple(columns), rows)
            put(self.connection, table_of(row), image)
            self._remember(table_of(row), None, image)

    def update(self, row: type[StudyTable], row_id: int, **values: Any) -> None:
        """Change some columns of the row with this id; nothing happens when they are the same."""
        table = table_of(row)
        before = _read(self.connection, table, [row_id])
        if not before.rows:
            raise StudyError(
                f"The {table.name} is not in the study any more.", "Look at the study again."
            )
        old = dict(zip(before.columns, before.rows[0], strict=True))
        if all(old[column] == value for column, value in values.items()):
            return
        fresh = old | values
        if "version" in fresh:
            fresh["version"] = old["version"] + 1
        after = Image(before.columns, [[fresh[column] for column in before.columns]])
        replace(self.connection, table, after)
        self._remember(table, before, after)

    def update_all(self, row: type[StudyTable], row_ids: Sequence[int], **values: Any) -> None:
        """Change some columns of the rows with these ids, which are there, to the same values, as one step."""
        table = table_of(row)
        before = _read(self.connection, table, row_ids)
        if not before.rows:
            return
        fresh = [dict(zip(before.columns, old, strict=True)) | values for old in before.rows]
        if "version" in before.columns:
            fresh = [one | {"version": one["version"] + 1} for one in fresh]
        after = Image(before.columns, [[one[name] for name in before.columns] for one in fresh])
        replace(self.connection, table, after)
        self._remember(table, before, after)

    def delete(self, row: type[StudyTable], **where: Any) -> int:
        """Delete the rows whose column has the given value (or one of a list); returns how many."""
        table = table_of(row)
        ((column, wanted),) = where.items()
        values = (
            list(wanted)
            if isinstance(wanted, Iterable) and not isinstance(wanted, str)
            else [wanted]
        )
        before = _read(self.connection, table, values, column)
        if before.rows:
            take_out(self.connection, table, before)
            self._remember(table, before, None)
        return len(before.rows)

    def delete_rows(
        self, row: type[StudyTable], columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        """Delete rows that the caller has just read whole, given in the order of `columns`."""
        if rows:
            image = Image(tuple(columns), rows)
            take_out(self.connection, table_of(row), image)
            self._remember(table_of(row), image, None)

    def _remember(self, table: Table, before: Image | None, after: Image | None) -> None:
        if self.entry_id is None:
            self.entry_id = enter(self.connection, self.coder, self.verb, self.summary)
        self.connection.exec_driver_sql(
            ADD_STEP,
            (
                self.entry_id,
                self._seq,
                table.name,
                max(len(image.rows) for image in (before, after) if image),
                pack(before) if before else None,
                pack(after) if after else None,
            ),
        )
        self._seq += 1

    def finish(self) -> None:
        """Write the summary, which is known at the end, into the entry."""
        if self.entry_id is not None:
            entries = table_of(JournalEntryRow)
            self.connection.execute(
                update(entries)
                .where(entries.c.id == self.entry_id)
                .values(summary=one_line(self.summary, _SUMMARY_LIMIT))
            )


def newest_entry(connection: Connection) -> int | None:
    """The id of the newest entry of the journal."""
    entries = table_of(JournalEntryRow)
    return connection.execute(select(func.max(entries.c.id))).scalar()


def enter(
    connection: Connection,
    coder: str,
    verb: str,
    summary: str,
    *,
    undoes: int | None = None,
    redoes: int | None = None,
    at: str | None = None,
) -> int:
    """Add an entry to the journal; returns its id. `at` is its moment; None: now."""
    entries = table_of(JournalEntryRow)
    entry_id = (newest_entry(connection) or 0) + 1
    values: Mapping[str, Any] = {
        "id": entry_id,
        "guid": new_guid(),
        "at": at or moment(),
        "coder": coder,
        "verb": verb,
        "summary": one_line(summary, _SUMMARY_LIMIT),
        "undoes": undoes,
        "redoes": redoes,
    }
    connection.execute(insert(entries), values)
    return entry_id


def put(connection: Connection, table: Table, image: Image) -> None:
    """Insert the rows of an image; passages go into the search index too."""
    if not image.rows:
        return
    into = f"INSERT INTO {table.name} ({', '.join(image.columns)}) VALUES "
    marks = f"({', '.join('?' * len(image.columns))})"
    # A statement of many rows takes half the time of many statements of one.
    together = max(1, _CELLS_A_STATEMENT // len(image.columns))
    whole = len(image.rows) - len(image.rows) % together
    if whole:
        connection.exec_driver_sql(
            into + ", ".join([marks] * together),
            [
                tuple(chain.from_iterable(image.rows[first : first + together]))
                for first in range(0, whole, together)
            ],
        )
    if whole < len(image.rows):
        connection.exec_driver_sql(into + marks, [tuple(row) for row in image.rows[whole:]])
    if table is table_of(PassageRow):
        index_passages(connection, _passage_keys(image))


def take_out(connection: Connection, table: Table, image: Image) -> None:
    """Delete the rows of an image, the last first: a row may point to one before it."""
    if not image.rows:
        return
    if table is table_of(PassageRow):
        forget_passages(connection, _passage_keys(image))
    keys = [column.name for column in table.primary_key.columns]
    places = [image.columns.index(key) for key in keys]
    statement = delete(table)
    for key in keys:
        statement = statement.where(table.c[key] == bindparam(f"key_{key}"))
    parameters = [
        {f"key_{key}": row[place] for key, place in zip(keys, places, strict=True)}
        for row in reversed(image.rows)
    ]
    connection.execute(statement, parameters)


def replace(connection: Connection, table: Table, image: Image) -> None:
    """Give the rows of an image, which are there, the image's values."""
    keys = [column.name for column in table.primary_key.columns]
    statement = update(table)
    for key in keys:
        statement = statement.where(table.c[key] == bindparam(f"key_{key}"))
    statement = statement.values({name: bindparam(f"new_{name}") for name in image.columns})
    for row in image.rows:
        values = dict(zip(image.columns, row, strict=True))
        parameters = {f"new_{name}": value for name, value in values.items()}
        parameters |= {f"key_{key}": values[key] for key in keys}
        changed = connection.execute(statement, parameters).rowcount
        if changed != 1:
            raise StudyError(
                f"A row of {table.name} that should be changed is not there.",
                "Run: interviewcoder check",
            )


def _read(connection: Connection, table: Table, values: Sequence[Any], column: str = "id") -> Image:
    rows: list[list[Any]] = []
    for chunk in in_batches(values):
        found = connection.execute(
            select(table).where(table.c[column].in_(chunk)).order_by(*table.primary_key.columns)
        )
        rows.extend(list(row) for row in found)
    return Image(tuple(c.name for c in table.columns), rows)


def _passage_keys(image: Image) -> list[PassageKey]:
    places = [image.columns.index(name) for name in ("id", "source_id", "start_pos", "end_pos")]
    return [(row[places[0]], row[places[1]], row[places[2]], row[places[3]]) for row in image.rows]
