"""From groups to personas: what tells each group, how sure it is, in whose words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.participant import Attribute
from interviewcoder.domain.persona import Claim, Member, Persona

from .claims import claims
from .continuing import Continued, kept, named_apart
from .disagreement import divides
from .embedding import Array
from .journey import journey
from .matrix import CodeMatrix
from .names import narrative, suggested_names, summary
from .prevalence import prevalence
from .quotes import contrary_quotes, quotes
from .spread import spreads
from .stability import Stability, badge
from .transcripts import Transcripts

CORE = 0.8
"""Members who stay with their persona in so many resamples are its core."""
LOOSE = 0.5
"""Members who stay in fewer hardly belong."""
FEWEST_MEMBERS = 3
"""A persona of fewer people carries a warning, whatever the figures say."""


MOST_DIVIDES = 5
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of participants and the figures that they are told by."""

    continued: Continued
    z: Array
    """(groups, codes), from `leaning`."""
    stable: Stability
    confirmed: NDArray[np.bool_]
    """(groups, codes), from `held_out_confirmed`."""
    p: float
    """Of the test of structure."""
    separation: float
    """Silhouette of all groups together, -1 to 1."""
    figures: Sequence[Mapping[str, float | str]]
    """Of each group, from `quality`."""


def profiles(
    matrix: CodeMatrix,
    groups: Groups,
    codings: Sequence[Coding],
    attributes: Sequence[Attribute],
    transcripts: Transcripts,
) -> tuple[Persona, ...]:
    """The personas of the groups, in their order.

    Args:
        matrix: who says what.
        groups: the groups.
        codings: every coding of the study; claims that people stated may stand on any.
        attributes: what members are compared by.
        transcripts: which sources have an order of telling, and how long they are.
    """
    by_guid = {coding.guid: coding for coding in codings}
    continued = groups.continued
    found = [
        claims(
            matrix,
            continued.labels,
            group,
            groups.z,
            groups.confirmed,
            continued.pinned(group),
        )
        for group in range(len(groups.z))
    ]
    names = suggested_names(found)
    made = []
    for group, group_claims in enumerate(found):
        fresh = _profile(matrix, groups, group, group_claims, by_guid, attributes)
        claimed = {claim.code_guid for claim in group_claims}
        order = journey(
            matrix.codings,
            {one.participant_id for one in fresh.members},
            [code for code in matrix.codes if code.guid in claimed],
            transcripts=transcripts.lengths.keys(),
            lengths=transcripts.lengths,
            durations=transcripts.durations,
        )
        fresh = replace(fresh, name=names[group], journey=order)
        old = continued.before.get(group)
        made.append(kept(fresh, old, by_guid) if old else fresh)
    return named_apart(made)


def _profile(
    matrix: CodeMatrix,
    groups: Groups,
    group: int,
    group_claims: tuple[Claim, ...],
    codings: Mapping[str, Coding],
    attributes: Sequence[Attribute],
) -> Persona:
    labels, stable = groups.continued.labels, groups.stable
    everyone = len(matrix.participants)
    rows = sorted(np.flatnonzero(labels == group).tolist(), key=lambda row: (-stable.fit[row], row))
    people = [matrix.participants[row] for row in rows]
    fit = {matrix.participants[row].id: float(stable.fit[row]) for row in rows}
    shown = prevalence(matrix, labels, group, group_claims)
    return Persona(
        id=0,
        guid="",
        name="",
        summary=summary(group_claims, len(rows), everyone),
        narrative=narrative(group_claims, shown.every),
        members=tuple(
            Member(one.id, one.name, fit[one.id], one.id in groups.continued.by_hand)
            for one in people
        ),
        share=len(rows) / everyone,
        claims=group_claims,
        quotes=quotes(group_claims, codings, fit) + contrary_quotes(group_claims, codings),
        segments=spreads(people, matrix.participants, attributes),
        divides=divides(matrix, labels, group, MOST_DIVIDES),
        quality=_quality(groups, group, fit, everyone)
        | {
            "prevalence": str(shown),
            "without_claims": _some(_without(matrix, rows, group_claims)),
        },
    )


def _without(matrix: CodeMatrix, rows: Sequence[int], group_claims: Sequence[Claim]) -> list[str]:
    """Names of the members who have none of their persona's claims."""
    claimed = {claim.code_guid for claim in group_claims}
    columns = [place for place, code in enumerate(matrix.codes) if code.guid in claimed]
    return [matrix.participants[row].name for row in rows if not matrix.counts[row, columns].any()]


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _quality(
    groups: Groups, group: int, fit: Mapping[int, float], everyone: int
) -> dict[str, float | str]:
    jaccard = float(groups.stable.jaccard[group])
    trust = badge(jaccard, groups.stable, everyone, groups.p, groups.separation)
    return {
        "stability": jaccard,
        "badge": trust.word,
        "reason": trust.reason,
        "warning": _warning(len(fit), trust.word, trust.reason),
        "core": sum(value >= CORE for value in fit.values()),
        "loose": sum(value < LOOSE for value in fit.values()),
        **groups.figures[group],
    }


def _warning(members: int, word: str, reason: str) -> str:
    if members == 1:
        return "One participant is not a persona."
    few = (
        f"{members} people are few: fewer than {FEWEST_MEMBERS}."
        if members < FEWEST_MEMBERS
        else ""
    )
    return " ".join(part for part in (few, reason if word != "solid" else "") if part)
