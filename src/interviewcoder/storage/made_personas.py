"""Entering a synthesis with its personas, and what people change about them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple
from typing import Any

from sqlalchemy import func, select

from ..domain.conflict import Seen
from ..domain.persona import Claim, Persona, PersonaMap, Quote, Synthesis
from .change import Change, moment, new_guid
from .conflicts import reconciled
from .tables import (
    ClaimRow,
    EvidenceRow,
    PersonaMemberRow,
    PersonaQuoteRow,
    PersonaRow,
    SynthesisRow,
    table_of,
)


def add_synthesis(change: Change, synthesis: Synthesis) -> int:
    """Enter a run with its personas; returns its id. A persona without a GUID is a new one and gets one."""
    synthesis_id = change.insert_one(
        SynthesisRow,
        id=change.next_id(SynthesisRow),
        guid=new_guid(),
        created_at=moment(),
        coder_id=change.coder_id(),
        seed=synthesis.seed,
        settings=as_json(synthesis.settings),
        fingerprint=synthesis.fingerprint,
        quality=as_json(synthesis.quality),
        by_hand=synthesis.by_hand,
        map=as_json(_map(synthesis.map)),
    )
    for position, persona in enumerate(synthesis.personas):
        _add_persona(change, persona, synthesis_id, position)
    return synthesis_id


def _map(people: PersonaMap) -> dict[str, object]:
    points = [(point.participant, point.persona, point.x, point.y) for point in people.points]
    return {"points": points, "axes": people.axes} if points else {}


def _add_persona(change: Change, persona: Persona, synthesis_id: int, position: int) -> None:
    persona_id = change.insert_one(
        PersonaRow,
        id=change.next_id(PersonaRow),
        guid=persona.guid or new_guid(),
        version=1,
        synthesis_id=synthesis_id,
        position=position,
        name=persona.name,
        name_edited=int(persona.name_edited),
        summary=persona.summary,
        narrative=persona.narrative,
        narrative_edited=int(persona.narrative_edited),
        share=persona.share,
        segments=as_json([(s.attribute, s.values, s.unknown) for s in persona.segments]),
        quality=as_json(persona.quality),
        summary_edited=int(persona.summary_edited),
        journey=as_json(asdict(persona.journey)),
        divides=as_json([astuple(divide) for divide in persona.divides]),
    )
    change.insert(
        PersonaMemberRow,
        ("persona_id", "participant_id", "fit", "by_hand"),
        [
            (persona_id, member.participant_id, member.fit, int(member.by_hand))
            for member in persona.members
        ],
    )
    add_claims(change, persona.claims, persona_id, 0)
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
            "against",
        ),
        [
            (persona_id, n, *_place(quote), quote.participant, quote.code, int(quote.against))
            for n, quote in enumerate(persona.quotes)
        ],
    )


def _place(quote: Quote) -> tuple[str, int, int, int]:
    return quote.coding_guid, quote.source_id, quote.start, quote.end


def add_claims(change: Change, claims: Sequence[Claim], persona_id: int, position: int) -> None:
    """Enter claims of a persona, from a position on."""
    first_claim = change.next_id(ClaimRow)
    columns = tuple(column.name for column in table_of(ClaimRow).columns)
    change.insert(
        ClaimRow,
        columns,
        [
            (
                first_claim + n,
                persona_id,
                position + n,
                claim.code,
                claim.code_guid,
                claim.kind.value,
                claim.members,
                claim.members_of,
                claim.others,
                claim.others_of,
                claim.distinctiveness,
                as_json(claim.against),
                claim.members_against,
                claim.members_both,
                claim.low,
                claim.high,
                claim.status.value,
                int(claim.held_out),
                int(claim.pinned),
                int(claim.by_hand),
            )
            for n, claim in enumerate(claims)
        ],
    )
    change.insert(
        EvidenceRow,
        ("claim_id", "coding_guid", "position", "against"),
        [
            (first_claim + n, guid, place, int(place >= len(claim.evidence)))
            for n, claim in enumerate(claims)
            for place, guid in enumerate(claim.evidence + claim.contrary)
        ],
    )


def edit_persona(change: Change, persona_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a persona."""
    change.update(PersonaRow, persona_id, **values)


def write_on_persona(
    change: Change, persona_id: int, field: str, words: str, seen: Seen | None
) -> int:
    """Change what a person may write on a persona: its name, summary or narrative, as `reconciled` tells.

    Where the personas were told anew since it was seen, it is written on the persona that goes on as this one,
    whose id is returned.
    """
    if seen is not None:
        persona_id = goes_on_as(change, persona_id)
    written = reconciled(change, PersonaRow, persona_id, {field: words}, seen)
    if written:
        change.update(PersonaRow, persona_id, **written, **{f"{field}_edited": 1})
    return persona_id


def goes_on_as(change: Change, persona_id: int) -> int:
    """The persona of the newest run with the same GUID; 0 if there is none."""
    personas = table_of(PersonaRow)
    guid = select(personas.c.guid).where(personas.c.id == persona_id).scalar_subquery()
    newest = select(func.max(table_of(SynthesisRow).c.id)).scalar_subquery()
    wanted = select(personas.c.id).where(personas.c.guid == guid, personas.c.synthesis_id == newest)
    return change.connection.execute(wanted).scalar_one_or_none() or 0


def edit_claim(change: Change, claim_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a claim."""
    change.update(ClaimRow, claim_id, **values)


def remove_claim(change: Change, claim_id: int) -> None:
    """Take a claim away, with what it cites."""
    change.delete(EvidenceRow, claim_id=claim_id)
    change.delete(ClaimRow, id=claim_id)


def as_json(value: object) -> str:
    """A value as the file keeps it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
