"""A field for several lines of text, as the dialogs that keep what was typed use it."""

from textual.widgets import TextArea

from ...domain.text import sanitise


class WritingField(TextArea):
    """Plain text that wraps.

    Args:
        text: what it begins as.
    """

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(
            sanitise(text),
            id=id,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )
        # Not in CSS: the app's own sheet has a height for the small fields of forms.
        self.styles.height = "1fr"
        self.styles.min_height = 3
        self.styles.margin = (1, 0, 0, 0)

    def begin(self, text: str) -> None:
        """Begin anew with another text."""
        self.load_text(sanitise(text))
        self.move_cursor(self.document.end)
