"""Two participants who turn out to be one person."""

from sqlalchemy import select

from .change import Change
from .memos import guids_of, hand_memos_on
from .tables import (
    AttributeValueRow,
    ParticipantRow,
    PersonaMemberRow,
    SpeakerRow,
    StudyTable,
    table_of,
)


def join_participants(change: Change, participant_id: int, to_id: int) -> None:
    """Give all that is one participant's to another, and take the one out.

    A value that both have stays as the other has it, and so does a membership in a persona.
    """
    speakers = table_of(SpeakerRow)
    for speaker_id in change.connection.execute(
        select(speakers.c.id).where(speakers.c.participant_id == participant_id)
    ).scalars():
        change.update(SpeakerRow, speaker_id, participant_id=to_id)
    _hand_on(change, AttributeValueRow, "attribute_id", participant_id, to_id)
    _hand_on(change, PersonaMemberRow, "persona_id", participant_id, to_id)
    (guid,) = guids_of(change.connection, ParticipantRow, [participant_id])
    (to_guid,) = guids_of(change.connection, ParticipantRow, [to_id])
    hand_memos_on(change, guid, to_guid)
    change.delete(ParticipantRow, id=participant_id)


def _hand_on(
    change: Change, row: type[StudyTable], of: str, participant_id: int, to_id: int
) -> None:
    """Give rows of one participant to another, where that one has none of the same thing."""
    table = table_of(row)
    rows = change.connection.execute(select(table)).mappings().all()
    taken = {one[of] for one in rows if one["participant_id"] == to_id}
    theirs = [one for one in rows if one["participant_id"] == participant_id]
    if theirs:
        change.delete(row, participant_id=[participant_id])
        fresh = [{**one, "participant_id": to_id} for one in theirs if one[of] not in taken]
        columns = tuple(table.columns.keys())
        change.insert(row, columns, [tuple(one[column] for column in columns) for one in fresh])
