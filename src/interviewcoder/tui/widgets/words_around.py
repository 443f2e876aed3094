"""An excerpt whole, with the sentence before it and the one after it, under the list of excerpts."""

from textual.content import Content
from textual.widget import Widget

from ...domain.surroundings import Surroundings
from ...domain.text import one_line
from ..labels import SOFT
from .quote_block import LONGEST, ruled, stacked


class WordsAround(Widget):
    """Shows the words, or nothing. Toggled by its screen."""

    DEFAULT_CSS = """
    WordsAround {
        height: auto;
        max-height: 12;
        display: none;
        overflow-y: auto;
        border-top: solid $border-blurred;
        padding: 0 1;
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._found: Surroundings | None = None
        self._colour = "$primary"

    @property
    def shown(self) -> bool:
        """Whether it is on show."""
        return bool(self.display)

    def toggle(self) -> None:
        """Show it, or hide it."""
        self.display = not self.display

    def show(self, found: Surroundings | None, colour: str = "$primary") -> None:
        """Show an excerpt's words; None: none."""
        self._found, self._colour = found, colour
        self.refresh(layout=True)

    def render(self) -> Content:
        """The words, those before and after in soft colours."""
        found = self._found
        if found is None:
            return Content.styled("No excerpt is highlighted.", SOFT)
        before = f"{'…' if found.cut_before else ''}{one_line(found.before)} "
        after = f" {one_line(found.after)}{'…' if found.cut_after else ''}"
        words = Content.assemble(
            (before.lstrip(), SOFT),
            (one_line(found.words, LONGEST), "bold"),
            (after.rstrip(), SOFT),
        )
        width = max(12, self.content_size.width or 60)
        return stacked(ruled(words, width, rule=self._colour, indent=0))
