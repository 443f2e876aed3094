"""The dialog that puts a tag on an excerpt by hand: its words before, and the corrected text to select in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.coding import Coding, Span
from ...domain.revision import Relocation
from ...domain.source import SourceText
from ...domain.text import one_line
from ..labels import SOFT, kind_chip, named
from ..widgets.quote_block import quoted, ruled, stacked
from ..widgets.reading_view import ReadingView
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

_OLD_LINES = 3


@dataclass(frozen=True, slots=True)
class _Read:
    source_text: SourceText
    codings: Sequence[Coding]


class PlaceDialog(Dialog[bool]):
    """Shows the source of a tag; dismissed with True when the tag was placed.

    Args:
        relocation: the tag.
        place: an excerpt to begin with; None: where it would stand.
    """

    CSS = """
    PlaceDialog #dialog { width: 96%; height: 94%; }
    PlaceDialog #before { height: auto; margin-top: 1; }
    PlaceDialog #text { height: 1fr; margin-top: 1; }
    PlaceDialog #target { height: 1; margin-top: 1; }
    .-short PlaceDialog #before, .-short PlaceDialog #text, .-short PlaceDialog #target { margin-top: 0; }
    .-short PlaceDialog .hint { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,t", "place", "Put it here", id="place.here"),
        # Before the reading view, which would clear the selection first.
        Binding("escape", "cancel", "Close", show=False, priority=True, id="dialog.close"),
    ]

    def __init__(self, relocation: Relocation, place: Span | None) -> None:
        super().__init__(
            "Put the tag on an excerpt",
            hint="Enter: put it here   v or Shift+arrows: select   Esc: leave it",
        )
        self._one = relocation
        self._place = place

    def parts(self) -> Iterable[Widget]:
        """The words before, the text, and what it would be put on."""
        yield Static(id="before")
        yield ReadingView(id="text")
        yield Static(id="target")

    def on_mount(self) -> None:
        """Load the source."""
        self.query_one(ReadingView).show_message("Opening…")
        self.query_one(ReadingView).focus()
        self.ask(self._read, self._show, group="source", refused=self.show_trouble)

    def _read(self, study: "Study") -> _Read:
        source_id = self._one.source_id
        return _Read(study.sources.read(source_id), study.codings.on_source(source_id))

    def _show(self, read: _Read) -> None:
        view = self.query_one(ReadingView)
        view.show(read.source_text, read.codings)
        near = self._one.near
        if self._place is not None:
            view.go_to(self._place)
        else:
            view.go_to(Span(near, near + 1), select=False)
        self._show_target()

    def on_resize(self) -> None:
        """Wrap the words before to the width there is."""
        one = self._one
        width = max(20, self.query_one("#dialog").content_size.width)
        head = Content.assemble(
            kind_chip(one.kind, one.colour),
            " ",
            named(one.code, "bold", limit=40),
            (f"  {one_line(one.source, 40)}", SOFT),
        )
        words = ruled(quoted(one.old_text), width, rule=one.colour, indent=0, most=_OLD_LINES)
        self.query_one("#before", Static).update(
            stacked([head.truncate(width, ellipsis=True), *words])
        )

    def on_reading_view_cursor_moved(self, message: ReadingView.CursorMoved) -> None:
        """Say what it would be put on."""
        message.stop()
        self._show_target()

    def on_reading_view_selection_changed(self, message: ReadingView.SelectionChanged) -> None:
        """Say what it would be put on."""
        message.stop()
        self._show_target()

    @property
    def _target(self) -> tuple[Span, str] | None:
        view = self.query_one(ReadingView)
        span, source_text = view.target, view.source_text
        if span is None or source_text is None:
            return None
        words = source_text.text[span.start : span.end]
        return (span, words) if words.strip() else None

    def _show_target(self) -> None:
        target = self._target
        width = max(20, self.query_one("#dialog").content_size.width)
        line = (
            Content.assemble(("It goes on  ", SOFT), quoted(target[1]))
            if target
            else Content.styled("There are no words here.", SOFT)
        )
        self.query_one("#target", Static).update(line.truncate(width, ellipsis=True))

    def action_place(self) -> None:
        """Put the tag on the selection or the sentence."""
        target = self._target
        if target is not None:
            relocation_id, (span, words) = self._one.id, target
            seen = {**self._one.shown, "words": words}
            self.attempt(
                lambda study: study.relocations.place(relocation_id, span, seen=seen), self._placed
            )

    def _placed(self, _: Relocation) -> None:
        self.dismiss(True)
