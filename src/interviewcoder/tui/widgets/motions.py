"""Where a key takes the cursor, and what it selects. Pure functions: nothing here knows a widget."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...domain.coding import Span
from .graphemes import graphemes, is_plain
from .reading_layout import Layout
from .reading_sentences import Sentences

UNITS = (
    "char",
    "edge",
    "line",
    "word",
    "sentence",
    "turn",
    "excerpt",
    "uncoded",
    "hit",
    "page",
    "document",
)
"""What a motion can go by. `edge` is the start or end of a line, `uncoded` the next turn of a participant without a tag."""

_WORD = re.compile(r"[\w'’\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0dff\u200c\u200d-]+")
_WORD_REACH = 400
"""Words longer than this many code points are walked in steps of it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that motions go over."""

    layout: Layout
    sentences: Sentences
    excerpts: Sequence[int]
    """Where coded excerpts start, in order, each once."""
    uncoded: Sequence[int] = ()
    """Where passages start that have no tag and should have one, in order."""
    hits: Sequence[int] = ()
    """Where the words start that were searched for, in order."""
    page: int = 20
    """Rows of a page."""


@dataclass(frozen=True, slots=True)
class Caret:
    """A cursor and, when something is selected, the end of the selection that stays."""

    position: int = 0
    anchor: int | None = None
    goal: int | None = None
    """The column that moves by line hold on to."""

    @property
    def selection(self) -> Span | None:
        """What is selected."""
        if self.anchor is None or self.anchor == self.position:
            return None
        return Span(min(self.anchor, self.position), max(self.anchor, self.position))


def moved(
    ground: Ground, caret: Caret, unit: str, direction: int, *, extend: bool = False
) -> Caret:
    """The caret after a move by one unit, forward (1) or backward (-1).

    Extending keeps the anchor, but by sentence or turn it selects
    whole ones: the one where the selection began stays in it, whichever way the selection grows.
    """
    if not ground.layout.line_count:
        return Caret()
    if extend and unit in ("sentence", "turn"):
        return _extended_by_whole(ground, caret, unit, direction)
    if unit in ("line", "page"):
        goal = ground.layout.cell_of(caret.position) if caret.goal is None else caret.goal
        position = _vertically(ground, caret.position, goal, unit, direction)
        step = Caret(position, goal=goal)
    else:
        position = _MOVES[unit](ground, caret.position, direction)
        step = Caret(_edge_of_grapheme(ground.layout, position, direction))
    if not extend:
        return step
    return replace(step, anchor=caret.position if caret.anchor is None else caret.anchor)


def sentence_at(ground: Ground, position: int) -> Span | None:
    """The sentence at a position; in the white space behind one, that one."""
    if not ground.layout.line_count:
        return None
    passage = ground.layout.passage_at(position)
    return ground.sentences.of_passage(passage)[ground.sentences.index_at(passage, position)]


def turn_at(ground: Ground, position: int) -> Span:
    """The passage at a position."""
    passage = ground.layout.passages[ground.layout.passage_at(position)]
    return Span(passage.start, passage.end)


def word_at(ground: Ground, position: int) -> Span:
    """The word at a position, or before it; a single grapheme where there is no word."""
    turn = turn_at(ground, position)
    text = ground.layout.text
    first = max(turn.start, position - _WORD_REACH)
    behind = Span(position, position)
    for match in _WORD.finditer(text, first, min(turn.end, position + _WORD_REACH)):
        if match.start() > position:
            break
        behind = Span(*match.span())
    if behind.end >= position and len(behind):
        return behind
    position = max(turn.start, min(position, turn.end - 1))
    return Span(position, _next_grapheme(ground, position))


def settled(layout: Layout, position: int) -> int:
    """The nearest cursor position: inside a passage or at its end, not in the gap behind it."""
    if not layout.line_count:
        return 0
    passage = layout.passages[layout.passage_at(position)]
    return min(max(position, passage.start), passage.end)


def _edge_of_grapheme(layout: Layout, position: int, direction: int) -> int:
    """The position, or the next edge of what is one on the screen when it lies inside."""
    start, end = layout.line_span(layout.line_at(position))
    if is_plain(layout.text, start, min(position + 1, end)):
        return position
    for grapheme in graphemes(layout.text, start, end):
        if grapheme.start < position < grapheme.end:
            return grapheme.end if direction > 0 else grapheme.start
        if grapheme.end >= position:
            break
    return position


def _next_grapheme(ground: Ground, position: int) -> int:
    _, end = ground.layout.line_span(ground.layout.line_at(position))
    grapheme = next(graphemes(ground.layout.text, position, end), None)
    return grapheme.end if grapheme else position


def _by_char(ground: Ground, position: int, direction: int) -> int:
    layout = ground.layout
    turn = turn_at(ground, position)
    if direction > 0:
        if position < turn.end:
            return _next_grapheme(ground, position)
        return _by_turn(ground, position, 1) if _is_not_last(layout, position) else position
    if position <= turn.start:
        before = layout.passage_at(position) - 1
        return layout.passages[before].end if before >= 0 else turn.start
    line = layout.line_at(position)
    start, _ = layout.line_span(line)
    if start == position:
        start, _ = layout.line_span(line - 1)
    return [grapheme.start for grapheme in graphemes(layout.text, start, position)][-1]


def _by_edge(ground: Ground, position: int, direction: int) -> int:
    line = ground.layout.line_at(position)
    if direction > 0:
        return ground.layout.last_position(line)
    return ground.layout.line_span(line)[0]


def _vertically(ground: Ground, position: int, goal: int, unit: str, direction: int) -> int:
    layout = ground.layout
    line = layout.line_at(position)
    if unit == "line":
        target = line + direction
    else:
        target = layout.line_near_row(layout.line_rows[line] + direction * ground.page)
    if target < 0 or (target == line and direction < 0):
        return layout.line_span(0)[0] if line == 0 else layout.position_at(max(0, line - 1), goal)
    if target >= layout.line_count or (target == line and direction > 0):
        return layout.last_position(line)
    return layout.position_at(target, goal)


def _by_word(ground: Ground, position: int, direction: int) -> int:
    layout = ground.layout
    turn = turn_at(ground, position)
    if direction > 0:
        limit = min(turn.end, position + _WORD_REACH)
        here = _WORD.match(layout.text, position, limit)
        word = _WORD.search(layout.text, here.end() if here else position, limit)
        if word:
            return word.start()
        if limit < turn.end:
            return limit
        return _by_turn(ground, position, 1) if _is_not_last(layout, position) else turn.end
    if position <= turn.start:
        before = layout.passage_at(position) - 1
        if before < 0:
            return turn.start
        turn = Span(layout.passages[before].start, layout.passages[before].end)
        position = turn.end
    first = max(turn.start, position - _WORD_REACH)
    starts = [match.start() for match in _WORD.finditer(layout.text, first, position)]
    return starts[-1] if starts else first


def _by_sentence(ground: Ground, position: int, direction: int) -> int:
    """The start of the next sentence, or of the one before the sentence at the cursor."""
    passage = ground.layout.passage_at(position)
    index = ground.sentences.index_at(passage, position) + direction
    own = ground.sentences.of_passage(passage)
    if 0 <= index < len(own):
        return own[index].start
    if direction > 0:
        if passage + 1 == len(ground.layout.passages):
            return own[-1].start
        return ground.sentences.of_passage(passage + 1)[0].start
    return own[0].start if passage == 0 else ground.sentences.of_passage(passage - 1)[-1].start


def _by_turn(ground: Ground, position: int, direction: int) -> int:
    layout = ground.layout
    passage = layout.passage_at(position) + direction
    return layout.passages[min(max(passage, 0), len(layout.passages) - 1)].start


def _by_excerpt(ground: Ground, position: int, direction: int) -> int:
    return _by_stops(ground, ground.excerpts, position, direction)


def _by_uncoded(ground: Ground, position: int, direction: int) -> int:
    return _by_stops(ground, ground.uncoded, position, direction)


def _by_hit(ground: Ground, position: int, direction: int) -> int:
    return _by_stops(ground, ground.hits, position, direction)


def _by_stops(ground: Ground, stops: Sequence[int], position: int, direction: int) -> int:
    if direction > 0:
        index = bisect_right(stops, position)
    else:
        index = bisect_left(stops, position) - 1
    return settled(ground.layout, stops[index]) if 0 <= index < len(stops) else position


def _by_document(ground: Ground, position: int, direction: int) -> int:
    passages = ground.layout.passages
    return passages[0].start if direction < 0 else passages[-1].end


_MOVES = {
    "char": _by_char,
    "edge": _by_edge,
    "word": _by_word,
    "sentence": _by_sentence,
    "turn": _by_turn,
    "excerpt": _by_excerpt,
    "uncoded": _by_uncoded,
    "hit": _by_hit,
    "document": _by_document,
}


def _is_not_last(layout: Layout, position: int) -> bool:
    return layout.passage_at(position) + 1 < len(layout.passages)


def _extended_by_whole(ground: Ground, caret: Caret, unit: str, direction: int) -> Caret:
    def unit_at(position: int) -> Span:
        if unit == "turn":
            return turn_at(ground, position)
        return sentence_at(ground, position) or turn_at(ground, position)

    held = caret.selection
    if held is None or caret.anchor is None:
        pivot = unit_at(caret.position)
        if direction > 0:
            return Caret(pivot.end, pivot.start)
        return Caret(pivot.start, pivot.end)
    backward = caret.position < caret.anchor
    pivot = unit_at(held.end - 1 if backward else held.start)
    edge = unit_at(held.start if backward else held.end - 1)
    if direction > 0:
        if backward and edge.start < pivot.start:
            return Caret(unit_at(_neighbour(ground, edge, unit, 1)).start, pivot.end)
        reached = pivot if backward else edge
        if reached.end > held.end:
            return Caret(reached.end, min(held.start, pivot.start))
        further = unit_at(_neighbour(ground, reached, unit, 1))
        return Caret(max(further.end, reached.end), pivot.start)
    if not backward and edge.start > pivot.start:
        return Caret(unit_at(_neighbour(ground, edge, unit, -1)).end, pivot.start)
    reached = edge if backward else pivot
    if reached.start < held.start:
        return Caret(reached.start, max(held.end, pivot.end))
    further = unit_at(_neighbour(ground, reached, unit, -1))
    return Caret(min(further.start, reached.start), pivot.end)


def _neighbour(ground: Ground, span: Span, unit: str, direction: int) -> int:
    return _MOVES[unit](ground, span.start, direction)
