"""The cut: how personas cross segments, cell by cell and as a whole."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import erfc, sqrt

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.segment import Cut, CutCell

from .contingency import (
    Counts,
    adjusted_residual,
    cell_p,
    cramers_interval,
    cramers_v,
    discoveries,
    effective_number,
    independence_p,
)
from .cut_findings import cut_findings
from .one_core import one_core

FALSE_DISCOVERIES = 0.1
"""Of the cells that stand out, at most this share may do so by chance."""
FEWEST_EXPECTED = 5
"""Where fewer people are expected, the normal distribution does not hold and a cell is tested exactly."""

Membership = NDArray[np.bool_]


@one_core()
def cut(
    personas: Sequence[tuple[str, Collection[int]]],
    segments: Sequence[tuple[str, Collection[int]]],
    seed: int = 0,
) -> Cut:
    """The table of segments by personas.

    Cells are about everyone in a persona, in whatever segments. Cramér's V and its p are about those in
    exactly one segment and one persona, since they need each person to be counted once.

    Args:
        personas: name and participants' ids of each.
        segments: name and participants' ids of each; they may overlap, and need not cover everyone.
        seed: of the permutations and the resampling.
    """
    ids = _ids({one for _, members in personas for one in members})
    in_persona = _membership(ids, personas)
    in_segment = _membership(ids, segments)
    belongs = in_segment.sum(axis=1)
    once = (belongs == 1) & (in_persona.sum(axis=1) == 1)
    table = _counts(in_segment[once], in_persona[once])
    low, high = cramers_interval(table, seed)
    persona_sizes = tuple(int(size) for size in in_persona.sum(axis=0))
    segment_sizes = tuple(len(set(members)) for _, members in segments)
    found = Cut(
        personas=tuple(name for name, _ in personas),
        segments=tuple(name for name, _ in segments),
        cells=_cells(in_segment, in_persona),
        persona_sizes=persona_sizes,
        segment_sizes=segment_sizes,
        people=len(ids),
        uncovered=int((belongs == 0).sum()),
        in_several=int((belongs > 1).sum()),
        cramers_v=float(cramers_v(table)),
        v_low=low,
        v_high=high,
        p=independence_p(table, seed),
        effective_segments=effective_number(segment_sizes),
        effective_personas=effective_number(persona_sizes),
        findings=(),
    )
    return replace(found, findings=cut_findings(found, _joint(in_segment, in_persona), seed))


def _ids(people: Collection[int]) -> Counts:
    return np.sort(np.fromiter(people, dtype=np.int64, count=len(people)))


def _membership(ids: Counts, groups: Sequence[tuple[str, Collection[int]]]) -> Membership:
    """(people, groups): who is in which group."""
    member = np.zeros((len(ids), len(groups)), dtype=np.bool_)
    for column, (_, members) in enumerate(groups):
        member[:, column] = np.isin(ids, _ids(set(members)), assume_unique=True)
    return member


def _counts(in_segment: Membership, in_persona: Membership) -> Counts:
    """(segments, personas): the people in both."""
    # Products of whole numbers are slow; those of floats are exact for counts.
    joint = in_segment.T.astype(np.float64) @ in_persona.astype(np.float64)
    return np.asarray(joint.astype(np.int64))


def _joint(in_segment: Membership, in_persona: Membership) -> Counts:
    """(personas, segments, segments): the persona's people who are in both segments."""
    count = in_segment.shape[1]
    both = [_counts(in_segment[member], in_segment[member]) for member in in_persona.T]
    return np.array(both, dtype=np.int64).reshape(len(both), count, count)


def _cells(in_segment: Membership, in_persona: Membership) -> tuple[tuple[CutCell, ...], ...]:
    counts = _counts(in_segment, in_persona)
    people = len(in_persona)
    rows = [int(size) for size in in_segment.sum(axis=0)]
    columns = [int(size) for size in in_persona.sum(axis=0)]
    margins = [(row, column) for row in rows for column in columns]
    cells = [
        (int(n), row, column, people) for n, (row, column) in zip(counts.flat, margins, strict=True)
    ]
    # A group of nobody or of everybody cannot stand out, and is no test to correct for.
    tested = [0 < row < people and 0 < column < people for row, column in margins]
    stands = iter(
        discoveries(
            [_p(*cell) for cell, one in zip(cells, tested, strict=True) if one], FALSE_DISCOVERIES
        )
    )
    made = [
        CutCell(
            count=count,
            expected=row * column / people if people else 0.0,
            share_of_segment=count / row if row else 0.0,
            share_of_persona=count / column if column else 0.0,
            residual=adjusted_residual(count, row, column, people),
            stands_out=next(stands) if one else False,
        )
        for (count, row, column, _), one in zip(cells, tested, strict=True)
    ]
    width = len(columns)
    return tuple(tuple(made[row * width : (row + 1) * width]) for row in range(len(rows)))


def _p(count: int, row: int, column: int, people: int) -> float:
    """Chance of a cell at least so far from independence, in either direction."""
    smallest = min(row, people - row) * min(column, people - column) / people
    if smallest < FEWEST_EXPECTED:
        return cell_p(count, row, column, people)
    return erfc(abs(adjusted_residual(count, row, column, people)) / sqrt(2))
