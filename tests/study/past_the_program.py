"""A study's file opened past the program, so that tests see what is really in it."""

import sqlite3
from pathlib import Path
from typing import Any

from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.storage.cipher import Keys, driver

PASSPHRASE = Passphrase('four "quoted" words, it\'s café ☕')
"""What the tests' encrypted studies are opened with."""

KEYS = Keys(PASSPHRASE)


def database(path: Path) -> sqlite3.Connection:
    """A connection for reading. A file is opened by the library that it is open with elsewhere in the process."""
    with path.open("rb") as file:
        start = file.read(16)
    if start == b"SQLite format 3\x00":
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection: Any = driver().connect(f"file:{path}?mode=ro", uri=True)
    connection.execute(f"PRAGMA key={KEYS.of(start).literal}")
    return connection  # type: ignore[no-any-return]
