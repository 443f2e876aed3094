"""The dialog that shows what a change of the codebook does, and does that, and nothing else, when it is agreed to."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.codebook_change import CodebookChange, CodebookPlan, plan_told
from ...domain.errors import StudyError
from ..labels import SOFT
from .dialog import Dialog

_LOOKING = "Looking at what it does...   Esc: leave it"


class PlanDialog(Dialog[CodebookPlan]):
    """Shows a plan; dismissed with it once it is carried out.

    Args:
        asked: what would be done.
        verb: the word for doing it, such as `merge`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "agree", "Yes", id="confirm.yes"),
        Binding("n", "cancel", "No", id="confirm.no"),
    ]
    CSS = """
    PlanDialog {
        #told { height: auto; max-height: 100%; }
        #plan { height: auto; }
    }
    """

    def __init__(self, asked: CodebookChange, verb: str) -> None:
        super().__init__("What changes", hint=_LOOKING)
        self._asked = asked
        self._done = verb
        self._plan: CodebookPlan | None = None

    def parts(self) -> Iterable[Widget]:
        """What it does."""
        with VerticalScroll(id="told"):
            yield Static(id="plan")

    def on_mount(self) -> None:
        """Look at what it does."""
        self._look()

    def _look(self) -> None:
        self._plan = None
        self.ask(
            lambda study: study.codebook.plan(self._asked),
            self._show,
            group="plan",
            refused=self._cannot,
        )

    def study_changed(self) -> None:
        """It may do something else now."""
        if self._plan is not None:
            self._look()

    def _show(self, plan: CodebookPlan) -> None:
        self._plan = plan
        lines = [Content.styled(plan.title, "bold"), Content("")]
        lines += [Content.assemble(("• ", "$primary"), line) for line in plan_told(plan)]
        if not plan.does_nothing:
            lines += [Content(""), Content.styled("Undo (z) takes all of it back.", SOFT)]
            self.say(f"y or Enter: {self._done}   n or Esc: leave it")
        else:
            self.say("Esc: leave it")
        self.query_one("#plan", Static).update(Content("\n").join(lines))

    def _cannot(self, error: StudyError) -> None:
        self.say("Esc: leave it")
        self.show_trouble(error)

    def action_agree(self) -> None:
        """Do what is on show."""
        plan = self._plan
        if plan is not None and not plan.does_nothing:
            self.save(
                lambda study, _: study.codebook.carry_out(self._asked, seen=plan),
                self._carried_out,
                refused=self._refused,
            )

    def _carried_out(self, plan: CodebookPlan) -> None:
        self.dismiss(plan)

    def _refused(self, error: StudyError) -> None:
        """Show what it does now, if that is something else."""
        self.show_trouble(error)
        self._look()
