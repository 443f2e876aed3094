"""What became of codings when their texts were corrected: the review list, and putting codings back."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.coding import Origin, Polarity, Span
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.kinds import Kind
from ..domain.revision import Candidate, Decision, Outcome, Relocation
from .change import Change
from .codings import CONTEXT_KEPT, place_columns
from .conflicts import require_untouched
from .memos import remove_memos_on
from .moved_codings import Tagged, coding_rows
from .persona_quotes import quotes_follow
from .revisions import read_revision
from .sources import read_text
from .tables import CodingRow, RelocationRow, table_of

_RELOCATIONS = """
SELECT r.*, s.name AS source, s.revision AS current_revision, c.name AS code, c.kind, c.colour, o.name AS coder,
       g.start_pos AS here, g.end_pos AS here_end, coalesce(g.code_id, r.code_id) AS of_code,
       coalesce(g.polarity, r.polarity) AS said,
       CASE WHEN g.id IS NULL THEN r.weight ELSE g.weight END AS weighed,
       (SELECT count(*) FROM memo m WHERE m.target_guid = r.coding_guid) AS memos
FROM relocation r JOIN source s ON s.id = r.source_id
LEFT JOIN coding g ON g.guid = r.coding_guid
JOIN code c ON c.id = coalesce(g.code_id, r.code_id) JOIN coder o ON o.id = r.coder_id
"""
_ORDER = " ORDER BY r.source_id, r.start_pos, r.end_pos, r.id"


def list_relocations(
    connection: Connection,
    *,
    source_id: int | None = None,
    outcome: Outcome | None = None,
    every: bool = False,
) -> list[Relocation]:
    """What became of codings, in reading order of the texts they were made on.

    Args:
        source_id: of one source only.
        outcome: with one outcome only.
        every: also what a person has looked at, or need not look at.
    """
    chosen: dict[str, object] = {}
    if source_id is not None:
        chosen["source_id"] = source_id
    if outcome is not None:
        chosen["outcome"] = outcome.value
    if not every:
        chosen["decision"] = Decision.OPEN.value
    where = " AND ".join(f"r.{column} = :{column}" for column in chosen)
    return _read(connection, f" WHERE {where}" if where else "", chosen)


def require_relocation(connection: Connection, relocation_id: int) -> Relocation:
    """The entry of the review list with this id.

    Raises:
        StudyError: it is not there.
    """
    found = _read(connection, " WHERE r.id = :id", {"id": relocation_id})
    if not found:
        raise StudyError(
            f"There is no entry {relocation_id} in the review list.", "Look at: relocations"
        )
    return found[0]


def _read(connection: Connection, where: str, parameters: Mapping[str, object]) -> list[Relocation]:
    texts: dict[tuple[int, int], str] = {}

    def text_of(source_id: int, revision: int) -> str:
        if (source_id, revision) not in texts:
            texts[source_id, revision] = read_revision(connection, source_id, revision)
        return texts[source_id, revision]

    found = []
    for row in connection.execute(text(_RELOCATIONS + where + _ORDER), parameters).all():
        words = text_of(row.source_id, row.current_revision)
        old = text_of(row.source_id, row.from_revision)
        span = None if row.here is None else Span(row.here, row.here_end)
        # Candidates are places in the text of the row's own revision.
        spans = (
            [Span(*place) for place in json.loads(row.candidates)]
            if row.revision == row.current_revision
            else []
        )
        found.append(
            Relocation(
                id=row.id,
                source_id=row.source_id,
                source=row.source,
                revision=row.revision,
                coding_guid=row.coding_guid,
                code_id=row.of_code,
                code=row.code,
                kind=Kind(row.kind),
                colour=row.colour,
                coder=row.coder,
                outcome=Outcome(row.outcome),
                decision=Decision(row.decision),
                old_revision=row.from_revision,
                old_span=Span(row.start_pos, row.end_pos),
                old_text=old[row.start_pos : row.end_pos],
                span=span,
                text="" if span is None else words[span.start : span.end],
                before=old[max(0, row.start_pos - CONTEXT_KEPT) : row.start_pos],
                after=old[row.end_pos : row.end_pos + CONTEXT_KEPT],
                candidates=tuple(_candidate(words, place) for place in spans),
                near=min(row.near, len(words)),
                polarity=Polarity(row.said),
                weight=row.weighed,
                origin=Origin(row.origin),
                memos=row.memos,
            )
        )
    return found


def _candidate(words: str, span: Span) -> Candidate:
    return Candidate(
        span,
        words[span.start : span.end],
        words[max(0, span.start - CONTEXT_KEPT) : span.start],
        words[span.end : span.end + CONTEXT_KEPT],
    )


# -- What a person decides -----------------------------------------------------------------------------------


def relocation_to_decide(change: Change, relocation_id: int, seen: Seen | None) -> Relocation:
    """The entry of the review list with this id.

    Args:
        seen: what was on show of it, as `Relocation.shown`; None: whatever it is now.

    Raises:
        StudyError: it is not there; an `EditConflict` where another has decided on it since.
    """
    found = require_relocation(change.connection, relocation_id)
    require_untouched(change, RelocationRow, {"id": relocation_id}, found.shown, seen, "tag")
    return found


def place(change: Change, relocation_id: int, span: Span) -> None:
    """Put a coding on an excerpt of its source: the same coding, with its notes and whatever cites it.

    Raises:
        StudyError: the span is not within the text, or carries this code of this coder already.
    """
    found = require_relocation(change.connection, relocation_id)
    words = read_text(change.connection, found.source_id)
    span.within(len(words))
    row = _row(change.connection, relocation_id)
    codings = table_of(CodingRow)
    same_place = change.connection.execute(
        select(codings.c.guid).where(
            codings.c.source_id == found.source_id,
            codings.c.start_pos == span.start,
            codings.c.end_pos == span.end,
            codings.c.code_id == found.code_id,
            codings.c.coder_id == row["coder_id"],
        )
    ).scalar_one_or_none()
    if same_place not in (None, found.coding_guid):
        raise StudyError(
            f"{found.coder} has tagged these words with '{found.code}' already.",
            "Choose other words, or dismiss this one.",
        )
    quotes_follow(change, found.source_id, {found.coding_guid: span})
    if found.span is None:
        one = _tagged(row, found)
        columns, rows = coding_rows(
            found.source_id, words, change.next_id(CodingRow), [(one, span)]
        )
        change.insert(CodingRow, columns, rows)
    else:
        coding_id = change.connection.execute(
            select(codings.c.id).where(codings.c.guid == found.coding_guid)
        ).scalar_one()
        change.update(CodingRow, coding_id, **place_columns(words, span))
    change.update(RelocationRow, relocation_id, decision=Decision.PLACED.value)


def accept(change: Change, relocation_id: int) -> None:
    """Note that a coding is right where it is.

    Raises:
        StudyError: it has no place.
    """
    found = require_relocation(change.connection, relocation_id)
    if found.span is None:
        raise StudyError(
            f"The tag '{found.code}' has no place in '{found.source}' that could be accepted.",
            "Choose a place for it, or dismiss it.",
        )
    change.update(RelocationRow, relocation_id, decision=Decision.ACCEPTED.value)


def dismiss(change: Change, relocation_id: int) -> None:
    """Give a coding up, with the notes on it."""
    found = require_relocation(change.connection, relocation_id)
    remove_memos_on(change, [found.coding_guid])
    change.delete(CodingRow, guid=found.coding_guid)
    change.update(RelocationRow, relocation_id, decision=Decision.DISMISSED.value)


def _row(connection: Connection, relocation_id: int) -> dict[str, Any]:
    table = table_of(RelocationRow)
    return dict(connection.execute(select(table).where(table.c.id == relocation_id)).one()._mapping)


def _tagged(row: Mapping[str, Any], found: Relocation) -> Tagged:
    return Tagged(
        found.coding_guid,
        found.old_span,
        row["from_revision"],
        row["quote"],
        ("", ""),
        found.code,
        found.coder,
        row["code_id"],
        row["coder_id"],
        row["created_at"],
        row["coding_version"],
        row["polarity"],
        row["weight"],
        row["origin"],
        row["model"],
        row["score"],
        True,
        found.id,
    )


# -- What goes with other things -----------------------------------------------------------------------------


def forget_code(change: Change, code_id: int) -> int:
    """Take a code that goes out of the review list; returns how many of its codings had no place."""
    waiting = change.connection.execute(
        text(
            "SELECT DISTINCT r.coding_guid FROM relocation r WHERE r.code_id = :code"
            " AND r.decision = 'open' AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.guid = r.coding_guid)"
        ),
        {"code": code_id},
    ).scalars()
    guids = list(waiting)
    remove_memos_on(change, guids)
    change.delete(RelocationRow, code_id=code_id)
    return len(guids)


def hand_code_on(change: Change, code_id: int, into_id: int) -> None:
    """Give what the review list has of a code to another code."""
    table = table_of(RelocationRow)
    ids = change.connection.execute(select(table.c.id).where(table.c.code_id == code_id)).all()
    for (relocation_id,) in ids:
        change.update(RelocationRow, relocation_id, code_id=into_id)
