"""Jump mode: a letter on everything that can be gone to, and one key that goes there."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ..jumping import Target, targets_on
from ..keymap import MODES
from .layered import Overlay

if TYPE_CHECKING:
    from ..app import InterviewCoderApp

Go = Callable[[], None]


def jump(app: "InterviewCoderApp") -> None:
    """Put letters on what is on show, and go to what is chosen; say so where there is nothing to go to."""
    targets = targets_on(app.screen)
    if not targets:
        app.notify("There is one pane here, and no rows to jump to.")
        return

    def chosen(go: Go | None) -> None:
        if go is not None:
            go()

    over_a_mode = len(app.screen_stack) == 1 and app.study is not None
    modes = {
        str(digit): partial(app.show_mode, mode)
        for digit, mode in enumerate(MODES, 1)
        if over_a_mode
    }
    app.push_screen(JumpScreen(targets, modes), chosen)


class JumpScreen(Overlay[Go]):
    """Letters over the screen below; dismissed with what goes to the place that was chosen, or None.

    Args:
        targets: what the letters stand for.
        modes: a digit to what shows its mode; its tab tells it already.
    """

    CSS = """
    JumpScreen {
        background: $background 25%;
        overflow: hidden;
        &:ansi { background: transparent; }
        & .letter {
            position: absolute;
            width: 1;
            height: 1;
            background: $accent;
            color: $background;
            text-style: bold;
        }
        &:ansi .letter, &:nocolor .letter { text-style: bold reverse; }
        &:ansi .letter { background: ansi_default; color: ansi_default; }
    }
    """

    def __init__(self, targets: Sequence[Target], modes: Mapping[str, Go]) -> None:
        super().__init__()
        self._targets = targets
        self._goes = dict(modes) | {target.letter: target.go for target in targets}

    def compose(self) -> ComposeResult:
        """A letter at each place."""
        for target in self._targets:
            label = Static(Content(target.letter), classes="letter")
            label.styles.offset = (target.x, target.y)
            yield label

    def on_key(self, event: events.Key) -> None:
        """Go there; any other key only leaves."""
        event.stop()
        event.prevent_default()
        self.dismiss(self._goes.get(event.character or ""))

    def on_click(self, event: events.Click) -> None:
        """The mouse needs no letters."""
        event.stop()
        self.dismiss(None)
