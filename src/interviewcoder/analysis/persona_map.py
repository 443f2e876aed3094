"""The participants as points on a plane, so that one sees how far personas stand apart or run into each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .embedding import Array, dual_blocks, principal_points

MOST_PULLING = 3
DECIMALS = 4
LEAST_PULL = 0.2
"""A weaker correlation does not tell what an axis is about."""


@dataclass(frozen=True, slots=True)
class MapAxis:
    """One direction of the map and what it is about."""

    share: float
    """Share of all that participants differ in, 0 to 1."""
    low: tuple[str, ...]
    """Codes that pull to the low end (left, bottom), the strongest first."""
    high: tuple[str, ...]
    """Codes that pull to the high end (right, top)."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The two directions in which participants differ most, with the participants on it."""

    points: tuple[tuple[float, float], ...]
    """x and y of each participant, -1 to 1; both axes have the same scale."""
    axes: tuple[MapAxis, MapAxis]

    @property
    def share(self) -> float:
        """How much of what participants differ in the plane shows, 0 to 1."""
        return self.axes[0].share + self.axes[1].share


def persona_map(counts: Array, codes: Sequence[str]) -> Plane:
    """The first two principal axes of the space that personas are formed in.

    What pulls to an end are the codes whose presence goes most with the coordinate (Pearson's correlation).

    Args:
        counts: (participants, codes), excerpts.
        codes: the codes' names.
    """
    rows = counts.shape[0]
    if 0 in counts.shape:
        nothing = MapAxis(0.0, (), ())
        return Plane(((0.0, 0.0),) * rows, (nothing, nothing))
    blocks = dual_blocks(counts)
    points = np.zeros((rows, 2))
    found = principal_points(blocks, 2)
    points[:, : found.shape[1]] = found
    # An axis along which nobody differs is rounding, which must not be blown up.
    points = np.where(np.abs(points).max(axis=0) > 1e-6, points, 0.0)
    whole = (blocks**2).sum()
    share = (points**2).sum(axis=0) / whole if whole > 0 else np.zeros(2)
    pull = _correlation((counts > 0).astype(np.float64), points)
    shown = np.round(points / max(np.abs(points).max(), 1e-9), DECIMALS) + 0.0
    x, y = (
        MapAxis(float(np.round(share[axis], DECIMALS)), *_ends(pull[:, axis], codes))
        for axis in range(2)
    )
    return Plane(tuple((float(left), float(up)) for left, up in shown), (x, y))


def _correlation(presence: Array, points: Array) -> Array:
    """(codes, 2), Pearson's; 0 where nobody differs."""
    said = presence - presence.mean(axis=0)
    place = points - points.mean(axis=0)
    size = np.sqrt((said**2).sum(axis=0))[:, None] * np.sqrt((place**2).sum(axis=0))[None, :]
    return np.asarray(np.where(size > 1e-9, said.T @ place / np.maximum(size, 1e-9), 0.0))


def _ends(pull: Array, codes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    strength = np.round(pull, 6)

    def strongest(towards: Array) -> tuple[str, ...]:
        in_order = np.argsort(-towards, kind="stable")[:MOST_PULLING]
        return tuple(codes[code] for code in in_order if towards[code] >= LEAST_PULL)

    return strongest(-strength), strongest(strength)
