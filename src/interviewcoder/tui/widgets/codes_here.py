"""The line under the text: which codes are on what the cursor is on, and whose they are."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ...domain.coding import Coding
from ...domain.text import one_line
from ..labels import SOFT, coding_label, counted

_NOTHING = "t tags the marked sentence · J and v select · z undoes"


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

    def render(self) -> Content:
        """Marks, names and coders."""
        width = self.size.width
        selected = f"{counted(self.selected, 'word')} selected   " if self.selected else ""
        line = Content.styled(selected, "$primary")
        if not self.codings:
            hint = line if self.selected else Content.styled(_NOTHING, SOFT)
            return hint.truncate(width, ellipsis=True)
        for place, coding in enumerate(self.codings):
            by = Content.styled(f" {one_line(coding.coder, 20)}   ", SOFT)
            label = coding_label(coding).truncate(40, ellipsis=True) + by
            left = len(self.codings) - place
            room = width - (10 if left > 1 else 0)
            if place and line.cell_length + label.cell_length > room:
                return line + Content.styled(f"and {left} more", SOFT)
            line = line + label
        return line.truncate(width, ellipsis=True)
