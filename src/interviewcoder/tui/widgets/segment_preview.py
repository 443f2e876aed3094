"""What a rule finds while it is written: the people, or what is wrong with a caret under the place."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ...domain.participant import Participant
from ...domain.query import QueryError
from ...domain.text import visible
from ..labels import SOFT, counted
from .query_error import pointed
from .segment_lines import people_shown

_WORDS = "Words alone look for names; region=North looks for an attribute."


class RulePreview(Widget):
    """The lines under a rule. `column` of an error is pointed at in the field above, or in an excerpt."""

    DEFAULT_CSS = """
    RulePreview {
        height: auto;
        min-height: 3;
        padding: 0 1;
    }
    """

    found: reactive[Sequence[Participant] | QueryError | str] = reactive("", layout=True)
    """The people, what is wrong, or a hint."""

    rule: str = ""
    """The text that was looked at."""

    everyone: int = 0
    """How many participants there are."""

    def render(self) -> Content:
        """The people by name, or the caret and what is wrong."""
        found = self.found
        if isinstance(found, str):
            return Content("\n") + Content.styled(visible(found), SOFT)
        if isinstance(found, QueryError):
            return pointed(self.rule, found, max(12, self.content_size.width or 60))
        count = counted(len(found), "participant")
        size = Content.styled(f"{count} of {self.everyone:,}", "bold")
        if not found:
            return Content.assemble("\n", ("Nobody is found. ", "bold $warning"), (_WORDS, SOFT))
        return Content.assemble("\n", size, ": ", people_shown(found))
