"""Transcripts that name nobody and put times before the words: `[0:02] words`, or a time above them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .clock import milliseconds
from .cues import Cue, turns_of
from .header_layouts import TIME_ALONE, TIMED_WORDS
from .said import BOILERPLATE, Conversation, blocks_in, has_times

_EARLY_MS = 300_000
"""Bare times such as `0:02` begin so early; later ones may be a day's hours in a diary."""
_FEWEST = 2
_MOST = 0.6
"""The least share of the paragraphs (of the lines where no blank one divides them) that have a time."""
_IN_ORDER = 0.9
_SURE = re.compile(r"[\[({<#]|\d:\d+:\d|\d[.,]\d")
"""Brackets, seconds and fractions show a time to be a recording's."""


def read_timed_lines(lines: Sequence[str], headings: frozenset[int]) -> Conversation | None:
    """The words between times as unnamed speech; None where there are not enough times, or not in order."""
    if not has_times(lines):
        return None
    conversation = Conversation([])
    cues: list[Cue] = []
    sure = 0
    for index, raw in enumerate(lines):
        line = raw.strip()
        if not line:
            continue
        alone = TIME_ALONE.fullmatch(line) if len(line) < 40 else None
        beside = None if alone else TIMED_WORDS.match(line)
        if index in headings or BOILERPLATE.match(line):
            conversation.dropped.append(line)
        elif time := alone or beside:
            start, end = (milliseconds(at or "") for at in _span(time))
            cues.append(Cue([line[time.end() :]] if beside else [], start, end))
            sure += _SURE.match(line) is not None or _SURE.search(time[0]) is not None
        elif cues:
            cues[-1].lines.append(line)
        else:
            conversation.preamble.append(line)
    spoken = [cue for cue in cues if cue.lines]
    if not _in_order(cues, sure) or len(spoken) < max(_FEWEST, _MOST * _units(lines)):
        return None
    conversation.turns = list(turns_of(spoken))
    return conversation


def _span(found: re.Match[str]) -> tuple[str | None, ...]:
    """Start and end from the groups of whichever way of writing was found."""
    written = found.groups()
    return written[:2] if written[0] else written[2:4]


def _units(lines: Sequence[str]) -> int:
    filled = [line.strip() for line in lines if line.strip()]
    if len(filled) < len(lines) - 1:
        return blocks_in(lines)
    return sum(1 for line in filled if not TIME_ALONE.fullmatch(line[:60]))


def _in_order(cues: Sequence[Cue], sure: int) -> bool:
    """Whether times hardly ever go back, and are a recording's rather than a day's."""
    starts = [cue.start_ms or 0 for cue in cues]
    rising = sum(before <= at for before, at in pairwise(starts))
    is_recording = 2 * sure >= len(cues) or bool(starts and starts[0] < _EARLY_MS)
    return is_recording and rising >= _IN_ORDER * (len(starts) - 1)
