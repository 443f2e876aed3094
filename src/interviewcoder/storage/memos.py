"""Memos."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.memo import Memo, MemoTarget
from ..domain.text import sanitise
from .batches import in_batches
from .change import Change, moment, new_guid
from .conflicts import reconciled
from .tables import (
    CodeRow,
    CodingRow,
    MemoRow,
    ParticipantRow,
    PersonaRow,
    SegmentRow,
    SourceRow,
    StudyTable,
    table_of,
)

_HOMES: dict[MemoTarget, type[StudyTable]] = {
    MemoTarget.SOURCE: SourceRow,
    MemoTarget.CODING: CodingRow,
    MemoTarget.CODE: CodeRow,
    MemoTarget.PARTICIPANT: ParticipantRow,
    MemoTarget.PERSONA: PersonaRow,
    MemoTarget.SEGMENT: SegmentRow,
}
"""Where the things are that a memo can be on; the study itself needs no looking up."""


_MEMOS = """
SELECT m.id, m.guid, m.target, m.target_guid, m.text, c.name, m.created_at
FROM memo m JOIN coder c ON c.id = m.coder_id
WHERE (:target IS NULL OR m.target = :target) AND (:guid IS NULL OR m.target_guid = :guid)
ORDER BY m.id
"""


def list_memos(
    connection: Connection, target: MemoTarget | None = None, target_guid: str | None = None
) -> list[Memo]:
    """The memos, in the order in which they were written; on everything, one sort of thing or one thing."""
    rows = connection.execute(
        text(_MEMOS), {"target": target.value if target else None, "guid": target_guid}
    )
    return [
        Memo(memo_id, guid, MemoTarget(on), on_guid, words, coder, datetime.fromisoformat(at))
        for memo_id, guid, on, on_guid, words, coder, at in rows
    ]


def add_memo(change: Change, target: MemoTarget, target_guid: str, words: str) -> int:
    """Enter a memo; returns its id.

    Raises:
        StudyError: what it is on is not in the study.
    """
    if target in _HOMES:
        home = table_of(_HOMES[target])
        there = select(home.c.id).where(home.c.guid == sanitise(target_guid))
        if change.connection.execute(there).first() is None:
            raise StudyError(
                f"That {target.value} is not in the study any more.", "Look at the study again."
            )
    return change.insert_one(
        MemoRow,
        id=change.next_id(MemoRow),
        guid=new_guid(),
        version=1,
        target=target.value,
        target_guid=target_guid,
        text=words,
        coder_id=change.coder_id(),
        created_at=moment(),
    )


def edit_memo(change: Change, memo_id: int, words: str, seen: Seen | None = None) -> None:
    """Change a memo's words, as `reconciled` tells."""
    change.update(MemoRow, memo_id, **reconciled(change, MemoRow, memo_id, {"text": words}, seen))


def remove_memo(change: Change, memo_id: int, seen: Seen | None = None) -> None:
    """Take a memo away, unless another has changed its words since they were seen."""
    reconciled(change, MemoRow, memo_id, {"text": None}, seen)
    change.delete(MemoRow, id=[memo_id])


def remove_memos_on(change: Change, guids: Sequence[str]) -> None:
    """Take out the memos on things that go."""
    change.delete(MemoRow, target_guid=guids)


def remove_memos_on_rows(change: Change, row: type[StudyTable], ids: Sequence[int]) -> None:
    """Take out the memos on rows of a table that go."""
    remove_memos_on(change, guids_of(change.connection, row, ids))


def guids_noted(connection: Connection, target: MemoTarget) -> frozenset[str]:
    """The GUIDs of the things of one sort on which there are memos."""
    memos = table_of(MemoRow)
    wanted = select(memos.c.target_guid).where(memos.c.target == target.value)
    return frozenset(connection.execute(wanted).scalars())


def guids_of(connection: Connection, row: type[StudyTable], ids: Sequence[int]) -> list[str]:
    """The GUIDs of the rows of a table with these ids."""
    table = table_of(row)
    guids: list[str] = []
    for some in in_batches(ids):
        chosen = table.c.id.in_(some)
        guids += connection.execute(select(table.c.guid).where(chosen)).scalars()
    return guids


def hand_memos_on(change: Change, guid: str, to_guid: str) -> None:
    """Put the memos on a thing that goes on another one of its sort."""
    memos = table_of(MemoRow)
    ids = change.connection.execute(select(memos.c.id).where(memos.c.target_guid == guid)).all()
    for (memo_id,) in ids:
        change.update(MemoRow, memo_id, target_guid=to_guid)
