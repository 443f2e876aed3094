"""Queries over codings that are kept under a name."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.conflict import Seen
from ..domain.saved_query import SavedQuery
from ..domain.text import name_key
from .change import Change, new_guid
from .conflicts import reconciled
from .tables import SavedQueryRow, table_of
from .unique_names import require_free_name


def list_saved_queries(connection: Connection) -> list[SavedQuery]:
    """The queries in their order."""
    table = table_of(SavedQueryRow)
    rows = connection.execute(select(table).order_by(table.c.position, table.c.id))
    return [SavedQuery(row.id, row.guid, row.name, row.query) for row in rows]


def add_saved_query(change: Change, name: str, query: str) -> int:
    """Enter a query after the others; returns its id.

    Args:
        name: clean.

    Raises:
        StudyError: another query has the name.
    """
    require_free_name(change.connection, SavedQueryRow, name, "query")
    query_id = change.next_id(SavedQueryRow)
    return change.insert_one(
        SavedQueryRow,
        id=query_id,
        guid=new_guid(),
        version=1,
        name=name,
        name_key=name_key(name),
        query=query,
        position=query_id,
    )


def edit_saved_query(
    change: Change, query_id: int, values: dict[str, Any], seen: Seen | None = None
) -> None:
    """Change a query's `name` or `query`, as `reconciled` tells.

    Raises:
        StudyError: it is gone, or another query has the name.
    """
    values = reconciled(change, SavedQueryRow, query_id, values, seen)
    if "name" in values:
        require_free_name(
            change.connection, SavedQueryRow, values["name"], "query", besides=query_id
        )
        values["name_key"] = name_key(values["name"])
    change.update(SavedQueryRow, query_id, **values)


def remove_saved_query(change: Change, query_id: int, seen: Seen | None = None) -> None:
    """Take a query away, unless another has changed it since it was seen."""
    reconciled(change, SavedQueryRow, query_id, dict.fromkeys(seen or {}), seen)
    change.delete(SavedQueryRow, id=query_id)
