"""Syntheses and the personas that they made."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.journey import Journey, Stage
from ..domain.kinds import Kind
from ..domain.persona import (
    Claim,
    ClaimStatus,
    Divide,
    Member,
    Persona,
    PersonaMap,
    Point,
    Quote,
    Run,
    Spread,
    Synthesis,
)
from .tables import ClaimRow, PersonaRow, table_of

GONE = """
SELECT e.claim_id, e.coding_guid FROM persona a JOIN claim c ON c.persona_id = a.id
JOIN evidence e ON e.claim_id = c.id
LEFT JOIN coding g ON g.guid = e.coding_guid LEFT JOIN code k ON k.id = g.code_id
WHERE a.synthesis_id = :id
  AND (g.id IS NULL OR (c.code_guid <> '' AND (k.guid <> c.code_guid OR (g.polarity = -1) <> e.against)))
"""
"""Cited codings that are deleted, or that carry another code or speak for the other side by now."""

_RUNS = """
SELECT s.id, s.created_at, o.name AS coder, s.seed, s.by_hand,
       (SELECT json_group_array(name) FROM (SELECT name FROM persona p WHERE p.synthesis_id = s.id
        ORDER BY p.position)) AS names
FROM synthesis s JOIN coder o ON o.id = s.coder_id ORDER BY s.id DESC
"""


def list_runs(connection: Connection) -> list[Run]:
    """The syntheses that were made, the newest first."""
    return [
        Run(
            id=row.id,
            created_at=datetime.fromisoformat(row.created_at),
            coder=row.coder,
            seed=row.seed,
            by_hand=row.by_hand,
            personas=tuple(json.loads(row.names)),
        )
        for row in connection.execute(text(_RUNS))
    ]


def latest_synthesis(connection: Connection) -> Synthesis | None:
    """The newest run with its personas, None before the first."""
    newest = connection.execute(text("SELECT max(id) FROM synthesis")).scalar()
    return None if newest is None else synthesis_of(connection, newest)


def synthesis_of(connection: Connection, synthesis_id: int) -> Synthesis | None:
    """The run of that id with its personas; None if there is none."""
    row = connection.execute(
        text(
            "SELECT s.*, o.name AS coder FROM synthesis s JOIN coder o ON o.id = s.coder_id"
            " WHERE s.id = :id"
        ),
        {"id": synthesis_id},
    ).one_or_none()
    if row is None:
        return None
    return Synthesis(
        id=row.id,
        guid=row.guid,
        created_at=datetime.fromisoformat(row.created_at),
        coder=row.coder,
        seed=row.seed,
        settings=json.loads(row.settings),
        fingerprint=row.fingerprint,
        quality=json.loads(row.quality),
        by_hand=row.by_hand,
        personas=tuple(_personas(connection, row.id)),
        map=_map(json.loads(row.map)),
    )


def _journey(stored: dict[str, Any]) -> Journey:
    stages = tuple(Stage(**stage) for stage in stored.get("stages", ()))
    return Journey(stages, stored.get("agreement"), stored.get("p"), stored.get("told", ""))


def _map(stored: dict[str, list[list[object]]]) -> PersonaMap:
    return PersonaMap(
        points=tuple(Point(*point) for point in stored.get("points", ())),  # type: ignore[arg-type]
        axes=tuple(
            (share, tuple(low), tuple(high))  # type: ignore[misc, arg-type]
            for share, low, high in stored.get("axes", ())
        ),
    )


def _personas(connection: Connection, synthesis_id: int) -> list[Persona]:
    personas = table_of(PersonaRow)
    rows = connection.execute(
        select(personas)
        .where(personas.c.synthesis_id == synthesis_id)
        .order_by(personas.c.position)
    ).all()
    gone = _gone(connection, synthesis_id)
    claims = {row.id: tuple(_claims(connection, row.id, gone)) for row in rows}
    return [
        Persona(
            id=row.id,
            guid=row.guid,
            name=row.name,
            summary=row.summary,
            narrative=row.narrative,
            members=tuple(_members(connection, row.id)),
            share=row.share,
            claims=claims[row.id],
            quotes=tuple(_quotes(connection, row.id)),
            segments=tuple(
                Spread(attribute, tuple((value, a, b) for value, a, b in values), unknown)
                for attribute, values, unknown in json.loads(row.segments)
            ),
            journey=_journey(json.loads(row.journey)),
            divides=tuple(
                Divide(code, guid, *(tuple(names) for names in sides))
                for code, guid, *sides in json.loads(row.divides)
            ),
            quality=json.loads(row.quality),
            synthesis_id=synthesis_id,
            name_edited=bool(row.name_edited),
            summary_edited=bool(row.summary_edited),
            narrative_edited=bool(row.narrative_edited),
            stale=not _cited_gone(claims[row.id], gone) <= set(json.loads(row.seen_gone)),
        )
        for row in rows
    ]


def _gone(connection: Connection, synthesis_id: int) -> dict[int, set[str]]:
    """By claim id: the GUIDs of cited codings that are not what they were."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for claim_id, guid in connection.execute(text(GONE), {"id": synthesis_id}):
        found[claim_id].add(guid)
    return found


def _cited_gone(claims: tuple[Claim, ...], gone: dict[int, set[str]]) -> set[str]:
    return {guid for claim in claims for guid in gone.get(claim.id, ())}


def gone_from(connection: Connection, persona: Persona) -> list[str]:
    """The GUIDs of the codings that a persona cites and that are gone or changed, in order."""
    gone = _gone(connection, persona.synthesis_id)
    return sorted(_cited_gone(persona.claims, gone))


def _members(connection: Connection, persona_id: int) -> list[Member]:
    rows = connection.execute(
        text(
            "SELECT m.participant_id, a.name, m.fit, m.by_hand FROM persona_member m"
            " JOIN participant a ON a.id = m.participant_id WHERE m.persona_id = :id"
            " ORDER BY m.fit DESC, a.name_key"
        ),
        {"id": persona_id},
    )
    return [Member(person_id, name, fit, bool(by_hand)) for person_id, name, fit, by_hand in rows]


def _claims(connection: Connection, persona_id: int, gone: dict[int, set[str]]) -> list[Claim]:
    sides: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for claim_id, guid, against in connection.execute(
        text(
            "SELECT e.claim_id, e.coding_guid, e.against FROM evidence e"
            " JOIN claim c ON c.id = e.claim_id"
            " WHERE c.persona_id = :id ORDER BY e.claim_id, e.position"
        ),
        {"id": persona_id},
    ):
        sides[claim_id, against].append(guid)
    claims = table_of(ClaimRow)
    rows = connection.execute(
        select(claims).where(claims.c.persona_id == persona_id).order_by(claims.c.position)
    )
    return [
        Claim(
            code=row.code,
            code_guid=row.code_guid,
            kind=Kind(row.kind),
            members=row.members,
            members_of=row.members_of,
            others=row.others,
            others_of=row.others_of,
            distinctiveness=row.distinctiveness,
            evidence=tuple(sides[row.id, 0]),
            against=tuple(json.loads(row.against)),
            contrary=tuple(sides[row.id, 1]),
            members_against=row.members_against,
            members_both=row.members_both,
            low=row.low,
            high=row.high,
            status=ClaimStatus(row.status),
            held_out=bool(row.held_out),
            pinned=bool(row.pinned),
            by_hand=bool(row.by_hand),
            id=row.id,
            gone=len(gone.get(row.id, ())),
        )
        for row in rows
    ]


def _quotes(connection: Connection, persona_id: int) -> list[Quote]:
    rows = connection.execute(
        text(
            "SELECT q.*, s.name AS source, substr(t.text, q.start_pos + 1, q.end_pos - q.start_pos)"
            " AS words FROM persona_quote q JOIN source s ON s.id = q.source_id"
            " JOIN source_text t ON t.sha256 = coalesce(nullif(q.text_sha256, ''), s.text_sha256)"
            " WHERE q.persona_id = :id"
            " ORDER BY q.position"
        ),
        {"id": persona_id},
    )
    return [
        Quote(
            row.words,
            row.source,
            row.source_id,
            row.start_pos,
            row.end_pos,
            row.participant,
            row.code,
            row.coding_guid,
            bool(row.against),
            bool(row.text_sha256),
        )
        for row in rows
    ]
