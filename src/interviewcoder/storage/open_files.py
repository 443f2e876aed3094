"""Which study files this process has open.

On POSIX a process loses all its locks on a file as soon as it closes any descriptor of it, so a file that SQLite
holds here must not be opened and closed past SQLite: another process could then write in the midst of a change.
"""

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

FileKey = tuple[int, int]
"""A file's device and inode, the same under all of its names."""

_guard = threading.Lock()
_held: Counter[FileKey] = Counter()


def hold(path: Path, look: Callable[[Path], None] | None = None) -> FileKey:
    """Note that a file is open here, after a look at its bytes unless it was open already."""
    with _guard:
        if look is not None and not _is_held(path):
            look(path)
        status = path.stat()
        key = (status.st_dev, status.st_ino)
        _held[key] += 1
        return key


def let_go(key: FileKey) -> None:
    """Note that a file was closed once."""
    with _guard:
        _held[key] -= 1
        if _held[key] <= 0:
            del _held[key]


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open as a study."""
    with _guard:
        return _is_held(path)


def _is_held(path: Path) -> bool:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return False
    return (status.st_dev, status.st_ino) in _held
