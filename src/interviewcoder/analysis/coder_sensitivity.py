"""Are the personas the people's, or the coders'?

Two looks at it. Each coder's codings are left out in turn, and the rest is grouped anew: does each persona come
back? And personas are crossed with whoever tagged most of each participant: Cramér's V, corrected for its bias
in small tables (Bergsma 2013), with a permutation test. Where coders shared out the interviews, say by region, a
strong association may be the regions' and not the coders': it is a reason to look, not a proof.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.domain.coding import Coding

from .clusters import Labels
from .contingency import cramers_v, independence_p
from .embedding import dual_blocks
from .matrix import CodeMatrix, code_matrix
from .one_core import one_core
from .sensitivity import DISSOLVED, RESTARTS, come_back
from .structure import SIGNIFICANT, grouping

MOST_CODERS = 8
"""Of more coders, those with the most codings are left out in turn."""
MOST_PARTICIPANTS = 600
"""A larger study is tried on so many participants, evenly spaced in the order of entry."""


@dataclass(frozen=True, slots=True)
class Association:
    """How far personas go with coders."""

    v: float
    """Bias-corrected Cramér's V, 0 to 1."""
    p: float
    """How often shuffled personas go with coders at least as much, 0 to 1."""


@dataclass(frozen=True, slots=True)
class WithoutCoder:
    """What is left of the personas without one coder's codings."""

    coder: str
    comes_back: tuple[float, ...]
    """By persona: the Jaccard with its best match among those who are left, 0 to 1; 0 where nobody is."""
    lost: int
    """Participants with too few codings left to be grouped."""


@dataclass(frozen=True, slots=True)
class CoderSensitivity:
    """How far the personas hang on who tagged."""

    coders: tuple[str, ...]
    """All, the one with the most codings first."""
    without: tuple[WithoutCoder, ...]
    """Each coder left out; empty when there is one coder only."""
    unchanged: tuple[float, ...]
    """By persona: the Jaccard when nobody is left out."""
    association: Association | None
    """None: no two participants have different main coders, or there is one persona."""
    participants: int
    """How many participants it was tried on."""
    participants_of: int


Rebuild = Callable[[Sequence[Coding]], CodeMatrix]
"""The table of some of the codings, made as that of the synthesis was."""


@one_core()
def sensitivity_to_coders(
    matrix: CodeMatrix, labels: Labels, groups: int, seed: int, rebuild: Rebuild | None = None
) -> CoderSensitivity:
    """Each coder's codings left out in turn, and the association of personas with coders.

    Args:
        matrix: who says what.
        labels: (participants,), from 0.
        groups: how many personas.
        seed: of k-means and of the permutations.
        rebuild: None: as `code_matrix` does without options.
    """

    def unweighted(codings: Sequence[Coding]) -> CodeMatrix:
        return code_matrix(codings, matrix.codes, matrix.participants)

    everyone = len(matrix.participants)
    sample = np.linspace(0, everyone - 1, min(everyone, MOST_PARTICIPANTS)).astype(int)
    kept = {matrix.participants[row].id: int(labels[row]) for row in sample}
    marks = [one for one in matrix.codings + matrix.contrary if one.participant_id in kept]
    size = Counter(one.coder for one in marks)
    coders = sorted(size, key=lambda coder: (-size[coder], coder))

    def again(rest: Sequence[Coding]) -> tuple[tuple[float, ...], int]:
        return _come_back((rebuild or unweighted)(rest), kept, groups, seed)

    without = []
    if len(coders) > 1 and groups > 1:
        for coder in coders[:MOST_CODERS]:
            back, lost = again([one for one in marks if one.coder != coder])
            without.append(WithoutCoder(coder, back, lost))
    return CoderSensitivity(
        coders=tuple(coders),
        without=tuple(without),
        unchanged=again(marks)[0] if without else (),
        association=_association(marks, kept, groups, seed),
        participants=len(kept),
        participants_of=everyone,
    )


def told(found: CoderSensitivity, personas: Sequence[str]) -> tuple[str, ...]:
    """Plain sentences: which personas hang on a coder, and whether personas go with coders.

    Args:
        found: what `sensitivity_to_coders` returned.
        personas: the names of the personas, by label.
    """
    if len(found.coders) < 2:
        return (
            "One coder tagged everything: whether the personas are the coder's eye cannot be told.",
        )
    sentences = []
    least = 1.0
    for one in found.without:
        if 2 * one.lost > found.participants:
            sentences.append(
                f"'{one.coder}' alone tagged most of {one.lost} of the {found.participants} participants: "
                "whether the personas hang on that coder cannot be told by leaving the coder out."
            )
            continue
        least = min(least, *one.comes_back)
        gone = [
            f"'{personas[persona]}' ({back:.0%})"
            for persona, back in enumerate(one.comes_back)
            if back <= DISSOLVED < found.unchanged[persona]
        ]
        if gone:
            lost = f" {one.lost} participants then have too few excerpts." if one.lost else ""
            sentences.append(
                f"Without the codings of '{one.coder}' half or less comes back of "
                f"{', '.join(gone)}.{lost}"
            )
    if found.without and not sentences:
        sentences.append(
            f"No persona hangs on one coder: at least {least:.0%} of each comes back "
            "whoever's codings are left out."
            if min(found.unchanged) > DISSOLVED
            else "Half or less of a persona comes back even with everybody's codings, "
            "so no one coder is to blame."
        )
    if found.association is not None:
        v, p = found.association.v, found.association.p
        if p <= SIGNIFICANT and v > 0:
            sentences.append(
                f"Personas go with who tagged (Cramér's V = {v:.2f}, p = {p:.3f}): "
                "coders may see differently, or were given different people. Let them tag some of the same."
            )
        else:
            sentences.append(
                f"Personas do not go with who tagged (Cramér's V = {v:.2f}, p = {p:.2f})."
            )
    if found.participants < found.participants_of:
        sentences.append(
            f"Tried on {found.participants} of the {found.participants_of} participants."
        )
    return tuple(sentences)


def _come_back(
    matrix: CodeMatrix, before: Mapping[int, int], groups: int, seed: int
) -> tuple[tuple[float, ...], int]:
    """The Jaccard of each persona among those in the table, and how many are in it no more."""
    left = [one.id for one in matrix.participants]
    if len(left) < groups or len(matrix.codes) < 2:
        return (0.0,) * groups, len(before)
    again = grouping(dual_blocks(matrix.counts), groups, seed, RESTARTS)
    back = come_back(np.array([before[person] for person in left]), again, groups)
    return tuple(np.round(back, 6).tolist()), len(before) - len(left)


def _association(
    codings: Sequence[Coding], labels: Mapping[int, int], groups: int, seed: int
) -> Association | None:
    tags: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for one in codings:
        tags[one.participant_id or 0][one.coder] += 1
    # Who tagged most of a participant; of equals, the first by name.
    main = {
        person: min(counts, key=lambda coder: (-counts[coder], coder))
        for person, counts in tags.items()
    }
    column = {coder: place for place, coder in enumerate(sorted(set(main.values())))}
    table = np.zeros((groups, len(column)), dtype=np.int64)
    for person, coder in main.items():
        table[labels[person], column[coder]] += 1
    if len(column) < 2 or (table.sum(axis=1) > 0).sum() < 2:
        return None
    return Association(v=round(float(cramers_v(table)), 6), p=round(independence_p(table, seed), 6))
