"""The first hundred bytes of a study file: what it is and which schema it has, before SQLite touches it."""

import os
import struct
from pathlib import Path

from ..domain.errors import StudyError

APPLICATION_ID = 0x49436472
"""`ICdr` in a SQLite header: this file is an interviewcoder study."""

SCHEMA_VERSION = 3
"""Kept in `PRAGMA user_version`."""

_MAGIC = b"SQLite format 3\x00"


def make_empty_file(path: Path) -> None:
    """Create an empty file that only its owner can read.

    Raises:
        StudyError: it exists, or its folder is missing or cannot be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StudyError(
            f"{path} exists already.", "Open it, or choose another name for the study."
        ) from None
    except FileNotFoundError:
        raise StudyError(f"The folder {path.parent} does not exist.", "Create it first.") from None
    except (OSError, ValueError) as error:
        raise StudyError(
            f"{path} cannot be created: {_reason(error)}.", "Choose a folder that you can write to."
        ) from None


def require_study(path: Path) -> None:
    """See that a file is a study whose schema this program knows.

    Raises:
        StudyError: there is no such file, it is not a study, or a newer program made it.
    """
    try:
        if not path.is_file():
            wrong = "is a folder, not a study" if path.is_dir() else "does not exist"
            raise StudyError(
                f"{path} {wrong}.", f"Create a study with: interviewcoder new {path.name}"
            )
        with path.open("rb") as file:
            header = file.read(100)
    except (OSError, ValueError) as error:
        raise StudyError(
            f"{path} cannot be read: {_reason(error)}.", "Check its name and permissions."
        ) from None
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StudyError(
            f"{path} is not an interviewcoder study.", "Give the path of a .study file."
        )
    (version,) = struct.unpack(">I", header[60:64])
    (application,) = struct.unpack(">I", header[68:72])
    if application != APPLICATION_ID:
        raise StudyError(
            f"{path} is a database of another program.", "Give the path of a .study file."
        )
    if version > SCHEMA_VERSION:
        raise StudyError(
            f"{path} was made by a newer interviewcoder (schema {version}; this one knows "
            f"{SCHEMA_VERSION}).",
            "Upgrade with: pip install --upgrade interviewcoder",
        )


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or "not a path"
