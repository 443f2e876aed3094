"""The one place that compares what an editor began with to what is there now, within the transaction that writes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, text

from ..domain.conflict import Clash, EditConflict, Seen, unwritten
from ..domain.errors import StudyError
from .change import Change
from .images import Image, unpack
from .tables import StudyTable, table_of

_NEWEST_FIRST = """
SELECT e.at, e.coder, c.before, c.after FROM journal_entry e
JOIN journal_change c ON c.entry_id = coalesce(e.undoes, e.redoes, e.id)
WHERE c.table_name = :table ORDER BY e.id DESC, c.seq DESC
"""
"""Every step on a table. An undo has none of its own: it is told by those that it took back."""

Key = Mapping[str, object]
"""The primary key of a row, by column."""


def reconciled(
    change: Change,
    row: type[StudyTable],
    row_id: int,
    values: Mapping[str, Any],
    seen: Seen | None,
    thing: str = "",
) -> dict[str, Any]:
    """What to write of the values that an editor saves: those that it changed.

    Args:
        seen: what the editor began with; None: whatever is there now, so that all is written.
        thing: what to call it; by default the table's name.

    Raises:
        EditConflict: the row is gone, or another has changed a value since that the editor changed too.
    """
    if seen is None:
        return dict(values)
    table = table_of(row)
    found = change.connection.execute(select(table).where(table.c.id == row_id)).one_or_none()
    now = dict(found._mapping) if found else None
    left = require_as_seen(change, row, {"id": row_id}, now, values, seen, thing)
    return {field: value for field, value in values.items() if field not in left}


def require_as_seen(
    change: Change,
    row: type[StudyTable],
    key: Key,
    now: Mapping[str, object] | None,
    yours: Mapping[str, object],
    seen: Seen,
    thing: str = "",
) -> set[str]:
    """The fields that the editor did not change.

    Args:
        key: which row.
        now: the row as it is; None: it is not there.
        yours: what would be written.
        thing: what to call it; by default the table's name.

    Raises:
        EditConflict: the row is gone, or both have changed the same field.
    """
    table = table_of(row).name
    if now is None:
        raise _conflict(change, row, key, thing or table, ())
    left, clashes = unwritten(now, yours, seen)
    if clashes:
        raise _conflict(change, row, key, thing or table, clashes)
    return left


def require_untouched(
    change: Change,
    row: type[StudyTable],
    key: Key,
    now: Mapping[str, object],
    seen: Seen | None,
    thing: str = "",
) -> None:
    """Require that nothing of what was on show is another by now: what goes with it would go unseen.

    Args:
        key: which rows, for the journal to tell who changed them.
        now: the fields as they are.
        seen: those that were on show; None: whatever they are now.

    Raises:
        EditConflict: one is another.
    """
    clashes = [
        Clash(field, shown, now[field], None)
        for field, shown in (seen or {}).items()
        if now[field] != shown
    ]
    if clashes:
        raise _conflict(change, row, key, thing or table_of(row).name, clashes)


def _conflict(
    change: Change, row: type[StudyTable], key: Key, thing: str, clashes: Sequence[Clash]
) -> EditConflict:
    columns = [clash.field for clash in clashes if clash.field in table_of(row).columns]
    coder, at = _last_change(change, row, key, columns)
    return EditConflict(thing, clashes, coder=coder, at=at)


def _last_change(
    change: Change, row: type[StudyTable], key: Key, columns: Sequence[str]
) -> tuple[str, datetime | None]:
    """Who changed columns of a row last, and when; with no columns, who changed anything about it."""
    steps = change.connection.execute(text(_NEWEST_FIRST), {"table": table_of(row).name})
    for at, coder, before, after in steps:
        try:
            old, new = _row_of(before, key), _row_of(after, key)
        except StudyError:  # A damaged entry must not hide the conflict; `check` tells of it.
            break
        if _differ(old, new, columns):
            return coder, datetime.fromisoformat(at)
    return "", None


def _differ(old: dict[str, Any] | None, new: dict[str, Any] | None, columns: Sequence[str]) -> bool:
    if old is None or new is None or not columns:
        return old != new
    return any(old.get(column) != new.get(column) for column in columns)


def _row_of(packed: bytes | None, key: Key) -> dict[str, Any] | None:
    if packed is None:
        return None
    image: Image = unpack(packed)
    for cells in image.rows:
        found = dict(zip(image.columns, cells, strict=True))
        if all(found.get(column) == value for column, value in key.items()):
            return found
    return None
