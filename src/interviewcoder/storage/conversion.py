"""A study's file is replaced by one that holds the same, encrypted, decrypted, or encrypted with another passphrase.

The new file is written beside the old one, compared with it row by row, and put in its place by one rename, all while nobody else
can open or change the study. A process that is killed leaves the old file or the new one, and never half of one.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from ..domain.errors import PassphraseError, StudyError
from .cipher import NO_KEY, Key, Keys, driver
from .engine import connect, error_name, marks, sqlite_errors
from .faults import told_as_study_errors
from .file_replacing import put_in_place, replacement
from .header import require_known, require_study, salt_of
from .open_files import is_open_here
from .presence import alone

Digest = dict[str, str]
"""Of every table, view, index and trigger: what it is and holds."""

_BLOCK = 1 << 20


def convert(path: Path, old: Keys | None, new: Keys | None) -> bool:
    """Replace a study, or a backup of one, that nobody has open.

    Args:
        old: opens the file as it is; None for a plain one.
        new: opens the file as it will be; None for a plain one.

    Returns:
        whether no plain bytes stay behind under another name of the file. What was plain is overwritten in place; a
        disk may keep older blocks all the same.

    Raises:
        PassphraseError: it does not open with the old keys.
        StudyError: it is no study, is damaged, is open somewhere, or the new file cannot be written; the old one is
            as it was.
    """
    driver()
    place = path.resolve()
    salt = _salt_of_closed(place)
    if salt and old is None:
        raise PassphraseError(f"{path} is encrypted.", "Give its passphrase.")
    before = old.of(salt) if salt and old else NO_KEY
    after = new.fresh() if new else NO_KEY
    with told_as_study_errors(path), alone(place) as descriptor:
        with closing(connect(place, "rw", before)) as holding:
            require_known(path, *marks(holding))
            holding.execute("BEGIN IMMEDIATE")
            with replacement(place) as copy:
                _write(copy, after, holding, place, before)
                _require_same(copy, after, holding)
                put_in_place(copy, place, descriptor)
        return bool(salt) or _overwritten(descriptor)


def opens(path: Path, keys: Keys | None) -> bool:
    """Whether a file that nobody has open opens with these keys; None for a plain one.

    Raises:
        StudyError: it is no study, is damaged, or is open here.
    """
    salt = _salt_of_closed(path)
    if not salt or keys is None:
        return not salt and keys is None
    with told_as_study_errors(path):
        try:
            with closing(connect(path, "ro", keys.of(salt))) as connection:
                connection.execute("PRAGMA user_version").fetchone()
        except sqlite_errors() as error:
            if error_name(error) == "SQLITE_NOTADB":
                return False
            raise
    return True


def _salt_of_closed(path: Path) -> bytes:
    if is_open_here(path):
        raise StudyError(f"{path} is open.", "Close it, and do it again.")
    return require_study(path)


def _write(copy: Path, after: Key, holding: sqlite3.Connection, place: Path, before: Key) -> None:
    """Fill the new file through a connection of its own, which may attach one."""
    application, version = marks(holding)
    with closing(connect(place, "ro", before)) as connection:
        connection.execute(f"ATTACH ? AS copy KEY {after.literal}", (os.fspath(copy),))
        connection.execute("PRAGMA copy.synchronous=EXTRA")
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('copy')").fetchall()
        connection.execute(f"PRAGMA copy.application_id = {application}")
        connection.execute(f"PRAGMA copy.user_version = {version}")
        connection.execute("COMMIT")


def _require_same(copy: Path, after: Key, holding: sqlite3.Connection) -> None:
    """See that the new file is whole and holds what the old one holds.

    Raises:
        StudyError: it is not or does not.
    """
    with closing(connect(copy, "ro", after)) as connection:
        whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        if after is not NO_KEY:
            whole = whole and not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        same = marks(connection) == marks(holding) and _digest(connection) == _digest(holding)
    if not (whole and same) or salt_of(copy) != after.salt:
        raise StudyError(
            "The new file does not hold what the old one holds.",
            "Nothing was changed. Look for damage with: interviewcoder check",
        )


def _digest(connection: sqlite3.Connection) -> Digest:
    told: Digest = {}
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    connection.text_factory = bytes
    try:
        for kind, name, table, sql in rows:
            digest = hashlib.sha256(repr((kind, name, table, sql)).encode())
            if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"):
                # In the order of the rows' own keys, which an index could change.
                quoted = str(name).replace('"', '""')
                for row in connection.execute(f'SELECT * FROM "{quoted}" NOT INDEXED'):
                    digest.update(repr(row).encode())
            told[f"{kind} {name}"] = digest.hexdigest()
    finally:
        connection.text_factory = str
    return told


def _overwritten(descriptor: int) -> bool:
    """Write zeros over a file that has lost its name; one that has another name stays as it is.

    Raises:
        StudyError: the disk refuses.
    """
    status = os.fstat(descriptor)
    if status.st_nlink:
        return False
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        left = status.st_size
        while left > 0:
            left -= os.write(descriptor, bytes(min(left, _BLOCK)))
        os.fsync(descriptor)
    except OSError as error:
        raise StudyError(
            f"It is done, but the old file could not be overwritten: {error.strerror}.",
            "What was plain may still be found on the disk. Check the disk.",
        ) from error
    return True
