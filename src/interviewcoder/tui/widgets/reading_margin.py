"""The code margin of a row: bars in lanes, the names beside them, and a count of what has no room."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment

from ...domain.coding import Coding, Polarity
from .graphemes import fitted
from .lanes import Lanes
from .reading_colours import Palette
from .reading_columns import Columns

_OWN_BARS = "┓", "┃", "┛", "╸"
_OTHERS_BARS = "╮", "│", "╯", "╴"
"""First row, rows between, last row, and the one row of a short excerpt; thin where somebody else tagged."""
_LEAST_NAME = 6
_LEAST_CODER = 4
_BETWEEN_NAMES = 2


def margin(
    columns: Columns,
    codings: Sequence[Coding],
    lanes: Lanes,
    palette: Palette,
    row: int,
    *,
    topmost: bool,
    several_coders: bool,
    coder: str = "",
) -> list[Segment]:
    """What stands right of the prose on a row, without padding at its end.

    Wide: a bracket for each coding, and kind and name of those that start here (on the topmost row: of all), with
    the coder where several tagged. Narrow: a bar that starts with the mark of its kind. Bars of others than `coder` are
    thin; where nobody is named, none are.
    """
    if not columns.margin:
        return []
    bars = lanes.on_row(row)
    hidden = lanes.hidden_on_row(row)
    if not bars and not hidden:
        return []
    segments = [Segment(" ", palette.base)]
    reached = 0
    for lane, index in bars:
        if lane > reached:
            segments.append(Segment("  " * (lane - reached), palette.base))
        if columns.narrow and (topmost or row == lanes.drawn_from[index]):
            glyph = codings[index].kind.mark
        else:
            bars_of = _OTHERS_BARS if coder and codings[index].coder != coder else _OWN_BARS
            glyph = _glyph(bars_of, lanes.extents[index], row)
        segments.append(Segment(glyph + " ", palette.mark(codings[index].colour)))
        reached = lane + 1
    width = lanes.width_on_row(row)
    if reached < width:
        segments.append(Segment("  " * (width - reached), palette.base))
    room = columns.margin - 1 - 2 * width
    if not (topmost or lanes.hidden_count_changes(row)):
        hidden = 0
    if columns.narrow:
        if hidden:
            segments.append(Segment(fitted(f"+{hidden}", max(1, room)), palette.soft))
        return segments
    named = [index for _, index in bars] if topmost else lanes.labels.get(row, [])
    names = _names([codings[index] for index in named], hidden, room, palette)
    if several_coders and len(named) == 1 and names:
        room -= sum(cell_len(segment.text) for segment in names) + _BETWEEN_NAMES
        coder = fitted(codings[named[0]].coder, room) if room >= _LEAST_CODER else ""
        names.append(Segment(" " * _BETWEEN_NAMES + coder if coder else "", palette.soft))
    return segments + names


def _glyph(bars: Sequence[str], extent: tuple[int, int], row: int) -> str:
    first, last = extent
    opens, goes_on, ends, whole = bars
    if first == last:
        return whole
    return opens if row == first else ends if row == last else goes_on


_AGAINST = {Polarity.AGAINST: "✗", Polarity.NEUTRAL: "", Polarity.FOR: ""}
"""How a tag is marked whose words speak against its code."""


def _names(named: Sequence[Coding], hidden: int, room: int, palette: Palette) -> list[Segment]:
    """Kind marks and names in so many cells: as many as fit readably, then `+2` for the rest."""
    shown = len(named)
    while shown > 1 and not _fits(named, shown, hidden, room):
        shown -= 1
    left = hidden + len(named) - shown
    count = f"+{left}" if left else ""
    room -= cell_len(count) + _BETWEEN_NAMES if count and shown else 0
    segments: list[Segment] = []
    for number, coding in enumerate(named[:shown]):
        share = room // (shown - number)
        name = fitted(
            f"{coding.kind.mark}{_AGAINST[coding.polarity]} {coding.code}",
            share - (_BETWEEN_NAMES if number + 1 < shown else 0),
        )
        if not name:
            break
        room -= cell_len(name)
        segments.append(Segment(name, palette.mark(coding.colour)))
        if number + 1 < shown or count:
            segments.append(Segment(" " * _BETWEEN_NAMES, palette.base))
            room -= _BETWEEN_NAMES
    if count:
        segments.append(Segment(count, palette.soft))
    return segments


def _fits(named: Sequence[Coding], shown: int, hidden: int, room: int) -> bool:
    left = hidden + len(named) - shown
    needed = sum(min(cell_len(coding.code), _LEAST_NAME) + 2 for coding in named[:shown])
    needed += _BETWEEN_NAMES * (shown - 1)
    return needed + (len(str(left)) + 1 + _BETWEEN_NAMES if left else 0) <= room
