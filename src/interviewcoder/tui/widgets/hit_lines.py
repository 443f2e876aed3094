"""A passage that was found: its words around the first match, matches marked, and where it is."""

import re

from textual.content import Content

from ...domain.search import Hit
from ...domain.text import visible
from ..labels import said_by
from .quote_block import ruled, stacked

_LINES = 3
_BEFORE = 60
"""So many characters are shown before the first match."""
_MOST = 600
MATCH = "bold $accent"
"""The style of a match."""

_SPACE = re.compile(r"\s+")


def hit_entry(hit: Hit, width: int) -> Content:
    """A hit in at most four lines."""
    lines = ruled(_around(hit), width, rule="$foreground 25%", most=_LINES)
    by = said_by(hit.participant, hit.speaker, hit.source, hit.start_ms)
    by = by.truncate(max(8, width - 4), ellipsis=True)
    return stacked([*lines, *ruled(by, width, rule="$foreground 25%", most=1)])


def _around(hit: Hit) -> Content:
    """The passage from shortly before its first match on, on one line, its matches marked."""
    first = hit.matches[0][0] if hit.matches else 0
    start = 0
    if first > _BEFORE * 2:
        start = first - _BEFORE
        # Begin with a whole word.
        start = hit.text.find(" ", start, first) + 1 or start
    end = min(len(hit.text), start + _MOST)
    parts: list[Content] = [Content("… " if start else "")]
    place = start
    for match_start, match_end in hit.matches:
        if match_start < place or match_end > end:
            continue
        parts.append(_plain(hit.text[place:match_start]))
        parts.append(_plain(hit.text[match_start:match_end]).stylize(MATCH))
        place = match_end
    parts.append(_plain(hit.text[place:end] + ("…" if end < len(hit.text) else "")))
    return Content.assemble(*parts)


def _plain(text: str) -> Content:
    return Content(_SPACE.sub(" ", visible(text)))
