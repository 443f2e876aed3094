"""Syntheses and the personas that they made."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.kinds import Kind
from ..domain.persona import Claim, Member, Persona, Quote, Spread, Synthesis
from .change import Change, moment, new_guid
from .tables import (
    ClaimRow,
    EvidenceRow,
    PersonaMemberRow,
    PersonaQuoteRow,
    PersonaRow,
    SynthesisRow,
    table_of,
)

_STALE = """
SELECT DISTINCT c.persona_id FROM claim c JOIN evidence e ON e.claim_id = c.id
LEFT JOIN coding g ON g.guid = e.coding_guid LEFT JOIN code k ON k.id = g.code_id
WHERE g.id IS NULL OR k.guid <> c.code_guid
"""


def latest_synthesis(connection: Connection) -> Synthesis | None:
    """The newest run with its personas, None before the first."""
    row = connection.execute(
        text(
            "SELECT s.*, o.name AS coder FROM synthesis s JOIN coder o ON o.id = s.coder_id"
            " ORDER BY s.id DESC LIMIT 1"
        )
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
        personas=tuple(_personas(connection, row.id)),
    )


def _personas(connection: Connection, synthesis_id: int) -> list[Persona]:
    personas = table_of(PersonaRow)
    rows = connection.execute(
        select(personas)
        .where(personas.c.synthesis_id == synthesis_id)
        .order_by(personas.c.position)
    ).all()
    stale = {row[0] for row in connection.execute(text(_STALE))}
    return [
        Persona(
            id=row.id,
            guid=row.guid,
            name=row.name,
            summary=row.summary,
            narrative=row.narrative,
            members=tuple(_members(connection, row.id)),
            share=row.share,
            claims=tuple(_claims(connection, row.id)),
            quotes=tuple(_quotes(connection, row.id)),
            segments=tuple(
                Spread(attribute, tuple((value, a, b) for value, a, b in values), unknown)
                for attribute, values, unknown in json.loads(row.segments)
            ),
            quality=json.loads(row.quality),
            synthesis_id=synthesis_id,
            name_edited=bool(row.name_edited),
            narrative_edited=bool(row.narrative_edited),
            stale=row.id in stale,
        )
        for row in rows
    ]


def _members(connection: Connection, persona_id: int) -> list[Member]:
    rows = connection.execute(
        text(
            "SELECT m.participant_id, a.name, m.fit FROM persona_member m"
            " JOIN participant a ON a.id = m.participant_id WHERE m.persona_id = :id"
            " ORDER BY m.fit DESC, a.name_key"
        ),
        {"id": persona_id},
    )
    return [Member(person_id, name, fit) for person_id, name, fit in rows]


def _claims(connection: Connection, persona_id: int) -> list[Claim]:
    evidence: dict[int, list[str]] = {}
    for claim_id, guid in connection.execute(
        text(
            "SELECT e.claim_id, e.coding_guid FROM evidence e JOIN claim c ON c.id = e.claim_id"
            " WHERE c.persona_id = :id ORDER BY e.claim_id, e.position"
        ),
        {"id": persona_id},
    ):
        evidence.setdefault(claim_id, []).append(guid)
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
            evidence=tuple(evidence.get(row.id, ())),
            against=tuple(json.loads(row.against)),
        )
        for row in rows
    ]


def _quotes(connection: Connection, persona_id: int) -> list[Quote]:
    rows = connection.execute(
        text(
            "SELECT q.*, s.name AS source, substr(t.text, q.start_pos + 1, q.end_pos - q.start_pos)"
            " AS words FROM persona_quote q JOIN source s ON s.id = q.source_id"
            " JOIN source_text t ON t.sha256 = s.text_sha256 WHERE q.persona_id = :id"
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
        )
        for row in rows
    ]


def add_synthesis(change: Change, synthesis: Synthesis, guids: Mapping[int, str]) -> int:
    """Enter a run with its personas; returns its id.

    Args:
        guids: by a persona's position, the GUID of the persona that it continues; the others get new ones.
    """
    synthesis_id = change.insert_one(
        SynthesisRow,
        id=change.next_id(SynthesisRow),
        guid=new_guid(),
        created_at=moment(),
        coder_id=change.coder_id(),
        seed=synthesis.seed,
        settings=_json(synthesis.settings),
        fingerprint=synthesis.fingerprint,
        quality=_json(synthesis.quality),
    )
    for position, persona in enumerate(synthesis.personas):
        _add_persona(change, persona, synthesis_id, position, guids.get(position) or new_guid())
    return synthesis_id


def _add_persona(
    change: Change, persona: Persona, synthesis_id: int, position: int, guid: str
) -> None:
    persona_id = change.insert_one(
        PersonaRow,
        id=change.next_id(PersonaRow),
        guid=guid,
        version=1,
        synthesis_id=synthesis_id,
        position=position,
        name=persona.name,
        name_edited=int(persona.name_edited),
        summary=persona.summary,
        narrative=persona.narrative,
        narrative_edited=int(persona.narrative_edited),
        share=persona.share,
        segments=_json([(s.attribute, s.values, s.unknown) for s in persona.segments]),
        quality=_json(persona.quality),
    )
    change.insert(
        PersonaMemberRow,
        ("persona_id", "participant_id", "fit"),
        [(persona_id, member.participant_id, member.fit) for member in persona.members],
    )
    first_claim = change.next_id(ClaimRow)
    _add_claims(change, persona.claims, persona_id, first_claim)
    change.insert(
        PersonaQuoteRow,
        (
            "persona_id",
            "position",
            "coding_guid",
            "source_id",
            "start_pos",
            "end_pos",
            "participant",
            "code",
        ),
        [
            (persona_id, n, q.coding_guid, q.source_id, q.start, q.end, q.participant, q.code)
            for n, q in enumerate(persona.quotes)
        ],
    )


def _add_claims(change: Change, claims: Sequence[Claim], persona_id: int, first_claim: int) -> None:
    columns = tuple(column.name for column in table_of(ClaimRow).columns)
    change.insert(
        ClaimRow,
        columns,
        [
            (
                first_claim + n,
                persona_id,
                n,
                claim.code,
                claim.code_guid,
                claim.kind.value,
                claim.members,
                claim.members_of,
                claim.others,
                claim.others_of,
                claim.distinctiveness,
                _json(claim.against),
            )
            for n, claim in enumerate(claims)
        ],
    )
    change.insert(
        EvidenceRow,
        ("claim_id", "coding_guid", "position"),
        [
            (first_claim + n, guid, position)
            for n, claim in enumerate(claims)
            for position, guid in enumerate(claim.evidence)
        ],
    )


def edit_persona(change: Change, persona_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a persona."""
    change.update(PersonaRow, persona_id, **values)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
