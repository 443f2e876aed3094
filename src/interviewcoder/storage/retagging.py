"""Codings that get another code or other ends, and stay the same codings: with their notes, and whatever cites them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.coding import Origin, Span
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.revision import Decision
from .batches import in_batches
from .change import Change
from .codings import place_columns
from .conflicts import reconciled, require_untouched
from .joined_codings import join_codings
from .persona_quotes import quotes_follow
from .tables import CodingRow, RelocationRow, table_of

_BY_HAND = {"origin": Origin.HAND.value, "model": "", "score": None}

Place = tuple[int, int, int, int]
"""Source, start, end and coder: each coder has a code on the same words once."""


@dataclass(frozen=True, slots=True)
class StoredCoding:
    """What makes a coding the one that it is, and what its coder said of it."""

    id: int
    guid: str
    source_id: int
    span: Span
    code_id: int
    coder_id: int
    polarity: int
    weight: int | None
    origin: str

    @property
    def place(self) -> Place:
        """Where it is, and whose."""
        return (self.source_id, self.span.start, self.span.end, self.coder_id)


def codings_with_ids(connection: Connection, ids: Sequence[int]) -> list[StoredCoding]:
    """The codings of these ids that are there, each once, in reading order."""
    found: list[StoredCoding] = []
    for some in in_batches(list(dict.fromkeys(ids))):
        found += _read(connection, id=some)
    return sorted(found, key=lambda one: (one.source_id, one.span.start, one.span.end, one.id))


def carrying(connection: Connection, code_id: int) -> dict[Place, StoredCoding]:
    """The codings of a code by their places."""
    return {coding.place: coding for coding in _read(connection, code_id=[code_id])}


def coding_to_change(
    change: Change, coding_id: int, values: Mapping[str, object], seen: Seen | None
) -> StoredCoding:
    """The coding with this id, some columns of which are to be changed together.

    Args:
        values: what they will be.
        seen: what they were on show; None: whatever they are now.

    Raises:
        StudyError: it is not there; an `EditConflict` where another has removed it, or changed one of the columns, since
            it was seen, unless to what is wanted.
    """
    reconciled(change, CodingRow, coding_id, {}, seen, "tag")
    rows = _read(change.connection, id=[coding_id])
    if not rows:
        raise StudyError("The tag is not in the study any more.", "Look at the study again.")
    (found,) = rows
    now = {"code_id": found.code_id, "start_pos": found.span.start, "end_pos": found.span.end}
    if any(now[column] != value for column, value in values.items()):
        require_untouched(change, CodingRow, {"id": coding_id}, now, seen, "tag")
    return found


def recode_codings(
    change: Change, codings: Sequence[StoredCoding], code_id: int, *, by_hand: bool = True
) -> int:
    """Give codings another code; returns how many were joined into one that their coder had there already.

    Args:
        codings: that do not carry it yet.
        code_id: the code.
        by_hand: whether one that was suggested is by hand from now on: what was suggested was the code that it had.
    """
    there = carrying(change.connection, code_id)
    staying, joined = [], dict[int, int]()
    for coding in codings:
        if (twin := there.setdefault(coding.place, coding)) is coding:
            staying.append(coding)
        else:
            joined[coding.id] = twin.id
    offered = {one.id for one in staying if by_hand and one.origin == Origin.SUGGESTION.value}
    change.update_all(CodingRow, [o.id for o in staying if o.id not in offered], code_id=code_id)
    change.update_all(CodingRow, sorted(offered), code_id=code_id, **_BY_HAND)
    join_codings(change, joined)
    return len(joined)


def respan_coding(change: Change, coding: StoredCoding, words: str, span: Span) -> bool:
    """Put a coding on other words of its source; returns whether it was joined into one that its coder had there.

    Quotes on personas' pages go along, and the review list has nothing more to ask about its place.

    Args:
        words: the source's text, in which the span lies.
    """
    twin = _twin(change.connection, coding, span)
    if twin is not None:
        join_codings(change, {coding.id: twin.id})
        return True
    change.update(CodingRow, coding.id, **place_columns(words, span))
    quotes_follow(change, coding.source_id, {coding.guid: span})
    review = table_of(RelocationRow)
    open_entries = select(review.c.id).where(
        review.c.coding_guid == coding.guid, review.c.decision == Decision.OPEN.value
    )
    for (entry_id,) in change.connection.execute(open_entries).all():
        change.update(RelocationRow, entry_id, decision=Decision.PLACED.value)
    return False


def _read(connection: Connection, **where: Sequence[object]) -> list[StoredCoding]:
    """The codings whose columns each have one of the values."""
    codings = table_of(CodingRow)
    wanted = select(codings)
    for column, values in where.items():
        wanted = wanted.where(codings.c[column].in_(values))
    return [
        StoredCoding(
            row.id,
            row.guid,
            row.source_id,
            Span(row.start_pos, row.end_pos),
            row.code_id,
            row.coder_id,
            row.polarity,
            row.weight,
            row.origin,
        )
        for row in connection.execute(wanted)
    ]


def _twin(connection: Connection, coding: StoredCoding, span: Span) -> StoredCoding | None:
    """The coding that is where this one would be."""
    found = _read(
        connection,
        source_id=[coding.source_id],
        start_pos=[span.start],
        end_pos=[span.end],
        code_id=[coding.code_id],
        coder_id=[coding.coder_id],
    )
    return next((one for one in found if one.id != coding.id), None)
