"""Are there groups at all, and how many? A test against simulated studies without personas."""

from dataclasses import dataclass

import numpy as np

from .clusters import RESTARTS, Labels, by_size, k_means, silhouette
from .embedding import Array, dual_blocks, principal_points, singular_values

SIGNIFICANT = 0.05
COUNTED = 0.10
"""Up to this p an axis counts towards the number of personas: between Horn's mean and the usual 95 %
(Glorfeld 1995). It says how many, not whether: with 95 %, weaker personas are thrown together."""
MOST_PERSONAS = 8
"""The most that is suggested; more must be asked for."""

_SILHOUETTE_AXES = 4
_MOST_BY_SILHOUETTE = 4
"""With fewer than two axes to go by, silhouettes of small noisy studies favour too many groups."""


@dataclass(frozen=True, slots=True)
class KRow:
    """What a number of personas would give: mean silhouette width (-1 to 1) and the smallest group's size."""

    personas: int
    silhouette: float
    smallest: int
    usable: bool
    """Whether the smallest group is large enough to be called a persona."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How many groups the table shows, and how surely it shows any."""

    personas: int
    chosen_by: str
    p: float
    """How often studies without personas look at least as structured, 1/(studies + 1) to 1."""
    axis_p: tuple[float, ...]
    """The same for each principal axis, the strongest first."""
    k_table: tuple[KRow, ...]
    supported: int
    """How many would be made if nobody had asked for a number; 1 where nothing tells the table from one without
    personas."""


def smallest_group(participants: int) -> int:
    """The fewest members that a suggested persona may have."""
    return max(2, int(np.ceil(0.05 * participants)))


def grouping(blocks: Array, personas: int, seed: int, restarts: int = RESTARTS) -> Labels:
    """k-means on as many axes as so many groups need: (..., participants)."""
    return k_means(principal_points(blocks, max(2, personas - 1)), personas, seed, restarts)


def structure(counts: Array, without: Array, seed: int, *, asked: int | None = None) -> Structure:
    """The number of personas, by parallel analysis (Horn 1965) and else by silhouette.

    Principal axes are compared, from the strongest on, with those of the simulated studies, whose columns get
    the variances of the given table's: it is how codes go together that counts, not how much each varies.
    Axes that are stronger than in nine of ten studies count. Two or more of them suggest one persona more than
    axes; otherwise the number with the widest silhouette, two to four, is taken. Both always find one: the `p`, of the
    strongest axis, tells whether to believe it.

    Args:
        counts: (participants, codes), excerpts; at least 4 participants and 2 codes.
        without: (studies, participants, codes), simulated studies.
        seed: of k-means.
        asked: a number of personas that the researcher asks for; it is taken as it is.
    """
    participants = counts.shape[0]
    blocks = dual_blocks(counts)
    axes = min(MOST_PERSONAS, participants - 1, blocks.shape[1])
    real = singular_values(blocks, axes)
    simulated = singular_values(_as_wide(dual_blocks(without), blocks), axes)
    exceeded = (simulated >= real - 1e-9).sum(axis=0)
    axis_p = tuple(float(round(p, 6)) for p in (1 + exceeded) / (1 + len(without)))
    strong = next((i for i, p in enumerate(axis_p) if p > COUNTED), len(axis_p))

    table = _k_table(blocks, seed)
    personas, chosen_by = _choice(table, strong)
    supported = personas if axis_p[0] <= SIGNIFICANT else 1
    if asked is not None:
        personas, chosen_by = asked, "asked for"
    return Structure(personas, chosen_by, axis_p[0], axis_p, table, supported)


def _as_wide(simulated: Array, blocks: Array) -> Array:
    """Simulated blocks (studies, ...) whose columns vary as much as those of the given blocks."""
    given, own = (np.sqrt((one**2).sum(axis=-2, keepdims=True)) for one in (blocks, simulated))
    return np.asarray(simulated * (given / np.maximum(own, 1e-9)))


def _k_table(blocks: Array, seed: int) -> tuple[KRow, ...]:
    participants = blocks.shape[0]
    view = principal_points(blocks, _SILHOUETTE_AXES)
    distinct = len(np.unique(np.round(blocks, 6), axis=0))
    rows = []
    for personas in range(2, min(MOST_PERSONAS, max(2, participants // 4), distinct) + 1):
        labels = by_size(k_means(view, personas, seed))
        sizes = np.bincount(labels, minlength=personas)
        smallest = int(sizes.min())
        usable = smallest >= smallest_group(participants)
        rows.append(KRow(personas, silhouette(view, labels), smallest, usable))
    return tuple(rows)


def _choice(table: tuple[KRow, ...], strong: int) -> tuple[int, str]:
    usable = {row.personas: row for row in table if row.usable}
    if strong >= 2 and usable:
        wanted = min(strong + 1, MOST_PERSONAS)
        return (
            max((k for k in usable if k <= wanted), default=min(usable)),
            f"{strong} independent contrasts stand out from studies without personas",
        )
    if usable:
        few = [row for row in usable.values() if row.personas <= _MOST_BY_SILHOUETTE]
        best = max(few or usable.values(), key=lambda row: (row.silhouette, -row.personas))
        return best.personas, "the clearest separation of groups (silhouette)"
    if table:
        return table[0].personas, "the fewest groups there can be"
    return 1, "all participants have the same codes"
