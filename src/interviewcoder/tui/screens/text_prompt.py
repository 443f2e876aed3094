"""A dialog that asks for one line and does something with it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.conflict import Seen
from ...domain.text import visible
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study


class TextPrompt(Dialog[object]):
    """Asks for a line; stays open with it when the study refuses.

    Args:
        title: the dialog's title.
        label: what the line is.
        verb: what to do with the line, in a thread; its result dismisses the dialog.
        text: what the line begins as.
        hint: what to say under the line.
    """

    def __init__(
        self,
        title: str,
        label: str,
        verb: Callable[["Study", str], object],
        *,
        text: str = "",
        hint: str = "Enter: do it   Esc: leave it",
    ) -> None:
        super().__init__(title, hint=hint)
        self._label = label
        self._verb = verb
        self._text = text

    def parts(self) -> Iterable[Widget]:
        """The line."""
        yield Static(Content(visible(self._label)), classes="label")
        yield Input(self._text, id="line")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Do it."""
        message.stop()
        text = message.value
        self.save(lambda study, seen: self.carry_out(study, text, seen), self._done)

    def carry_out(self, study: "Study", line: str, seen: Seen) -> object:
        """Do it, in a thread."""
        return self._verb(study, line)

    def _done(self, result: object) -> None:
        self.dismiss(True if result is None else result)
