"""A private copy of a damaged study, so that nothing here ever writes to the file itself."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ...domain.errors import StudyError
from ..cipher import SALT_BYTES, Keys
from ..engine import connect, sqlite_errors
from ..header import MAGIC
from ..new_files import SCRATCH

_BLOCK = 1 << 20
_SECTOR = 4096
_BESIDE = ("-journal", "-wal")
_COPY = "damaged.study"


@contextmanager
def states_of(path: Path, folder: Path, keys: Keys | None) -> Iterator[list[bytes]]:
    """The bytes of a study, in a list; where a change was broken off, first as they are once it is taken back.

    Args:
        folder: where a copy may be made meanwhile, readable by the user only.
        keys: open the file if it is encrypted.

    Raises:
        OSError: there is no room for a copy, or the file cannot be opened.
    """
    scratch = Path(tempfile.mkdtemp(dir=folder, prefix=SCRATCH))
    try:
        copy = scratch / _COPY
        beside = [end for end in _BESIDE if path.with_name(path.name + end).is_file()]
        _copy(path, copy)
        states = [copy.read_bytes()]
        if beside:
            for end in beside:
                _copy(path.with_name(path.name + end), copy.with_name(copy.name + end))
            with suppress(*sqlite_errors(StudyError)):
                _settle(copy, keys)
            settled = copy.read_bytes()
            if settled != states[0]:
                states.insert(0, settled)
        yield states
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _settle(copy: Path, keys: Keys | None) -> None:
    """Have SQLite take back what was broken off; any read does that."""
    with copy.open("rb") as file:
        start = file.read(SALT_BYTES)
    key = None if keys is None or start == MAGIC else keys.of(start)
    with closing(connect(copy, "rw", key)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _copy(path: Path, copy: Path) -> None:
    """Copy bytes; what the disk cannot read any more becomes zeros."""
    source = os.open(path, os.O_RDONLY)
    try:
        length = os.fstat(source).st_size
        target = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(target, "wb") as file:
            for start in range(0, length, _BLOCK):
                file.write(_read(source, start, min(_BLOCK, length - start)))
    finally:
        os.close(source)


def _read(source: int, start: int, length: int) -> bytes:
    try:
        return os.pread(source, length, start).ljust(length, b"\x00")
    except OSError:
        if length <= _SECTOR:
            return bytes(length)
        return b"".join(
            _read(source, at, min(_SECTOR, start + length - at))
            for at in range(start, start + length, _SECTOR)
        )
