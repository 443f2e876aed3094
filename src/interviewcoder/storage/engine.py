"""How the study file is spoken to: durable, with explicit transactions.

The settings survived simulated power loss with nothing acknowledged lost: a rollback journal with
`synchronous=EXTRA`. The driver's own transactions are switched off, since they leave schema changes half done.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection as Connection

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

WRITING = {"begin": "IMMEDIATE"}
"""Execution options of a connection that will write: it takes the lock first, so it cannot fail midway."""


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a study file, or a copy of one, and set the connection up. All of them come through here.

    Args:
        mode: "ro" for reading only, "rw" for both, "rwc" to make the file where there is none.
    """
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def make_engine(path: Path, *, read_only: bool) -> Engine:
    """An engine for one study file; it belongs to the open study."""
    mode = "ro" if read_only else "rw"
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, mode), poolclass=_pool_class()
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")

    return engine


def _pool_class() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool
