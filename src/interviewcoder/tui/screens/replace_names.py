"""The dialog that replaces names for good: what changes, where the key goes, then how far it is."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.erasure import BEYOND
from ...domain.errors import StudyError
from ...domain.pseudonym_plan import PseudonymPlan, PseudonymReport
from ...domain.pseudonyms import Candidate
from ...domain.text import one_line, visible
from ..labels import SOFT, named
from .dialog import Dialog

DONE = "Replaced for good"
"""What is said when it is done."""
_HINT = "Enter: replace them   Tab: the other line   Up, Down: scroll   Esc: back"
_WORD = "replace"


class ReplaceNamesDialog(Dialog[PseudonymReport]):
    """Shows the plan, asks for the key's path and a word, and replaces; dismissed with what was done.

    Args:
        names: the accepted names.
        key: the path that is offered for the key.
    """

    CSS = """
    ReplaceNamesDialog #dialog { width: 92; max-height: 94%; }
    ReplaceNamesDialog #plan { height: auto; max-height: 35vh; }
    ReplaceNamesDialog #plan Static { height: auto; }
    ReplaceNamesDialog.-short #plan { max-height: 4; }
    ReplaceNamesDialog.-short .hint, ReplaceNamesDialog.-short #trouble { margin-top: 0; }
    ReplaceNamesDialog.-short .label { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "Down", show=False, priority=True),
        Binding("up", "scroll(-1)", "Up", show=False, priority=True),
    ]

    def __init__(self, names: tuple[Candidate, ...], key: Path) -> None:
        super().__init__("Replace the names for good", hint="Looking…")
        self._names = names
        self._key = key
        self._plan: PseudonymPlan | None = None
        self._step = ""
        self._clock: Timer | None = None

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
            lambda study: study.pseudonymising.plan(names, key, told=self._told),
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
        self.say(_HINT)

    def action_scroll(self, lines: int) -> None:
        """Read more of the plan."""
        self.query_one("#plan", VerticalScroll).scroll_relative(y=lines, animate=False)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Replace them, if the word is there."""
        message.stop()
        if self._clock is not None or self._plan is None:
            return
        word = self.query_one("#word", Input)
        if word.value.strip().casefold() != _WORD:
            word.focus()
            self.show_trouble(StudyError("That is not the word.", f"Type “{_WORD}”."))
            return
        self.clear_trouble()
        names = self._names
        key = Path(self.query_one("#key", Input).value.strip()).expanduser()
        self._step = "Waiting"
        self._clock = self.set_interval(0.25, self._tick)
        # The mode's screen asks, so that the outcome is told even when this dialog has been left by then.
        self.coder_app.mode_screen.change(
            lambda study: study.pseudonymising.apply(names, key, told=self._told),
            self._done,
            self._refused,
        )

    def _told(self, step: str) -> None:
        self._step = step

    def _tick(self) -> None:
        self.say(f"{self._step}…")

    def _end(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _done(self, report: PseudonymReport) -> None:
        self._end()
        if self.is_current:
            self.dismiss(report)
        else:
            told = [*report.told(), _outcome(report)]
            self.app.notify("\n".join(told), title=DONE, timeout=30, markup=False)

    def _refused(self, error: StudyError) -> None:
        self._end()
        if self.is_current:
            self.say(_HINT)
            self.show_trouble(error)
        else:
            self.coder_app.say_refused(error)


def _outcome(report: PseudonymReport) -> str:
    if not report.found:
        return BEYOND
    files = ", ".join(one_line(one, 60) for one in report.found[:3])
    more = f" and {len(report.found) - 3} more" if len(report.found) > 3 else ""
    return f"These files still hold names: {files}{more}. {BEYOND}"
