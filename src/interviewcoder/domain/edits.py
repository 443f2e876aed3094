"""Edits of a text: what is put where, and where spans lie afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

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
