"""Groups of points: seeded k-means, and how well groups are separated.

k-means with the seeding of Arthur and Vassilvitskii (2007) and many restarts, run on a whole stack of tables
at once. Points are rounded first, so that equal input gives equal groups whatever the last bits are.
"""

import numpy as np
from numpy.typing import NDArray

from .embedding import Array

Labels = NDArray[np.int64]

RESTARTS = 20
_ROUNDS = 60
_DECIMALS = 7
_MOST_CELLS = 4_000_000
"""Restarts are run together as long as the table of distances stays below so many cells."""


def k_means(points: Array, groups: int, seed: int, restarts: int = RESTARTS) -> Labels:
    """The best grouping of `restarts`.

    Args:
        points: (..., participants, axes).
        groups: how many groups, at most the number of participants.
        seed: of PCG64; the same seed and points give the same labels.
        restarts: how many starts are tried for each table.

    Returns:
        (..., participants): the group of each, from 0. A group is empty only if fewer points than groups
        are distinct.
    """
    stack = np.round(points.reshape(-1, *points.shape[-2:]), _DECIMALS)
    tables, rows, _ = stack.shape
    if groups <= 1:
        return np.zeros(points.shape[:-1], dtype=np.int64)
    random = np.random.Generator(np.random.PCG64(seed))
    at_once = max(1, _MOST_CELLS // max(1, tables * rows * groups))
    best = np.zeros((tables, rows), dtype=np.int64)
    least = np.full(tables, np.inf)
    done = 0
    while done < restarts:
        now = min(at_once, restarts - done)
        labels, inertia = _descend(stack, _spread_starts(stack, groups, now, random))
        winner = inertia.argmin(axis=1)
        lower = inertia[np.arange(tables), winner]
        better = lower < least
        best[better] = labels[better, winner[better]]
        least = np.minimum(least, lower)
        done += now
    return best.reshape(points.shape[:-1])


def silhouette(points: Array, labels: Labels) -> float:
    """Mean silhouette width (Rousseeuw 1987), -1 to 1; 0 when there is one group only.

    Args:
        points: (participants, axes).
        labels: (participants,), from 0.
    """
    groups = int(labels.max(initial=0)) + 1
    if groups < 2:
        return 0.0
    distance = np.sqrt(_squared_distances(points, points))
    member = np.eye(groups)[labels]
    size = member.sum(axis=0)
    to_group = distance @ member
    rows = np.arange(len(labels))
    own = to_group[rows, labels] / np.maximum(size[labels] - 1, 1)
    to_group[rows, labels] = np.inf
    with np.errstate(invalid="ignore"):
        other = np.where(size > 0, to_group / np.maximum(size, 1), np.inf).min(axis=1)
    widest = np.maximum(own, other)
    width = np.where(
        (size[labels] > 1) & (widest > 0), (other - own) / np.maximum(widest, 1e-12), 0
    )
    return float(np.round(width.mean(), 6))


def by_size(labels: Labels) -> Labels:
    """The same groups, renumbered: the largest is 0; of equals, the one with the earliest member first.

    Empty groups vanish.
    """
    labels = np.unique(labels, return_inverse=True)[1].reshape(labels.shape)
    sizes = np.bincount(labels)
    first = [int(np.argmax(labels == group)) for group in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda group: (-sizes[group], first[group]))
    place = np.empty(len(sizes), dtype=np.int64)
    place[order] = np.arange(len(sizes))
    return np.asarray(place[labels])


def _squared_distances(points: Array, others: Array) -> Array:
    """(..., participants, others); tiny negative values from rounding are 0."""
    square = (points**2).sum(axis=-1)[..., :, None] + (others**2).sum(axis=-1)[..., None, :]
    return np.asarray(np.maximum(square - 2 * points @ np.swapaxes(others, -1, -2), 0))


def _spread_starts(stack: Array, groups: int, restarts: int, random: np.random.Generator) -> Array:
    """k-means++ centres, (tables, restarts, groups, axes): each next one far from those before, by chance."""
    tables, rows, axes = stack.shape
    centres = np.empty((tables, restarts, groups, axes))
    table = np.arange(tables)[:, None]
    chosen = random.integers(rows, size=(tables, restarts))
    nearest = np.full((tables, restarts, rows), np.inf)
    for group in range(groups):
        centres[:, :, group] = stack[table, chosen]
        away = np.swapaxes(_squared_distances(stack, centres[:, :, group]), 1, 2)
        nearest = np.minimum(nearest, away)
        mass = nearest.cumsum(axis=-1)
        draw = random.random((tables, restarts, 1)) * mass[:, :, -1:]
        chosen = (mass <= draw).sum(axis=-1).clip(max=rows - 1)
    return centres


def _descend(stack: Array, centres: Array) -> tuple[Labels, Array]:
    """Lloyd's rounds from given centres: labels (tables, restarts, rows) and inertia (tables, restarts)."""
    tables, restarts, groups, axes = centres.shape
    rows = stack.shape[1]
    labels = np.full((tables, restarts, rows), -1, dtype=np.int64)
    nearest = np.zeros((tables, restarts, rows))
    for _ in range(_ROUNDS):
        flat = _squared_distances(stack, centres.reshape(tables, restarts * groups, axes))
        distance = np.moveaxis(flat.reshape(tables, rows, restarts, groups), 1, 2)
        previous, labels = labels, distance.argmin(axis=-1)
        nearest = np.take_along_axis(distance, labels[..., None], axis=-1)[..., 0]
        if np.array_equal(previous, labels):
            break
        member = (labels[..., None] == np.arange(groups)).astype(np.float64)
        sizes = member.sum(axis=2)
        joined = np.swapaxes(member, 1, 2).reshape(tables, rows, restarts * groups)
        sums = (np.swapaxes(joined, 1, 2) @ stack).reshape(tables, restarts, groups, axes)
        centres = sums / np.maximum(sizes, 1)[..., None]
        if not sizes.all():
            # An empty group starts again at the point that its own centre serves worst.
            lost = stack[np.arange(tables)[:, None], nearest.argmax(axis=-1)]
            centres = np.where((sizes == 0)[..., None], lost[:, :, None, :], centres)
    return labels, np.round(nearest.sum(axis=-1), 9)
