"""The folder beside a study that its backups lie in, and what is in it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..domain.backup import Backup, named_backup
from .new_files import discard, make_empty, sync_folder

ENDING = ".backups"
"""What follows the study's name in the name of the folder."""
UNFINISHED = ".making"
"""What a backup is called until it is known to be whole."""


def folder_of(study: Path) -> Path:
    """Where the backups of a study lie: beside the file itself, by whatever link it was opened."""
    place = study.resolve()
    return place.with_name(place.name + ENDING)


def list_backups(study: Path) -> list[Backup]:
    """The backups that the program made of a study, the newest first. Other files in the folder are nobody's matter.

    Raises:
        OSError: the folder cannot be read.
    """
    found: list[Backup] = []
    with suppress(FileNotFoundError), os.scandir(folder_of(study)) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                if entry.is_file(follow_symlinks=False):
                    named = named_backup(Path(entry.path), entry.stat().st_size)
                    found += [] if named is None else [named]
    return sorted(found, key=lambda one: -one.number)


def made(folder: Path) -> Path:
    """The folder, which only its owner can enter, made where there is none.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)
    # Whose folder a link leads to is not known: it is somebody else's to close.
    if os.name == "posix" and not folder.is_symlink() and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Have the folder alone, among the instances of this program; waits for whoever has it.

    So what is unfinished there was left by a process that was killed, and nothing is put there while backups are
    deleted for good. The lock ends with the process. Where the system has none, nobody waits.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def discard_begun(study: Path) -> None:
    """Remove the backup that a process was making when it was killed."""
    folder = folder_of(study)
    with suppress(OSError), held(folder):
        discard(folder / UNFINISHED)


def begun(folder: Path) -> Path:
    """An empty file for a backup until it is known to be whole; the folder is held, so what is there goes."""
    name = folder / UNFINISHED
    discard(name)
    make_empty(name)
    return name
