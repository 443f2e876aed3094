"""Where each coding's bar and name stand in the margin."""

from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush

_FURTHEST_LABEL = 6
"""How many rows below its bar's start a name may stand when the rows above hold other names."""


class Lanes:
    """Codings as bars over rows, side by side in as few lanes as they need (greedy interval colouring).

    A bar for which no lane is left waits, and goes on from the row where one becomes free. Until then it is counted.

    Args:
        extents: first and last row of each coding, both inclusive; the index is the coding's.
        most: how many lanes can be drawn.
    """

    def __init__(self, extents: Sequence[tuple[int, int]], most: int) -> None:
        self.extents = extents
        self.most = most
        self.lane_of = array("l", [most]) * len(extents)
        """By coding: its lane; `most` where it is never drawn."""
        self.drawn_from = array("l", [-1]) * len(extents)
        """By coding: the first row on which it is drawn; -1 for none."""
        self.labels: dict[int, list[int]] = {}
        """Row -> the drawn codings whose names stand on it, in order of lanes."""
        self._drawn: list[tuple[list[int], list[int]]] = [([], []) for _ in range(most)]
        self._group_firsts: list[int] = []
        self._group_lanes: list[int] = []
        self._hidden_first: list[int] = []
        self._hidden_last: list[int] = []
        self._free: list[int] = []
        self._busy: list[tuple[int, int]] = []
        """Last row and lane of the bars that are drawn where the sweep is."""
        self._waiting: deque[int] = deque()
        self._assign()
        self._place_labels()

    def _assign(self) -> None:
        order = sorted(
            range(len(self.extents)), key=lambda i: (self.extents[i][0], -self.extents[i][1])
        )
        opened = 0
        for coding in order:
            first, _ = self.extents[coding]
            self._free_lanes(first)
            if not self._busy:
                self._free, opened = [], 0
                self._group_firsts.append(first)
                self._group_lanes.append(0)
            if self._free:
                self._draw(coding, heappop(self._free), first)
            elif opened < self.most:
                opened += 1
                self._group_lanes[-1] = opened
                self._draw(coding, opened - 1, first)
            else:
                self._waiting.append(coding)
        self._free_lanes(None)
        for coding in self._waiting:
            self._hide(*self.extents[coding])
        self._hidden_first.sort()
        self._hidden_last.sort()

    def _free_lanes(self, before: int | None) -> None:
        """Give the lanes of bars that end before a row (None: all) to those that wait, else free them."""
        while self._busy and (before is None or self._busy[0][0] < before):
            last, lane = heappop(self._busy)
            while self._waiting:
                coding = self._waiting.popleft()
                first, end = self.extents[coding]
                self._hide(first, min(last, end))
                if end > last:
                    self._draw(coding, lane, last + 1)
                    break
            else:
                heappush(self._free, lane)

    def _draw(self, coding: int, lane: int, row: int) -> None:
        heappush(self._busy, (self.extents[coding][1], lane))
        self.lane_of[coding], self.drawn_from[coding] = lane, row
        firsts, members = self._drawn[lane]
        firsts.append(row)
        members.append(coding)

    def _hide(self, first: int, last: int) -> None:
        self._hidden_first.append(first)
        self._hidden_last.append(last)

    def _place_labels(self) -> None:
        """Give each drawn coding's name the first free row beside its bar."""
        order = sorted(
            (row, -self.extents[coding][1], coding)
            for coding, row in enumerate(self.drawn_from)
            if row >= 0
        )
        starts = {row for row, _, _ in order}
        for first, _, coding in order:
            row = first
            if row in self.labels:
                reach = min(self.extents[coding][1], first + _FURTHEST_LABEL)
                free = (
                    r
                    for r in range(first + 1, reach + 1)
                    if r not in self.labels and r not in starts
                )
                row = next(free, first)
            self.labels.setdefault(row, []).append(coding)

    def on_row(self, row: int) -> list[tuple[int, int]]:
        """(lane, coding) of each bar that is drawn on a row, in order of lanes."""
        bars = []
        for lane, (firsts, members) in enumerate(self._drawn):
            index = bisect_right(firsts, row) - 1
            if index >= 0 and self.extents[members[index]][1] >= row:
                bars.append((lane, members[index]))
        return bars

    def at(self, row: int, lane: int) -> int | None:
        """The coding whose bar is in a lane of a row; right of all bars, the one whose name stands alone there."""
        if lane < self.width_on_row(row):
            return dict(self.on_row(row)).get(lane)
        named = self.labels.get(row, [])
        return named[0] if len(named) == 1 else None

    def width_on_row(self, row: int) -> int:
        """How many lanes the bars take that overlap here, one by way of another; their names stand in line."""
        group = bisect_right(self._group_firsts, row) - 1
        return self._group_lanes[group] if group >= 0 else 0

    def hidden_on_row(self, row: int) -> int:
        """How many bars on a row have no lane there."""
        return bisect_right(self._hidden_first, row) - bisect_left(self._hidden_last, row)

    def hidden_count_changes(self, row: int) -> bool:
        """Whether the count of hidden bars is another one than on the row above."""
        return self.hidden_on_row(row) != self.hidden_on_row(row - 1)
