"""Numbers in front of lines or turns, as print-outs have them: taken off where labels stand behind them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .header_layouts import unbulleted
from .names import like_a_name
from .timed_headers import is_timed_header

_NUMBERED = re.compile(
    r"\s{0,20}(?:\[(\d{1,5})\]|\((\d{1,5})\)|(\d{1,5})[.):|]?)(?:[ \u00a0]{1,20}|\t{1,5})(?=\S)"
)
_LABEL = re.compile(r"([^\s:：\[<\d][^:：\n]{0,39}?)\s?[:：](?:\s|$)|[QA]\.\s")
_FEWEST = 3
_IN_ORDER = 0.9
_LABELLED = 0.8
"""The least share of numbered turns that have a label behind the number."""
_EVERY = 0.9
"""The least share of lines that are numbered where lines are numbered rather than turns."""


def without_numbers(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines without the numbers of a print-out, and how many were taken off (0: there were none).

    Lines count as numbered when the numbers follow one another (each page may begin anew), and when labels or
    headers with times stand behind nearly all of them, or every line is numbered and some have labels.
    """
    found = {
        i: match
        for i, line in enumerate(lines)
        if line and not line[0].isalpha() and (match := _NUMBERED.match(line))
    }
    if len(found) < _FEWEST:
        return list(lines), 0
    numbers = [int(match[1] or match[2] or match[3]) for match in found.values()]
    following = sum(after - before == 1 or after <= 1 for before, after in pairwise(numbers))
    if following < _IN_ORDER * (len(numbers) - 1):
        return list(lines), 0
    labelled = sum(_has_label(lines[i][match.end() :]) for i, match in found.items())
    filled = sum(1 for line in lines if line.strip())
    turns = labelled >= _LABELLED * len(found)
    every = len(found) >= _EVERY * filled and labelled >= 2 and len(found) > _FEWEST
    if not turns and not every:
        return list(lines), 0
    kept = [line[found[i].end() :] if i in found else line for i, line in enumerate(lines)]
    return kept, len(found)


def _has_label(line: str) -> bool:
    line = unbulleted(line)
    label = _LABEL.match(line)
    return (label is not None and like_a_name(label[1] or label[0])) or is_timed_header(line)
