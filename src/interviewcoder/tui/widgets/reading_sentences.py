"""The sentences of a source: from the language tools when they have arrived, by a rule until then."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ...domain.coding import Span
from ...domain.source import Passage

_END = re.compile(
    r"""(?:[.!?…]+["'”’»)\]]*(?=\s)(?!\s+[a-zà-ÿ])|[。！？]+[」』）”]*|\n)""",
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|approx|[A-Za-z])\.$", re.I
)
_SPACE = re.compile(r"\s*")


def _by_rule(text: str, start: int, end: int) -> list[Span]:
    """Sentences of `text[start:end]` by punctuation, without the white space around them."""
    spans: list[Span] = []
    at = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if match[0] == "." and _ABBREVIATION.search(text, max(at, stop - 12), stop):
            continue
        _push(spans, text, at, stop)
        at = stop
    _push(spans, text, at, end)
    return spans


def _push(spans: list[Span], text: str, start: int, end: int) -> None:
    blank = _SPACE.match(text, start, end)
    first = blank.end() if blank else start
    if first < end:
        tail = text[max(first, end - 64) : end]
        last = end - (len(tail) - len(tail.rstrip()))
        spans.append(Span(first, max(last, first + 1)))


class Sentences:
    """Sentences by passage, found when first asked for.

    Args:
        text: the source's text.
        passages: in order, not overlapping.
        spans: absolute sentence spans in order, or None for the rule.
    """

    def __init__(
        self, text: str, passages: Sequence[Passage], spans: Sequence[Span] | None = None
    ) -> None:
        self._text = text
        self._passages = passages
        self._spans = spans
        self._starts = [span.start for span in spans] if spans is not None else []
        self._known: dict[int, tuple[list[Span], list[int]]] = {}

    def of_passage(self, passage: int) -> list[Span]:
        """The sentences of a passage, given by its index; the whole passage where there are none."""
        return self._known_of(passage)[0]

    def _known_of(self, passage: int) -> tuple[list[Span], list[int]]:
        known = self._known.get(passage)
        if known is None:
            place = self._passages[passage]
            if self._spans is None:
                spans = _by_rule(self._text, place.start, place.end)
            else:
                first = bisect_left(self._starts, place.start)
                last = bisect_left(self._starts, place.end)
                spans = [Span(s.start, min(s.end, place.end)) for s in self._spans[first:last]]
            spans = spans or [Span(place.start, place.end)]
            known = self._known[passage] = (spans, [span.start for span in spans])
        return known

    def index_at(self, passage: int, position: int) -> int:
        """Index, within a passage, of the sentence at a position or the last one before it."""
        return max(0, bisect_right(self._known_of(passage)[1], position) - 1)
