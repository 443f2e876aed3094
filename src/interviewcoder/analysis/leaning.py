"""How much a group of participants leans to a code, beyond their talkativeness and the code's popularity."""

import numpy as np

from .clusters import Labels
from .embedding import Array, Asked


def leaning(
    presence: Array,
    expected: Array,
    labels: Labels,
    groups: int,
    asked: Asked | None = None,
) -> Array:
    """Adjusted standardised residuals (Haberman 1973) of presence, with participants as the units.

    About standard normal for a group that has nothing to do with the code. Excerpts are not counted, so
    nobody weighs more for talking more.

    Args:
        presence: (participants, codes), zeros and ones.
        expected: the same shape, from `expected_presence`.
        labels: (participants,), from 0.
        groups: how many groups there are.
        asked: (participants, codes): which cells count; None: all.

    Returns:
        (groups, codes), z; 0 where the group is everybody or empty.
    """
    member = (labels[None, :] == np.arange(groups)[:, None]).astype(np.float64)
    variance = expected * (1 - expected)
    if asked is not None:
        variance, presence = variance * asked, np.where(asked, presence, expected)
    group_variance = member @ variance
    whole = np.maximum(variance.sum(axis=0), 1e-12)
    part = np.clip(group_variance / whole, 0, 1)
    excess = member @ (presence - expected) - part * (presence - expected).sum(axis=0)
    spread = np.sqrt(group_variance * (1 - part))
    z = np.where(spread > 1e-6, excess / np.maximum(spread, 1e-6), 0.0)
    return np.asarray(np.round(z, 6) + 0.0)
