"""The first bytes of a study file: what it is and which schema it has, before SQLite touches it.

An encrypted study shows only random bytes; what it is can be asked once it is unlocked.
"""

import struct
from collections import Counter
from pathlib import Path

from ..domain.errors import StudyError
from .cipher import SALT_BYTES, driver

APPLICATION_ID = 0x49436472
"""`ICdr` in a SQLite header: this file is an interviewcoder study."""

SCHEMA_VERSION = 5
"""Kept in `PRAGMA user_version`."""

WAYS_OUT = (
    "'interviewcoder restore STUDY' goes back to a backup; 'interviewcoder recover STUDY --to NEW' saves what the "
    "file still holds to a new one."
)
"""What helps with a damaged study; neither loses what the damaged file holds."""

MAGIC = b"SQLite format 3\x00"
"""What a plain file begins with."""
_PAGE = 4096
_RANDOM_FROM = 240
"""Different bytes on a page from which on it looks random: 256 are to be expected, in text there are some 60."""
_COMMON_FROM = 64
"""Times that one byte is on a page from which on it does not look random: 16 are to be expected, of zeros in a plain study many."""


def require_study(path: Path) -> bytes:
    """See that a file is a study whose schema this program knows, or looks like an encrypted one.

    Returns:
        the salt that an encrypted file begins with; nothing for a plain one.

    Raises:
        StudyError: there is no such file, it is not a study, a newer program made it, or it looks encrypted and
            the extra for that is missing.
    """
    try:
        if not path.is_file():
            wrong = "is a folder, not a study" if path.is_dir() else "does not exist"
            raise StudyError(
                f"{path} {wrong}.", f"Create a study with: interviewcoder new {path.name}"
            )
        page = first_page(path)
    except (OSError, ValueError) as error:
        raise StudyError(
            f"{path} cannot be read: {_reason(error)}.", "Check its name and permissions."
        ) from None
    told = plain_marks(page)
    if told is not None:
        require_known(path, *told)
        return b""
    if not _looks_encrypted(path, page):
        raise StudyError(
            f"{path} is not an interviewcoder study.",
            "Give the path of a .study file." + _if_it_was_one(path),
        )
    try:
        driver()
    except StudyError as error:
        raise StudyError(f"{path} may be an encrypted study.", error.remedy) from None
    return page[:SALT_BYTES]


def plain_marks(page: bytes) -> tuple[int, int] | None:
    """The application and the schema that the first page of a plain file tells; None for any other file."""
    if not page.startswith(MAGIC) or len(page) < 100:
        return None
    (version,) = struct.unpack(">I", page[60:64])
    (application,) = struct.unpack(">I", page[68:72])
    return application, version


def _if_it_was_one(path: Path) -> str:
    return f" If it was one, it is damaged: {WAYS_OUT}" if path.suffix == ".study" else ""


def require_known(path: Path, application: int, version: int) -> None:
    """See that a database is a study, and of a schema that this program knows.

    Raises:
        StudyError: it is not, or a newer program made it.
    """
    if application != APPLICATION_ID:
        raise StudyError(
            f"{path} is a database of another program.",
            "Give the path of a .study file." + _if_it_was_one(path),
        )
    if version > SCHEMA_VERSION:
        raise StudyError(
            f"{path} was made by a newer interviewcoder (schema {version}; this one knows "
            f"{SCHEMA_VERSION}).",
            "Upgrade with: pip install --upgrade interviewcoder",
        )


def salt_of(path: Path) -> bytes | None:
    """What an encrypted file begins with; nothing for a plain one, and None for an empty one.

    Not for a study that is open: closing it here would let SQLite's locks go.
    """
    start = first_page(path)[:SALT_BYTES]
    if not start:
        return None
    return b"" if start == MAGIC else start


def first_page(path: Path) -> bytes:
    """What a file begins with; as for `salt_of`, not for a study that is open."""
    with path.open("rb") as file:
        return file.read(_PAGE)


def looks_random(page: bytes) -> bool:
    """Whether a page's bytes are as even as those of an encrypted one."""
    often = Counter(page)
    return len(page) == _PAGE and len(often) >= _RANDOM_FROM and max(often.values()) < _COMMON_FROM


def _looks_encrypted(path: Path, page: bytes) -> bool:
    """Whether the first page is as random as SQLCipher's are; a packed file of another kind seldom has whole pages."""
    if not looks_random(page):
        return False
    return path.suffix == ".study" or path.stat().st_size % _PAGE == 0


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or "not a path"
