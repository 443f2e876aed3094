"""What tells a persona: the codes its members share, and those that set them apart."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim

from .clusters import Labels
from .embedding import Array
from .matrix import CodeMatrix

SHARED = 0.6
"""The share of members from which a code counts as shared by them."""
DISTINCTIVE = 1.64
"""The z from which a code sets a persona apart: one in twenty by chance."""
CONTRARY = -1.64
"""Below this z a code is typical of the others, however many members have it."""
FEWEST_MEMBERS = 2
MOST_PER_KIND = 5
CHIEF_KINDS = frozenset({Kind.ATTITUDE, Kind.NEED, Kind.MOTIVATION})
"""Kinds in which a persona should speak: a weaker claim stands in where there is no strong one."""
WANTED_KINDS = 4
"""Weaker claims of other kinds are added, best first, until a persona speaks in so many."""
LEANING = 0.5
"""The least z of such a weaker claim."""

_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class _Candidate:
    column: int
    kind: Kind
    z: float
    members: int
    share: float
    others_share: float

    @property
    def distinctive(self) -> bool:
        return self.z >= DISTINCTIVE and self.share > self.others_share

    @property
    def defining(self) -> bool:
        return self.distinctive or (self.share >= SHARED and self.z > CONTRARY)

    @property
    def leaning(self) -> bool:
        return self.z >= LEANING and self.share > self.others_share

    @property
    def telling(self) -> tuple[float, int, int]:
        """Sorts the most telling first: by z, then by members, then by the code's place."""
        return -self.z, -self.members, self.column


def claims(matrix: CodeMatrix, labels: Labels, group: int, z: Array) -> tuple[Claim, ...]:
    """The claims of one persona, by kind and then the most telling first.

    Args:
        matrix: who says what.
        labels: (participants,), from 0.
        group: the persona's label.
        z: (groups, codes), from `leaning`.
    """
    member = labels == group
    chosen = _defining(_candidates(matrix, member, z[group]))
    evidence = _evidence(matrix, member)
    made = []
    for candidate in chosen:
        column = candidate.column
        code, has = matrix.codes[column], matrix.counts[:, column] > 0
        made.append(
            Claim(
                code=code.name,
                code_guid=code.guid,
                kind=code.kind,
                members=candidate.members,
                members_of=int(member.sum()),
                others=int((has & ~member).sum()),
                others_of=int((~member).sum()),
                distinctiveness=candidate.z,
                evidence=evidence[code.id],
                against=tuple(
                    matrix.participants[row].name for row in np.flatnonzero(member & ~has)
                ),
            )
        )
    return tuple(made)


def by_telling(found: Sequence[Claim]) -> list[Claim]:
    """The claims across kinds, the most telling first."""
    return sorted(found, key=lambda one: (-one.distinctiveness, -one.members, one.code))


def _candidates(matrix: CodeMatrix, member: np.ndarray, z: Array) -> list[_Candidate]:
    has = matrix.counts > 0
    inside, outside = has[member].sum(axis=0), has[~member].sum(axis=0)
    members, others = int(member.sum()), int((~member).sum())
    # A persona of one is told by that one participant.
    fewest = min(FEWEST_MEMBERS, members)
    found = [
        _Candidate(
            column=column,
            kind=code.kind,
            z=float(z[column]),
            members=int(inside[column]),
            share=inside[column] / members,
            others_share=outside[column] / others if others else 0.0,
        )
        for column, code in enumerate(matrix.codes)
        if inside[column] >= fewest
    ]
    return sorted(found, key=lambda one: one.telling)


def _defining(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    chosen = [one for one in candidates if one.defining]
    kinds = {one.kind for one in chosen}
    for one in candidates:
        wanted = one.kind in CHIEF_KINDS or len(kinds) < WANTED_KINDS
        if wanted and one.kind not in kinds and one.leaning:
            chosen.append(one)
            kinds.add(one.kind)
    if not chosen:
        chosen = list(candidates[:MOST_PER_KIND])
    by_kind: defaultdict[Kind, list[_Candidate]] = defaultdict(list)
    for one in sorted(chosen, key=lambda one: one.telling):
        if len(by_kind[one.kind]) < MOST_PER_KIND:
            by_kind[one.kind].append(one)
    return [one for kind in sorted(by_kind, key=_KIND_ORDER.__getitem__) for one in by_kind[kind]]


def _evidence(matrix: CodeMatrix, member: np.ndarray) -> dict[int, tuple[str, ...]]:
    """By code id: the GUIDs of the members' codings, in order of participant and place."""
    members = {matrix.participants[row].id for row in np.flatnonzero(member)}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for coding in matrix.codings:
        if coding.participant_id in members:
            found[coding.code_id].append(coding.guid)
    return {code_id: tuple(guids) for code_id, guids in found.items()}
