"""The dialog that makes personas: how many and with which seed, then how far it is."""

from collections.abc import Iterable
from time import monotonic
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.persona import Synthesis
from .dialog import Dialog

_HINT = "Enter: synthesize   Tab: next field   Esc: leave it"


class SynthesizeDialog(Dialog[bool]):
    """Asks for the number of personas and the seed, runs the synthesis and tells what came of it.

    Args:
        personas: the number that the last run was asked for; None: it came from the data.
        seed: the last run's seed.
    """

    TITLE_TEXT = "Synthesize personas"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(self, personas: int | None, seed: int) -> None:
        super().__init__(hint=_HINT)
        self._personas = personas
        self._seed = seed
        self._began: float | None = None
        self._clock: Timer | None = None

    def parts(self) -> Iterable[Widget]:
        """The two fields."""
        yield Static(Content("How many personas; auto: as many as the tags show"), classes="label")
        number = "auto" if self._personas is None else str(self._personas)
        yield Input(number, placeholder="auto", id="number")
        yield Static(Content("Seed; the same seed makes the same personas"), classes="label")
        yield Input(str(self._seed), placeholder="0", id="seed")
        yield Static(
            Content(
                "Names and narratives that you wrote stay with the personas that live on. z takes the whole run back."
            ),
            classes="hint",
        )

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Run it, once."""
        message.stop()
        if self._began is not None:
            return
        try:
            personas = self._number()
            seed = self._whole("#seed", "seed", 0)
        except StudyError as error:
            self.show_trouble(error)
            return
        self.clear_trouble()
        self._began = monotonic()
        self._tick()
        self._clock = self.set_interval(0.5, self._tick)
        # The mode's screen asks, so that the outcome is told even when this dialog has been left by then.
        self.coder_app.mode_screen.change(
            lambda study: study.personas.synthesize(personas=personas, seed=seed),
            self._made,
            self._refused,
        )

    def _number(self) -> int | None:
        text = self.query_one("#number", Input).value.strip().casefold()
        return None if text in ("", "auto") else self._whole("#number", "number of personas", 1)

    def _whole(self, field: str, what: str, least: int) -> int:
        text = self.query_one(field, Input).value.strip() or "0"
        if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) >= least):
            raise StudyError(
                f"The {what} is not a whole number from {least} on.",
                "Write digits, or auto." if field == "#number" else "Write digits.",
            )
        return int(text)

    def _tick(self) -> None:
        if self._began is not None:
            seconds = int(monotonic() - self._began)
            self.say(
                f"Synthesizing… {seconds} s. You can leave this; the personas come when they are ready."
            )

    def _stop(self) -> None:
        self._began = None
        if self._clock is not None:
            self._clock.stop()

    def _made(self, synthesis: Synthesis) -> None:
        self._stop()
        number = len(synthesis.personas)
        verdict = str(synthesis.quality.get("verdict", ""))
        self.app.notify(verdict, title=f"{number} persona{'s' if number != 1 else ''}", timeout=10)
        if self.is_current:
            self.dismiss(True)

    def _refused(self, error: StudyError) -> None:
        self._stop()
        if self.is_current:
            self.say(_HINT)
            self.show_trouble(error)
        else:
            self.coder_app.say_refused(error)
