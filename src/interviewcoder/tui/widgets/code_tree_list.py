"""The codebook's tree as a list: folds at a click, and codes that are dragged by the mouse or carried by keys."""

from bisect import bisect_right
from dataclasses import dataclass

from textual import events
from textual.message import Message

from ...domain.codebook import Code
from .code_tree_lines import fold_sign_at, tree_heading
from .listing import Listing


class CodeTreeList(Listing):
    """The tree of codes. While a code is carried, the arrow keys move it and Enter drops it."""

    carrying = False
    """Whether a code is in hand."""

    @dataclass
    class Stepped(Message):
        """The code in hand is to go up (-1) or down (1)."""

        direction: int

    @dataclass
    class Dropped(Message):
        """The code in hand stays where it is."""

    @dataclass
    class FoldAsked(Message):
        """A code's fold sign was clicked."""

        code: Code

    @dataclass
    class DraggedOnto(Message):
        """A code was dragged onto another one by the mouse."""

        code: Code
        onto: Code

    def __init__(self, *, id: str) -> None:
        super().__init__(heading=tree_heading, id=id, classes="pane")
        self.depths: list[int] = []
        """The depth of each row."""
        self._pressed: Code | None = None
        self._dragging = False

    def action_step(self, direction: int) -> None:
        """Move the highlight, or the code in hand."""
        if self.carrying:
            self.post_message(self.Stepped(direction))
        else:
            super().action_step(direction)

    def action_page(self, direction: int) -> None:
        """Move the highlight by a page; a code in hand goes step by step."""
        if not self.carrying:
            super().action_page(direction)

    def action_edge(self, direction: int) -> None:
        """Move the highlight to an end; a code in hand goes step by step."""
        if not self.carrying:
            super().action_edge(direction)

    def action_choose(self) -> None:
        """Choose the highlighted code, or drop the one in hand."""
        if self.carrying:
            self.post_message(self.Dropped())
        else:
            super().action_choose()

    # -- Mouse -----------------------------------------------------------------------------------------------

    def _row_under(self, y: int) -> int | None:
        line = y - self._top + self.scroll_offset.y
        index = bisect_right(self._offsets, line) - 1
        return index if y >= self._top and 0 <= index < len(self.rows) else None

    def _code_under(self, event: events.MouseEvent) -> Code | None:
        index = self._row_under(event.get_content_offset_capture(self).y)
        value = self.rows[index].value if index is not None else None
        return value if isinstance(value, Code) else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A code may be dragged from here."""
        self._dragging = False
        if event.button == 1 and not self.carrying:
            self._pressed = self._code_under(event)
            if self._pressed is not None:
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The highlight shows onto what the code would be dropped."""
        if self._pressed is None:
            return
        index = self._row_under(event.get_content_offset_capture(self).y)
        if index is not None and (self._dragging or self._code_under(event) != self._pressed):
            self._dragging = True
            self.highlighted = index

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """The code is dropped."""
        code, self._pressed = self._pressed, None
        self.release_mouse()
        onto = self._code_under(event)
        if self._dragging and code is not None and onto is not None and onto.id != code.id:
            self.post_message(self.DraggedOnto(code, onto))

    def on_click(self, event: events.Click) -> None:
        """A click on a fold sign folds; elsewhere it highlights and chooses."""
        event.prevent_default()
        if self._dragging or self.carrying:
            self._dragging = False
            return
        code = self._code_under(event)
        row = self._row_under(event.get_content_offset_capture(self).y)
        if code is not None and row is not None:
            depth = self.depths[row] if row < len(self.depths) else 0
            if event.get_content_offset_capture(self).x in range(
                fold_sign_at(depth), fold_sign_at(depth) + 2
            ):
                self.highlighted = row
                self.post_message(self.FoldAsked(code))
                return
        super().on_click(event)
