"""Tagging many excerpts anew: what becomes of them, a look at it, and one change."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import LARGEST_WEIGHT, Coding, Polarity
from ...domain.errors import StudyError
from ...domain.retagging import Act, Retag, RetagPlan, SeenTag
from ...domain.text import visible
from ..labels import SOFT, counted, kind_chip, named
from ..widgets.code_lines import code_label
from ..widgets.listing import Listing
from ..widgets.persona_evidence import coding_row
from ..widgets.quote_block import spaced
from ..work import StudyWork
from .chooser import Chooser
from .dialog import Dialog
from .text_prompt import TextPrompt

if TYPE_CHECKING:
    from ...study import Study

MOST_SHOWN = 300

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
            written = line.strip()
            if not (written.isascii() and written.isdigit() and len(written) <= 3):
                raise StudyError("The weight is no whole number.", f"Use 0 to {LARGEST_WEIGHT}.")
            Retag(Act.JUDGE, weight=int(written)).checked()
            return int(written)

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


class RetagDialog(Dialog[RetagPlan]):
    """Shows what would be changed; dismissed with what was.

    Args:
        coding_ids: the tags that are meant.
        wanted: what becomes of them.
        code: the code that it is about.
    """

    TALL: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "Do it", id="retag.accept", priority=True),
    ]

    def __init__(self, coding_ids: Sequence[int], wanted: Retag, code: Code | None) -> None:
        super().__init__("Change tags", hint="Enter: do it to all   Esc: leave it")
        self._ids = coding_ids
        self._wanted = wanted
        self._code = code
        self._seen: list[SeenTag] = []

    def parts(self) -> Iterable[Widget]:
        """What would be done, and the excerpts."""
        yield Static(id="plan", classes="label")
        yield Listing(id="meant", empty="Looking…")

    def on_mount(self) -> None:
        """Look."""
        self.query_one(Listing).focus()
        self.study_changed()

    def study_changed(self) -> None:
        """Look anew: what is done has to be what was seen."""
        ids, wanted = self._ids, self._wanted
        self.ask(
            lambda study: (study.excerpts.plan(ids, wanted), study.excerpts.read(ids)),
            self._show,
            group="plan",
            refused=self.show_trouble,
        )

    def _show(self, looked: tuple[RetagPlan, Sequence[Coding]]) -> None:
        plan, codings = looked
        self._seen = [SeenTag.of(coding) for coding in codings]
        self._ids = [coding.id for coding in codings]
        lead = (kind_chip(self._code.kind, self._code.colour), " ") if self._code else ()
        told = self._wanted.told(plan.changed, self._code.name if self._code else "")
        notes = "".join(f"\n{visible(note)}" for note in plan.notes)
        self.query_one("#plan", Static).update(
            Content.assemble(*lead, named(told, "bold"), (notes, SOFT))
        )
        rows = spaced(coding_row(one, labelled=True) for one in codings[:MOST_SHOWN])[1:]
        self.query_one(Listing).fill(rows, empty="They are gone by now.")
        if len(codings) > MOST_SHOWN:
            self.say(f"The first {MOST_SHOWN} are shown; Enter changes all {len(codings):,}.")

    def action_accept(self) -> None:
        """Change them all."""
        if self._seen:
            ids, wanted, seen = self._ids, self._wanted, self._seen
            self.attempt(lambda study: study.excerpts.retag(ids, wanted, seen=seen), self._done)

    def _done(self, plan: RetagPlan) -> None:
        self.dismiss(plan)
