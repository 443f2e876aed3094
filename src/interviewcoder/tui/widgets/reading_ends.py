"""Moving one end of an excerpt while the other stays. Pure functions, as in `motions`."""

from collections.abc import Callable, Mapping

from ...domain.coding import Span
from .motions import Caret, Ground, moved, sentence_at, turn_at, word_at


def _sentence(ground: Ground, position: int) -> Span:
    return sentence_at(ground, position) or turn_at(ground, position)


_WHOLE: Mapping[str, Callable[[Ground, int], Span]] = {
    "word": word_at,
    "sentence": _sentence,
    "turn": turn_at,
}
"""Units at whose ends an excerpt ends, and at whose starts it begins."""


def end_moved(ground: Ground, caret: Caret, unit: str, direction: int) -> Caret:
    """The caret whose position, one end of the excerpt, went on by one unit; its anchor, the other end, stays.

    The last end goes by words, sentences and turns to where these end, the first to where they start. Neither goes past
    the other: there would be nothing between them.
    """
    anchor = caret.position if caret.anchor is None else caret.anchor
    is_last = caret.position >= anchor
    if unit not in _WHOLE:
        step = moved(ground, Caret(caret.position, goal=caret.goal), unit, direction)
        position, goal = step.position, step.goal
    else:
        find = _ended if is_last else _begun
        position, goal = find(ground, caret.position, unit, direction), None
    crosses = position <= anchor if is_last else position >= anchor
    return caret if crosses else Caret(position, anchor, goal)


def ends_swapped(caret: Caret) -> Caret:
    """The caret at the other end."""
    if caret.anchor is None:
        return caret
    return Caret(caret.anchor, caret.position)


def _ended(ground: Ground, position: int, unit: str, direction: int) -> int:
    """The next end of a unit after a position, or the last one before it."""
    unit_at = _WHOLE[unit]
    if direction > 0:
        here = unit_at(ground, position)
        if any(map(str.isalnum, ground.layout.text[position : here.end])):
            return here.end
        # Behind a unit there are but stops and white space up to the next one.
        further = moved(ground, Caret(position), unit, 1).position
        return max(position, unit_at(ground, further).end)
    here = unit_at(ground, max(0, position - 1))
    if here.end < position:
        return here.end
    before = moved(ground, Caret(here.start), unit, -1).position
    return unit_at(ground, before).end if before < here.start else here.start


def _begun(ground: Ground, position: int, unit: str, direction: int) -> int:
    """The next start of a unit after a position, or the last one before it."""
    if direction < 0 and (here := _WHOLE[unit](ground, position)).start < position:
        return here.start
    return moved(ground, Caret(position), unit, direction).position
