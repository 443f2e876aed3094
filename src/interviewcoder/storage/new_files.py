"""Files that get their name once they are whole and safe on disk, so that nobody finds half of one under it."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = ".interviewcoder-"
_LEFT_BEHIND = 3600
"""Seconds after which nobody can be writing an unnamed file any more."""


@contextmanager
def unnamed(folder: Path) -> Iterator[Path]:
    """An empty file that only its owner can read, gone in the end unless it got a name.

    What processes that were killed left behind in the folder goes as well.

    Raises:
        OSError: it cannot be made, or whatever is done to it within fails.
    """
    discard_left_behind(folder)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=_PREFIX)
    os.close(descriptor)
    file = Path(name)
    try:
        yield file
    finally:
        for rest in (file, file.with_name(f"{file.name}-journal")):
            with suppress(OSError):
                rest.unlink(missing_ok=True)


def replace(file: Path, place: Path) -> None:
    """Name a file, in the place of one that may be there; safe on disk.

    Raises:
        OSError: it cannot be done.
    """
    os.replace(file, place)
    sync_folder(place.parent)


def name_new(file: Path, place: Path) -> None:
    """Name a file where there is none yet; safe on disk.

    Raises:
        FileExistsError: there is one.
        OSError: it cannot be done.
    """
    try:
        os.link(file, place)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no second names.
        if os.path.lexists(place):
            raise FileExistsError(place) from None
        os.rename(file, place)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Have the folder's list of files safe on disk, where the system lets one open a folder.

    Raises:
        OSError: the disk fails.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot do this for folders.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def discard_left_behind(folder: Path, seconds: float = _LEFT_BEHIND) -> None:
    """Remove what processes that were killed left unnamed in a folder, and nobody has written to for some time."""
    with suppress(OSError):
        for rest in folder.glob(f"{_PREFIX}*"):
            with suppress(OSError):
                if rest.lstat().st_mtime >= time.time() - seconds:
                    continue
                if rest.is_dir() and not rest.is_symlink():
                    # A recovery's copy of a damaged study.
                    shutil.rmtree(rest)
                else:
                    rest.unlink()
