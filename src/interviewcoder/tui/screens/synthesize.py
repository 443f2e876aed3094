"""The dialog that makes personas: how many, of what and how, then how far it is."""

from collections.abc import Iterable
from threading import Event
from time import monotonic
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.persona import Synthesis, SynthesisOptions
from ..widgets.synthesis_form import SynthesisForm
from .dialog import Dialog

_HINT = "Enter: synthesize   Tab: next field   Esc: leave it"


class SynthesizeDialog(Dialog[bool]):
    """Asks for the options, runs the synthesis and tells what came of it.

    Args:
        options: those of the last run; the usual ones before the first.
    """

    TITLE_TEXT = "Synthesize personas"
    CSS = """
    SynthesizeDialog #dialog { width: 84; }
    SynthesizeDialog SynthesisForm { max-height: 55vh; }
    .-short SynthesizeDialog #kept, SynthesizeDialog.-short #kept { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
        Binding("enter", "synthesize", "Synthesize", show=False, id="synthesize.run"),
        Binding("ctrl+x", "stop", "Stop", show=False, priority=True, id="synthesize.stop"),
    ]

    def __init__(self, options: SynthesisOptions) -> None:
        super().__init__(hint=_HINT)
        self._options = options
        self._began: float | None = None
        self._clock: Timer | None = None
        self._step = "Waiting"
        self._stopped = Event()

    def parts(self) -> Iterable[Widget]:
        """The form, and what happens to what people wrote."""
        yield SynthesisForm(self._options)
        yield Static(
            Content(
                "What you wrote, pinned, stated and moved stays with the personas that live on. "
                "The run before is kept; z takes this one back."
            ),
            classes="hint",
            id="kept",
        )

    def on_synthesis_form_submitted(self, message: SynthesisForm.Submitted) -> None:
        """Enter in a field."""
        message.stop()
        self.action_synthesize()

    def action_synthesize(self) -> None:
        """Run it, once."""
        if self._began is not None:
            return
        try:
            options = self.query_one(SynthesisForm).options()
        except StudyError as error:
            self.show_trouble(error)
            return
        self.clear_trouble()
        self._stopped.clear()
        self._began = monotonic()
        self._tick()
        self._clock = self.set_interval(0.25, self._tick)
        # The mode's screen asks, so that the outcome is told even when this dialog has been left by then.
        self.coder_app.mode_screen.change(
            lambda study: study.personas.synthesize_with(options, told=self._told),
            self._made,
            self._refused,
        )

    def _told(self, step: str) -> None:
        """What comes next; called in the worker's thread, where raising ends the run."""
        if self._stopped.is_set():
            raise StudyError("The synthesis was stopped.", "Nothing was changed.")
        self._step = step

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to stop only while it runs; else the key is the field's."""
        return self._began is not None if action == "stop" else True

    def action_stop(self) -> None:
        """End the run before it stores anything."""
        if self._began is not None:
            self._stopped.set()
            self.say("Stopping at the next step…")

    def _tick(self) -> None:
        if self._began is not None and not self._stopped.is_set():
            seconds = int(monotonic() - self._began)
            self.say(
                f"{self._step}… {seconds} s   Ctrl+X: stop   Esc: leave this; the personas come when they are ready"
            )

    def _end(self) -> None:
        self._began = None
        if self._clock is not None:
            self._clock.stop()

    def _made(self, synthesis: Synthesis) -> None:
        self._end()
        number = len(synthesis.personas)
        verdict = str(synthesis.quality.get("verdict", ""))
        self.app.notify(verdict, title=f"{number} persona{'s' if number != 1 else ''}", timeout=10)
        if self.is_current:
            self.dismiss(True)

    def _refused(self, error: StudyError) -> None:
        self._end()
        if self.is_current:
            self.say(_HINT)
            self.show_trouble(error)
        else:
            self.coder_app.say_refused(error)
