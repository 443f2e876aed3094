"""Which study files this process has open.

On POSIX a process loses all its locks on a file as soon as it closes any descriptor of it, so a file that SQLite
holds here must not be opened and closed past SQLite: another process could then write in the midst of a change.
"""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import presence

FileKey = tuple[int, int]
"""A file's device and inode, the same under all of its names."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is open here: which, and the salt that it begins with if it is encrypted."""

    key: FileKey
    salt: bytes


@dataclass(slots=True)
class _Held:
    salt: bytes
    mark: int
    """The descriptor that tells other processes."""
    times: int = 0


_guard = threading.Lock()
_held: dict[FileKey, _Held] = {}


def hold(path: Path, look: Callable[[Path], bytes]) -> OpenFile:
    """Note that a file is open here.

    Args:
        look: takes a look at its bytes, unless it was open already, and returns its salt.

    Raises:
        StudyError: the look finds something wrong, or another process is rewriting the file.
    """
    with _guard:
        if _is_held(path):
            key = _key(path.stat())
        else:
            salt = look(path)
            mark = presence.enter(path)
            key = _key(os.fstat(mark))
            _held[key] = _Held(salt, mark)
        held = _held[key]
        held.times += 1
        return OpenFile(key, held.salt)


def let_go(file: OpenFile) -> None:
    """Note that a file was closed once."""
    with _guard:
        held = _held[file.key]
        held.times -= 1
        if held.times <= 0:
            del _held[file.key]
            os.close(held.mark)


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open as a study."""
    with _guard:
        return _is_held(path)


def is_in_place(path: Path, file: OpenFile) -> bool:
    """Whether a path still leads to the file that was opened there."""
    try:
        return _key(path.stat()) == file.key
    except (OSError, ValueError):
        return False


def _is_held(path: Path) -> bool:
    try:
        return _key(path.stat()) in _held
    except (OSError, ValueError):
        return False


def _key(status: os.stat_result) -> FileKey:
    return (status.st_dev, status.st_ino)
