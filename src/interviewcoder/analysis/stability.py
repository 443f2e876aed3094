"""Do the same personas come back when some participants are left out? And would they from no personas at all?

Hennig (2007, Computational Statistics & Data Analysis 52): regroup resamples of the participants and see how
much of each persona returns (Jaccard). A resample here is a random subset of as many participants as a
bootstrap sample has distinct ones, about 63 %. With few participants pure noise returns quite well, so a fixed
threshold misleads; the same figure on simulated studies without personas says what noise reaches.
"""

from dataclasses import dataclass

import numpy as np

from .clusters import Labels
from .embedding import Array, dual_blocks
from .structure import SIGNIFICANT, grouping

RESAMPLES = 60
RESAMPLES_WITHOUT = 12
STUDIES_WITHOUT = 20
FEWEST_STUDIES_WITHOUT = 5
RESTARTS = 5
SOLID = 0.75
TENTATIVE = 0.60
FEW_PARTICIPANTS = 20
REASONABLE = 0.5

_LARGEST_RESAMPLE = 500
_MOST_CELLS = 3_000_000


@dataclass(frozen=True, slots=True)
class Stability:
    """How well groups come back."""

    jaccard: Array
    """(groups,): mean Jaccard with the best match over the resamples, 0 to 1."""
    fit: Array
    """(participants,): share of the resamples in which one landed in one's own group, 0 to 1."""
    noise_typical: float
    """What half of the groups in studies without personas reach."""
    noise_high: float
    """What 5 % of them exceed."""


@dataclass(frozen=True, slots=True)
class Badge:
    """How far a persona can be trusted, in a word or two, and why, in a sentence."""

    word: str
    reason: str


def stability(counts: Array, labels: Labels, groups: int, without: Array, seed: int) -> Stability:
    """The stability of given groups, beside that of groups in studies without personas.

    Args:
        counts: (participants, codes), excerpts.
        labels: (participants,), from 0.
        groups: how many groups.
        without: (studies, some participants, codes), simulated; at most `STUDIES_WITHOUT` are used.
        seed: of the resamples.
    """
    if groups < 2:
        return Stability(np.ones(1), np.ones(len(labels)), 1.0, 1.0)
    overlap, landed, drawn = _resampled(counts, labels, groups, RESAMPLES, seed)
    noise = []
    affordable = _MOST_CELLS // (
        RESAMPLES_WITHOUT * min(without[0].size, _LARGEST_RESAMPLE * counts.shape[1])
    )
    studies = min(STUDIES_WITHOUT, max(FEWEST_STUDIES_WITHOUT, affordable))
    for study, table in enumerate(without[:studies]):
        blocks = dual_blocks(table)
        own = grouping(blocks, groups, seed, RESTARTS)
        noise.append(_resampled(table, own, groups, RESAMPLES_WITHOUT, seed + 1 + study)[0])
    reached = np.concatenate(noise) if noise else np.ones(1)
    # Whoever was never drawn, in a study of thousands, is taken to fit as well as their group returns.
    fit: Array = np.where(drawn > 0, landed / np.maximum(drawn, 1), overlap[labels])
    return Stability(
        jaccard=np.round(overlap, 6),
        fit=np.round(fit, 6),
        noise_typical=float(np.round(np.median(reached), 6)),
        noise_high=float(np.round(np.quantile(reached, 0.95), 6)),
    )


def badge(
    jaccard: float, found: Stability, participants: int, p: float, separation: float
) -> Badge:
    """Solid, tentative or fragile; exploratory where the study as a whole shows too little.

    Args:
        jaccard: the persona's stability, 0 to 1.
        found: the stability of all, with what noise reaches.
        participants: how many were synthesized.
        p: of the test of structure.
        separation: silhouette of all personas together, -1 to 1. Few participants come back as one persona where
            there are two; so with few, solid takes what Kaufman and Rousseeuw (1990) call a reasonable
            structure as well.
    """
    apart = participants >= FEW_PARTICIPANTS or separation >= REASONABLE
    solid, tentative = max(SOLID, found.noise_high), max(TENTATIVE, found.noise_typical)
    back = f"On average {jaccard:.0%} of it comes back when a third of the participants is left out"
    if jaccard >= solid and p <= SIGNIFICANT and apart:
        word, reason = "solid", f"{back}; noise seldom reaches {found.noise_high:.0%}."
    elif jaccard >= tentative:
        word = "tentative"
        reason = f"{back}; noise reaches {found.noise_typical:.0%} half of the time."
    else:
        word = "fragile"
        reason = f"{back}; at least {tentative:.0%} is expected of a pattern."
    if p > SIGNIFICANT:
        return Badge(
            f"exploratory, {word}",
            f"{reason} The study as a whole is no clearer than one without personas (p = {p:.2f}).",
        )
    if participants < FEW_PARTICIPANTS:
        return Badge(
            f"exploratory, {word}",
            f"{reason} {participants} participants are few: fewer than {FEW_PARTICIPANTS}.",
        )
    return Badge(word, reason)


def _resampled(
    counts: Array, labels: Labels, groups: int, resamples: int, seed: int
) -> tuple[Array, Array, Array]:
    """Mean Jaccard of each group; how often each participant landed in the own group and was drawn."""
    rows, codes = counts.shape
    distinct = round(rows * (1 - (1 - 1 / rows) ** rows))
    take = min(rows, max(groups, min(distinct, max(_LARGEST_RESAMPLE, 20 * groups))))
    random = np.random.Generator(np.random.PCG64(seed))
    overlap, present = np.zeros(groups), np.zeros(groups)
    landed, drawn = np.zeros(rows), np.zeros(rows)
    at_once = max(1, _MOST_CELLS // (take * codes))
    for start in range(0, resamples, at_once):
        order = random.random((min(at_once, resamples - start), rows)).argsort(axis=1)
        chosen = np.sort(order[:, :take], axis=1)
        again = grouping(dual_blocks(counts[chosen]), groups, seed, RESTARTS)
        before = np.eye(groups)[labels[chosen]]
        after = np.eye(groups)[again]
        shared = np.swapaxes(before, 1, 2) @ after
        joint = before.sum(axis=1)[:, :, None] + after.sum(axis=1)[:, None, :] - shared
        alike = shared / np.maximum(joint, 1)
        there = before.sum(axis=1) > 0
        overlap += np.where(there, alike.max(axis=2), 0).sum(axis=0)
        present += there.sum(axis=0)
        stands_for = alike.argmax(axis=1)
        own = np.take_along_axis(stands_for, again, axis=1) == labels[chosen]
        np.add.at(landed, chosen, own)
        np.add.at(drawn, chosen, 1)
    return overlap / np.maximum(present, 1), landed, drawn
