"""How the study file is spoken to: durable, with explicit transactions.

The settings survived simulated power loss with nothing acknowledged lost: a rollback journal with
`synchronous=EXTRA`. The driver's own transactions are switched off, since they leave schema changes half done.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, cast

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection as Connection
from sqlalchemy.exc import DBAPIError

from .cipher import NO_KEY, Key, cipher_errors, driver

_PRAGMAS = (
    "foreign_keys=ON",
    "busy_timeout=5000",
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-65536",
    "temp_store=MEMORY",
)

_NAMED_BY_WORDS = {
    ("SQLITE_CONSTRAINT", "FOREIGN KEY"): "SQLITE_CONSTRAINT_FOREIGNKEY",
    ("SQLITE_ERROR", "disk I/O error"): "SQLITE_IOERR",
    ("SQLITE_ERROR", "database or disk is full"): "SQLITE_FULL",
    ("SQLITE_ERROR", "database disk image is malformed"): "SQLITE_CORRUPT",
}
"""SQLCipher's driver knows no extended names, and what fails within its export is an error of the statement."""

_LOOKS_AGAIN = 0.004
"""Seconds between two looks whether it is one's turn to write."""

WRITING = {"begin": "IMMEDIATE"}
"""Execution options of a connection that will write: it takes the lock first, so it cannot fail midway."""


def connect(path: Path, mode: str, key: Key | None = None) -> sqlite3.Connection:
    """Open a study file, or a copy of one, and set the connection up. All of them come through here.

    A copy of an open study goes through `StudyFile.connect`, which knows the key.

    Args:
        mode: "ro" for reading only, "rw" for both, "rwc" to make the file where there is none.
        key: what the file is encrypted with, None for a plain one. One process must not open the same file with
            both libraries: each would let the other's locks go.

    Returns:
        SQLite's connection, or SQLCipher's, which has the same interface and raises `sqlite_errors()`.
    """
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    library: Any = sqlite3 if key is None else driver()
    connection: sqlite3.Connection = library.connect(uri, uri=True, check_same_thread=False)
    try:
        _set_up(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, key: Key | None) -> None:
    connection.isolation_level = None
    if key is not None:
        # SQLCipher would write on the terminal what it makes of a wrong key.
        connection.execute("PRAGMA cipher_log_level=NONE")
        if key is not NO_KEY:
            connection.execute(f"PRAGMA key={key.literal}")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, under one that is in use."""
    return cast("sqlite3.Connection", connection.connection.dbapi_connection)


_FEW = -4096
"""KiB, as SQLite counts pages below 0."""


@contextmanager
def few_pages(connection: Connection) -> Iterator[None]:
    """While much is read through a connection that is not read again soon, keep few of its pages in memory."""
    driver = driver_of(connection)
    (usual,) = driver.execute("PRAGMA cache_size").fetchone()
    driver.execute(f"PRAGMA cache_size={_FEW}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA cache_size={usual}")


def marks(connection: sqlite3.Connection) -> tuple[int, int]:
    """The application and the schema that an open file says it is of, as the header of a plain one does."""
    application, version = (
        int(connection.execute(f"PRAGMA {what}").fetchone()[0])
        for what in ("application_id", "user_version")
    )
    return application, version


def sqlite_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What a connection raises on a failure, whichever library it is of, for an `except` that catches others as well."""
    return (sqlite3.Error, *cipher_errors(), *others)


def error_name(error: Exception) -> str:
    """SQLite's name of a failure: `SQLITE_BUSY`, `SQLITE_CONSTRAINT_FOREIGNKEY`, ...; empty for any other error."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = str(getattr(cause, "sqlite_errorname", "") or "")
    for (known, words), better in _NAMED_BY_WORDS.items():
        if name == known and str(cause).startswith(words):
            return better
    return name


def make_engine(path: Path, *, read_only: bool, key: Key | None = None) -> Engine:
    """An engine for one study file; it belongs to the open study."""
    mode = "ro" if read_only else "rw"
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, mode, key),
        poolclass=_pool_class(),
        module=sqlite3 if key is None else driver(),
        # A failure's message would quote the study's words otherwise.
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        if options.get("begin") == WRITING["begin"]:
            _take_turn(connection)
        else:
            connection.exec_driver_sql("BEGIN DEFERRED")

    return engine


def _take_turn(connection: Connection) -> None:
    """Begin to write as soon as nobody else does, within the `busy_timeout`.

    SQLite itself would look every 100 ms only, and so miss the pauses of a bulk import again and again.
    """
    patience = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    ends = monotonic() + patience / 1000
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except sqlite_errors(DBAPIError) as error:
                if not error_name(error).startswith("SQLITE_BUSY") or monotonic() >= ends:
                    raise
            sleep(_LOOKS_AGAIN)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")


def _pool_class() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool
