"""A dialog that changes one line of the study, such as a name; a change that another made meanwhile is told."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widgets import Input

from ...domain.conflict import Seen
from .text_prompt import TextPrompt

if TYPE_CHECKING:
    from ...study import Study


class EditPrompt(TextPrompt):
    """Shows a line to be changed; stays open with it when the study refuses.

    Args:
        title: the dialog's title.
        label: what the line is.
        verb: writes the line, in a thread, given what was seen.
        field: the name under which `seen` has it.
        value: what is there now; None for nothing.
    """

    WRITTEN = "#line"
    SAVED_BY = "Enter"

    def __init__(
        self,
        title: str,
        label: str,
        verb: Callable[["Study", str, Seen], object],
        field: str,
        value: str | int | None,
    ) -> None:
        super().__init__(title, label, lambda study, line: None, text=_line(value))
        self._write = verb
        self._field = field
        self.seen = {field: value}

    def carry_out(self, study: "Study", line: str, seen: Seen) -> object:
        """Write the line."""
        return self._write(study, line, seen)

    def fill(self, values: Seen) -> None:
        """Take their line."""
        self.query_one("#line", Input).value = _line(values[self._field])


def _line(value: object) -> str:
    return "" if value is None else str(value)
