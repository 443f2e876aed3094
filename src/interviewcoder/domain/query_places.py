"""Where codings lie to one another in their source: who overlaps whom, and what follows what."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate

from .coding import Tagged

FOLLOWING_EXCERPTS = 3
"""How many of the next excerpts count as following."""


def by_source(codings: Iterable[Tagged]) -> list[Sequence[Tagged]]:
    """The codings of each source."""
    sources: dict[int, list[Tagged]] = {}
    for coding in codings:
        sources.setdefault(coding.source_id, []).append(coding)
    return list(sources.values())


def overlapping(sources: Iterable[Sequence[Tagged]], code_ids: Collection[int]) -> set[int]:
    """Ids of the codings that share a character with another coding of these codes."""
    found: set[int] = set()
    for codings in sources:
        targets = sorted((c.start, c.end, c.id) for c in codings if c.code_id in code_ids)
        if not targets:
            continue
        starts = [start for start, _, _ in targets]
        # Of the targets up to each place the one that reaches furthest, and the next one: a coding is not its own partner.
        furthest = list(accumulate(((end, id_) for _, end, id_ in targets), max))
        second: list[int] = []
        best, next_best = (-1, -1), -1
        for _, end, id_ in targets:
            if (end, id_) > best:
                best, next_best = (end, id_), best[0]
            else:
                next_best = max(next_best, end)
            second.append(next_best)
        for coding in codings:
            begun = bisect_left(starts, coding.end)
            if not begun:
                continue
            end, id_ = furthest[begun - 1]
            if (second[begun - 1] if id_ == coding.id else end) > coding.start:
                found.add(coding.id)
    return found


def followed(sources: Iterable[Sequence[Tagged]], code_ids: Collection[int]) -> set[int]:
    """Ids of the codings after whose end one of the next `FOLLOWING_EXCERPTS` different excerpts has such a code.

    Excerpts are counted by where they start, then where they end, whoever made them and whatever their
    codes; an excerpt with several codings counts once. What begins before this one ends is not after it.
    """
    found: set[int] = set()
    for codings in sources:
        carrying = {(c.start, c.end) for c in codings if c.code_id in code_ids}
        if not carrying:
            continue
        excerpts = sorted({(c.start, c.end) for c in codings})
        starts = [start for start, _ in excerpts]
        carried_before = [0, *accumulate(excerpt in carrying for excerpt in excerpts)]
        for coding in codings:
            first = bisect_left(starts, coding.end)
            last = min(first + FOLLOWING_EXCERPTS, len(excerpts))
            if carried_before[last] > carried_before[first]:
                found.add(coding.id)
    return found
