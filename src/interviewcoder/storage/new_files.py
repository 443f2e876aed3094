"""Files that get their name once they are whole and safe on disk, so that nobody finds half of one under it."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..domain.errors import StudyError

SCRATCH = ".interviewcoder-"
"""How the names of files and folders begin that are there only while something is written."""
_LASTS = 3600
"""Seconds after which nobody can be writing it any more."""


@contextmanager
def unnamed(folder: Path) -> Iterator[Path]:
    """An empty file that only its owner can read, gone in the end unless it got a name.

    What processes that were killed left behind in the folder goes as well.

    Raises:
        OSError: it cannot be made, or whatever is done to it within fails.
    """
    discard_left_behind(folder)
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=SCRATCH)
    os.close(descriptor)
    file = Path(name)
    try:
        yield file
    finally:
        discard(file)


@contextmanager
def new_study(path: Path) -> Iterator[Path]:
    """An empty file that becomes a study of this name once it is filled; a failure leaves nothing.

    Raises:
        StudyError: there is one of the name, or its folder is missing or cannot be written.
    """
    try:
        if os.path.lexists(path):
            raise FileExistsError(path)
        with unnamed(path.parent) as file:
            yield file
            name_new(file, path)
    except FileExistsError:
        raise StudyError(
            f"{path} exists already.", "Open it, or choose another name for the study."
        ) from None
    except FileNotFoundError:
        raise StudyError(f"The folder {path.parent} does not exist.", "Create it first.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not a path"
        raise StudyError(
            f"{path} cannot be created: {why}.", "Choose a folder that you can write to."
        ) from None


def make_empty(file: Path) -> None:
    """Make a file that only its owner can read.

    Raises:
        OSError: there is one, or it cannot be made.
    """
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def fill(file: Path, content: bytes, permissions: int | None = None) -> None:
    """Write an empty file, safe on disk.

    Args:
        permissions: what it gets; None leaves them.

    Raises:
        OSError: it cannot be written.
    """
    with file.open("wb") as written:
        written.write(content)
        written.flush()
        if permissions is not None and hasattr(os, "fchmod"):
            os.fchmod(written.fileno(), permissions)
        os.fsync(written.fileno())


def discard(file: Path) -> None:
    """Remove a file that was not finished, and what SQLite left of a transaction in it; without a word if that fails."""
    for rest in (file, file.with_name(f"{file.name}-journal")):
        with suppress(OSError):
            rest.unlink(missing_ok=True)


def replace(file: Path, place: Path) -> None:
    """Name a file, in the place of one that may be there; safe on disk.

    Raises:
        OSError: it cannot be done.
        StudyError: it is done, and may not last.
    """
    os.replace(file, place)
    try:
        sync_folder(place.parent)
    except OSError as error:
        raise StudyError(
            f"{place}: It is done, but the disk failed to make it safe: {error.strerror}.",
            "A power cut could still take it back. Check the disk.",
        ) from error


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


def left_behind(folder: Path, seconds: float = _LASTS) -> Iterator[Path]:
    """What processes that were killed left unfinished in a folder, and nobody has written to for some time."""
    for rest in folder.glob(f"{SCRATCH}*"):
        with suppress(FileNotFoundError):
            if rest.lstat().st_mtime < time.time() - seconds:
                yield rest


def discard_left_behind(folder: Path, seconds: float = _LASTS) -> None:
    """Remove what processes that were killed left in a folder; without a word if that fails."""
    with suppress(OSError):
        for rest in left_behind(folder, seconds):
            with suppress(OSError):
                if rest.is_dir() and not rest.is_symlink():
                    # A recovery's copy of a damaged study.
                    shutil.rmtree(rest)
                else:
                    rest.unlink()
