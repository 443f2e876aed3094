"""Transcripts of recordings: which position in the text is which time in the recording."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.domain.exchange_guids import normal_guid
from interviewcoder.domain.imported import ImportedPassage

from .refi_reading import number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class TimedText:
    """A transcript's points at which text and recording are known to meet, in order of the text."""

    points: tuple[tuple[int, int], ...]
    """Position and milliseconds."""
    length: int
    """Of the text."""

    def span_between(self, begin: int | None, end: int | None) -> tuple[int, int] | None:
        """The text between the last point before a time and the first after another; None where there are too few."""
        if begin is None or end is None or len(self.points) < 2 or begin > self.points[-1][1]:
            return None
        times = [time for _, time in self.points]
        if times != sorted(times):
            return None
        first = max(0, bisect_right(times, begin) - 1)
        last = bisect_left(times, end)
        until = self.points[last][0] if last < len(times) else self.length
        return (self.points[first][0], until) if self.points[first][0] < until else None

    def start_of(self, passage: ImportedPassage) -> int | None:
        """The time at which a passage begins, where a point stands right there or within its header before it."""
        at = bisect_right(self.points, (passage.start, 1 << 62)) - 1
        if at < 0:
            return None
        position, time = self.points[at]
        return time if passage.start - position <= _HEADER else None


_HEADER = 80
"""So many characters a point may stand before the words, at a name or a time."""


def sync_positions(transcript: "Element") -> dict[str, int]:
    """By the GUID of each point of a transcript: its position, as the program counts."""
    return {
        normal_guid(value(element, "guid")): position
        for element in transcript.findall("SyncPoint")
        if (position := number(element, "position")) is not None
    }


def timed_text(
    transcript: "Element", counted: Callable[[int], int], length: int
) -> TimedText | None:
    """The points of a transcript; None where none tells both.

    Args:
        transcript: the element.
        counted: from a position as the program counts to one in the text.
        length: of the text.
    """
    points = [
        (counted(position), time)
        for element in transcript.findall("SyncPoint")
        if (position := number(element, "position")) is not None
        and (time := number(element, "timeStamp")) is not None
        and time >= 0
    ]
    within = sorted(point for point in points if 0 <= point[0] <= length)
    return TimedText(tuple(within), length) if within else None
