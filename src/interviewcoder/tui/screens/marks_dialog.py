"""The marks in a source: places that have a letter, to go to by it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from ...domain.errors import StudyError
from ...domain.source import SourceText, time_label
from ...domain.text import one_line
from ..labels import SOFT
from ..widgets.listing import Listing, Row
from .dialog import Dialog

_GOING = "A letter or Enter: go there   Del: take the mark away   Esc: stay"
_SETTING = "A letter: mark this place with it   Esc: leave it"
_NONE = 'There is no mark in this source yet. " and a letter sets one.'
_NONE_YET = "Press a letter. Then ' and the letter come back here, in later sessions too."


class MarksDialog(Dialog[str]):
    """Lists marks; dismissed with the letter that was pressed or chosen.

    Args:
        marks: letter to position; letters that are taken away are taken out of it.
        source_text: the source that they are in.
        setting: any letter will do, for it is to be set.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False, priority=True),
        Binding("up", "step(-1)", "Up", show=False, priority=True),
        Binding("enter", "accept", "Go", show=False, priority=True),
        Binding("delete", "remove", "Take away", show=False, priority=True),
    ]

    def __init__(
        self, marks: dict[str, int], source_text: SourceText, *, setting: bool = False
    ) -> None:
        title = "Mark this place" if setting else "Marks in this source"
        super().__init__(title, hint=_SETTING if setting else _GOING)
        self._marks = marks
        self._source_text = source_text
        self._setting = setting

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield Listing(id="marks", empty=_NONE_YET if self._setting else _NONE)

    def on_mount(self) -> None:
        """Fill it."""
        self._fill()

    def _fill(self) -> None:
        in_order = sorted(self._marks.items(), key=lambda mark: (mark[1], mark[0]))
        rows = [_mark_row(letter, place, self._source_text) for letter, place in in_order]
        self.query_one(Listing).fill(rows)

    def on_key(self, event: events.Key) -> None:
        """Take a letter."""
        letter = event.character or ""
        if len(letter) != 1 or not letter.isalnum():
            return
        event.stop()
        event.prevent_default()
        if self._setting or letter in self._marks:
            self.dismiss(letter)
        else:
            self.show_trouble(StudyError(f"There is no mark {letter} in this source."))

    def action_step(self, direction: int) -> None:
        """Move the highlight."""
        self.query_one(Listing).action_step(direction)

    def action_accept(self) -> None:
        """Go to the highlighted mark, or set it anew."""
        row = self.query_one(Listing).row
        if row is not None:
            self.dismiss(str(row.value))

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Choose by mouse."""
        message.stop()
        self.action_accept()

    def action_remove(self) -> None:
        """Take the highlighted mark away."""
        row = self.query_one(Listing).row
        if row is not None:
            self._marks.pop(str(row.value), None)
            self._fill()


def _mark_row(letter: str, position: int, source_text: SourceText) -> Row:
    passages = source_text.passages
    here = next((one for one in reversed(passages) if one.start <= position), None)
    where = [one_line(here.speaker, 20), time_label(here.start_ms)] if here else []
    words = one_line(source_text.text[position : position + 200], 160)

    def draw(width: int) -> Content:
        line = Content.assemble(
            (f" {letter} ", "bold $footer-key-foreground"),
            (" ".join([*filter(None, where), ""]), SOFT),
            words,
        )
        return line.truncate(width, ellipsis=True)

    return Row(draw, letter, letter)
