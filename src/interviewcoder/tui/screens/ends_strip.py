"""Adjusting the ends of an excerpt: the reading view's own motions move one end, and the text is in view all the while."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from ...domain.coding import Span
from ..labels import named
from ..widgets.key_strip import StripKey
from ..widgets.reading_keys import READING_KEYS
from ..widgets.reading_view import ReadingView
from .strip import Strip, strip_key


class EndsStrip(Strip[Span]):
    """Moves the ends of the selection; dismissed with the span to be kept.

    Args:
        view: the text, in which the excerpt is selected.
        told: which tags they are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *[binding for binding in READING_KEYS if binding.action.startswith("move(")],
        Binding("tab,o", "swap", "Other end", show=False, id="ends.other"),
        Binding("enter", "keep", "Keep", show=False, id="ends.keep"),
    ]

    def __init__(self, view: ReadingView, told: str) -> None:
        super().__init__(
            Content.assemble("Ends of ", named(told, limit=60)), "Enter: keep   Esc: leave it"
        )
        self._view = view

    def keys(self) -> Sequence[Sequence[StripKey]]:
        """The motions that one needs most."""
        return [
            [
                strip_key("left", "letter", "← →"),
                strip_key("ctrl+right", "word", "Ctrl ← →"),
                strip_key("j", "sentence", "j k"),
                strip_key("]", "turn", "[ ]"),
                strip_key("end", "edge of the line", "Home End"),
                strip_key("tab", "the other end", "Tab"),
                strip_key("enter", "keep", "Enter"),
            ]
        ]

    def action_move(self, unit: str, direction: int, extend: bool = False) -> None:
        """Move the end by a motion of the reading view."""
        self._view.move_end(unit, direction)

    def action_swap(self) -> None:
        """Go on with the other end."""
        self._view.swap_ends()

    def action_keep(self) -> None:
        """Keep the ends as they are."""
        span = self._view.selection
        if span is None or not self._view.selected_text.strip():
            self.app.notify("There are no words between the ends.")
        else:
            self.dismiss(span)
