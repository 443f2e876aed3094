"""A dialog that asks which participant a voice is: one the study knows, or a new one."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.text import clean_name, name_key, one_line
from ..labels import SOFT, named
from ..widgets.listing import Listing, Row
from .dialog import Dialog

_MOST = 50


class ParticipantName(Dialog[str]):
    """Asks for a name; known ones that fit are listed under it. Dismissed with the name.

    Args:
        label: how the file calls the voice.
        name: what the line begins as.
        people: whom the study knows.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Down", show=False, priority=True),
        Binding("up", "step(-1)", "Up", show=False, priority=True),
    ]

    def __init__(self, label: str, name: str, people: Sequence[str]) -> None:
        super().__init__(
            f"Who is {one_line(label, 40) or 'this voice'}?",
            hint="Enter: take the name   Down: one the study knows   Esc: leave it",
        )
        self._name_now = name
        self._people = [(name_key(person), person) for person in people]
        self._is_picking = False

    def parts(self) -> Iterable[Widget]:
        """The line and the known names."""
        yield Static(Content("Name of the participant"), classes="label")
        yield Input(self._name_now, id="line")
        yield Listing(id="known")

    def on_mount(self) -> None:
        """Leave the keys to the line."""
        listing = self.query_one(Listing)
        listing.can_focus = False
        listing.styles.max_height = 8
        self._list("")

    def on_input_changed(self, message: Input.Changed) -> None:
        """List the known names that fit."""
        message.stop()
        if self._is_picking:
            self._is_picking = False
            return
        if message.value != self._name_now:
            self._list(message.value)

    def _list(self, words: str) -> None:
        wanted = name_key(words)
        fitting = [person for key, person in self._people if wanted in key and key != wanted]
        self.query_one(Listing).fill([_row(person) for person in fitting[:_MOST]])

    def action_step(self, direction: int) -> None:
        """Take a known name into the line."""
        listing = self.query_one(Listing)
        line = self.query_one("#line", Input)
        row = listing.row
        if row is None:
            return
        if line.value == row.value:
            listing.action_step(direction)
            row = listing.row or row
        if line.value != row.value:
            self._is_picking = True
            line.value = str(row.value)
            line.cursor_position = len(line.value)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Take a known name by mouse."""
        message.stop()
        self.dismiss(str(message.row.value))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the name."""
        message.stop()
        try:
            self.dismiss(clean_name(message.value, "participant's name"))
        except StudyError as error:
            self.show_trouble(error)


def _row(person: str) -> Row:
    return Row(
        lambda width: Content.assemble(" ", named(person, SOFT)).truncate(width, ellipsis=True),
        person,
        key=person,
    )
