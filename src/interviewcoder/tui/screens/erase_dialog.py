"""The dialog that erases a participant for good: what goes, the name typed once more, then how far it is."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.erasure import ErasurePlan, ErasureReport
from ...domain.errors import StudyError
from ...domain.participant import Participant
from ...domain.rewriting import BEYOND
from ...domain.text import name_key, one_line, visible
from ..labels import SOFT, counted
from .for_good import ForGoodDialog, files_left, plan_css

DONE = "Erased for good"
"""What is said when it is done."""
_MOST_SHOWN = 200


class EraseDialog(ForGoodDialog[ErasureReport]):
    """Shows the plan, asks for the name, and erases; dismissed with what was done.

    Args:
        person: the participant.
    """

    CSS = plan_css("EraseDialog", 84)
    READY = "Enter: erase   Up, Down: scroll   Esc: leave it"

    def __init__(self, person: Participant) -> None:
        super().__init__(f"Erase {one_line(person.name, 44)} for good")
        self._person = person
        self._plan: ErasurePlan | None = None

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
        self.say(self.READY)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Erase, if that is the name."""
        message.stop()
        if self.working or self._plan is None:
            return
        if name_key(message.value) != name_key(self._plan.participant):
            self.show_trouble(
                StudyError("That is not the name.", "Type it as it is written above.")
            )
            return
        guid = self._person.guid
        self.do(lambda study: study.erasing.erase(guid, told=self.told), self._done)

    def _done(self, report: ErasureReport) -> None:
        told = files_left(report.found, "still name or quote them")
        self.app.notify(told, title=DONE, timeout=20, markup=False)
