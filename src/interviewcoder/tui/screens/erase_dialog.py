"""The dialog that erases a participant for good: what goes, the name typed once more, then how far it is."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.erasure import BEYOND, ErasurePlan, ErasureReport
from ...domain.errors import StudyError
from ...domain.participant import Participant
from ...domain.text import name_key, one_line, visible
from ..labels import SOFT, counted
from .dialog import Dialog

DONE = "Erased for good"
"""What is said when it is done."""
_HINT = "Enter: erase   Up, Down: scroll   Esc: leave it"
_MOST_SHOWN = 200


class EraseDialog(Dialog[ErasureReport]):
    """Shows the plan, asks for the name, and erases; dismissed with what was done.

    Args:
        person: the participant.
    """

    CSS = """
    EraseDialog #dialog { width: 84; max-height: 94%; }
    EraseDialog #plan { height: auto; max-height: 40vh; }
    EraseDialog #plan Static { height: auto; }
    EraseDialog.-short #plan { max-height: 5; }
    EraseDialog.-short .hint, EraseDialog.-short #trouble { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "Down", show=False, priority=True),
        Binding("up", "scroll(-1)", "Up", show=False, priority=True),
    ]

    def __init__(self, person: Participant) -> None:
        super().__init__(f"Erase {one_line(person.name, 44)} for good", hint="Looking…")
        self._person = person
        self._plan: ErasurePlan | None = None
        self._step = ""
        self._clock: Timer | None = None

    def parts(self) -> Iterable[Widget]:
        """The plan, and a line for the name."""
        with VerticalScroll(id="plan", can_focus=False):
            yield Static(Content("Finding what is theirs…"), id="goes")
        yield Static(
            Content("Nothing takes this back. Type the name to erase them:"),
            classes="label",
        )
        yield Input(id="name")

    def on_mount(self) -> None:
        """Look what goes."""
        self.query_one("#name", Input).focus()
        guid = self._person.guid
        self.ask(
            lambda study: study.erasing.plan(guid),
            self._show,
            group="erasing",
            refused=self.show_trouble,
        )

    def _show(self, plan: ErasurePlan) -> None:
        self._plan = plan
        parts: list[Content] = [Content(visible(line)) for line in plan.told()]
        if plan.mentions:
            places = counted(len(plan.mentions), "place")
            parts.append(Content(f"Their name or words are blotted out in {places} elsewhere:"))
        for one in plan.mentions[:_MOST_SHOWN]:
            told = Content(visible(f"  {one_line(one.where, 50)}: {one.words}"))
            parts.append(told.stylize(SOFT))
        more = len(plan.mentions) - _MOST_SHOWN
        if more > 0:
            parts.append(Content(f"  ... and {more:,} more (see: participant-erase --dry-run)"))
        parts.append(Content(BEYOND))
        self.query_one("#goes", Static).update(Content("\n").join(parts))
        self.say(_HINT)

    def action_scroll(self, lines: int) -> None:
        """Read more of the plan."""
        self.query_one("#plan", VerticalScroll).scroll_relative(y=lines, animate=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Erase, if that is the name."""
        message.stop()
        if self._clock is not None or self._plan is None:
            return
        if name_key(message.value) != name_key(self._plan.participant):
            self.show_trouble(
                StudyError("That is not the name.", "Type it as it is written above.")
            )
            return
        self.clear_trouble()
        self._step = "Waiting"
        self._clock = self.set_interval(0.25, self._tick)
        guid = self._person.guid
        # The mode's screen asks, so that the outcome is told even when this dialog has been left by then.
        self.coder_app.mode_screen.change(
            lambda study: study.erasing.erase(guid, told=self._told), self._done, self._refused
        )

    def _told(self, step: str) -> None:
        self._step = step

    def _tick(self) -> None:
        self.say(f"{self._step}…")

    def _end(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _done(self, report: ErasureReport) -> None:
        self._end()
        if self.is_current:
            self.dismiss(report)
        else:
            self.app.notify(_outcome(report), title=DONE, timeout=20, markup=False)

    def _refused(self, error: StudyError) -> None:
        self._end()
        if self.is_current:
            self.say(_HINT)
            self.show_trouble(error)
        else:
            self.coder_app.say_refused(error)


def _outcome(report: ErasureReport) -> str:
    if not report.found:
        return BEYOND
    files = ", ".join(one_line(one, 60) for one in report.found[:3])
    more = f" and {len(report.found) - 3} more" if len(report.found) > 3 else ""
    return f"These files still name or quote them: {files}{more}. {BEYOND}"
