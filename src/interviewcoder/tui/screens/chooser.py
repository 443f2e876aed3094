"""A dialog that asks for one of several things, found by typing a part of its name."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from ...domain.text import name_key
from ..widgets.listing import Listing, text_row
from .dialog import Dialog

T = TypeVar("T")


class Chooser(Dialog[T], Generic[T]):
    """Lists labelled things; dismissed with the one chosen.

    Args:
        title: what to choose.
        choices: what each looks like, and what it stands for.
        searchable: whether to offer a line that narrows the list.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False, priority=True),
        Binding("up", "step(-1)", "Up", show=False, priority=True),
        Binding("enter", "accept", "Choose", show=False),
    ]

    def __init__(
        self, title: str, choices: Sequence[tuple[Content, T]], *, searchable: bool = True
    ) -> None:
        super().__init__(title, hint="Enter: choose   Esc: leave it")
        self._choices = choices
        self._searchable = searchable

    def parts(self) -> Iterable[Widget]:
        """The line and the list."""
        if self._searchable:
            yield Input(placeholder="Type to narrow the list", id="line")
        yield Listing(id="choices", empty="Nothing by that name.")

    def on_mount(self) -> None:
        """Show all choices."""
        self._show("")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list."""
        message.stop()
        self._show(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Choose; what was typed before has narrowed the list by now, however quickly it was."""
        message.stop()
        self.action_accept()

    def _show(self, words: str) -> None:
        wanted = name_key(words).split()
        self.query_one(Listing).fill(
            [
                text_row(content, value, key=index)
                for index, (content, value) in enumerate(self._choices)
                if all(word in name_key(content.plain) for word in wanted)
            ]
        )

    def action_step(self, direction: int) -> None:
        """Move the highlight while the cursor stays in the line."""
        self.query_one(Listing).action_step(direction)

    def action_accept(self) -> None:
        """Choose the highlighted one."""
        row = self.query_one(Listing).row
        if row is not None:
            self.dismiss(row.value)  # type: ignore[arg-type]

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Choose by mouse."""
        message.stop()
        self.action_accept()
