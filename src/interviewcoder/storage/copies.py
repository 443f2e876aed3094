"""The files beside a study that hold it as well: its backups, and copies from before upgrades and repairs."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from ..domain.backup import named_backup
from ..domain.errors import StudyError
from .backup_folder import UNFINISHED, folder_of
from .engine import sqlite_errors
from .header import APPLICATION_ID, first_page, looks_random, plain_marks
from .open_files import is_open_here
from .study_file import StudyFile

_BESIDE = ("schema-", "damaged-", "before-")
"""What follows the study's name and a dot in the names of copies beside it."""
_COMPANIONS = ("-journal", "-wal", "-shm")
_WORDS = (
    "SELECT name FROM participant",
    "SELECT name FROM source",
    "SELECT CAST(text AS TEXT) FROM source_text",
)
_READ_ERRORS = (OSError, ValueError, TypeError, StudyError)


def likely_copies(path: Path) -> list[Path]:
    """What may be a copy of a study: every file among its backups, and those that are named like copies beside it."""
    return [*_among_backups(path), *_beside(path)]


def copies_of(file: StudyFile) -> list[Path]:
    """The files that are copies of an open study.

    Among the backups these are those that the program named, what was left unfinished, and others that hold the same
    study. Whatever else somebody keeps there is none, and so is no other study: the folder may be a link.
    """
    guid = file.guid()
    found = [one for one in _among_backups(file.path) if _is_copy(one, file, guid)]
    return [*found, *_beside(file.path)]


def words_in(path: Path, file: StudyFile) -> Iterator[str]:
    """Names and texts in another file that is a study, which opens without a passphrase or with that of this one.

    Nothing, where it is none, cannot be read or is open.
    """
    with suppress(*sqlite_errors(*_READ_ERRORS)), ExitStack() as stack:
        connection = _opened(path, file)
        if connection is None:
            return
        stack.enter_context(closing(connection))
        for asked in _WORDS:
            for (words,) in connection.execute(asked):
                yield str(words)


def _among_backups(path: Path) -> list[Path]:
    folder = folder_of(path)
    return [one for one in sorted(folder.rglob("*")) if _is_file(one)] if folder.is_dir() else []


def _beside(path: Path) -> Iterator[Path]:
    # A name may hold what is special in patterns.
    place = path.resolve()
    begins = tuple(f"{place.name}.{what}" for what in _BESIDE)
    for one in sorted(place.parent.iterdir()):
        if one.name.startswith(begins) and _is_file(one):
            yield one


def _is_file(path: Path) -> bool:
    return path.is_file() or path.is_symlink()


def _is_copy(path: Path, file: StudyFile, guid: str) -> bool:
    for ending in _COMPANIONS:
        if path.name.endswith(ending):
            path = path.with_name(path.name.removesuffix(ending))
    if path.name == UNFINISHED:
        return True
    held = _guid_in(path, file)
    if held is not None:
        return held == guid
    return named_backup(path, 0) is not None or _is_damaged_study(path)


def _guid_in(path: Path, file: StudyFile) -> str | None:
    """Which study a file holds; None where that cannot be read."""
    with suppress(*sqlite_errors(*_READ_ERRORS)):
        connection = _opened(path, file)
        if connection is not None:
            with closing(connection):
                return str(connection.execute("SELECT guid FROM study").fetchone()[0])
    return None


def _opened(path: Path, file: StudyFile) -> sqlite3.Connection | None:
    """A connection to a file that looks like a study, plain or encrypted as this one; None for another, or one that is open."""
    if is_open_here(path):
        return None
    page = first_page(path)
    told = plain_marks(page)
    if told is not None:
        return file.connect(path, "ro") if told[0] == APPLICATION_ID else None
    return file.connect(path, "ro") if file.encrypted and looks_random(page) else None


def _is_damaged_study(path: Path) -> bool:
    with suppress(OSError):
        told = plain_marks(first_page(path))
        return told is not None and told[0] == APPLICATION_ID
    return False
