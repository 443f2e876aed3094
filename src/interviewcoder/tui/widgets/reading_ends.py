"""Moving one end of an excerpt while the other stays. Pure functions, as in `motions`."""

from .motions import Caret, Ground, moved, turn_at


def end_moved(ground: Ground, caret: Caret, unit: str, direction: int) -> Caret:
    """The caret whose position, an end of the excerpt, went on by one unit; its anchor, the other end, stays.

    Unlike extending a selection it never moves both ends. An end that would go on past the last unit of the text goes
    to the end of its turn.
    """
    step = moved(ground, Caret(caret.position, goal=caret.goal), unit, direction)
    if direction > 0 and step.position <= caret.position:
        step = Caret(max(caret.position, turn_at(ground, caret.position).end))
    return Caret(step.position, caret.anchor, step.goal)


def ends_swapped(caret: Caret) -> Caret:
    """The caret at the other end."""
    if caret.anchor is None:
        return caret
    return Caret(caret.anchor, caret.position)
