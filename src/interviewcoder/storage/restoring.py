"""A study is put back to a backup: the backup is looked through, the present state kept, and one file takes the other's place.

It works where the study is missing or too damaged to be opened. A process that is killed leaves the old file or the new one.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ..domain.backup import BEFORE_RESTORE, Backup, Restored
from ..domain.errors import PassphraseError, StudyError
from .backups import Connect, make_from, trouble_in, trouble_with, write_copy
from .cipher import Key, Keys
from .engine import connect, error_name, marks, sqlite_errors
from .faults import told_as_study_errors
from .file_replacing import put_in_place, replacement
from .header import require_known, require_study, salt_of
from .new_files import new_study, sync_folder
from .open_files import is_open_here
from .presence import alone

_JOURNALS = ("-journal", "-wal", "-shm")
"""What SQLite may have left beside a file; it must not meet another file in its place."""
_UNREADABLE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@dataclass(frozen=True, slots=True)
class _Opener:
    """Opens files with what they begin with and the passphrase that there is, and empty ones with a key of their own."""

    keys: Keys | None
    new: Key | None = None

    def key(self, path: Path, salt: bytes) -> Key | None:
        if not salt:
            return None
        if self.keys is None:
            raise PassphraseError(f"{path} is encrypted.", "Give its passphrase.")
        return self.keys.of(salt)

    def __call__(self, path: Path, mode: str) -> sqlite3.Connection:
        salt = salt_of(path)
        return connect(path, mode, self.new if salt is None else self.key(path, salt))


def trouble_of(backup: Path, keys: Keys | None) -> str:
    """Why a backup cannot be gone back to; nothing if it is whole.

    Raises:
        PassphraseError: it is encrypted, and there is no passphrase.
    """
    try:
        require_study(backup)
    except StudyError as error:
        return error.message
    return trouble_with(backup, _Opener(keys))


def restore(study: Path, backup: Path, keys: Keys | None) -> Restored:
    """Put a study back to a backup, or to any other copy of it.

    Args:
        keys: open the backup and the study, if they are encrypted.

    Raises:
        PassphraseError: the backup is encrypted, and the passphrase is missing or not right.
        StudyError: the backup is damaged or of a newer schema, somebody has the study open, or a file cannot be written;
            the study is as it was.
    """
    place = study.resolve()
    if place.is_dir():
        raise StudyError(f"{study} is a folder.", "Give the path of a study's file.")
    if is_open_here(place):
        raise StudyError(f"{study} is open.", "Close it, and do it again.")
    with _looked_through(backup, keys) as (source, key), _alone(place) as descriptor:
        if descriptor is not None and os.path.samestat(os.fstat(descriptor), backup.stat()):
            raise StudyError(f"{backup} is the study itself.", "Give one of its backups.")
        with _present_kept(place, keys) as (before, aside), replacement(place) as copy:
            with _told_as_unwritable(copy):
                write_copy(source, copy, lambda path, mode: connect(path, mode, key))
            for ending in _JOURNALS:
                place.with_name(place.name + ending).unlink(missing_ok=True)
            put_in_place(copy, place, descriptor)
    return Restored(backup, before, aside)


def write_out(source: sqlite3.Connection, to: Path, connect_copy: Connect) -> None:
    """Write a study, which is in a transaction, to a file that is not there yet.

    Raises:
        StudyError: something is there, it cannot be written, or the study is damaged.
    """
    with new_study(to) as copy, _told_as_unwritable(to):
        write_copy(source, copy, connect_copy)


def restore_to(backup: Path, to: Path, keys: Keys | None) -> None:
    """Write a backup to a file that is not there yet, and leave the study as it is.

    Raises:
        PassphraseError, StudyError: as `restore`; or something is there.
    """
    with _looked_through(backup, keys) as (source, key):
        write_out(source, to, lambda path, mode: connect(path, mode, key))


@contextmanager
def _looked_through(
    backup: Path, keys: Keys | None
) -> Iterator[tuple[sqlite3.Connection, Key | None]]:
    """A connection to a backup that was found to be whole, in a transaction, and its key."""
    if is_open_here(backup):
        raise StudyError(f"{backup} is open as a study.", "Close it, and do it again.")
    key = _Opener(keys).key(backup, require_study(backup))
    with told_as_study_errors(backup):
        try:
            connection = connect(backup, "ro", key)
            told = marks(connection)
        except sqlite_errors() as error:
            if key is not None and error_name(error) == "SQLITE_NOTADB":
                raise PassphraseError(
                    f"{backup} does not open with this passphrase.",
                    "Type it again. If it is surely right, the backup is damaged.",
                ) from None
            raise
        with closing(connection):
            require_known(backup, *told)
            connection.execute("BEGIN")
            trouble = trouble_in(connection)
            if trouble:
                raise StudyError(
                    f"{backup} is damaged: {trouble}.", "Nothing was changed. Take another backup."
                )
            yield connection, key


@contextmanager
def _alone(place: Path) -> Iterator[int | None]:
    """Keep everybody from opening the study; None where there is none."""
    if not os.path.lexists(place):
        yield None
        return
    try:
        with alone(place) as descriptor:
            yield descriptor
    except OSError as error:
        raise StudyError(
            f"{place} cannot be replaced: {error.strerror}.",
            "Check the permissions of the file and its folder. Nothing was changed.",
        ) from error


@contextmanager
def _present_kept(place: Path, keys: Keys | None) -> Iterator[tuple[Backup | None, Path | None]]:
    """Keep what is there now: as a backup, or byte for byte where it cannot be read. Nobody writes to it meanwhile."""
    opener = _Opener(keys)

    @contextmanager
    def reading() -> Iterator[sqlite3.Connection]:
        # SQLite copies nothing through a connection that may write. Nor may the file be looked at past SQLite now:
        # that would let the lock go.
        with closing(connect(place, "ro", key)) as connection:
            connection.execute("BEGIN")
            yield connection

    present, key = _opened_whole(place, opener) if place.exists() else (None, None)
    if present is None:
        yield None, _put_aside(place)
        return
    opener = replace(opener, new=key)
    with closing(present):
        yield make_from(place, BEFORE_RESTORE, opener, reading, checked=True), None


def _opened_whole(place: Path, opener: _Opener) -> tuple[sqlite3.Connection | None, Key | None]:
    """A connection that holds the writers' lock, and its key; no connection where the file is damaged or does not open.

    Raises:
        StudyError: another program holds it, or the disk fails.
    """
    connection: sqlite3.Connection | None = None
    try:
        key = opener.key(place, require_study(place))
        connection = connect(place, "rw", key)
        require_known(place, *marks(connection))
        connection.execute("BEGIN IMMEDIATE")
        if not trouble_in(connection):
            return connection, key
    except StudyError:
        # It is no study that this program can read.
        pass
    except sqlite_errors() as error:
        if not error_name(error).startswith(_UNREADABLE):
            if connection is not None:
                connection.close()
            with told_as_study_errors(place):
                raise
    if connection is not None:
        connection.close()
    return None, None


def _put_aside(place: Path) -> Path | None:
    """Copy a damaged file beside itself, byte for byte, with what SQLite left of its last transaction."""
    there = [place.with_name(place.name + ending) for ending in ("", *_JOURNALS)]
    there = [one for one in there if one.exists()]
    if not there:
        return None
    aside = _free_name(place.with_name(f"{place.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"))
    for one in there:
        copy = aside.with_name(aside.name + one.name.removeprefix(place.name))
        try:
            descriptor = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as written, one.open("rb") as read:
                shutil.copyfileobj(read, written, 1 << 20)
                written.flush()
                os.fsync(descriptor)
        except OSError as error:
            copy.unlink(missing_ok=True)
            raise StudyError(
                f"The study as it is cannot be kept in {copy}: {error.strerror}.",
                "Nothing was changed. Make room, or make the folder writable.",
            ) from error
    sync_folder(place.parent)
    return aside


def _free_name(plain: Path) -> Path:
    number, name = 1, plain
    while os.path.lexists(name):
        number += 1
        name = plain.with_name(f"{plain.name}.{number}")
    return name


@contextmanager
def _told_as_unwritable(copy: Path) -> Iterator[None]:
    try:
        yield
    except sqlite_errors() as error:
        raise StudyError(
            f"{copy} cannot be written: {error}.", "Nothing was changed. Make room there."
        ) from error
