"""Overlapping excerpts flattened into runs that are drawn alike."""

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush

from ...domain.coding import Coding


class Runs:
    """The stretches of a text between any two ends of excerpts, in order.

    A run is (start, coding, depth): the coding that is drawn on top there, the shortest one, as an index into
    the codings (-1: none), and how many excerpts lie over each other. It reaches to the next run's start.
    """

    def __init__(self, codings: Sequence[Coding]) -> None:
        self.starts: list[int] = []
        self.tops: list[int] = []
        self.depths: list[int] = []
        events = [(coding.start, 1, index) for index, coding in enumerate(codings)]
        events += [(coding.end, 0, index) for index, coding in enumerate(codings)]
        events.sort()
        # Codings that ended stay in the heap until they surface: one sweep, however much they overlap.
        shortest: list[tuple[int, int]] = []
        depth = 0
        for number, (position, opens, index) in enumerate(events):
            if opens:
                coding = codings[index]
                heappush(shortest, (coding.end - coding.start, index))
                depth += 1
            else:
                depth -= 1
            if number + 1 < len(events) and events[number + 1][0] == position:
                continue
            while shortest and codings[shortest[0][1]].end <= position:
                heappop(shortest)
            self.starts.append(position)
            self.tops.append(shortest[0][1] if shortest else -1)
            self.depths.append(depth)

    def between(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """The runs over `[start, end)`, the first one cut to start at `start`; never empty."""
        first = bisect_right(self.starts, start) - 1
        runs = [(start, self.tops[first], self.depths[first]) if first >= 0 else (start, -1, 0)]
        for index in range(first + 1, len(self.starts)):
            position = self.starts[index]
            if position >= end:
                break
            runs.append((position, self.tops[index], self.depths[index]))
        return runs
