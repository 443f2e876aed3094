"""The line under the text: which codes are on what the cursor is on, and whose they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ...domain.coding import Coding
from ...domain.text import one_line
from ..labels import SOFT, coding_label, counted

_NOTHING = "t tags the marked sentence · Space: by two keys · J and v select · e: next without a tag · z undoes"


class CodesHere(Widget):
    """The codings at the cursor, side by side; those that do not fit are counted."""

    DEFAULT_CSS = """
    CodesHere {
        height: 1;
        padding: 0 1;
    }
    """

    codings: reactive[Sequence[Coding]] = reactive((), always_update=True)
    """What is at the cursor or on the selection."""

    selected: reactive[int] = reactive(0)
    """How many words are selected."""

    holding: reactive[bool] = reactive(False)
    """Whether every motion extends the selection."""

    noted: reactive[Collection[str]] = reactive(frozenset[str]())
    """GUIDs of codings on which there are memos."""

    @dataclass
    class Asked(Message):
        """The line was clicked: more of it is wanted."""

    def on_click(self) -> None:
        """Ask for all of it."""
        if self.codings:
            self.post_message(self.Asked())

    def render(self) -> Content:
        """Marks, names and coders."""
        width = self.size.width
        selected = f"{counted(self.selected, 'word')} selected   " if self.selected else ""
        held = "Selecting (s ends it)   " if self.holding else ""
        line = Content.styled(held + selected, "$primary")
        if not self.codings:
            hint = line if line else Content.styled(_NOTHING, SOFT)
            return hint.truncate(width, ellipsis=True)
        for place, coding in enumerate(self.codings):
            by = Content.styled(f" {one_line(coding.coder, 20)}   ", SOFT)
            memo = " ✎" if coding.guid in self.noted else ""
            label = coding_label(coding).truncate(40, ellipsis=True) + memo + by
            left = len(self.codings) - place
            room = width - (14 if left > 1 else 0)
            if place and line.cell_length + label.cell_length > room:
                return line + Content.styled(f"and {left} more: l", SOFT)
            line = line + label
        return line.truncate(width, ellipsis=True)
