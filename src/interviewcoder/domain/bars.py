"""Counts and shares drawn with block characters."""

from collections.abc import Sequence

_EIGHTHS = "▏▎▍▌▋▊▉"


def shares_of_most(counts: Sequence[int]) -> list[float]:
    """Each count as a share of the greatest, 0 to 1.

    >>> shares_of_most([2, 4, 0])
    [0.5, 1.0, 0.0]
    """
    most = max(counts, default=0)
    return [count / most if most else 0.0 for count in counts]


def bar(share: float, cells: int) -> str:
    """A share, 0 to 1, as a bar of block characters, to an eighth of a character.

    >>> bar(1.0, 3), bar(0.5, 3), bar(0.001, 3), bar(0.0, 3)
    ('███', '█▌', '▏', '')
    """
    eighths = max(1, round(share * cells * 8)) if share > 0 else 0
    full, part = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[part - 1] if part else "")
