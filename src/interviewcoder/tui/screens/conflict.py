"""The dialog in which two texts for one thing stand side by side, theirs and yours, and one says what to do."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.conflict import EditConflict
from ..widgets.theirs import MINE, THEIRS, title_of, who_and_when, words_of
from .dialog import Dialog


class Answer(Enum):
    """What becomes of two changes of one thing."""

    MINE = auto()
    THEIRS = auto()
    BOTH = auto()
    """Neither yet: go on editing with both in view."""


class ConflictDialog(Dialog[Answer]):
    """Shows both; dismissed with what to do, by Escape with going on.

    Args:
        conflict: what clashed.
        can_keep: whether what was typed can be saved, over the other's or as a thing of its own.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "answer('mine')", "Keep mine", id="conflict.mine"),
        Binding("t", "answer('theirs')", "Take theirs", id="conflict.theirs"),
        Binding("e,enter", "answer('both')", "Go on editing", id="conflict.both"),
    ]
    CSS = """
    ConflictDialog #texts { height: auto; max-height: 60vh; }
    ConflictDialog #answers { height: auto; margin-top: 1; }
    ConflictDialog .theirs { border-left: thick $warning; padding-left: 1; }
    ConflictDialog .mine { border-left: thick $primary; padding-left: 1; }
    """

    def __init__(self, conflict: EditConflict, *, can_keep: bool) -> None:
        super().__init__(
            f"The {conflict.thing} was {'removed' if conflict.gone else 'changed'} meanwhile",
            hint="",
        )
        self._conflict = conflict
        self._can_keep = can_keep

    def parts(self) -> Iterable[Widget]:
        """Both, field by field."""
        conflict = self._conflict
        with VerticalScroll(id="texts"):
            if conflict.gone:
                told = Content.assemble("It is not in the study any more. ", who_and_when(conflict))
                yield Static(told)
                yield Static("What you typed is still in the editor.", classes="label")
            for clash in conflict.clashes:
                title = title_of(clash)
                theirs = Content.assemble(
                    (f"{title} in the study now: ", THEIRS), who_and_when(conflict)
                )
                yield Static(theirs, classes="label")
                yield Static(words_of(clash.now, clash.began, THEIRS), classes="theirs")
                yield Static(Content.styled(f"{title} as you have it", MINE), classes="label")
                yield Static(words_of(clash.yours, clash.began, MINE), classes="mine")
        yield Static(self._answers(), id="answers")

    def _answers(self) -> Content:
        gone = self._conflict.gone
        keep = f"save mine as a new {self._conflict.thing}" if gone else "keep mine, over theirs"
        take = "give mine up" if gone else "take theirs"
        answers = [("k", keep)] * self._can_keep + [
            ("t", take),
            ("e", "go on editing, with theirs in view"),
        ]
        lines = [Content.assemble((f" {key} ", "bold $accent"), words) for key, words in answers]
        return Content("\n").join(lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a place to keep it there is nothing to keep."""
        return self._can_keep or parameters != ("mine",)

    def action_answer(self, answer: str) -> None:
        """Say what to do."""
        self.dismiss(Answer[answer.upper()])

    def action_cancel(self) -> None:
        """Go on editing."""
        self.dismiss(Answer.BOTH)
