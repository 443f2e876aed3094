"""A field that has one of a few values: left and right go through them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ..labels import SOFT, named


class CycleField(Widget, can_focus=True):
    """Shows its value between arrows."""

    DEFAULT_CSS = """
    CycleField {
        height: 1;
        padding: 0 1;
        background: $panel;
        &:focus {
            background-tint: $foreground 4%;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,l", "step(1)", "Next", show=False),
        Binding("left,h", "step(-1)", "Before", show=False),
    ]

    place: reactive[int] = reactive(0)
    """Index of the value it has."""

    def __init__(self, choices: Sequence[tuple[str, str | None]], *, id: str | None = None) -> None:
        """Make a field.

        Args:
            choices: what each is called, and its value; the first is the one to begin with.
        """
        super().__init__(id=id)
        self._choices = tuple(choices)

    @property
    def value(self) -> str | None:
        """The value it has."""
        return self._choices[self.place][1]

    def choose(self, value: str) -> None:
        """Have a value, if it is one of the choices."""
        self.place = next(
            (place for place, (_, one) in enumerate(self._choices) if one == value), self.place
        )

    def offer(self, choices: Sequence[tuple[str, str | None]]) -> None:
        """Have other values to go through, starting from the first."""
        self._choices = tuple(choices)
        self.place = 0
        self.refresh()

    def render(self) -> Content:
        """The value, and that there are others."""
        if len(self._choices) < 2:
            return named(self._choices[self.place][0])
        arrow = "$primary" if self.has_focus else SOFT
        label = named(self._choices[self.place][0])
        return Content.assemble(("‹ ", arrow), label, (" ›", arrow))

    def on_focus(self) -> None:
        """The arrows are stronger with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The arrows are weaker without it."""
        self.refresh()

    def action_step(self, direction: int) -> None:
        """Take the next value or the one before."""
        self.place = (self.place + direction) % len(self._choices)

    def on_click(self) -> None:
        """A click takes the next value."""
        self.action_step(1)
