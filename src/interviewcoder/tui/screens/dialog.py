"""What dialogs have in common: a frame, a line for trouble, Escape to leave; what was typed stays on trouble."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.text import one_line, visible
from ..work import StudyWork

if TYPE_CHECKING:
    from ...study import Study

R = TypeVar("R")
T = TypeVar("T")


class Dialog(StudyWork, ModalScreen[R | None]):
    """A dialog over a mode; dismissed with None it did nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False, id="dialog.close"),
    ]

    TITLE_TEXT: ClassVar[str] = ""
    TALL: ClassVar[bool] = False

    def __init__(self, title: str = "", *, hint: str = "Enter: done   Esc: leave it") -> None:
        super().__init__()
        self._dialog_title = title or self.TITLE_TEXT
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The frame around the dialog's own parts."""
        with Vertical(id="dialog", classes="tall" if self.TALL else "") as frame:
            frame.border_title = Content(one_line(self._dialog_title, 60))
            yield from self.parts()
            yield Static(id="trouble")
            if self._hint:
                yield Static(Content(self._hint), classes="hint", id="hint")

    def parts(self) -> Iterable[Widget]:
        """The widgets of the dialog."""
        raise NotImplementedError

    def say(self, hint: str) -> None:
        """Show another hint."""
        self.query_one("#hint", Static).update(Content(visible(hint)))

    def show_trouble(self, error: StudyError) -> None:
        """Say in the dialog what is wrong and what helps."""
        trouble = self.query_one("#trouble", Static)
        trouble.update(Content(visible(str(error))))
        trouble.add_class("-shown")

    def clear_trouble(self) -> None:
        """Take the last trouble away."""
        self.query_one("#trouble", Static).remove_class("-shown")

    def warn(self, warnings: Iterable[str]) -> None:
        """Show what to mind of a file that was written, long enough to be read."""
        for warning in warnings:
            self.app.notify(warning, severity="warning", timeout=15)

    def attempt(self, verb: Callable[["Study"], T], done: Callable[[T], None]) -> None:
        """Change the study; on trouble the dialog stays as it is and tells of it."""
        self.clear_trouble()
        self.change(verb, done, self.show_trouble)

    def action_cancel(self) -> None:
        """Leave without doing anything."""
        self.dismiss(None)
