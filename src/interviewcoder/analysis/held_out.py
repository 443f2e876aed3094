"""Does a code still tell a persona when it had no say in forming it?

Groups formed from codes differ in those codes even where there is nothing but noise, so testing them on the
same codes "finds" differences that are not there (Gao, Bien and Witten 2022). Here each code is left out in
its turn, the participants are grouped by the rest, the groups are matched with the personas, and the code is
tested on those, with a correction for continuity, since counts of people are small whole numbers (Yates 1934).
Of all codes and personas together, at most about a tenth of the confirmations is expected to be false (Benjamini
and Hochberg 1995). Where the test of structure sees no personas, it shuts the gate: no code is confirmed to tell
what is not there (gatekeeping, Dmitrienko, Offen and Westfall 2003).
"""

from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from .clusters import Labels
from .embedding import Array, Asked, dual_blocks
from .leaning import leaning
from .matching import best_pairs
from .structure import SIGNIFICANT, grouping

FALSE_DISCOVERIES = 0.10
LEAST_JACCARD = 0.3
RESTARTS = 10

_MOST_CELLS = 3_000_000


def held_out_confirmed(
    counts: Array,
    expected: Array,
    labels: Labels,
    groups: int,
    seed: int,
    structure_p: float = 0.0,
) -> NDArray[np.bool_]:
    """(groups, codes): whether the group has the code more than others when the code is held out.

    Args:
        counts: (participants, codes), excerpts; NaN where the participant could not have had the code.
        expected: the same shape, from `expected_presence`.
        labels: (participants,), from 0.
        groups: how many groups.
        seed: of k-means.
        structure_p: of the test of structure; above `SIGNIFICANT` nothing is confirmed.
    """
    rows, codes = counts.shape
    if groups < 2 or codes < 3 or structure_p > SIGNIFICANT:
        return np.zeros((groups, codes), dtype=bool)
    presence = (counts > 0).astype(np.float64)
    asked = ~np.isnan(counts)
    p = np.ones((groups, codes))
    at_once = max(1, _MOST_CELLS // (rows * codes))
    for start in range(0, codes, at_once):
        left_out = np.arange(start, min(codes, start + at_once))
        rest = np.stack([np.delete(counts, code, axis=1) for code in left_out])
        regrouped = grouping(dual_blocks(rest), groups, seed, RESTARTS)
        for code, again in zip(left_out, regrouped, strict=True):
            column = [code]
            z = _corrected(
                presence[:, column], expected[:, column], again, groups, asked[:, column]
            )
            for group, match in _same_groups(labels, again, groups).items():
                p[group, code] = erfc(z[match] / sqrt(2)) / 2
    return _least_false(p, FALSE_DISCOVERIES)


def _corrected(
    presence: Array, expected: Array, labels: Labels, groups: int, asked: Asked
) -> Array:
    """The `leaning` of each group to one code, less half a person."""
    variance = (expected * (1 - expected) * asked)[:, 0]
    own = np.bincount(labels, weights=variance, minlength=groups)
    spread = np.sqrt(own * (1 - own / max(float(variance.sum()), 1e-12)).clip(0, 1))
    z = leaning(presence, expected, labels, groups, asked)[:, 0]
    return np.asarray(np.where(spread > 1e-6, z - 0.5 / np.maximum(spread, 1e-6), 0.0))


def _same_groups(labels: Labels, again: Labels, groups: int) -> dict[int, int]:
    before, after = np.eye(groups)[labels], np.eye(groups)[again]
    shared = before.T @ after
    joint = before.sum(axis=0)[:, None] + after.sum(axis=0)[None, :] - shared
    alike = (shared / np.maximum(joint, 1)).tolist()
    return {a: b for a, b in best_pairs(alike).items() if alike[a][b] >= LEAST_JACCARD}


def _least_false(p: Array, rate: float) -> NDArray[np.bool_]:
    """Which of the tests stand, so that at most `rate` of them are expected to be false."""
    ordered = np.sort(p, axis=None)
    below = np.flatnonzero(ordered <= rate * np.arange(1, p.size + 1) / p.size)
    return np.asarray(p <= (ordered[below[-1]] if below.size else -1))
