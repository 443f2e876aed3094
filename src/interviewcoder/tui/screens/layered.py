"""What all screens have in common: what shows through one is the screen that lies below it."""

from typing import TypeVar, cast

from rich.console import RenderableType
from textual.renderables.background_screen import BackgroundScreen
from textual.renderables.blank import Blank
from textual.screen import ModalScreen, Screen

R = TypeVar("R")


class Layered(Screen[R]):
    """A screen whose ground is the one below it on the stack, tinted; the lowest has the app's own.

    Textual (8.2.8) takes the screen below from a list that screens share while they draw, each the next of it. One that
    draws itself at another time takes a wrong one; two that lie below each other are drawn without end.
    """

    def render(self) -> RenderableType:
        """The ground."""
        stack, ground = self.app.screen_stack, self.styles.background
        place = stack.index(self) if self in stack else 0
        if place and ground.a < 1:
            return BackgroundScreen(stack[place - 1], ground)
        seen = self.app.styles.background if ground.is_transparent else ground
        return cast("RenderableType", Blank(seen))


class Overlay(Layered[R | None], ModalScreen[R | None]):
    """A screen over others; dismissed with None it did nothing."""
