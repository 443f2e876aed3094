"""SQLite's failures in the user's words."""

from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ..domain.errors import StudyError
from .engine import error_name, sqlite_errors
from .header import WAYS_OUT

DAMAGED = "The study file is damaged."
DAMAGED_REMEDY = WAYS_OUT
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
    "SQLITE_CORRUPT": (DAMAGED, DAMAGED_REMEDY),
    "SQLITE_NOTADB": (DAMAGED, DAMAGED_REMEDY),
    "SQLITE_CONSTRAINT_FOREIGNKEY": (
        "Something that this is about is not in the study any more.",
        "Look at the study again. " + _NOTHING_LOST,
    ),
}
_UNDECODABLE = "Could not decode to UTF-8"


@contextmanager
def told_as_study_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite reports as a `StudyError`; let programming errors through."""
    try:
        yield
    except (UnicodeDecodeError, JSONDecodeError):  # They hold the damaged text.
        raise StudyError(f"{path}: {DAMAGED}", DAMAGED_REMEDY) from None
    except MemoryError:  # SQLCipher also says so of a page that it cannot open.
        raise StudyError(
            f"{path}: The study file is damaged, or the memory ran out.", DAMAGED_REMEDY
        ) from None
    except sqlite_errors(DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        name = error_name(error)
        for known, (message, remedy) in _MEANINGS.items():
            if name.startswith(known):
                raise StudyError(f"{path}: {message}", remedy) from error
        if str(cause).startswith(_UNDECODABLE):  # Its message quotes the damaged text.
            raise StudyError(f"{path}: {DAMAGED}", DAMAGED_REMEDY) from None
        raise
