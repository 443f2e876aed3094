"""Tagging many excerpts anew: asking what becomes of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import LARGEST_WEIGHT, Polarity, weight_of
from ...domain.retagging import Act, Retag, RetagPlan
from ..labels import counted
from ..widgets.code_lines import code_label
from ..work import StudyWork
from .chooser import Chooser
from .retag_dialog import RetagDialog
from .text_prompt import TextPrompt

if TYPE_CHECKING:
    from ...study import Study

_ACTS: Sequence[tuple[str, str]] = (
    ("add", "Add a code to them"),
    ("replace", "Put another code in place of theirs"),
    ("untag", "Take the tag off"),
    ("for", "They speak for their code"),
    ("against", "They speak against their code: contrary evidence"),
    ("neutral", "They speak neither for nor against it"),
    ("weigh", "Set how strongly they show it, 0 to 100"),
)


class BulkRetagging(StudyWork):
    """For a screen on which excerpts are marked."""

    branches: tuple[CodeBranch, ...]

    def meant(self) -> list[int]:
        """Ids of the codings that are meant."""
        raise NotImplementedError

    def unmark(self) -> None:
        """Take all marks away."""
        raise NotImplementedError

    def action_retag(self) -> None:
        """Ask what becomes of the marked excerpts."""
        meant = self.meant()
        if not meant:
            self.app.notify("Mark excerpts with space, or all with A.")
            return

        def chosen(act: str | None) -> None:
            match act:
                case "add" | "replace":
                    self._choose_code(Act(act))
                case "untag":
                    self.untag_marked()
                case "weigh":
                    self.action_weigh_marked()
                case str():
                    self.judge_marked(act)

        choices = [(Content(told), act) for act, told in _ACTS]
        title = f"Change {counted(len(meant), 'tag')}"
        self.app.push_screen(Chooser[str](title, choices, searchable=False), chosen)

    def _choose_code(self, act: Act) -> None:
        def chosen(code: Code | None) -> None:
            if code is not None:
                self._look_at(Retag(act, code.id), code)

        title = "Add which code?" if act is Act.ADD else "Which code instead?"
        choices = [(code_label(branch.code), branch.code) for branch in self.branches]
        self.app.push_screen(Chooser[Code](title, choices), chosen)

    def untag_marked(self) -> None:
        """Take the tag off all that are marked, after a look at them."""
        self._look_at(Retag(Act.UNTAG))

    def judge_marked(self, side: str) -> None:
        """Say of all that are marked whether they speak for or against their code, after a look at them."""
        self._look_at(Retag(Act.JUDGE, polarity=Polarity[side.upper()]))

    def action_weigh_marked(self) -> None:
        """Ask how strongly the marked excerpts show their code."""

        def verb(_: "Study", line: str) -> int:
            return weight_of(line)

        def weigh(weight: object) -> None:
            if isinstance(weight, int):
                self._look_at(Retag(Act.JUDGE, weight=weight))

        self.app.push_screen(TextPrompt("Weigh them", f"0 to {LARGEST_WEIGHT}", verb), weigh)

    def _look_at(self, wanted: Retag, code: Code | None = None) -> None:
        def done(plan: RetagPlan | None) -> None:
            if plan is not None:
                self.unmark()
                told = wanted.told(plan.changed, code.name if code else "")
                self.app.notify(f"{told}. z takes it back as one.")

        self.app.push_screen(RetagDialog(self.meant(), wanted, code), done)
