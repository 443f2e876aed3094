"""Making backups: a copy by SQLite itself, compared with the study, safe on disk, and only then named and counted."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.backup import Backup, backup_name, kept, named_backup
from ..domain.errors import StudyError
from .backup_folder import begun, folder_of, held, list_backups, made
from .engine import driver_of, error_name, marks, sqlite_errors
from .header import APPLICATION_ID, SCHEMA_VERSION
from .new_files import discard, sync_folder
from .study_state import StudyState, state_of

if TYPE_CHECKING:
    from .study_file import StudyFile

Connect = Callable[[Path, str], sqlite3.Connection]
"""Opens a copy of a study, as `StudyFile.connect` does."""

Reading = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""Gives a connection to the study, in a transaction."""

_READ_ERRORS = (ValueError, TypeError, MemoryError)
"""What reading a damaged file raises besides SQLite's own errors; SQLCipher has no memory for pages that it cannot open."""


def make(file: "StudyFile", reason: str, *, checked: bool = False, damaged: bool = False) -> Backup:
    """Make a backup of an open study, unless its newest one holds the same; older ones are thinned afterwards.

    Args:
        checked: whether a newest one that holds the same is looked through before it is taken for good.
        damaged: whether a study that is not whole is kept as it is, since it is about to be rewritten.

    Returns:
        the backup that holds the study as it is.

    Raises:
        StudyError: it could not be made, or the study is damaged; no older one is gone then.
    """
    return make_from(
        file.path,
        reason,
        file.connect,
        lambda: driver_connection(file),
        checked=checked,
        damaged=damaged,
    )


@contextmanager
def driver_connection(file: "StudyFile") -> Iterator[sqlite3.Connection]:
    """SQLite's own connection to an open study, in a transaction."""
    with file.reading() as connection:
        yield driver_of(connection)


def make_from(
    study: Path,
    reason: str,
    connect: Connect,
    reading: Reading,
    *,
    checked: bool = False,
    damaged: bool = False,
) -> Backup:
    """Make a backup of a study as `make` does, by a connection to it that somebody has."""
    folder = folder_of(study)
    try:
        with held(made(folder)), reading() as connection:
            there = list_backups(study)
            if there and _holds(there[0], connection, connect, checked):
                return there[0]
            return _make(folder, there, reason, connect, connection, damaged)
    except sqlite_errors(OSError) as error:
        raise _not_made(folder, _why(error)) from error


def _holds(backup: Backup, connection: sqlite3.Connection, connect: Connect, checked: bool) -> bool:
    state = state_of(connection)
    if not state.entry or state != state_in(backup, connect):
        return False
    return not checked or not trouble_with(backup.path, connect)


def _make(
    folder: Path,
    there: list[Backup],
    reason: str,
    connect: Connect,
    connection: sqlite3.Connection,
    damaged: bool,
) -> Backup:
    copy = begun(folder)
    try:
        write_copy(connection, copy, connect, damaged=damaged)
        name = backup_name(there[0].number + 1 if there else 1, datetime.now(UTC), reason)
        size = copy.stat().st_size
        copy.rename(folder / name)
        sync_folder(folder)
    finally:
        discard(copy)
    backup = named_backup(folder / name, size)
    assert backup is not None
    _thin([backup, *there])
    return backup


def _thin(backups: list[Backup]) -> None:
    stay = kept(backups)
    for backup in backups:
        if backup.number not in stay:
            # One too many is no trouble; it goes the next time.
            with suppress(OSError):
                backup.path.unlink()


def write_copy(
    connection: sqlite3.Connection, copy: Path, connect: Connect, *, damaged: bool = False
) -> None:
    """Write a study to an empty file, and see that it is whole and holds the same; safe on disk.

    Args:
        connection: to the study, in a transaction.
        connect: opens the copy, with the key that it should have.
        damaged: whether the copy of a study that is not whole may be as little so.

    Raises:
        StudyError: the study is damaged, or the copy does not hold what it holds.
        OSError, sqlite3.Error: it cannot be written.
    """
    holds = _contents(connection)
    with closing(connect(copy, "rw")) as target:
        # A copy that is not finished is thrown away, so it needs no way back.
        target.execute("PRAGMA journal_mode=OFF")
        connection.backup(target)
    with closing(connect(copy, "ro")) as again:
        trouble = trouble_in(again)
        if damaged and trouble and trouble_in(connection):
            trouble = ""
        if not trouble and _contents(again) != holds:
            trouble = "the copy does not hold what the study holds"
    if trouble:
        raise _not_made(copy.parent, trouble)
    with copy.open("rb+") as written:
        os.fsync(written.fileno())


def _contents(connection: sqlite3.Connection) -> tuple[object, ...]:
    """What a copy must have in common with the study: marks, schema, the number of rows of each table, the texts."""
    schema = connection.execute(
        "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    ).fetchall()
    counts = [
        (name, *connection.execute(f'SELECT count(*) FROM "{name}"').fetchone())
        for kind, name, sql in schema
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
    ]
    texts = connection.execute("SELECT sha256 FROM source_text ORDER BY sha256").fetchall()
    return marks(connection), schema, counts, texts, state_of(connection)


def trouble_with(copy: Path, connect: Connect) -> str:
    """Why a closed copy of a study is not to be trusted; nothing if it is whole."""
    try:
        with closing(connect(copy, "ro")) as connection:
            return trouble_in(connection)
    except sqlite_errors(OSError) as error:
        return _unreadable(error)


def trouble_in(connection: sqlite3.Connection) -> str:
    """Why a copy of a study is not to be trusted; nothing if it is whole."""
    try:
        application, schema = marks(connection)
        if application != APPLICATION_ID:
            return "it is no study"
        if schema > SCHEMA_VERSION:
            return "a newer interviewcoder made it"
        (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if told != "ok":
            return "its pages are damaged"
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            return "rows point to nothing"
        texts = connection.execute("SELECT sha256, CAST(text AS BLOB) FROM source_text")
        if any(hashlib.sha256(words).hexdigest() != sha256 for sha256, words in texts):
            return "a text is not what it was"
    except sqlite_errors(*_READ_ERRORS) as error:
        return _unreadable(error)
    return ""


def _unreadable(error: Exception) -> str:
    return f"it cannot be read ({error_name(error) or type(error).__name__})"


def state_in(backup: Backup, connect: Connect) -> StudyState | None:
    """How far the study was when a backup was made; None where that cannot be read."""
    with (
        suppress(*sqlite_errors(OSError, *_READ_ERRORS)),
        closing(connect(backup.path, "ro")) as connection,
    ):
        return state_of(connection)
    return None


def _why(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)


def _not_made(folder: Path, why: str) -> StudyError:
    return StudyError(
        f"No backup could be made in {folder}: {why}.",
        "Make room there, or see what is wrong with: interviewcoder check",
    )
