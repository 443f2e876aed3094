"""Whether another process has a study open, although it may not be reading or writing just now.

Everybody who has a study open holds a shared lock on one byte far behind its end, where SQLite locks nothing; who wants to put
another file in its place takes that byte alone. The locks belong to a descriptor and not to the process (Linux's
"open file description" locks), so SQLite's own do not mix with them, and they end with the process. Other systems lack them: there
an instance finds out at its next change that its file is no longer in its place.
"""

import errno
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..domain.errors import StudyError

_BYTE = 1 << 62
_TAKEN = (errno.EAGAIN, errno.EACCES)


def enter(path: Path) -> int:
    """Mark a study as open; the mark stays until the descriptor that is returned is closed.

    Raises:
        StudyError: somebody is putting another file in its place.
    """
    descriptor = os.open(path, os.O_RDONLY)
    if not _locked(descriptor, alone=False):
        os.close(descriptor)
        raise StudyError(
            f"{path} is being encrypted, decrypted or restored.",
            "Wait until that is done, and open it then.",
        )
    return descriptor


@contextmanager
def alone(path: Path) -> Iterator[int]:
    """Keep everybody from opening a study; gives a descriptor of its file.

    Raises:
        StudyError: somebody has it open.
    """
    descriptor = os.open(path, os.O_RDWR)
    try:
        if not _locked(descriptor, alone=True):
            raise StudyError(
                f"{path} is open in another window or program.", "Close it there, and do it again."
            )
        yield descriptor
    finally:
        os.close(descriptor)


def _locked(descriptor: int, *, alone: bool) -> bool:
    """Whether the byte could be locked, or the system knows no such locks."""
    if sys.platform != "linux" or struct.calcsize("P") != 8:
        return True
    import fcntl

    kind = fcntl.F_WRLCK if alone else fcntl.F_RDLCK
    lock = struct.pack("hhqqi4x", kind, os.SEEK_SET, _BYTE, 1, 0)
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, lock)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
