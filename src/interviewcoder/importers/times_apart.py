"""Times and names on lines of their own above the words, in either order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .header_layouts import TIME_ALONE
from .names import ends_like_a_name, like_a_name

_NAME_ALONE = re.compile(r"[^\n:]{0,59}[^\s:?!,;]:?")
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Apart:
    """A name and a time, as written, that head a turn, and the index of the line where its words begin."""

    name: str
    words_at: int
    start: str
    end: str


def times_and_names(lines: Sequence[str], timed: Sequence[int]) -> dict[int, Apart]:
    """What heads turns, by the index of its first line: a time above a name, or a name above a time.

    Where both could be meant, the order that more lines are in counts; a name above must look like one.
    """
    below: dict[int, Apart] = {}
    above: dict[int, Apart] = {}
    for index in timed:
        line = lines[index].strip()
        if len(line) > 40 or (time := TIME_ALONE.fullmatch(line)) is None:
            continue
        start, end = time[1], time[2] or ""
        after = _next_filled(lines, index)
        if after is not None and _is_name(name := lines[after].strip()):
            words = _next_filled(lines, after)
            close = words is not None and (words == after + 1 or after > index + 1)
            if words is not None and close and not _is_time(lines[words]):
                below[index] = Apart(name, words, start, end)
        before = index - 1
        while before >= 0 and not lines[before].strip() and before > index - 3:
            before -= 1
        if (
            before >= 0
            and after is not None
            and _is_name(name := lines[before].strip())
            and like_a_name(name.rstrip(":"))
            and not _is_time(lines[after])
        ):
            above[_first_of_twins(lines, before)] = Apart(name, after, start, end)
    return above if len(above) > len(below) else below


def _first_of_twins(lines: Sequence[str], index: int) -> int:
    """Where the name above a time begins: pages copied from a browser have it twice, for its picture."""
    for before in (index - 1, index - 2):
        if before >= 0 and lines[before].strip():
            return before if lines[before].strip() == lines[index].strip() else index
    return index


def _next_filled(lines: Sequence[str], index: int) -> int | None:
    """The next line with words, at most one blank line further; None where there is none."""
    for after in (index + 1, index + 2):
        if after < len(lines) and lines[after].strip():
            return after
    return None


def _is_time(line: str) -> bool:
    return TIME_ALONE.fullmatch(line.strip()) is not None


def _is_name(line: str) -> bool:
    return (
        len(line.split()) <= _MOST_WORDS
        and _NAME_ALONE.fullmatch(line) is not None
        and ends_like_a_name(line)
    )
