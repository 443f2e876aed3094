"""Whether the journal tells the study that is there: its images, from the first entry to the last, beside the tables.

Every journalled row is followed through all entries, undo and redo among them: what an entry says was there before
must be what the entries before it left, and what the last of them left must be in the tables, each column of it, no
row more and none less. `JOURNALLED` names the tables that are compared so; `OUTSIDE` the others, and what looks at
them. A rewriting for good changes images and tables alike, so this holds after one as well. Images of an earlier
schema lack columns; they read the values that the migration gave to the rows, which are the columns' defaults.

One step of an entry at a time is in memory, and a fingerprint for each row of the study.
"""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Float, Table
from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from .images import Image, unpack
from .tables import JOURNALLED, default_of

OUTSIDE = {
    "source_text": "named by the SHA-256 of the text: the check of texts",
    "journal_entry": "what is told: the check of the journal",
    "journal_change": "what is told: the check of the journal",
    "passage_search": "made of the passages: the check of the search index",
}
"""The tables that the journal does not tell, and what looks at them; those of the search index go by its name."""

_THERE_FROM_THE_START = ("study",)
"""Tables whose rows come with the file, before the first entry."""
_NAMED = 5
"""So many of the faults are named."""
_OWN = """
SELECT c.entry_id, c.table_name, c.before, c.after FROM journal_change c ORDER BY c.entry_id, c.seq
"""
_RECALLS = """
SELECT id, coalesce(undoes, redoes), undoes IS NOT NULL FROM journal_entry
WHERE undoes IS NOT NULL OR redoes IS NOT NULL ORDER BY id
"""
_RECALLED = "SELECT table_name, before, after FROM journal_change WHERE entry_id = ? ORDER BY seq"

_Key = tuple[Any, ...] | int
_Step = tuple[int, str, bytes | None, bytes | None]
"""An entry, a table, and its rows before and after, packed."""


def replay(connection: Connection) -> str:
    """What of the tables is not as the journal tells it, by table, row and entry; empty where all is."""
    faults = _Faults()
    told = {table.name: _Told(table, faults) for table in JOURNALLED}
    for entry_id, name, before, after in _steps(connection):
        if name not in told:
            faults.add(f"entry {entry_id} is about a table that the study does not have")
            continue
        try:
            images = [None if packed is None else unpack(packed) for packed in (before, after)]
            told[name].follow(entry_id, *images)
        except (StudyError, _Unreadable, TypeError, ValueError):
            faults.add(f"entry {entry_id} cannot be read, and nothing after it was looked at")
            return str(faults)
    for table in told.values():
        table.compare(connection)
    return str(faults)


def _steps(connection: Connection) -> Iterator[_Step]:
    """All that was ever done, in its order."""
    own = (tuple(row) for row in connection.exec_driver_sql(_OWN))
    return heapq.merge(own, _recalled(connection), key=itemgetter(0))


def _recalled(connection: Connection) -> Iterator[_Step]:
    """What undo and redo did: they point to the entry, whose steps they take back or do again."""
    for entry_id, target, backward in connection.exec_driver_sql(_RECALLS):
        steps = connection.exec_driver_sql(_RECALLED, (target,)).all()
        for name, before, after in reversed(steps) if backward else steps:
            yield (entry_id, name, after, before) if backward else (entry_id, name, before, after)


class _Unreadable(Exception):
    """An image does not fit its table."""


@dataclass(slots=True)
class _Faults:
    """What was found, of which the first are named."""

    count: int = 0
    named: list[str] = field(default_factory=list)

    def add(self, fault: str) -> None:
        self.count += 1
        if len(self.named) < _NAMED:
            self.named.append(fault)

    def __str__(self) -> str:
        more = self.count - len(self.named)
        return "; ".join([*self.named, *[f"and {more} more"] * bool(more)])


class _Told:
    """What the journal told of one table so far: of each row the fingerprint, and the entry that it is from."""

    def __init__(self, table: Table, faults: _Faults) -> None:
        self._name = table.name
        self._columns = tuple(table.columns.keys())
        self._defaults = tuple(map(default_of, table.columns))
        self._floats = frozenset(
            place for place, column in enumerate(table.columns) if isinstance(column.type, Float)
        )
        keys = table.primary_key.columns.keys()
        self._required = frozenset(keys)
        self._key: Callable[[Sequence[Any]], _Key] = itemgetter(*map(self._columns.index, keys))
        self._rows: dict[_Key, tuple[int, int]] = {}
        self._faults = faults
        self._given = table.name in _THERE_FROM_THE_START

    def follow(self, entry_id: int, before: Image | None, after: Image | None) -> None:
        """Do what an entry did. Raises _Unreadable, TypeError or ValueError where the images do not fit the table."""
        for row in self._whole(before):
            key = self._key(row)
            there = self._rows.pop(key, None)
            if there is None:
                if not self._given:
                    self._fault(f"entry {entry_id} changes", key, "which was not there")
            elif there[0] != _fingerprint(row):
                self._fault(f"entry {entry_id} found", key, f"not as entry {there[1]} left it")
        for row in self._whole(after):
            key = self._key(row)
            if key in self._rows:
                self._fault(f"entry {entry_id} enters", key, "which was there")
            self._rows[key] = _fingerprint(row), entry_id

    def compare(self, connection: Connection) -> None:
        """See that the table holds what was told, which is forgotten by it."""
        named = ", ".join(f'"{column}"' for column in self._columns)
        for found in connection.exec_driver_sql(f"SELECT {named} FROM {self._name}"):
            row = tuple(found)
            key = self._key(row)
            there = self._rows.pop(key, None)
            if there is None:
                if not self._given:
                    self._fault("", key, "is of no entry")
            elif there[0] != _fingerprint(row):
                self._fault("", key, f"is not as entry {there[1]} left it")
        for key, (_, entry_id) in self._rows.items():
            self._fault("", key, f"is gone, of entry {entry_id}")
        self._rows.clear()

    def _whole(self, image: Image | None) -> Iterator[tuple[Any, ...]]:
        """The rows of an image with all columns of the table, in the table's order, as the file keeps them."""
        if image is None:
            return
        if not self._required <= set(image.columns) <= set(self._columns):
            raise _Unreadable
        places = [
            image.columns.index(column) if column in image.columns else None
            for column in self._columns
        ]
        in_order = image.columns == self._columns
        for row in image.rows:
            if len(row) != len(image.columns):
                raise _Unreadable
            cells = list(row)
            if not in_order:
                cells = [
                    default if place is None else row[place]
                    for place, default in zip(places, self._defaults, strict=True)
                ]
            for place in self._floats:
                if cells[place] is not None:
                    cells[place] = float(cells[place])
            yield tuple(int(cell) if cell is True or cell is False else cell for cell in cells)

    def _fault(self, what: str, key: _Key, how: str) -> None:
        cells = key if isinstance(key, tuple) else (key,)
        row = f"row {'/'.join(map(_shown, cells))} of {self._name}"
        self._faults.add(f"{what} {row}, {how}" if what else f"{row} {how}")


def _fingerprint(row: tuple[Any, ...]) -> int:
    """64 bits of a row; the hash of the cells themselves would not tell -1 from -2."""
    return hash(repr(row))


def _shown(cell: object) -> str:
    """A cell of a key for people: a number or a GUID, and nothing that anybody may have said."""
    if isinstance(cell, int):
        return str(cell)
    try:
        return str(UUID(str(cell)))
    except ValueError:
        return "?"
