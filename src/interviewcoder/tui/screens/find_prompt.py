"""Asking for words that are looked for in the source on show."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.text import one_line
from ..labels import counted
from ..widgets.reading_hits import MOST_HITS, hits_of
from .dialog import Dialog

_HINT = "Enter: mark them   Esc: leave it"


class FindPrompt(Dialog[str]):
    """Asks for words and tells while they are typed how often they are there; dismissed with them.

    Args:
        text: the text of the source on show.
        words: what the line begins as.
    """

    TITLE_TEXT = "Find in this source"

    def __init__(self, text: str, words: str = "") -> None:
        super().__init__(hint=_HINT)
        self._text = text
        self._words = words

    def parts(self) -> Iterable[Widget]:
        """The line, and how often the words are there."""
        yield Input(one_line(self._words, 200), placeholder="Words as they were said", id="line")
        yield Static(Content(""), classes="label", id="count")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Count."""
        message.stop()
        told = ""
        if message.value.strip():
            number = len(hits_of(message.value, self._text))
            more = " or more" if number == MOST_HITS else ""
            told = f"{counted(number, 'place')}{more}" if number else "not in this source"
        self.query_one("#count", Static).update(Content(told))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Mark them."""
        message.stop()
        self.dismiss(message.value.strip() or None)
