"""Keyword in context: one line a found place, the found words under one another."""

import re
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from ...domain.concordance import Line
from ...domain.text import one_line, visible
from ..labels import SOFT
from .graphemes import fitted, graphemes
from .hit_lines import MATCH
from .listing import Row

_ROOMY, _SOURCE = 84, 20
"""From so many cells on, lines say who it is, in so many of them."""
_LONGEST_KEYWORD = 24
_SPACE = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_MARK = "\u200e"
"""LEFT-TO-RIGHT MARK: terminals that turn Hebrew and Arabic round do it within each column only."""


def context_row(line: Line) -> Row:
    """A row for the listing."""
    return Row(
        lambda width: context_line(line, width), line, (line.source_id, line.start, line.end)
    )


def context_line(line: Line, width: int) -> Content:
    """A found place in a line of so many cells: what stands before it, it, what follows, and who says it.

    The found words begin in the same cell of every line of that width.
    """
    who = ""
    if width >= _ROOMY:
        who = fitted(line.participant or line.speaker or line.source, _SOURCE)
    room = width - 2 - (_SOURCE + 2 if width >= _ROOMY else 0)
    before = max(4, (room - 1) * 2 // 5)
    left = _end_of(_flat(line.left).rstrip(), before - 1)
    keyword = _beginning_of(_flat(line.keyword), min(_LONGEST_KEYWORD, room - before))
    after = max(0, room - before - cell_len(keyword))
    right = _beginning_of(_flat(line.right), after)
    mark = _MARK if _RIGHT_TO_LEFT.search(f"{left}{keyword}{right}") else ""
    return Content.assemble(
        " " * (1 + before - 1 - cell_len(left)),
        (left, SOFT),
        f" {mark}",
        (keyword, MATCH),
        f"{mark}{right}{mark}",
        " " * (after - cell_len(right)),
        ("  " + who, SOFT) if who else "",
    )


def place_told(line: Line) -> str:
    """Who says it and where, in words."""
    parts = (line.participant or line.speaker, line.source)
    return "  ·  ".join(dict.fromkeys(one_line(part, 48) for part in parts if part))


def _flat(text: str) -> str:
    """Text on one line; white space at its ends is one space."""
    return _SPACE.sub(" ", visible(text))


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    return ((one.shown, one.cells) for one in graphemes(text, 0, len(text)))


def _beginning_of(text: str, cells: int) -> str:
    """As much of a text as fits, with an ellipsis where it is cut; never a part of a character."""
    return "".join(_fitting(list(_pieces(text)), cells))


def _end_of(text: str, cells: int) -> str:
    """The same from its end."""
    return "".join(reversed(_fitting(list(_pieces(text))[::-1], cells)))


def _fitting(pieces: list[tuple[str, int]], cells: int) -> list[str]:
    if sum(width for _, width in pieces) <= cells:
        return [shown for shown, _ in pieces]
    kept: list[str] = []
    left = cells - 1
    for shown, width in pieces:
        left -= width
        if left < 0:
            break
        kept.append(shown)
    return [*kept, "…"] if cells > 0 else []
