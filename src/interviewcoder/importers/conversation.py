"""Lines of text into turns, whichever way the speakers are marked.

The ways are tried in this order: header lines with times, a time and a name on lines of their own, labels
before the words, names on lines of their own. Without any of them each paragraph is a turn of nobody.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewcoder.domain.imported import Turn

from .clock import TIME, milliseconds
from .said import Conversation, said
from .spoken_labels import read_labelled
from .timed_headers import TIME_ALONE, read_timed

_STAMP = re.compile(rf"[\[(#]?({TIME})(?:-\d)?[\])#]?\s+(?=\S)")


def read_conversation(
    lines: Sequence[str],
    headings: frozenset[int] = frozenset(),
    voices: frozenset[str] = frozenset(),
) -> Conversation:
    """The turns of a transcript.

    Args:
        lines: its lines without line ends; blank ones divide paragraphs.
        headings: indices of the lines that are headings, which are nobody's words.
        voices: keys of names that surely are speakers' labels.
    """
    return (
        read_timed(lines, headings)
        or read_labelled(lines, headings, voices)
        or Conversation(_stamped(list(_paragraphs(lines))))
    )


def _paragraphs(lines: Sequence[str]) -> Iterator[Turn]:
    """Each paragraph; each line where no blank line divides any. Lines of nothing but a time tell when."""
    stripped = [line.strip() for line in lines]
    while stripped and not stripped[-1]:
        stripped.pop()
    first = next((i for i, line in enumerate(stripped) if line), len(stripped))
    stripped = stripped[first:]
    times = {i: found for i, line in enumerate(stripped) if (found := TIME_ALONE.fullmatch(line))}
    if len(times) < 2:
        times = {}
    divided = "" in stripped
    paragraph: list[str] = []
    at: int | None = None
    for index, line in enumerate([*stripped, ""]):
        ends = not line or index in times or not divided
        if line and index not in times:
            paragraph.append(line)
        if ends and paragraph:
            yield Turn(said(paragraph), start_ms=at)
            paragraph, at = [], None
        if index in times:
            at = milliseconds(times[index][1])


def _stamped(turns: list[Turn]) -> list[Turn]:
    """Turns of nobody; where nearly all begin with a time, it is their start and not their words."""
    found = [_STAMP.match(turn.text) for turn in turns]
    if len(turns) < 3 or 10 * sum(map(bool, found)) < 8 * len(turns):
        return turns
    return [
        replace(turn, text=turn.text[stamp.end() :], start_ms=milliseconds(stamp[1]))
        if stamp
        else turn
        for turn, stamp in zip(turns, found, strict=True)
    ]
