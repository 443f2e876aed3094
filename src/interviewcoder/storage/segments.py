"""Segments: named rules over participants' attributes. Whom a rule is true of is asked each time."""

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.conflict import Seen
from ..domain.segment import Segment, SegmentDraft
from ..domain.text import name_key
from .change import Change, new_guid
from .conflicts import reconciled
from .memos import remove_memos_on_rows
from .tables import SegmentRow, table_of
from .unique_names import require_free_name


def list_segments(connection: Connection) -> list[Segment]:
    """The segments in their order, without their members."""
    segments = table_of(SegmentRow)
    rows = connection.execute(select(segments).order_by(segments.c.position, segments.c.id))
    return [Segment(row.id, row.guid, row.name, row.rule) for row in rows]


def add_segment(change: Change, draft: SegmentDraft, guid: str | None = None) -> int:
    """Enter a segment after the others; returns its id.

    Args:
        draft: checked.
        guid: one that no other segment has; None: a new one.

    Raises:
        StudyError: another segment has the name.
    """
    require_free_name(change.connection, SegmentRow, draft.name, "segment")
    segment_id = change.next_id(SegmentRow)
    return change.insert_one(
        SegmentRow,
        id=segment_id,
        guid=guid or new_guid(),
        version=1,
        name=draft.name,
        name_key=name_key(draft.name),
        rule=draft.rule,
        position=segment_id,
    )


def edit_segment(
    change: Change, segment_id: int, draft: SegmentDraft, seen: Seen | None = None
) -> None:
    """Give a segment another name or rule, as `reconciled` tells.

    Raises:
        StudyError: it is gone, or another segment has the name.
    """
    drafted = {"name": draft.name, "rule": draft.rule}
    values = reconciled(change, SegmentRow, segment_id, drafted, seen)
    if "name" in values:
        require_free_name(change.connection, SegmentRow, draft.name, "segment", besides=segment_id)
        values["name_key"] = name_key(draft.name)
    change.update(SegmentRow, segment_id, **values)


def remove_segment(change: Change, segment_id: int, seen: Seen | None = None) -> None:
    """Take a segment away with the memos on it, unless another has changed it since it was seen; its people stay."""
    reconciled(change, SegmentRow, segment_id, dict.fromkeys(seen or {}), seen)
    remove_memos_on_rows(change, SegmentRow, [segment_id])
    change.delete(SegmentRow, id=segment_id)
