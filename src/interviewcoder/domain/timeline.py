"""Where in a source which codes lie."""

from dataclasses import dataclass

from .coding import Coding
from .crosstab import Crosstab, Frequencies, Label

_SHADES = "·░▒▓█"


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A code along a source, and its codings there in reading order."""

    label: Label
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where in a source which codes lie."""

    source_id: int
    source: str
    characters: int
    rows: tuple[TimelineRow, ...]
    times: tuple[tuple[int, int], ...] = ()
    """`(position, milliseconds)` of passages whose time is known, in reading order."""
    where: str = ""
    """The query that all of the codings fit; empty: every coding."""


Counts = Frequencies | Crosstab | Timeline
"""Codings counted: how often, how often together, or where."""


def stretches(timeline: Timeline, row: TimelineRow, count: int) -> list[tuple[Coding, ...]]:
    """The codings of a row in each of so many equal stretches of the source; a long one is in several."""
    found: list[list[Coding]] = [[] for _ in range(count)]
    each = max(timeline.characters, 1) / count
    for coding in row.codings:
        first = min(int(coding.start / each), count - 1)
        last = min(int((coding.end - 1) / each), count - 1)
        for place in range(first, last + 1):
            found[place].append(coding)
    return [tuple(codings) for codings in found]


def strip(timeline: Timeline, row: TimelineRow, cells: int) -> str:
    """A row of a timeline in so many characters: how many codings lie in each stretch, one to four and more."""
    return "".join(
        _SHADES[min(len(codings), len(_SHADES) - 1)] for codings in stretches(timeline, row, cells)
    )
