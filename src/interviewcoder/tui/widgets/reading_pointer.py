"""What the mouse does in the reading view."""

from textual import events
from textual.reactive import reactive

from ...domain.coding import Span
from .motions import Caret, sentence_at, turn_at, word_at
from .reading_canvas import ReadingCanvas


class ReadingPointer(ReadingCanvas):
    """A canvas on which the mouse puts the cursor and selects."""

    holding: reactive[bool] = reactive(False, repaint=False)
    """Whether every motion extends the selection; a click ends it."""

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._dragging = False

    def _go(self, caret: Caret, *, follow: bool = True) -> None:
        """Take a caret over."""
        raise NotImplementedError

    def _position_under(self, event: events.MouseEvent) -> int | None:
        if self._page is None or not self._passages:
            return None
        offset = event.get_content_offset_capture(self)
        layout = self._page.layout
        line = layout.line_near_row(round(self.scroll_y) + offset.y)
        return layout.position_at(line, offset.x - layout.columns.prose_left)

    def _excerpt_under(self, event: events.MouseEvent) -> Span | None:
        """The excerpt of the bar or the name in the margin under the pointer."""
        page = self._page
        if page is None:
            return None
        offset = event.get_content_offset_capture(self)
        cell = offset.x - page.layout.columns.bars_left
        if cell < 0 or not page.layout.columns.margin:
            return None
        index = page.lanes.at(round(self.scroll_y) + offset.y, cell // 2)
        return page.codings[index].span if index is not None else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the pointer; with Shift, select up to it. On a bar, select its excerpt."""
        position = self._position_under(event)
        if position is None or event.button != 1:
            return
        event.stop()
        self.holding = False
        excerpt = self._excerpt_under(event)
        if excerpt:
            self._go(Caret(excerpt.end, excerpt.start), follow=False)
            return
        anchor = self._caret.position if self._caret.anchor is None else self._caret.anchor
        self._go(Caret(position, anchor if event.shift else None), follow=False)
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select what is dragged over; above and below the view it scrolls."""
        position = self._position_under(event) if self._dragging else None
        if position is not None and position != self._caret.position:
            anchor = self._caret.position if self._caret.anchor is None else self._caret.anchor
            outside = not 0 <= event.get_content_offset_capture(self).y < self.size.height
            self._go(Caret(position, anchor), follow=outside)

    def on_mouse_up(self) -> None:
        """End a drag."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the sentence, four times the turn."""
        position = self._position_under(event)
        if position is None or event.chain < 2 or event.button != 1 or self._excerpt_under(event):
            return
        unit_at = {2: word_at, 3: sentence_at}.get(event.chain, turn_at)
        span = unit_at(self._ground, position)
        if span:
            self._go(Caret(span.end, span.start), follow=False)
