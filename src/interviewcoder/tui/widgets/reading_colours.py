"""The reading view's colours, worked out against the theme so that dark and light both read well."""

from dataclasses import dataclass
from functools import lru_cache

from rich.style import Style
from textual.color import Color

from ...domain.source import Role
from ..terminal_colours import terminal_colour

_NO_COLOUR = Style()


@dataclass(frozen=True, slots=True)
class ProseLook:
    """What decides how a stretch of prose is drawn."""

    colour: str | None = None
    """The code on top, as `#rrggbb`; None: not coded."""
    overlapping: bool = False
    sentence: bool = False
    selected: bool = False
    hit: bool = False
    """Whether it was searched for."""


def _luminance(colour: Color) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours as WCAG counts it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(512)
def legible(colour: Color, background: Color, least: float) -> Color:
    """The colour, blended towards black or white until it stands out from the background enough."""
    ink = background.get_contrast_text(1.0)
    for step in range(11):
        blended = colour.blend(ink, step / 10, alpha=1.0)
        if contrast(blended, background) >= least:
            return blended
    return ink


class Palette:
    """Styles for everything in the reading view.

    Args:
        background, foreground, accent, found: opaque colours of the theme; `found` is behind what was searched for.
        least: the contrast that text has at least, 1 to 21.
        terminal_colours: the theme leaves colours to the terminal ("ANSI"): nothing can be computed, so coded
            words are underlined and selections reversed.
        plain: colour may be lost on the way (NO_COLOR): coded words are underlined too.
    """

    def __init__(
        self,
        background: Color,
        foreground: Color,
        accent: Color,
        found: Color | None = None,
        *,
        least: float = 4.5,
        terminal_colours: bool = False,
        plain: bool = False,
    ) -> None:
        self._background = background
        self._foreground = foreground
        self._accent = accent
        self._found = found or foreground
        self._least = least
        self._terminal = terminal_colours
        self._colourless = plain or terminal_colours
        self._prose: dict[ProseLook, Style] = {}
        self._marks: dict[str, Style] = {}
        self.base = self._style(foreground)
        soft = foreground.blend(background, 0.42, alpha=1.0)
        self.soft = (
            Style(dim=True) if terminal_colours else self._style(legible(soft, background, least))
        )
        self.question = self.soft + Style(italic=True)
        self.sentence_mark = Style(bold=True) if terminal_colours else self._style(accent)

    def _style(self, ink: Color, paper: Color | None = None) -> Style:
        if self._terminal:
            return _NO_COLOUR
        return Style.from_color(ink.rich_color, (paper or self._background).rich_color)

    def speaker(self, role: Role) -> Style:
        """The style of a speaker's name: participants stand out, interviewers stand back."""
        return self.base + Style(bold=True) if role is Role.PARTICIPANT else self.soft

    def mark(self, colour: str) -> Style:
        """The style of a code's bar and name in the margin; without a colour it stands back."""
        style = self._marks.get(colour)
        if style is None:
            if not colour:
                style = self.soft
            elif self._terminal:
                style = Style(color=terminal_colour(Color.parse(colour)))
            else:
                style = self._style(legible(Color.parse(colour), self._background, self._least))
            self._marks[colour] = style
        return style

    def prose(self, look: ProseLook) -> Style:
        """The style of words."""
        style = self._prose.get(look)
        if style is None:
            style = self._prose[look] = self._prose_style(look)
        return style

    def cursor(self, look: ProseLook) -> Style:
        """The style of the cell under the cursor."""
        if self._colourless:
            style = self.prose(look)
            return style + Style(reverse=not look.selected, bold=True)
        return self._style(self._background, self._foreground)

    def _prose_style(self, look: ProseLook) -> Style:
        coded = look.colour is not None
        marks = Style(underline=True) if coded and self._colourless else _NO_COLOUR
        if look.hit:
            marks += Style(bold=True, reverse=self._colourless)
        if look.selected and self._colourless:
            marks += Style(reverse=True)
        if self._terminal:
            return marks
        paper = self._background
        if look.colour is not None:
            ink = legible(Color.parse(look.colour), paper, 3.0)
            paper = paper.blend(ink, 0.44 if look.overlapping else 0.28, alpha=1.0)
        if look.sentence:
            paper = paper.blend(self._foreground, 0.07, alpha=1.0)
        if look.hit and not self._colourless:
            paper = paper.blend(self._found, 0.6, alpha=1.0)
        if look.selected and not self._colourless:
            paper = paper.blend(self._accent, 0.5, alpha=1.0)
        return self._style(legible(self._foreground, paper, max(5.5, self._least)), paper) + marks
