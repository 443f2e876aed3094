"""What tells a persona: the codes its members share, and those that set them apart."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, claim_status

from .clusters import Labels
from .embedding import Array
from .intervals import newcombe
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
    members_of: int
    others: int
    others_of: int
    pinned: bool

    @property
    def share(self) -> float:
        return self.members / self.members_of if self.members_of else 0.0

    @property
    def others_share(self) -> float:
        return self.others / self.others_of if self.others_of else 0.0

    @property
    def distinctive(self) -> bool:
        return self.z >= DISTINCTIVE and self.share > self.others_share

    @property
    def shared(self) -> bool:
        return self.share >= SHARED and self.z > CONTRARY

    @property
    def defining(self) -> bool:
        return self.distinctive or self.shared

    @property
    def leaning(self) -> bool:
        return self.z >= LEANING and self.share > self.others_share

    @property
    def telling(self) -> tuple[float, int, int]:
        """Sorts the most telling first: by z, then by members, then by the code's place."""
        return -self.z, -self.members, self.column


def claims(
    matrix: CodeMatrix,
    labels: Labels,
    group: int,
    z: Array,
    confirmed: NDArray[np.bool_],
    pinned: Collection[str] = (),
) -> tuple[Claim, ...]:
    """The claims of one persona, by kind and then the most telling first.

    Args:
        matrix: who says what.
        labels: (participants,), from 0.
        group: the persona's label.
        z: (groups, codes), from `leaning`.
        confirmed: (groups, codes), from `held_out_confirmed`.
        pinned: GUIDs of codes that are claims of this persona whatever the figures say.
    """
    member = labels == group
    chosen = _defining(_candidates(matrix, member, z[group], pinned))
    # A study that is too small to confirm any code cannot hold that against one of them.
    can_confirm = bool(confirmed.any())
    evidence = _by_code(matrix, member, matrix.codings)
    contrary = _by_code(matrix, member, matrix.contrary)
    return tuple(
        _claim(
            matrix,
            member,
            candidate,
            evidence[matrix.codes[candidate.column].id],
            contrary[matrix.codes[candidate.column].id],
            bool(confirmed[group, candidate.column]),
            can_confirm,
        )
        for candidate in chosen
    )


def _claim(
    matrix: CodeMatrix,
    member: NDArray[np.bool_],
    candidate: _Candidate,
    evidence: Sequence[Coding],
    contrary: Sequence[Coding],
    held_out: bool,
    can_confirm: bool,
) -> Claim:
    column = candidate.column
    code = matrix.codes[column]
    silent = member & matrix.asked[:, column] & ~(matrix.counts[:, column] > 0)
    against = {one.participant_id for one in contrary}
    both = against & {one.participant_id for one in evidence}
    sets_apart = held_out if can_confirm else candidate.distinctive
    low, high = newcombe(
        candidate.members, candidate.members_of, candidate.others, candidate.others_of
    )
    return Claim(
        code=code.name,
        code_guid=code.guid,
        kind=code.kind,
        members=candidate.members,
        members_of=candidate.members_of,
        others=candidate.others,
        others_of=candidate.others_of,
        distinctiveness=candidate.z,
        evidence=tuple(one.guid for one in evidence),
        against=tuple(matrix.participants[row].name for row in np.flatnonzero(silent)),
        contrary=tuple(one.guid for one in contrary),
        members_against=len(against),
        members_both=len(both),
        low=round(low, 6),
        high=round(high, 6),
        status=claim_status(
            candidate.members,
            candidate.members_of,
            len(against),
            len(both),
            tells=candidate.shared or sets_apart,
        ),
        held_out=held_out,
        pinned=candidate.pinned,
    )


def by_telling(found: Sequence[Claim]) -> list[Claim]:
    """The claims across kinds, the most telling first."""
    return sorted(found, key=lambda one: (-one.distinctiveness, -one.members, one.code))


def _candidates(
    matrix: CodeMatrix, member: NDArray[np.bool_], z: Array, pinned: Collection[str]
) -> list[_Candidate]:
    has = matrix.counts > 0
    inside, outside = has[member].sum(axis=0), has[~member].sum(axis=0)
    asked, others_asked = matrix.asked[member].sum(axis=0), matrix.asked[~member].sum(axis=0)
    # A persona of one is told by that one participant.
    fewest = min(FEWEST_MEMBERS, int(member.sum()))
    found = [
        _Candidate(
            column=column,
            kind=code.kind,
            z=float(z[column]),
            members=int(inside[column]),
            members_of=int(asked[column]),
            others=int(outside[column]),
            others_of=int(others_asked[column]),
            pinned=code.guid in pinned,
        )
        for column, code in enumerate(matrix.codes)
        if inside[column] >= fewest or code.guid in pinned
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
    chosen += [one for one in candidates if one.pinned and one not in chosen]
    by_kind: defaultdict[Kind, list[_Candidate]] = defaultdict(list)
    for one in sorted(chosen, key=lambda one: one.telling):
        if one.pinned or len(by_kind[one.kind]) < MOST_PER_KIND:
            by_kind[one.kind].append(one)
    return [one for kind in sorted(by_kind, key=_KIND_ORDER.__getitem__) for one in by_kind[kind]]


def _by_code(
    matrix: CodeMatrix, member: NDArray[np.bool_], codings: Sequence[Coding]
) -> defaultdict[int, list[Coding]]:
    """By code id: the members' codings among these, in order of participant and place."""
    members = {matrix.participants[row].id for row in np.flatnonzero(member)}
    found: defaultdict[int, list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.participant_id in members:
            found[coding.code_id].append(coding)
    return found
