"""SQLite's failures in the user's words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ..domain.errors import StudyError

_NOTHING_LOST = "Nothing was changed."
_MEANINGS = {
    "SQLITE_FULL": ("The disk is full.", "Free some space and do it again. " + _NOTHING_LOST),
    "SQLITE_READONLY": (
        "The study cannot be written to.",
        "Check the permissions of the file and its folder. " + _NOTHING_LOST,
    ),
    "SQLITE_BUSY": (
        "Another program is holding the study.",
        "Wait a moment and do it again. " + _NOTHING_LOST,
    ),
    "SQLITE_CANTOPEN": (
        "The study cannot be opened.",
        "Check that the file and its folder are there and yours to read and write.",
    ),
    "SQLITE_IOERR": (
        "The disk failed to read or write the study.",
        "Check the disk and its free space, then do it again. " + _NOTHING_LOST,
    ),
    "SQLITE_CORRUPT": (
        "The study file is damaged.",
        "Keep a copy of it as it is, and go back to a backup.",
    ),
    "SQLITE_NOTADB": ("The study file is damaged.", "Go back to a backup."),
}


@contextmanager
def told_as_study_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite reports as a `StudyError`; let programming errors through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(cause, "sqlite_errorname", "") or ""
        for known, (message, remedy) in _MEANINGS.items():
            if name.startswith(known):
                raise StudyError(f"{path}: {message}", remedy) from error
        raise
