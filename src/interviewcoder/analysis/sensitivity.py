"""Would a persona still be there without one code, or one participant?

Each is left out in its turn, the rest is grouped anew into as many groups, and each persona is compared with the
group that is most like it (Jaccard). A persona of which half or less comes back is dissolved (Hennig 2007): it
hangs on what was left out. What comes back when nothing is left out is told beside it, since the grouping of a
sample, or from fewer starts, need not be quite the same.
"""

from dataclasses import dataclass

import numpy as np

from .clusters import Labels
from .embedding import Array, dual_blocks
from .one_core import one_core
from .structure import grouping

RESTARTS = 10
DISSOLVED = 0.5
MOST_LEFT_OUT = 200
"""With more participants no one of them decides a persona, and trying each takes long."""

_MOST_WORK = 1_500_000
"""Cells of all the tables together; larger studies are tried on a sample."""
_FEWEST_SAMPLED = 100
_CELLS_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What is left of each persona when one thing is left out. Lists are by persona."""

    least: tuple[float, ...]
    """The smallest Jaccard, 0 to 1."""
    by: tuple[int, ...]
    """What was left out then: the column of a code, the row of a participant."""
    mean: tuple[float, ...]
    """The mean Jaccard over everything tried."""
    unchanged: tuple[float, ...]
    """The Jaccard when nothing is left out."""
    tried: int
    """How many things were left out in turn; 0: not tried, and the lists are empty."""
    tried_of: int
    participants: int
    """How many participants it was tried on."""
    participants_of: int

    def hanging(self) -> tuple[int, ...]:
        """The personas that hang on one thing, the weakest first."""
        found = [
            persona
            for persona, least in enumerate(self.least)
            if least <= DISSOLVED < self.unchanged[persona]
        ]
        return tuple(sorted(found, key=lambda persona: self.least[persona]))


@one_core()
def sensitivity_to_codes(counts: Array, labels: Labels, groups: int, seed: int) -> Sensitivity:
    """Each code left out in its turn.

    A large study is tried on evenly spaced participants; one with very many codes on those that part the
    personas most, which are the likeliest to matter.

    Args:
        counts: (participants, codes), excerpts.
        labels: (participants,), from 0.
        groups: how many personas.
        seed: of k-means.
    """
    rows, codes = counts.shape
    if groups < 2 or codes < 3 or rows < groups:
        return _not_tried(codes, rows)
    fewest = min(rows, max(_FEWEST_SAMPLED, 20 * groups))
    sample = _evenly(rows, max(fewest, _MOST_WORK // (codes * codes)))
    table, before = counts[sample], np.asarray(labels)[sample]
    most = max(1, 2 * _MOST_WORK // table.size)
    chosen = np.sort(_parting(table, before, groups)[:most])
    parts = []
    for left_out in _batches(chosen, table.size):
        rest = np.stack([np.delete(table, code, axis=1) for code in left_out])
        again = grouping(dual_blocks(rest), groups, seed, RESTARTS)
        parts.append(come_back(np.broadcast_to(before, again.shape), again, groups))
    unchanged = _unchanged(table, before, groups, seed)
    return _least(np.concatenate(parts), chosen, unchanged, codes, len(sample), rows)


@one_core()
def sensitivity_to_participants(
    counts: Array, labels: Labels, groups: int, seed: int
) -> Sensitivity:
    """Each participant left out in their turn; not tried with more than `MOST_LEFT_OUT`.

    A persona is compared without the one who was left out, so losing a member is in itself no loss.

    Args:
        counts: (participants, codes), excerpts.
        labels: (participants,), from 0.
        groups: how many personas.
        seed: of k-means.
    """
    rows, codes = counts.shape
    if groups < 2 or rows > MOST_LEFT_OUT or rows <= groups or not codes:
        return _not_tried(rows, rows)
    before = np.asarray(labels)
    everyone = np.arange(rows)
    most = max(groups, 2 * _MOST_WORK // counts.size)
    chosen = _evenly(rows, most)
    parts = []
    for left_out in _batches(chosen, counts.size):
        others = np.stack([np.delete(everyone, row) for row in left_out])
        again = grouping(dual_blocks(counts[others]), groups, seed, RESTARTS)
        parts.append(come_back(before[others], again, groups))
    unchanged = _unchanged(counts, before, groups, seed)
    return _least(np.concatenate(parts), chosen, unchanged, rows, rows, rows)


def come_back(before: Labels, again: Labels, groups: int) -> Array:
    """The Jaccard of each group with its best match among the new ones, 0 to 1; 0 for a group of nobody.

    Args:
        before: (..., participants), from 0.
        again: the same shape; -1 for those who are in no group any more.
        groups: how many groups.

    Returns:
        (..., groups)
    """
    one = (before[..., None] == np.arange(groups)).astype(np.float64)
    other = (again[..., None] == np.arange(groups)).astype(np.float64)
    shared = np.swapaxes(one, -1, -2) @ other
    joint = one.sum(axis=-2)[..., :, None] + other.sum(axis=-2)[..., None, :] - shared
    return np.asarray((shared / np.maximum(joint, 1)).max(axis=-1))


def _not_tried(things: int, participants: int) -> Sensitivity:
    return Sensitivity((), (), (), (), 0, things, 0, participants)


def _evenly(things: int, most: int) -> np.ndarray:
    return np.linspace(0, things - 1, min(things, most)).astype(int)


def _batches(chosen: np.ndarray, cells: int) -> list[np.ndarray]:
    at_once = max(1, _CELLS_AT_ONCE // cells)
    return [chosen[start : start + at_once] for start in range(0, len(chosen), at_once)]


def _parting(table: Array, labels: Labels, groups: int) -> np.ndarray:
    """The columns of codes, those whose share differs most between groups first."""
    member = np.eye(groups)[labels]
    size = np.maximum(member.sum(axis=0), 1)
    share = member.T @ (table > 0) / size[:, None]
    apart = np.round(share.max(axis=0) - share.min(axis=0), 9)
    return np.argsort(-apart, kind="stable")


def _unchanged(table: Array, before: Labels, groups: int, seed: int) -> Array:
    return come_back(before, grouping(dual_blocks(table), groups, seed, RESTARTS), groups)


def _least(
    back: Array, chosen: np.ndarray, unchanged: Array, things: int, tried_on: int, everyone: int
) -> Sensitivity:
    rounded = np.round(back, 6)
    by = chosen[rounded.argmin(axis=0)]
    return Sensitivity(
        least=tuple(rounded.min(axis=0).tolist()),
        by=tuple(by.tolist()),
        mean=tuple(np.round(back.mean(axis=0), 6).tolist()),
        unchanged=tuple(np.round(unchanged, 6).tolist()),
        tried=len(chosen),
        tried_of=things,
        participants=tried_on,
        participants_of=everyone,
    )
