"""Suggestions that coders did not want, so that they are not made again and can be learned from."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.coding import Suggested
from ..domain.rejection import Rejection
from .change import Change, moment, new_guid
from .tables import RejectionRow, table_of


def list_rejections(connection: Connection) -> list[Rejection]:
    """All of them, in the order of entry."""
    table = table_of(RejectionRow)
    columns = (table.c.code_id, table.c.source_id, table.c.words_sha256, table.c.coder_id)
    return [Rejection(*row) for row in connection.execute(select(*columns).order_by(table.c.id))]


def add_rejections(change: Change, rejections: Iterable[tuple[Rejection, Suggested]]) -> int:
    """Enter rejections; returns how many were not there yet."""
    there = set(list_rejections(change.connection))
    next_id, now = change.next_id(RejectionRow), moment()
    rows: list[tuple[object, ...]] = []
    for one, by in rejections:
        if one in there:
            continue
        there.add(one)
        place = (one.code_id, one.source_id, one.fingerprint, one.coder_id)
        rows.append((next_id + len(rows), new_guid(), *place, now, by.model, by.score))
    columns = tuple(column.name for column in table_of(RejectionRow).columns)
    change.insert(RejectionRow, columns, rows)
    return len(rows)


def hand_rejections_on(change: Change, code_id: int, into_id: int) -> None:
    """Give a code's rejections to another code, each once."""
    table = table_of(RejectionRow)
    there = set(list_rejections(change.connection))
    rows = change.connection.execute(select(table).where(table.c.code_id == code_id)).all()
    doubled = []
    for row in rows:
        if Rejection(into_id, row.source_id, row.words_sha256, row.coder_id) in there:
            doubled.append(row.id)
        else:
            change.update(RejectionRow, row.id, code_id=into_id)
    change.delete(RejectionRow, id=doubled)
