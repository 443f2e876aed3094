"""SQLite databases from strangers: read from their bytes in memory, table by table, and never trusted.

A database can hold views, triggers and computed columns that run when it is read, and text that is told once and
stored everywhere. Only plain tables are read here, a column at its name, and all that comes out is counted.
"""

import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import sanitise

from .archive import SAVE_AGAIN

MAGIC = b"SQLite format 3\0"
"""What every SQLite database begins with."""
ROW_LIMIT = 1_000_000
"""The most rows that are read of one table."""
LONGEST = 100 * 1024 * 1024
"""The most bytes of one value."""

_SECONDS = 60.0
_STEPS = 100_000
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
_WRITE_VERSION, _READ_VERSION, _ROLLBACK = 18, 19, b"\x01"
"""Bytes of the header that say whether the database is kept with a log beside it, and what says that it is not."""
_LARGEST_WHOLE = 2**53
_PLAIN = re.compile(r"\s*CREATE\s+TABLE\b", re.I)
"""What makes a table that keeps its rows itself."""


class Row:
    """A row. A column that the table does not have is empty in it."""

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    def text(self, column: str) -> str:
        """A value as text with its own line ends; empty where there is none."""
        value = self._values.get(column)
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        return "" if value is None else str(value)

    def words(self, column: str) -> str:
        """A value as sanitised text, stripped."""
        return sanitise(self.text(column)).strip()

    def number(self, column: str) -> int | None:
        """A whole number, however it is stored; None where it is none."""
        value = self._values.get(column)
        if isinstance(value, (str, bytes)):
            try:
                value = float(value)
            except ValueError:
                return None
        if isinstance(value, (int, float)) and abs(value) < _LARGEST_WHOLE and value == int(value):
            return int(value)
        return None

    def time(self, column: str) -> datetime | None:
        """A time as databases write it, taken as UTC where it tells no zone; None where it is none."""
        return moment(self.text(column))


class Database:
    """The plain tables of a database.

    Args:
        data: the file's bytes, which stay as they are.
        what: begins the sentences of the errors.

    Raises:
        StudyError: it cannot be opened.
    """

    def __init__(self, data: bytes, what: str = "The project") -> None:
        self._what = what
        self._left = 2 * len(data)
        self._deadline = 0.0
        with self._told():
            self._connection = _opened(data)
        try:
            self._connection.set_progress_handler(self._late, _STEPS)
            self._columns = {
                name: columns for name in self._names() if (columns := self._columns_of(name))
            }
            # From here on nothing but reading columns is possible: no function, no attaching, no writing.
            self._connection.set_authorizer(_only_reads)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @property
    def tables(self) -> frozenset[str]:
        """The names of the plain tables, as they are written."""
        return frozenset(self._columns)

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is such a table with such columns."""
        return set(columns) <= set(self._columns.get(table, ()))

    def count(self, table: str) -> int:
        """How many rows a table has; 0 for a table that is not there."""
        return len(self.rows(table))

    def rows(self, table: str, *columns: str) -> list[Row]:
        """The rows of a table in the order in which it keeps them; none for a table that is not there.

        Raises:
            StudyError: the database is damaged, or holds more than such a file can.
        """
        there = self._columns.get(table)
        if there is None:
            return []
        known = [column for column in columns if column in there]
        wanted = ", ".join(_quoted(column) for column in known) or "NULL"
        rows: list[Row] = []
        with self._told():
            for found in self._connection.execute(f"SELECT {wanted} FROM {_quoted(table)}"):
                self._count(found, len(rows), table)
                rows.append(Row(dict(zip(known, found, strict=False))))
        return rows

    def _names(self) -> list[str]:
        with self._told():
            found = self._connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
        return [
            name
            for name, sql in found
            if isinstance(name, str) and isinstance(sql, str) and _PLAIN.match(sql)
        ]

    def _columns_of(self, table: str) -> tuple[str, ...]:
        """The columns of a table that are stored, without those that are computed."""
        with self._told():
            found = self._connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
        return tuple(row[1] for row in found if row[6] == 0)

    def _count(self, values: Sequence[object], number: int, table: str) -> None:
        self._left -= sum(len(value) for value in values if isinstance(value, (str, bytes)))
        if self._left < 0 or number >= ROW_LIMIT:
            raise StudyError(
                f"{self._what} holds more in its table '{table}' than such a file can.", SAVE_AGAIN
            )

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    @contextmanager
    def _told(self) -> Iterator[None]:
        self._deadline = time.monotonic() + _SECONDS
        try:
            yield
        # A broken name can stand in SQLite's own message, which then is no text.
        except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError, MemoryError) as error:
            raise StudyError(
                f"{self._what} is damaged: its database cannot be read.", SAVE_AGAIN
            ) from error


def table_names(data: bytes) -> frozenset[str]:
    """The plain tables of a file; none where it is no database, or one that cannot be opened."""
    if not data.startswith(MAGIC):
        return frozenset()
    try:
        with Database(data) as database:
            return database.tables
    except StudyError:
        return frozenset()


def moment(written: str) -> datetime | None:
    """A time in ISO form, with a space or a `T` in it, as UTC; None where it is none.

    >>> moment("2026-01-31 12:00:00").isoformat()
    '2026-01-31T12:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(written.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _opened(data: bytes) -> sqlite3.Connection:
    """The database in memory, where it can neither change a file nor look for one."""
    header = bytearray(data[:100])
    if len(header) > _READ_VERSION:
        header[_WRITE_VERSION : _READ_VERSION + 1] = _ROLLBACK * 2
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(bytes(header) + data[100:])
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for setting in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _only_reads(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
