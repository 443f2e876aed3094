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


def prepare(connection: sqlite3.Connection) -> None:
    """Set a fresh connection up."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def make_engine(path: Path, *, read_only: bool) -> Engine:
    """An engine for one study file; it belongs to the open study."""
    mode = "ro" if read_only else "rw"
    uri = f"{path.resolve().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        prepare(connection)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=_pool_class())

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options: dict[str, Any] = dict(connection.get_execution_options())
        connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")

    return engine


def _pool_class() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool
