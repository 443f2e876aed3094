"""How strongly words show a code, by one more key."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ...domain.coding import LARGEST_WEIGHT, Coding
from ..labels import named
from ..widgets.key_strip import StripKey
from .strip import Strip, strip_key

EXACT = -1
"""Dismissed with this, the weight is to be typed."""


class WeightStrip(Strip[int]):
    """Asks for a weight; dismissed with it, or with `EXACT`.

    Args:
        coding: the tag.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *[Binding(str(tens), f"weigh({tens * 10})", show=False) for tens in range(10)],
        Binding("percent_sign", f"weigh({LARGEST_WEIGHT})", show=False),
        Binding("x,enter", f"weigh({EXACT})", show=False),
    ]

    def __init__(self, coding: Coding) -> None:
        weight = "" if coding.weight is None else f", now {coding.weight}"
        super().__init__(
            Content.assemble("How strongly the words show ", named(coding.code, limit=40), weight)
        )

    def keys(self) -> Sequence[Sequence[StripKey]]:
        """The weights in tens, and the way to any other."""
        tens = [strip_key(str(ten), str(ten * 10)) for ten in range(10)]
        return [
            [
                *tens,
                strip_key("percent_sign", str(LARGEST_WEIGHT), "%"),
                strip_key("x", "type it"),
            ]
        ]

    def action_weigh(self, weight: int) -> None:
        """Take the weight."""
        self.dismiss(weight)
