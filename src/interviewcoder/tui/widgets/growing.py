"""A selection that grows from word to sentence to turn to everything, and shrinks again. Pure functions."""

from collections.abc import Callable, Sequence

from ...domain.coding import Span
from .motions import Caret, Ground, sentence_at, turn_at, word_at

_UnitAt = Callable[[Ground, int], Span | None]


def expanded(ground: Ground, caret: Caret) -> Caret:
    """The selection grown to the next larger unit: word, sentence, turn, all turns on end of one voice, the source."""
    if not ground.layout.line_count:
        return caret
    held = caret.selection or Span(caret.position, caret.position)
    last = max(held.start, held.end - 1)
    for unit_at in _UNITS:
        first_unit, last_unit = unit_at(ground, held.start), unit_at(ground, last)
        if first_unit and last_unit:
            grown = Span(min(first_unit.start, held.start), max(last_unit.end, held.end))
            if len(grown) > len(held):
                return Caret(grown.end, grown.start)
    return caret


def shrunk(ground: Ground, caret: Caret) -> Caret:
    """The selection shrunk to the largest unit at its start that is smaller; from a word on, to nothing."""
    held = caret.selection
    if held is None or not ground.layout.line_count:
        return caret
    for unit_at in reversed(_UNITS):
        unit = unit_at(ground, held.start)
        if unit and held.start <= unit.start and unit.end <= held.end and len(unit) < len(held):
            return Caret(unit.end, unit.start)
    return Caret(held.start)


def _voice_at(ground: Ground, position: int) -> Span:
    """The passages around a position, one after the other, that one voice speaks; of a survey, one answer."""
    passages = ground.layout.passages
    first = last = ground.layout.passage_at(position)
    here = passages[first]

    def same(index: int) -> bool:
        other = passages[index]
        return (other.speaker, other.question) == (here.speaker, here.question)

    while first > 0 and here.speaker and same(first - 1):
        first -= 1
    while last + 1 < len(passages) and here.speaker and same(last + 1):
        last += 1
    return Span(passages[first].start, passages[last].end)


def _whole(ground: Ground, _: int) -> Span:
    passages = ground.layout.passages
    return Span(passages[0].start, passages[-1].end)


_UNITS: Sequence[_UnitAt] = (word_at, sentence_at, turn_at, _voice_at, _whole)
