"""What a look at the program, the terminal and the study finds: what is not well comes first."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.diagnosis import Observation, Verdict
from ...domain.text import visible
from ..labels import SOFT, counted
from ..widgets.listing import Listing, Row
from ..widgets.paragraphs import heading, hung
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_MARKS = {
    Verdict.OK: ("   ", SOFT),
    Verdict.WARNING: (" ! ", "bold $text-warning"),
    Verdict.ERROR: (" X ", "bold $text-error"),
}
_NARROWEST = 8


class DoctorDialog(Dialog[None]):
    """Looks in a worker and lists what it sees."""

    TITLE_TEXT = "Doctor"
    TALL: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__(hint="Esc: close   in a shell: interviewcoder doctor STUDY")

    def parts(self) -> Iterable[Widget]:
        """The sum and the list."""
        yield Static(Content("Looking…"), classes="label", id="sum")
        listing = Listing(id="particulars")
        listing.styles.height = "1fr"
        yield listing

    def on_mount(self) -> None:
        """Begin to look."""
        self.ask(_look, self._show, group="doctor", refused=self.show_trouble)

    def _show(self, seen: list[Observation]) -> None:
        wrong = [one for one in seen if one.verdict is not Verdict.OK]
        told = f"{counted(len(wrong), 'thing')} to mind." if wrong else "All is well."
        self.query_one("#sum", Static).update(Content.styled(told, "bold"))
        listing = self.query_one(Listing)
        listing.fill([*map(_row, wrong), *_by_part(one for one in seen if one not in wrong)])
        listing.focus()


def _look(study: "Study") -> list[Observation]:
    return study.diagnose()


def _by_part(seen: Iterable[Observation]) -> Iterable[Row]:
    for part, those in groupby(seen, key=lambda one: one.part):
        yield heading(part.capitalize())
        yield from map(_row, those)


def _row(one: Observation) -> Row:
    mark, style = _MARKS[one.verdict]
    parts = [Content(f"{one.subject}: {visible(one.seen)}")]
    if one.remedy:
        parts.append(Content.styled(visible(one.remedy), SOFT))

    def draw(width: int) -> Content:
        room = max(_NARROWEST, width - len(mark) - 1)
        lines = [line.rstrip() for part in parts for line in part.wrap(room)]
        return hung(Content.styled(mark, style), lines)

    return Row(draw, height=None)
