"""A dialog that asks before something large is done. Undo takes it back all the same."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.text import visible
from .dialog import Dialog


class Confirm(Dialog[bool]):
    """Asks yes or no; dismissed with True for yes.

    Args:
        title: what would be done.
        detail: what that means.
        yes: the word for doing it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "agree", "Yes", id="confirm.yes"),
        Binding("n", "cancel", "No", id="confirm.no"),
    ]

    def __init__(self, title: str, detail: str, yes: str = "do it") -> None:
        super().__init__(title, hint=f"y or Enter: {yes}   n or Esc: leave it")
        self._detail = detail

    def parts(self) -> Iterable[Widget]:
        """What it means."""
        yield Static(Content(visible(self._detail)), classes="label")

    def action_agree(self) -> None:
        """Yes."""
        self.dismiss(True)
