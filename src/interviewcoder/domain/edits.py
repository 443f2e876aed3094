"""Edits of a text: what is put where, and where spans lie afterwards."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from .coding import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """What is put in the place of `[start, end)`, in code points of the text before."""

    start: int
    end: int
    words: str

    @property
    def longer(self) -> int:
        """How many code points the text gains by it."""
        return len(self.words) - (self.end - self.start)


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits, which are in order and do not overlap.

    >>> edited("says Maria now", [Edit(5, 10, "P01")])
    'says P01 now'
    """
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.words)
        position = edit.end
    return "".join((*parts, text[position:]))


def moved(span: Span, edits: Sequence[Edit]) -> Span:
    """Where a span lies after edits; one that begins or ends within an edit reaches over the whole of it.

    >>> moved(Span(7, 14), [Edit(5, 10, "P01")])
    Span(start=5, end=12)
    """
    start, end = span.start, span.end
    for edit in edits:
        if edit.end <= span.start:
            start += edit.longer
        elif edit.start < span.start:
            start -= span.start - edit.start
        if edit.end <= span.end:
            end += edit.longer
        elif edit.start < span.end:
            end += edit.start + len(edit.words) - span.end
    return Span(start, end)


class Displacement:
    """Where positions and spans lie after edits: as `moved` tells, for many spans of one text.

    >>> Displacement([Edit(5, 10, "P01")]).moved(Span(7, 14))
    Span(start=5, end=12)
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._longer = [0, *accumulate(edit.longer for edit in edits)]

    def moved(self, span: Span) -> Span:
        """The span afterwards; one that begins or ends within an edit reaches over the whole of it."""
        before = bisect_right(self._ends, span.start)
        start = span.start + self._longer[before]
        if before < len(self._edits) and self._starts[before] < span.start:
            start -= span.start - self._starts[before]
        within = bisect_right(self._ends, span.end)
        end = span.end + self._longer[within]
        if within < len(self._edits) and self._starts[within] < span.end:
            edit = self._edits[within]
            end += edit.start + len(edit.words) - span.end
        return Span(start, end)

    def outside(self, span: Span) -> Span | None:
        """What is left of a span, before the edits, without those that it begins or ends in; None if nothing is.

        >>> Displacement([Edit(5, 10, "P01")]).outside(Span(7, 14))
        Span(start=10, end=14)
        """
        start, end = span.start, span.end
        first = bisect_right(self._ends, start)
        while first < len(self._edits) and self._starts[first] <= start < end:
            start = self._ends[first]
            first += 1
        last = bisect_left(self._starts, end) - 1
        while last >= 0 and start < end <= self._ends[last]:
            end = self._starts[last]
            last -= 1
        return Span(start, end) if start < end else None
