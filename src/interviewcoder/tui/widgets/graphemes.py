"""Text as a terminal shows it: graphemes, their cells, and visible stand-ins for what must not be sent.

Every grapheme knows the code points that it stands for, so a substitute that is wider than the original
never moves an offset.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from ...domain.text import one_line, visible

_JOINER = "\u200d"
_BASE_FOR_STRAYS = "◌"
_BLANKS = frozenset("\n\r\t\u2028\u2029")
_MOST_MARKS = 8
"""How many combining marks of one base are sent to the terminal; the rest is decoration by an attacker."""

_ODD = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2500-\u25fc]"
)


class Grapheme(NamedTuple):
    """What one cursor position covers: code points `[start, end)`, shown as `shown` in `cells` cells."""

    start: int
    end: int
    shown: str
    cells: int


def is_plain(text: str, start: int, end: int) -> bool:
    """Whether each code point of `text[start:end]` is shown as itself in one cell (or is a line end)."""
    return _ODD.search(text, start, end) is None


@lru_cache(4096)
def _glyph(character: str) -> tuple[str, int]:
    """What one code point is shown as, and its cells; no cells: it belongs to the one before."""
    shown = " " if character in _BLANKS else visible(character)
    return shown, cell_len(shown)


def graphemes(text: str, start: int, end: int) -> Iterator[Grapheme]:
    """The graphemes of `text[start:end]`, lazily; they cover the range exactly and each has a cell or more."""
    at = start
    while at < end:
        shown, cells = _glyph(text[at])
        stop = at + 1
        if not cells:
            shown, cells = _BASE_FOR_STRAYS, 1
            stop = at
        marks = 0
        while stop < end:
            mark = text[stop]
            if mark == _JOINER:
                # Only wide characters (emoji) are joined: elsewhere terminals and rich disagree on width.
                joined = cells == 2 and marks < _MOST_MARKS and stop + 1 < end
                joined = joined and text[stop + 1] not in _BLANKS
                if joined:
                    shown += _JOINER + _glyph(text[stop + 1])[0]
                stop += 2 if joined else 1
            else:
                drawn, width = _glyph(mark)
                if width:
                    break
                if marks < _MOST_MARKS:
                    shown += drawn
                stop += 1
            marks += 1
        yield Grapheme(at, stop, shown, max(1, cell_len(shown)) if marks else cells)
        at = stop


def fitted(text: str, cells: int) -> str:
    """A label on one line that takes at most so many cells, cut with an ellipsis."""
    line = one_line(text)
    if cell_len(line) <= cells:
        return line
    return set_cell_size(line, cells - 1).rstrip() + "…" if cells > 0 else ""
