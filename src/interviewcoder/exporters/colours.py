"""The colours of codes on paper and screens: as marks that can be seen, and as tints that can be read on."""

import re
from collections.abc import Sequence

from interviewcoder.domain.codebook import Code

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_LEAST_CONTRAST = 3.0
"""What a mark needs beside its ground (WCAG 2.2, 1.4.11)."""

_ONE_TINT, _SEVERAL_TINTS = 0.28, 0.45
"""How much of the colours is in a ground."""

Rgb = tuple[int, int, int]


def colour_of(code: Code) -> str:
    """The code's colour as `#rrggbb`, or its kind's where the study's file holds something else."""
    return code.colour.lower() if _COLOUR.fullmatch(code.colour) else code.kind.colour


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    return max(("#101216", "#ffffff"), key=lambda ink: contrast(ink, colour))


def seen_on(colour: str, ground: str) -> str:
    """The colour, darkened or lightened until it can be told from the ground."""
    target: Rgb = (0, 0, 0) if _luminance(_rgb(ground)) > 0.3 else (255, 255, 255)
    for part in range(21):
        shade = _hex(_between(_rgb(colour), target, part / 20))
        if contrast(shade, ground) >= _LEAST_CONTRAST:
            return shade
    return _hex(target)


def tint(colours: Sequence[str]) -> str:
    """A light ground of one colour, or of several together, which is stronger; black can be read on it."""
    red, green, blue = (sum(part) // len(colours) for part in zip(*map(_rgb, colours), strict=True))
    share = _ONE_TINT if len(colours) == 1 else _SEVERAL_TINTS
    return _hex(_between((255, 255, 255), (red, green, blue), share))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return float(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = colour
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def _between(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: Rgb) -> str:
    red, green, blue = colour
    return f"#{red:02x}{green:02x}{blue:02x}"
