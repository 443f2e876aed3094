"""What the table of segments by personas says, in plain sentences."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.segment import Cut

FEWEST_PEOPLE = 20
"""With fewer people in exactly one segment nothing is said about how segments and personas hang together."""
FEWEST_ALIKE = 10
"""Two segments are never called alike with fewer people in either."""
ALIKE = 0.15
"""Two segments are alike when at most this share of people would have to change personas to make them equal..."""
SURELY_ALIKE = 0.3
"""...and resampling finds at most this share in 95 of 100 draws."""
IN_DISGUISE = 0.8
"""The share of a persona's members in one segment from which it may be that segment in disguise."""
FEWEST_IN_DISGUISE = 5
TELLS_WELL = 0.5
"""Segments tell personas quite well when even the low end of Cramér's V is above this."""
SIGNIFICANT = 0.05
WEAK = 0.2
"""A tie that is below this at most is next to nothing."""

_MOST_TOLD = 3
_MOST_PAIRS_TESTED = 66
_RESAMPLES = 1_000
_EQUAL = 0.05


def cut_findings(cut: Cut, joint: NDArray[np.int64], seed: int = 0) -> tuple[str, ...]:
    """What a cut says, the most important first.

    Args:
        cut: the figures, without findings.
        joint: (personas, segments, segments), the persona's people who are in both segments.
        seed: of the resampling that judges whether segments are alike.
    """
    if not any(cut.persona_sizes):
        return ("There are no personas to cut across segments.",)
    if not any(cut.segment_sizes):
        return ("There are no segments with people in them.",)
    return (
        *_too_few(cut),
        _headline(cut),
        *_association(cut),
        *_in_disguise(cut),
        *_alike(cut, joint, seed),
        *_everywhere(cut),
        *_standing_out(cut),
        *_counted_otherwise(cut),
    )


def _counted_once(cut: Cut) -> int:
    return cut.people - cut.uncovered - cut.in_several


def _too_few(cut: Cut) -> Iterator[str]:
    once = _counted_once(cut)
    if once < FEWEST_PEOPLE and len(cut.segments) > 1 and len(cut.personas) > 1:
        yield (
            "Too few people to say how personas and segments hang together: "
            f"{once} of {cut.people} are in exactly one segment, and {FEWEST_PEOPLE} are needed."
        )


def _headline(cut: Cut) -> str:
    segments = _number(
        sum(size > 0 for size in cut.segment_sizes), "segment", cut.effective_segments
    )
    personas = _number(
        sum(size > 0 for size in cut.persona_sizes), "persona", cut.effective_personas
    )
    verb = "is" if segments.startswith("1 ") else "are"
    if cut.effective_personas < cut.effective_segments:
        return f"{segments} {verb} served by {personas.replace('amounting to ', '').replace(' equal ones', '')}."
    return f"{segments} beside {personas}: personas are not fewer targets than segments here."


def _number(count: int, noun: str, effective: float) -> str:
    """Such as `12 segments (amounting to 9.8 equal ones)`."""
    told = f"{count} {noun}" if count == 1 else f"{count} {noun}s"
    return (
        told if count - effective < _EQUAL else f"{told} (amounting to {effective:.1f} equal ones)"
    )


def _association(cut: Cut) -> Iterator[str]:
    if _counted_once(cut) < FEWEST_PEOPLE or len(cut.segments) < 2 or len(cut.personas) < 2:
        return
    figures = (
        f"Cramér's V {cut.cramers_v:.2f}, {cut.v_low:.2f} to {cut.v_high:.2f}; {_p_told(cut.p)}"
    )
    if cut.v_low > TELLS_WELL:
        yield (
            f"Segments tell personas quite well here: who knows the segment mostly knows the persona ({figures})."
        )
    elif cut.p <= SIGNIFICANT:
        degree = "a little" if cut.v_high < WEAK else "in part"
        yield f"Personas follow segments {degree}, and cut across them otherwise ({figures})."
    elif cut.v_high < WEAK:
        yield f"Personas cut right across segments: a segment says next to nothing about the persona ({figures})."
    else:
        yield f"No tie between personas and segments can be shown, nor can one be ruled out ({figures})."


def _p_told(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def _in_disguise(cut: Cut) -> Iterator[str]:
    for column, row in _disguises(cut):
        cell = cut.cells[row][column]
        yield (
            f"'{cut.personas[column]}' lives almost only in '{cut.segments[row]}' "
            f"({cell.count} of {cut.persona_sizes[column]}): it may be a segment in disguise."
        )


def _disguises(cut: Cut) -> list[tuple[int, int]]:
    """Persona and the smallest segment that holds nearly all of it, where one does."""
    found = []
    for column, size in enumerate(cut.persona_sizes):
        if size < FEWEST_IN_DISGUISE:
            continue
        holding = [
            (row_of[column].expected, row)
            for row, row_of in enumerate(cut.cells)
            if row_of[column].share_of_persona >= IN_DISGUISE
            and row_of[column].expected / size < 0.5
            and row_of[column].stands_out
        ]
        if holding:
            found.append((column, min(holding)[1]))
    return found


def _alike(cut: Cut, joint: NDArray[np.int64], seed: int) -> Iterator[str]:
    if len(cut.personas) < 2:
        return
    found = []
    near = _near_pairs(joint)
    for distance, one, other in near[:_MOST_PAIRS_TESTED]:
        mine, theirs = _apart(joint, one, other)
        at_most = _at_most(mine, theirs, seed)
        if at_most <= SURELY_ALIKE:
            found.append((distance, at_most, one, other, int(mine.sum()), int(theirs.sum())))
    for distance, at_most, one, other, here, there in found[:_MOST_TOLD]:
        yield (
            f"'{cut.segments[one]}' and '{cut.segments[other]}' hold the same people's needs: "
            f"{round(100 * distance)} in 100 would have to change personas to make them equal "
            f"({round(100 * at_most)} at most; {here} and {there} people)."
        )
    if len(found) > _MOST_TOLD:
        more = len(found) - _MOST_TOLD
        least = "At least " if len(near) > _MOST_PAIRS_TESTED else ""
        yield f"{least}{more} more {'pair' if more == 1 else 'pairs'} of segments hold the same people's needs."


def _near_pairs(joint: NDArray[np.int64]) -> list[tuple[float, int, int]]:
    """The pairs of segments with enough people and near profiles, the nearest first."""
    near = []
    for one, other in combinations(range(joint.shape[1]), 2):
        mine, theirs = _apart(joint, one, other)
        if min(mine.sum(), theirs.sum()) >= FEWEST_ALIKE:
            distance = float(_distance(mine, theirs))
            if distance <= ALIKE:
                near.append((distance, one, other))
    return sorted(near)


def _apart(
    joint: NDArray[np.int64], one: int, other: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """People by persona in the one segment alone and in the other alone: those in both tell nothing."""
    both = joint[:, one, other]
    return joint[:, one, one] - both, joint[:, other, other] - both


def _distance(mine: NDArray[np.int64], theirs: NDArray[np.int64]) -> NDArray[np.float64]:
    """Total variation, 0 to 1, between shares of personas; profiles on the last axis."""
    here = mine / mine.sum(axis=-1, keepdims=True)
    there = theirs / theirs.sum(axis=-1, keepdims=True)
    return np.asarray(np.abs(here - there).sum(axis=-1) / 2)


def _at_most(mine: NDArray[np.int64], theirs: NDArray[np.int64], seed: int) -> float:
    """The distance that resampled people stay below in 95 of 100 draws.

    Resampling adds chance differences to those already there, so the limit errs on the side of caution.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    drawn = [
        random.multinomial(one.sum(), one / one.sum(), size=_RESAMPLES) for one in (mine, theirs)
    ]
    return float(np.quantile(_distance(drawn[0], drawn[1]), 0.95))


def _everywhere(cut: Cut) -> Iterator[str]:
    rows = [row for row, size in zip(cut.cells, cut.segment_sizes, strict=True) if size]
    occurs = [
        sum(row[column].count > 0 for row in rows)
        for column, size in enumerate(cut.persona_sizes)
        if size
    ]
    fewest = min(occurs)
    if len(rows) < 2 or len(occurs) < 2 or 2 * fewest < len(rows):
        return
    if fewest == len(rows):
        yield f"Every persona occurs in all {len(rows)} segments."
    else:
        yield f"Every persona occurs in at least {fewest} of {len(rows)} segments."


def _standing_out(cut: Cut) -> Iterator[str]:
    told = set(_disguises(cut))
    cells = [
        (-abs(cell.residual), row, column)
        for row, row_of in enumerate(cut.cells)
        for column, cell in enumerate(row_of)
        if cell.stands_out and (column, row) not in told
    ]
    for _, row, column in sorted(cells)[:_MOST_TOLD]:
        cell = cut.cells[row][column]
        lean = "more" if cell.residual > 0 else "less"
        yield (
            f"'{cut.personas[column]}' is {lean} common in '{cut.segments[row]}' than by chance "
            f"({_people(cell.count)}, {cell.expected:.1f} expected)."
        )


def _counted_otherwise(cut: Cut) -> Iterator[str]:
    if cut.uncovered:
        yield f"{cut.uncovered} of {cut.people} people in personas {_are(cut.uncovered)} in no segment."
    if cut.in_several:
        yield f"{cut.in_several} of {cut.people} people in personas {_are(cut.in_several)} in several segments."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
