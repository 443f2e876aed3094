"""A dialog that asks for the passphrase of an encrypted study before anything of it can be shown."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.passphrase import Passphrase
from ...domain.text import visible
from .dialog import Dialog


class PassphrasePrompt(Dialog[Passphrase]):
    """Asks for a passphrase, which is not shown; dismissed with it.

    Args:
        name: the study's file.
        refused: why the last one did not open it.
    """

    def __init__(self, name: str, refused: StudyError | None = None) -> None:
        super().__init__("Encrypted study", hint="Enter: open   Esc: leave")
        self._study_name = name
        self._refused = refused

    def parts(self) -> Iterable[Widget]:
        """The line."""
        yield Static(Content(visible(f"Passphrase of {self._study_name}")), classes="label")
        yield Input(password=True, id="words")

    def on_mount(self) -> None:
        """Say what was wrong with the last one."""
        if self._refused is not None:
            self.show_trouble(self._refused)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Hand it on."""
        message.stop()
        words = message.value
        message.input.clear()
        try:
            self.dismiss(Passphrase(words))
        except StudyError as error:
            self.show_trouble(error)
