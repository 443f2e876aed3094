"""Which piece of a long text is like some words."""

import re
from collections.abc import Sequence
from itertools import islice

from .text import one_line
from .whole_words import stands_alone

_STEM = 0.7
"""So much of a word, from its beginning, makes another one like it: *costly* and *costs*."""
_SHORTEST_STEM = 3
_MOST_HITS = 200
"""Of a very long text, what comes after so many is not looked at."""


def piece_alike(text: str, words: Sequence[str], limit: int) -> str:
    """The piece of a text that has most that begins as some words do, on one line, with ellipses where it was cut.

    Args:
        text: any text.
        words: to look for.
        limit: so many code points at most, at least 3.

    >>> piece_alike("We talked for long, and then the prices went up again for us all.", ["price", "up"], 30)
    '…the prices went up again…'
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    room = limit - 2
    hits = islice(_beginnings(words).finditer(line), _MOST_HITS) if words else ()
    found = [one.span() for one in hits]
    found = [one for one in found if one[1] - one[0] <= room]
    if not found:
        return one_line(line, limit)
    together = [
        [one for one in found[at:] if one[1] - first <= room] for at, (first, _) in enumerate(found)
    ]
    most = max(together, key=len)
    start, end = most[0][0], most[-1][1]
    begin = max(0, min(start - (room - (end - start)) // 2, len(line) - room))
    stop = min(len(line), begin + room)
    # A word that is cut in two is left out, unless it is one of those looked for.
    if begin and (space := line.find(" ", begin - 1, start)) >= 0:
        begin = space + 1
    if stop < len(line) and (space := line.rfind(" ", end, stop + 1)) >= 0:
        stop = space
    return f"{'…' if begin else ''}{line[begin:stop]}{'…' if stop < len(line) else ''}"


def _beginnings(words: Sequence[str]) -> re.Pattern[str]:
    """What begins as one of the words does; where words are written without spaces, the words themselves."""
    parts = []
    for word in map(one_line, words):
        if stands_alone(word):
            parts.append(re.escape(word))
        else:
            stem = word[: max(_SHORTEST_STEM, round(_STEM * len(word)))]
            parts.append(rf"(?<!\w){re.escape(stem)}\w*")
    return re.compile("|".join(parts), re.IGNORECASE)
