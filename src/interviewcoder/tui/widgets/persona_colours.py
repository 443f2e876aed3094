"""How personas are told apart side by side: by a letter, and by a colour that colour-blind eyes tell apart too."""

from string import ascii_uppercase

from textual.content import Content

_COLOURS = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#cc79a7",
    "#d55e00",
    "#4e79c7",
    "#b58fd6",
    "#8fbc5a",
)
"""Okabe and Ito's, as far as they are told apart on light and dark; then others of like lightness."""


def persona_letter(position: int) -> str:
    """The letter of the persona at a position: A, B, ..."""
    return ascii_uppercase[position % len(ascii_uppercase)]


def persona_colour(position: int) -> str:
    """Its colour, `#rrggbb`."""
    return _COLOURS[position % len(_COLOURS)]


def persona_chip(position: int) -> Content:
    """Its letter on its colour, three cells wide."""
    letter = f" {persona_letter(position)} "
    return Content.styled(letter, f"bold #101216 on {persona_colour(position)}")
