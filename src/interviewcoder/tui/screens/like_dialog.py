"""What participants say that is like some words: sentences from the whole study, each of which opens in its source."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from ...domain.suggestion import NearExcerpt
from ...domain.text import one_line
from ..messages import PassageAsked
from ..widgets.listing import Listing
from ..widgets.query_line import PAUSE
from ..widgets.quote_block import spaced
from ..widgets.suggestion_lines import near_row
from .dialog import Dialog

_MOST = 100
_WORDS = 500
"""Characters of what is asked for that go into the line."""


class LikeDialog(Dialog[NearExcerpt]):
    """Lists sentences like the words in its line; dismissed with the one that is to be opened.

    Args:
        words: what is in the line at first.
    """

    TALL = True
    TITLE_TEXT = "Like this"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False, priority=True),
        Binding("up", "step(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]

    def __init__(self, words: str = "") -> None:
        super().__init__(hint="Enter: open   Esc: close")
        self._words = words
        self._soon: Timer | None = None

    def parts(self) -> Iterable[Widget]:
        """The line and the list."""
        yield Input(
            self._words, placeholder="Type a sentence; what is like it appears here", id="line"
        )
        yield Listing(id="near", empty="Reading the texts…" if self._words else "")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look again once the keys pause: every look goes through the whole study."""
        message.stop()
        if self._soon is not None:
            self._soon.stop()
        if message.value.strip():
            self._soon = self.set_timer(PAUSE, self._look)
        else:
            self._show(())

    def _look(self) -> None:
        words = self.query_one(Input).value
        self.ask(lambda study: study.suggestions.like(words, top=_MOST), self._show, group="like")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Open the highlighted sentence."""
        message.stop()
        self._open()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open it."""
        message.stop()
        self._open()

    def _show(self, found: Sequence[NearExcerpt]) -> None:
        nothing = "Nothing is like it." if self.query_one(Input).value.strip() else ""
        self.query_one(Listing).fill(spaced(map(near_row, found))[1:], empty=nothing)

    def _open(self) -> None:
        row = self.query_one(Listing).row
        if row is not None and isinstance(row.value, NearExcerpt):
            self.dismiss(row.value)

    def action_step(self, direction: int) -> None:
        """Move the highlight while the cursor stays in the line."""
        self.query_one(Listing).action_step(direction)

    def action_page(self, direction: int) -> None:
        """Move it by a page."""
        self.query_one(Listing).action_page(direction)


def open_like(screen: Widget, words: str) -> None:
    """Show what is like some words, and open what is chosen."""

    def opened(one: NearExcerpt | None) -> None:
        if one is not None:
            screen.post_message(PassageAsked(one.source_id, one.span))

    screen.app.push_screen(LikeDialog(one_line(words, _WORDS)), opened)
