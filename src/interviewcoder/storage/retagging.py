"""Codings that get another code or other ends, and stay the same codings: with their notes, and whatever cites them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.coding import Origin, Span
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.revision import Decision
from .change import Change
from .codings import place_columns
from .conflicts import reconciled, require_untouched
from .joined_codings import join_codings
from .persona_quotes import quotes_follow
from .tables import CodingRow, RelocationRow, table_of


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
    found = _read(change.connection, id=coding_id)
    if found is None:
        raise StudyError("The tag is not in the study any more.", "Look at the study again.")
    now = {"code_id": found.code_id, "start_pos": found.span.start, "end_pos": found.span.end}
    if any(now[column] != value for column, value in values.items()):
        require_untouched(change, CodingRow, {"id": coding_id}, now, seen, "tag")
    return found


def recode_coding(change: Change, coding: StoredCoding, code_id: int) -> bool:
    """Give a coding another code; returns whether it was joined into one that this coder had there already.

    What was suggested was the code that it had: from now on the coding is by hand.
    """
    twin = _twin(change.connection, coding, coding.span, code_id)
    if twin is not None:
        join_codings(change, {coding.id: twin.id})
    else:
        values: dict[str, object] = {"code_id": code_id}
        if coding.origin == Origin.SUGGESTION.value:
            values |= {"origin": Origin.HAND.value, "model": "", "score": None}
        change.update(CodingRow, coding.id, **values)
    return twin is not None


def respan_coding(change: Change, coding: StoredCoding, words: str, span: Span) -> bool:
    """Put a coding on other words of its source; returns as `recode_coding`.

    Quotes on personas' pages go along, and the review list has nothing more to ask about its place.

    Args:
        words: the source's text, in which the span lies.
    """
    twin = _twin(change.connection, coding, span, coding.code_id)
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


def _read(connection: Connection, **where: object) -> StoredCoding | None:
    codings = table_of(CodingRow)
    wanted = select(codings)
    for column, value in where.items():
        wanted = wanted.where(codings.c[column] == value)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    return StoredCoding(
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


def _twin(
    connection: Connection, coding: StoredCoding, span: Span, code_id: int
) -> StoredCoding | None:
    """The coding that is where this one would be: each coder has a code on the same words once."""
    found = _read(
        connection,
        source_id=coding.source_id,
        start_pos=span.start,
        end_pos=span.end,
        code_id=code_id,
        coder_id=coding.coder_id,
    )
    return None if found is None or found.id == coding.id else found
