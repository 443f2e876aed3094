"""Names that no two rows of a table have, whatever their case."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.errors import StudyError
from ..domain.text import name_key
from .tables import StudyTable, table_of


def id_of_name(connection: Connection, row: type[StudyTable], name: str) -> int | None:
    """The id of the row of that name; None where there is none."""
    table = table_of(row)
    return connection.execute(
        select(table.c.id).where(table.c.name_key == name_key(name))
    ).scalar_one_or_none()


def require_free_name(
    connection: Connection,
    row: type[StudyTable],
    name: str,
    thing: str,
    *,
    besides: int | None = None,
    remedy: str = "Choose another name.",
) -> None:
    """Require that no other row has a name.

    Args:
        thing: what a row is called.
        besides: the id of the row that may have it; None: none may.
        remedy: what to do otherwise.

    Raises:
        StudyError: another has it.
    """
    if id_of_name(connection, row, name) not in (None, besides):
        raise StudyError(f"There is a {thing} '{name}' already.", remedy)
