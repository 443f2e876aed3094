"""Asking where a file should go and what it leaves out, writing it there, and saying where it is."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.redaction import Redaction
from ...domain.text import visible
from ..widgets.left_out_field import LEFT_OUT_LABEL, LeftOutField
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

Told = Callable[[str], None]
Write = Callable[["Study", Path, Collection[Redaction], Told], Path]
"""Writes a file without what is to be left out, tells what could not go into it as it is, and returns its path."""


class SavePrompt(Dialog[Path]):
    """Asks for the path of a file, writes it, and says so; stays open when the study refuses.

    Args:
        title: the dialog's title.
        endings: the suffixes that the path can have, in words.
        offered: the path that the line begins as.
        write: writes the file, in a thread.
        done: what is said when it is written, with the path and what to mind under it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write", show=False, id="save.write"),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(self, title: str, endings: str, offered: Path, write: Write, done: str) -> None:
        super().__init__(title, hint="Enter: write   Tab: next field   Esc: leave it")
        self._endings = endings
        self._offered = offered
        self._write = write
        self._done = done

    def parts(self) -> Iterable[Widget]:
        """The path, and what is left out."""
        yield Static(Content(f"A file that ends in {self._endings}"), classes="label")
        yield Input(visible(str(self._offered)), id="line")
        yield Static(Content(LEFT_OUT_LABEL), classes="label")
        yield LeftOutField()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Write the file."""
        message.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write the file; on trouble the dialog stays."""
        path = Path(self.query_one("#line", Input).value.strip()).expanduser()
        redact = self.query_one(LeftOutField).redact
        warnings: list[str] = []

        def written(file: Path) -> None:
            self.app.notify(f"In {file}", title=self._done)
            self.warn(warnings)
            self.dismiss(file)

        self.attempt(lambda study: self._write(study, path, redact, warnings.append), written)
