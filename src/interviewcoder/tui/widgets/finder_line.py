"""The line of the finder of codes: while it is empty, digits choose rows."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

DIGITS = "123456789"


class FinderLine(Input):
    """Takes what is typed in its order, so that a digit that is typed after a letter is never a choice."""

    @dataclass
    class RowAsked(Message):
        """One of the first rows is wanted: its place, from 0."""

        place: int

    async def on_key(self, event: events.Key) -> None:
        """Choose by a digit while nothing is typed; a space before it has it typed."""
        self.take(event)

    def take(self, event: events.Key) -> bool:
        """Take a digit that chooses; returns whether it was one."""
        if self.value or not event.character or event.character not in DIGITS:
            return False
        event.stop()
        event.prevent_default()
        self.post_message(self.RowAsked(DIGITS.index(event.character)))
        return True

    def type_ahead(self, event: events.Key) -> None:
        """Take a key that was pressed before the line had the focus."""
        if not self.take(event) and event.is_printable and event.character:
            event.stop()
            self.insert_text_at_cursor(event.character)
