"""The dialog that replaces names for good: what changes, where the key goes, then how far it is."""

from collections.abc import Iterable
from pathlib import Path

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.name_review import Candidate
from ...domain.pseudonym_plan import PseudonymPlan, PseudonymReport
from ...domain.text import visible
from ..labels import SOFT, named
from .for_good import ForGoodDialog, files_left, plan_css

DONE = "Replaced for good"
"""What is said when it is done."""
_WORD = "replace"


class ReplaceNamesDialog(ForGoodDialog[PseudonymReport]):
    """Shows the plan, asks for the key's path and a word, and replaces; dismissed with what was done.

    Args:
        names: the accepted names.
        key: the path that is offered for the key.
    """

    CSS = f"""
    {plan_css("ReplaceNamesDialog", 92)}
    ReplaceNamesDialog.-short .label {{ margin-top: 0; }}
    """
    READY = "Enter: replace them   Tab: the other line   Up, Down: scroll   Esc: back"

    def __init__(self, names: tuple[Candidate, ...], key: Path) -> None:
        super().__init__("Replace the names for good")
        self._names = names
        self._key = key
        self._plan: PseudonymPlan | None = None

    def parts(self) -> Iterable[Widget]:
        """The plan, a line for the key's path, and one for the word."""
        with VerticalScroll(id="plan", can_focus=False):
            yield Static(Content("Looking where the names stand…"), id="goes")
        yield Static(
            Content("The key, who is who, is written to this file, which only you can read:"),
            classes="label",
        )
        yield Input(str(self._key), id="key")
        yield Static(
            Content(f"Nothing takes this back. Type “{_WORD}” to replace the names:"),
            classes="label",
        )
        yield Input(id="word")

    def on_mount(self) -> None:
        """Look what changes."""
        self.query_one("#word", Input).focus()
        names, key = self._names, self._key
        self.ask(
            lambda study: study.pseudonymising.plan(names, key, told=self.told),
            self._show,
            group="replacing",
            refused=self._cannot,
        )

    def _cannot(self, error: StudyError) -> None:
        self.query_one("#goes", Static).update(Content(""))
        self.say("Esc: back")
        self.show_trouble(error)

    def _show(self, plan: PseudonymPlan) -> None:
        self._plan = plan
        parts = [Content(visible(line)) for line in plan.told()]
        parts += [named(f"Mind: {one}", "$text-warning") for one in plan.warnings]
        for change in plan.changes:
            parts.append(named(f"{change.where}: {change.before}", SOFT))
            parts.append(Content.assemble(("  → ", SOFT), named(change.after)))
        if plan.in_texts + plan.elsewhere > len(plan.changes):
            parts.append(Content("  ... and more (see: pseudonymise --dry-run)"))
        self.query_one("#goes", Static).update(Content("\n").join(parts))
        self.say(self.READY)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Replace them, if the word is there."""
        message.stop()
        if self.working or self._plan is None:
            return
        word = self.query_one("#word", Input)
        if word.value.strip().casefold() != _WORD:
            word.focus()
            self.show_trouble(StudyError("That is not the word.", f"Type “{_WORD}”."))
            return
        names = self._names
        key = Path(self.query_one("#key", Input).value.strip()).expanduser()
        self.do(lambda study: study.pseudonymising.apply(names, key, told=self.told), self._done)

    def _done(self, report: PseudonymReport) -> None:
        told = [*report.told(), files_left(report.found, "still hold names")]
        self.app.notify("\n".join(told), title=DONE, timeout=30, markup=False)
