"""Where one can jump to on a screen: its panes and fields, and the rows on show of the one with the focus."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol, runtime_checkable

from textual.screen import Screen
from textual.widget import Widget

LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"
"""What targets are called by, the nearest keys first."""


@runtime_checkable
class Jumpable(Protocol):
    """A widget that has places of its own to jump to while it has the focus."""

    def jump_places(self) -> Iterable[tuple[int, Callable[[], None]]]:
        """Lines of the widget, from its top, with what goes there; only those on show."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place to jump to."""

    letter: str
    x: int
    y: int
    go: Callable[[], None]


def targets_on(screen: Screen[object]) -> list[Target]:
    """What can be jumped to now, as many as there are letters: panes and fields first, then rows, from top to bottom."""
    found = [*_widgets(screen), *_rows(screen.focused)]
    return [Target(letter, x, y, go) for letter, (x, y, go) in zip(LETTERS, found, strict=False)]


_Place = tuple[int, int, Callable[[], None]]


def _widgets(screen: Screen[object]) -> Iterator[_Place]:
    for widget in screen.focus_chain:
        region = widget.region.intersection(screen.region)
        if widget is not screen.focused and region.area:
            yield region.x, region.y, partial(_focus, widget)


def _focus(widget: Widget) -> None:
    widget.focus()


def _rows(focused: Widget | None) -> Iterator[_Place]:
    if isinstance(focused, Jumpable) and isinstance(focused, Widget):
        top = focused.content_region.y
        for line, go in focused.jump_places():
            yield focused.region.x, top + line, go
