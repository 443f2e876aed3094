"""Codings on their way into a revision: taken from where they are, put where they are then, and entered for review."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.coding import Span
from ..domain.revision import Decision, Outcome, Relocated
from .change import Change
from .codings import place_columns
from .sources import read_text
from .tables import CodingRow, RelocationRow, SourceRow, table_of

_TAGGED = """
SELECT g.guid, g.start_pos, g.end_pos, s.revision AS in_revision, g.quote, g.before, g.after, c.name AS code, o.name AS coder,
       g.code_id, g.coder_id, g.created_at, g.version, g.polarity, g.weight, g.origin, g.model, g.score, 0 AS waiting,
       (SELECT max(r.id) FROM relocation r WHERE r.coding_guid = g.guid AND r.decision = 'open') AS listed
FROM coding g JOIN source s ON s.id = g.source_id JOIN code c ON c.id = g.code_id
JOIN coder o ON o.id = g.coder_id WHERE g.source_id = :source
UNION ALL
SELECT r.coding_guid, r.start_pos, r.end_pos, r.from_revision, r.quote, '', '', c.name, o.name,
       r.code_id, r.coder_id, r.created_at, r.coding_version, r.polarity, r.weight, r.origin, r.model, r.score, 1, r.id
FROM relocation r JOIN code c ON c.id = r.code_id JOIN coder o ON o.id = r.coder_id
WHERE r.source_id = :source AND r.decision = 'open'
  AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.guid = r.coding_guid)
ORDER BY waiting, 2, 3, 1
"""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A coding whose text is about to be corrected."""

    guid: str
    span: Span
    """In the text of `revision`."""
    revision: int
    quote: str
    """Its first words."""
    around: tuple[str, str]
    """What it keeps of what stands before and after it; empty for one that waits."""
    code: str
    coder: str
    code_id: int
    coder_id: int
    created_at: str
    version: int
    polarity: int
    weight: int | None
    origin: str
    model: str
    score: float | None
    waiting: bool
    """Whether it has had no place since an earlier correction, and is in the review list only."""
    listed: int | None
    """Its row in the review list that nobody has looked at."""


def list_tagged(connection: Connection, source_id: int) -> list[Tagged]:
    """The codings on a source, and then those that wait for a place there."""
    return [
        Tagged(
            row.guid,
            Span(row.start_pos, row.end_pos),
            row.in_revision,
            row.quote,
            (row.before, row.after),
            row.code,
            row.coder,
            row.code_id,
            row.coder_id,
            row.created_at,
            row.version,
            row.polarity,
            row.weight,
            row.origin,
            row.model,
            row.score,
            bool(row.waiting),
            row.listed,
        )
        for row in connection.execute(text(_TAGGED), {"source": source_id})
    ]


def write_outcomes(
    change: Change, source_id: int, became: Sequence[tuple[Tagged, Relocated]]
) -> None:
    """Move codings to where they are in the revision that was just written, and enter them in the review list.

    A coding without a sure place leaves the codings and stays in the list. One is not touched when its position, its
    words and what it keeps of its surroundings are the same.
    """
    connection = change.connection
    words = read_text(connection, source_id)
    revision = _revision_of(connection, source_id)
    touched = [(one, fate) for one, fate in became if _is_touched(one, fate, words)]
    change.delete(CodingRow, guid=[one.guid for one, _ in touched if not one.waiting])
    first = change.next_id(CodingRow)
    placed = [(one, fate.span) for one, fate in touched if fate.span is not None]
    columns, rows = coding_rows(source_id, words, first, placed)
    change.insert(CodingRow, columns, rows)
    _enter(change, source_id, revision, touched)


def _is_touched(one: Tagged, fate: Relocated, words: str) -> bool:
    if one.waiting or one.listed is not None or fate.outcome is not Outcome.KEPT:
        return True
    before, after = one.around
    place = {"quote": one.quote, "before": before, "after": after}
    span = {"start_pos": one.span.start, "end_pos": one.span.end}
    return fate.span is None or place_columns(words, fate.span) != span | place


def _revision_of(connection: Connection, source_id: int) -> int:
    sources = table_of(SourceRow)
    return int(
        connection.execute(select(sources.c.revision).where(sources.c.id == source_id)).scalar_one()
    )


def coding_rows(
    source_id: int, words: str, first_id: int, placed: Iterable[tuple[Tagged, Span]]
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """The rows of codings at their places in a text, and their columns; the GUIDs are those that they had."""
    columns = tuple(column.name for column in table_of(CodingRow).columns)
    rows = []
    for n, (one, span) in enumerate(placed):
        values: dict[str, object] = {
            "id": first_id + n,
            "guid": one.guid,
            "version": one.version + 1,
            "source_id": source_id,
            **place_columns(words, span),
            "code_id": one.code_id,
            "coder_id": one.coder_id,
            "created_at": one.created_at,
            "polarity": one.polarity,
            "weight": one.weight,
            "origin": one.origin,
            "model": one.model,
            "score": one.score,
        }
        rows.append(tuple(values[column] for column in columns))
    return columns, rows


def _enter(
    change: Change, source_id: int, revision: int, touched: Sequence[tuple[Tagged, Relocated]]
) -> None:
    """Write the rows of the review list; the open ones of the same codings give way to them."""
    table = table_of(RelocationRow)
    columns = tuple(column.name for column in table.columns)
    before = {
        row.id: dict(row._mapping)
        for row in change.connection.execute(
            select(table).where(
                table.c.source_id == source_id, table.c.decision == Decision.OPEN.value
            )
        )
    }
    next_id = change.next_id(RelocationRow)
    rows = []
    for one, fate in touched:
        values = before.get(one.listed or 0)
        if values is None:
            values = {
                "id": next_id,
                "source_id": source_id,
                "from_revision": one.revision,
                "start_pos": one.span.start,
                "end_pos": one.span.end,
                "quote": one.quote,
            }
            next_id += 1
        outcome = fate.outcome
        if one.listed is not None and not one.waiting and outcome is Outcome.KEPT:
            # It was moved before, and nobody has looked at that yet.
            outcome = Outcome.MOVED
        decision = Decision.ACCEPTED if outcome is Outcome.KEPT else Decision.OPEN
        values |= {
            "revision": revision,
            "outcome": outcome.value,
            "decision": decision.value,
            "candidates": json.dumps([(span.start, span.end) for span in fate.candidates]),
            "near": fate.near,
            "coding_guid": one.guid,
            "code_id": one.code_id,
            "coder_id": one.coder_id,
            "created_at": one.created_at,
            "coding_version": one.version,
            "polarity": one.polarity,
            "weight": one.weight,
            "origin": one.origin,
            "model": one.model,
            "score": one.score,
        }
        rows.append(tuple(values[column] for column in columns))
    listed = [one.listed for one, _ in touched if one.listed in before]
    change.delete(RelocationRow, id=listed)
    change.insert(RelocationRow, columns, rows)
