"""What dialogs have in common that change a study for good: a plan to scroll, then how far it is, then what is left."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.timer import Timer

from ...domain.errors import StudyError
from ...domain.rewriting import BEYOND
from ...domain.text import one_line
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

R = TypeVar("R")

_TICK = 0.25
"""Seconds between two looks at how far it is."""
_NAMED = 3


def plan_css(screen: str, width: int) -> str:
    """How such a dialog looks; Textual wants the name of the very class, not of the one that it is made from."""
    return f"""
    {screen} #dialog {{ width: {width}; max-height: 94%; }}
    {screen} #plan {{ height: auto; max-height: 35vh; }}
    {screen} #plan Static {{ height: auto; }}
    {screen}.-short #plan {{ max-height: 4; }}
    {screen}.-short .hint, {screen}.-short #trouble {{ margin-top: 0; }}
    """


class ForGoodDialog(Dialog[R]):
    """Dismissed with the report on what was done. The plan is in a `VerticalScroll` with the id `plan`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", "Down", show=False, priority=True),
        Binding("up", "scroll(-1)", "Up", show=False, priority=True),
    ]
    READY = ""
    """The hint while one can say yes."""

    def __init__(self, title: str) -> None:
        super().__init__(title, hint="Looking…")
        self._step = ""
        self._clock: Timer | None = None

    def action_scroll(self, lines: int) -> None:
        """Read more of the plan."""
        self.query_one("#plan", VerticalScroll).scroll_relative(y=lines, animate=False)

    @property
    def working(self) -> bool:
        """Whether it is being done."""
        return self._clock is not None

    def told(self, step: str) -> None:
        """Take what comes next, in a thread."""
        self._step = step

    def do(self, verb: Callable[["Study"], R], told_of: Callable[[R], None]) -> None:
        """Do it. Who asked for the dialog tells of it; when it has been left by then, `told_of` does."""
        self.clear_trouble()
        self._step = "Waiting"
        self._clock = self.set_interval(_TICK, self._tick)

        def done(report: R) -> None:
            self._end()
            if self.is_current:
                self.dismiss(report)
            else:
                told_of(report)

        # The mode's screen asks: it stays.
        self.coder_app.mode_screen.change(verb, done, self._refused)

    def _tick(self) -> None:
        self.say(f"{self._step}…")

    def _end(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None

    def _refused(self, error: StudyError) -> None:
        self._end()
        if self.is_current:
            self.say(self.READY)
            self.show_trouble(error)
        else:
            self.coder_app.say_refused(error)


def files_left(found: tuple[str, ...], still: str) -> str:
    """Which files still hold what went, and what is beyond the program.

    Args:
        found: the files.
        still: what they do: `still hold names`.
    """
    if not found:
        return BEYOND
    files = ", ".join(one_line(one, 60) for one in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"These files {still}: {files}{more}. {BEYOND}"
