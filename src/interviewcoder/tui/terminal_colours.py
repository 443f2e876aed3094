"""The colours of codes and personas in the sixteen of a terminal: by hue, so that kinds stay apart, with ink that reads."""

from colorsys import rgb_to_hls
from functools import lru_cache

from rich.color import Color as RichColour
from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_GREY, _BLACK = 7, 0
_BRIGHT = 8
_HUES = ((29, 1), (75, 3), (150, 2), (205, 6), (285, 4), (345, 5), (361, 1))
"""Up to which degree of hue a colour is which of the terminal's: red, yellow, green, cyan, blue, magenta."""


@lru_cache(512)
def terminal_colour(colour: Color) -> RichColour:
    """The terminal's colour of the same hue; its bright one for a light colour, grey for one without a hue."""
    red, green, blue = colour.normalized
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    if saturation < 0.15:
        number = _BLACK if lightness < 0.2 else _GREY
    else:
        number = next(number for end, number in _HUES if hue * 360 < end)
        number += _BRIGHT if lightness > 0.59 else 0
    return RichColour.from_ansi(number)


class TerminalColours(LineFilter):
    """Gives what has a colour of its own one of the terminal's sixteen, which the terminal's user can read."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with colours of the terminal only."""
        return [
            Segment(text, None if style is None else _in_sixteen(style), control)
            for text, style, control in segments
        ]


@lru_cache(2048)
def _in_sixteen(style: Style) -> Style:
    ink, paper = _own(style.color), _own(style.bgcolor)
    if paper is not None:
        # Letters in the terminal's background on the colour read as well as the colour does on the background.
        letters = style.without_color + Style(color=terminal_colour(paper), bgcolor="default")
        return letters + Style(reverse=not style.reverse)
    if ink is not None:
        return style + Style(color=terminal_colour(ink))
    return style


def _own(colour: RichColour | None) -> Color | None:
    if colour is None or colour.type is not ColorType.TRUECOLOR:
        return None
    return Color.from_rich_color(colour)
