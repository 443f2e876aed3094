"""A new synthesis goes on from the one before: the same persona keeps its identity and what people did to it.

Personas are the same when their members match best (`matching`). What a person wrote, pinned, stated or moved
stays; what was computed is computed anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.persona import Claim, Persona, claim_status
from interviewcoder.domain.text import name_key

from .clusters import Labels, by_size
from .matching import match_personas
from .matrix import CodeMatrix


@dataclass(frozen=True, slots=True)
class Continued:
    """The groups of a new synthesis beside the personas before."""

    labels: Labels
    """(participants,): the group of each, after those that people placed were put there."""
    before: Mapping[int, Persona]
    """By group: the persona that it continues."""
    by_hand: frozenset[int]
    """Ids of the participants whom a person put where they are."""

    def pinned(self, group: int) -> frozenset[str]:
        """GUIDs of the codes that a person pinned to the persona of a group."""
        old = self.before.get(group)
        return frozenset(one.code_guid for one in old.claims if one.pinned) if old else frozenset()


def continued(matrix: CodeMatrix, labels: Labels, before: Sequence[Persona]) -> Continued:
    """Which groups go on from which personas, with the members that people moved put back where they moved them.

    Args:
        matrix: its rows are the participants of `labels`.
        labels: (participants,), from 0.
        before: the personas of the run before.
    """
    ids = [one.id for one in matrix.participants]
    groups = int(labels.max(initial=0)) + 1
    members = [
        frozenset(ids[row] for row in np.flatnonzero(labels == group)) for group in range(groups)
    ]
    old = [frozenset(one.participant_id for one in persona.members) for persona in before]
    matches = {group: before[place_] for group, place_ in match_personas(old, members).items()}
    moved = {
        member.participant_id: group
        for group, persona in matches.items()
        for member in persona.members
        if member.by_hand
    }
    placed = labels.copy()
    kept = set()
    for row, person_id in enumerate(ids):
        group = moved.get(person_id)
        if group is None:
            continue
        leaves_somebody = np.count_nonzero(placed == placed[row]) > 1
        if placed[row] != group and leaves_somebody:
            placed[row] = group
        if placed[row] == group:
            kept.add(person_id)
    return Continued(placed, matches, frozenset(kept))


def as_made(
    matrix: CodeMatrix,
    groups: Sequence[frozenset[int]],
    personas: Sequence[Persona | None],
    moved: frozenset[int],
) -> Continued:
    """The groups that a person made, and the personas that they said these go on from.

    Args:
        matrix: its rows are members of the groups.
        groups: the members' ids of each; apart from one another.
        personas: for each group the persona that it goes on from.
        moved: who was put where they are just now.
    """
    ids = [one.id for one in matrix.participants]
    group_of = {person_id: group for group, members in enumerate(groups) for person_id in members}
    made = np.array([group_of[person_id] for person_id in ids])
    labels = by_size(made)
    before = {int(label): personas[group] for label, group in zip(labels, made, strict=True)}
    moved_before = {
        member.participant_id
        for persona in personas
        if persona is not None
        for member in persona.members
        if member.by_hand
    }
    return Continued(
        labels,
        {label: persona for label, persona in sorted(before.items()) if persona is not None},
        frozenset(moved_before | moved) & frozenset(ids),
    )


def kept(fresh: Persona, old: Persona, codings: Mapping[str, Coding]) -> Persona:
    """The new persona with the identity of the old one and what people wrote on it.

    Claims that people stated are counted anew over the new members.
    """
    stated = tuple(recounted(one, fresh, codings) for one in old.claims if one.by_hand)
    fresh = replace(fresh, guid=old.guid, claims=fresh.claims + stated)
    if old.name_edited:
        fresh = replace(fresh, name=old.name, name_edited=True)
    if old.summary_edited:
        fresh = replace(fresh, summary=old.summary, summary_edited=True)
    if old.narrative_edited:
        fresh = replace(fresh, narrative=old.narrative, narrative_edited=True)
    return fresh


def recounted(claim: Claim, persona: Persona, codings: Mapping[str, Coding]) -> Claim:
    """A claim that a person stated, with its counts over the members of a persona.

    Args:
        claim: its evidence may be gone.
        persona: whose claim it is.
        codings: every coding of the study by GUID.
    """
    members = {one.participant_id for one in persona.members}

    def voices(guids: Sequence[str]) -> set[int | None]:
        return {codings[guid].participant_id for guid in guids if guid in codings} - {None}

    speaking, against = voices(claim.evidence), voices(claim.contrary)
    return replace(
        claim,
        members=len(speaking & members),
        members_of=len(members),
        others=len(speaking - members),
        members_against=len(against & members),
        members_both=len(speaking & against & members),
        status=claim_status(
            len(speaking & members),
            len(members),
            len(against & members),
            len(speaking & against & members),
        ),
    )


def named_apart(personas: Sequence[Persona]) -> tuple[Persona, ...]:
    """The personas with suggested names giving way to the names that people gave."""
    given = {name_key(persona.name) for persona in personas if persona.name_edited}
    return tuple(
        replace(persona, name=f"{persona.name} (2)")
        if not persona.name_edited and name_key(persona.name) in given
        else persona
        for persona in personas
    )
