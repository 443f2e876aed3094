"""How the study's words look on the screen: marks, names, counts, bars, times. All user text is made safe here."""

from datetime import datetime
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from textual.color import Color
from textual.content import Content

from ..domain.coding import Coding, Origin, Polarity
from ..domain.kinds import Kind
from ..domain.source import time_label
from ..domain.text import counted as counted
from ..domain.text import one_line
from .widgets.reading_colours import legible

SOFT = "$soft"
"""The style of what is said beside the main thing."""

ORIGINS = {Origin.HAND: "", Origin.AUTOCODE: " autocoded", Origin.SUGGESTION: " suggested"}
"""How a tag that nobody put there by hand is marked."""

_BLACK = Color(0, 0, 0)

BAR_CELLS = 10
"""Width of a share's bar."""


@lru_cache(256)
def chip_style(colour: str) -> str:
    """The style of a mark on its code's colour, `#rrggbb`: black, on as light a one as it takes to read well."""
    return f"bold #000000 on {legible(Color.parse(colour), _BLACK, 7.0).hex}"


def kind_chip(kind: Kind, colour: str | None = None) -> Content:
    """The kind's mark on its colour, three cells wide."""
    return Content.assemble((f" {kind.mark} ", chip_style(colour or kind.colour)))


def named(name: str, style: str = "", limit: int = 0) -> Content:
    """A name, a title or any text of a user's on one line."""
    return Content.styled(one_line(name, limit), style)


def cut_inside(name: str, cells: int) -> str:
    """A name on one line that is cut in its middle where it is wider: many begin alike.

    >>> cut_inside("Which of these? - Price", 15)
    'Which o…- Price'
    """
    line = one_line(name)
    if cell_len(line) <= cells:
        return line
    end = max(1, (cells - 1) // 2)
    tail = set_cell_size(line[::-1], end)[::-1]
    return f"{set_cell_size(line, max(1, cells - 1 - end))}…{tail}"


def bar(share: float, cells: int = BAR_CELLS, colour: str = "$primary") -> Content:
    """A share, 0 to 1, as a bar."""
    filled = max(0, min(cells, round(share * cells)))
    if share > 0 and not filled:
        filled = 1
    return Content.assemble(("━" * filled, colour), ("─" * (cells - filled), "$foreground 25%"))


def percent(share: float) -> str:
    """A share, 0 to 1, as a whole percentage.

    >>> percent(0.333)
    '33%'
    """
    return f"{share * 100:.0f}%"


def coding_label(coding: Coding) -> Content:
    """A coding's mark and code, and what else is said of it."""
    return Content.assemble(
        kind_chip(coding.kind, coding.colour), " ", named(coding.code), coding_judged(coding)
    )


def coding_judged(coding: Coding) -> Content:
    """Whether a coding's words speak for or against its code, how strongly, and how it came about; may be empty."""
    said = {Polarity.AGAINST: " ✗ against", Polarity.NEUTRAL: "", Polarity.FOR: " ✓ for"}
    weight = "" if coding.weight is None else f" {coding.weight}"
    score = f" {percent(coding.suggested.score)}" if coding.suggested else ""
    return Content.assemble(
        (said[coding.polarity], "$error" if coding.polarity is Polarity.AGAINST else "$success"),
        (weight, SOFT),
        (f"{ORIGINS[coding.origin]}{score}", SOFT),
    )


def coding_of_whom(coding: Coding) -> Content:
    """A tag as it stands among others to choose from: as `coding_label`, with who put it there."""
    return Content.assemble(coding_label(coding), (f"   {one_line(coding.coder, 40)}", SOFT))


def said_by(participant: str | None, speaker: str, source: str, start_ms: int | None) -> Content:
    """Who said it and where, in soft words."""
    who = one_line(participant or speaker, 40)
    where = one_line(source, 48)
    parts = [part for part in (who, where, time_label(start_ms)) if part]
    return Content.styled("  ·  ".join(dict.fromkeys(parts)), SOFT)


def moment(at: datetime) -> str:
    """A date and time, in the reader's own time zone.

    >>> from datetime import datetime
    >>> moment(datetime(2026, 1, 31, 9, 5))
    '2026-01-31 09:05'
    """
    local = at.astimezone() if at.tzinfo else at
    return local.strftime("%Y-%m-%d %H:%M")
