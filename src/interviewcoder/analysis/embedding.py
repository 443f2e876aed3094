"""Participants as points: the "dual" embedding of what they say at all and of how often they say it.

Two blocks stand side by side. The first is *presence*: whether a participant has a code, less what their
talkativeness and the code's popularity lead one to expect (a Rasch model with participant and code effects;
Rasch 1960). The second is *counts*: the square root of each code's share of a participant's excerpts
(Hellinger distance; Legendre and Gallagher 2001). Each block gets the same total inertia, as in multiple
factor analysis, and their principal axes are the embedding. A cell that could not be filled is NaN and pulls a
participant nowhere. Every function takes one table or a stack of them, on the leading axes, since the tests of
structure and stability embed hundreds.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Asked = NDArray[np.bool_]

SWEEPS = 15
PARTICIPANT_RIDGE = 1.0
CODE_RIDGE = 0.25
LEAST_VARIANCE = 0.02
"""Keeps rare codes from towering over the others once residuals are standardised."""

_NOTHING = 1e-9


def expected_presence(presence: Array, asked: Asked | None = None) -> Array:
    """How likely each participant is to have each code if nobody leaned to anything in particular.

    `logit P = talkativeness of the participant + popularity of the code`, fitted by alternating Newton steps
    with a ridge on both, so that participants with no or all codes stay finite.

    Args:
        presence: (..., participants, codes), zeros and ones.
        asked: the same shape: which cells count; None: all.

    Returns:
        Probabilities of the same shape, strictly between 0 and 1.
    """
    counted = np.ones(1) if asked is None else asked.astype(np.float64)
    share = presence.mean(axis=-2, keepdims=True)
    if asked is not None:
        share = presence.sum(axis=-2, keepdims=True) / np.maximum(
            counted.sum(axis=-2, keepdims=True), 1
        )
    share = np.clip(share, 0.01, 0.99)
    popularity = np.log(share / (1 - share))
    talkativeness = np.zeros((*presence.shape[:-1], 1))
    for _ in range(SWEEPS):
        expected = _logistic(talkativeness + popularity)
        slope = (expected * (1 - expected) * counted).sum(axis=-1, keepdims=True)
        gain = ((presence - expected) * counted).sum(axis=-1, keepdims=True)
        step = (gain - PARTICIPANT_RIDGE * talkativeness) / (slope + PARTICIPANT_RIDGE)
        talkativeness = talkativeness + step
        expected = _logistic(talkativeness + popularity)
        slope = (expected * (1 - expected) * counted).sum(axis=-2, keepdims=True)
        gain = ((presence - expected) * counted).sum(axis=-2, keepdims=True)
        code_step = (gain - CODE_RIDGE * popularity) / (slope + CODE_RIDGE)
        popularity = popularity + code_step
        if max(np.abs(step).max(initial=0), np.abs(code_step).max(initial=0)) < 1e-3:
            break
    return _logistic(talkativeness + popularity)


def dual_blocks(counts: Array) -> Array:
    """The two centred blocks side by side, each of inertia 1 (or 0, when all its rows are equal).

    Args:
        counts: (..., participants, codes), excerpts; NaN where the participant could not have had the code.

    Returns:
        (..., participants, 2 x codes), without unit.
    """
    missing = np.isnan(counts)
    asked = ~missing if missing.any() else None
    counts = np.where(missing, 0.0, counts) if asked is not None else counts
    presence = (counts > 0).astype(np.float64)
    expected = expected_presence(presence, asked)
    residual = (presence - expected) / np.sqrt(expected * (1 - expected) + LEAST_VARIANCE)
    total = counts.sum(axis=-1, keepdims=True)
    often = np.sqrt(counts / np.maximum(total, 1))
    return np.concatenate([_equal_inertia(residual, asked), _equal_inertia(often, asked)], axis=-1)


def principal_points(blocks: Array, dimensions: int) -> Array:
    """The participants on the leading principal axes.

    Args:
        blocks: (..., participants, columns), centred.
        dimensions: how many axes; fewer come back where the table has fewer.

    Returns:
        (..., participants, axes). On each axis the heaviest column points upward, so that signs do not
        depend on the linear algebra library.
    """
    rows, columns = blocks.shape[-2:]
    dimensions = min(dimensions, rows, columns)
    turned = np.swapaxes(blocks, -1, -2)
    if rows <= columns:
        values, vectors = np.linalg.eigh(blocks @ turned)
        values = np.maximum(values[..., ::-1][..., :dimensions], 0)
        points = vectors[..., ::-1][..., :dimensions] * np.sqrt(values)[..., None, :]
    else:
        _, vectors = np.linalg.eigh(turned @ blocks)
        points = blocks @ vectors[..., ::-1][..., :dimensions]
    loadings = turned @ points
    heaviest = np.abs(loadings).round(9).argmax(axis=-2)[..., None, :]
    sign = np.where(np.take_along_axis(loadings, heaviest, axis=-2) < 0, -1.0, 1.0)
    return np.asarray(points * sign)


def singular_values(blocks: Array, how_many: int) -> Array:
    """The largest singular values, in falling order: (..., at most `how_many`)."""
    rows, columns = blocks.shape[-2:]
    turned = np.swapaxes(blocks, -1, -2)
    gram = blocks @ turned if rows <= columns else turned @ blocks
    largest = np.linalg.eigvalsh(gram)[..., ::-1][..., :how_many]
    return np.asarray(np.sqrt(np.maximum(largest, 0)))


def _logistic(logit: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


def _equal_inertia(block: Array, asked: Asked | None) -> Array:
    if asked is None:
        centred = block - block.mean(axis=-2, keepdims=True)
    else:
        total = (block * asked).sum(axis=-2, keepdims=True)
        centred = (block - total / np.maximum(asked.sum(axis=-2, keepdims=True), 1)) * asked
    norm = np.sqrt((centred**2).sum(axis=(-1, -2), keepdims=True))
    return np.where(norm > _NOTHING, centred / np.maximum(norm, _NOTHING), 0.0)
