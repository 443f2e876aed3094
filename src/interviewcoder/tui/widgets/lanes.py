"""Where each coding's bar and name stand in the margin."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush

_FURTHEST_LABEL = 6
"""How many rows below its bar's start a name may stand when the rows above hold other names."""


class Lanes:
    """Codings as bars over rows, side by side in as few lanes as they need (greedy interval colouring).

    Args:
        extents: first and last row of each coding, both inclusive; the index is the coding's.
        most: how many lanes can be drawn. Bars beyond them are only counted.
    """

    def __init__(self, extents: Sequence[tuple[int, int]], most: int) -> None:
        self.extents = extents
        self.most = most
        self.lane_of = array("l", bytes(array("l").itemsize * len(extents)))
        self.labels: dict[int, list[int]] = {}
        """Row -> the drawn codings whose names stand on it, in order of lanes."""
        self._drawn: list[tuple[list[int], list[int]]] = [([], []) for _ in range(most)]
        self._group_firsts: list[int] = []
        self._group_lanes: list[int] = []
        self._hidden_first: list[int] = []
        self._hidden_last: list[int] = []
        self._assign()

    def _assign(self) -> None:
        order = sorted(
            range(len(self.extents)), key=lambda i: (self.extents[i][0], -self.extents[i][1])
        )
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        opened = 0
        for coding in order:
            first, last = self.extents[coding]
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            if not busy:
                free, opened = [], 0
                self._group_firsts.append(first)
                self._group_lanes.append(0)
            if free:
                lane = heappop(free)
            else:
                lane = opened
                opened += 1
            self._group_lanes[-1] = min(opened, self.most)
            heappush(busy, (last, lane))
            self.lane_of[coding] = lane
            if lane < self.most:
                firsts, members = self._drawn[lane]
                firsts.append(first)
                members.append(coding)
            else:
                self._hidden_first.append(first)
                self._hidden_last.append(last)
        self._hidden_last.sort()
        self._place_labels(order)

    def _place_labels(self, order: Sequence[int]) -> None:
        """Give each drawn coding's name the first free row beside its bar."""
        starts = {self.extents[coding][0] for coding in order if self.lane_of[coding] < self.most}
        for coding in order:
            if self.lane_of[coding] >= self.most:
                continue
            first, last = self.extents[coding]
            row = first
            if row in self.labels:
                reach = min(last, first + _FURTHEST_LABEL)
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
        """How many bars on a row have no lane that is drawn."""
        return bisect_right(self._hidden_first, row) - bisect_left(self._hidden_last, row)

    def hidden_count_changes(self, row: int) -> bool:
        """Whether the count of hidden bars is another one than on the row above."""
        return self.hidden_on_row(row) != self.hidden_on_row(row - 1)
