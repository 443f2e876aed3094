"""Times at the end of turns, as F4 and MAXQDA put them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from interviewcoder.domain.imported import Turn

from .clock import TIME, milliseconds

_HASHED = re.compile(r"\s*#(\d{1,2}:\d\d:\d\d)(?:-(\d))?#")
_BRACKETED = re.compile(rf"\s*[\[(]({TIME})()[\])]\s*$")
_NEARLY_ALL = 0.8


def without_stamps(turns: Sequence[Turn]) -> list[Turn]:
    """Turns with the time at their end taken as their end and the next one's start.

    F4 writes `#00:01:23-4#`; `[00:01:23]` counts when nearly all turns end with such a time.
    """
    stamp = _HASHED if any("#" in turn.text for turn in turns) else _BRACKETED
    stamped = [
        (stamp is _HASHED or turn.text.rstrip()[-1:] in {")", "]"})
        and stamp.search(turn.text) is not None
        for turn in turns
    ]
    if not any(stamped) or (stamp is _BRACKETED and sum(stamped) < _NEARLY_ALL * len(turns)):
        return list(turns)
    timed = []
    before: int | None = None
    for turn in turns:
        end = None
        if stamps := stamp.findall(turn.text):
            clock, tenth = stamps[-1]
            end = (milliseconds(clock) or 0) + int(tenth or 0) * 100
        start = turn.start_ms if turn.start_ms is not None else before
        text = stamp.sub("", turn.text)
        timed.append(replace(turn, text=text, start_ms=start, end_ms=end))
        before = end
    return timed
