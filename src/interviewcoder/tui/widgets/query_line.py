"""The line for a query: completes names, points at what is wrong, and brings earlier queries back."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widgets import Input, Static

from ...domain.query import QueryError
from ...domain.query_completion import Completion, completion
from ...domain.query_vocabulary import Vocabulary
from ..labels import SOFT, named
from .query_error import pointed

PAUSE = 0.12
"""Seconds without a key after which the query is asked."""
_MOST_REMEMBERED = 50


class _Goes(Suggester):
    """Shows the likeliest completion behind the cursor."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self.known = Vocabulary()

    async def get_suggestion(self, value: str) -> str | None:
        """The query with its last word whole; None where the likeliest one does not begin so."""
        goes = completion(value, self.known)
        for offer in goes.offers[:1]:
            whole = goes.taken(value, offer)
            if whole.casefold().startswith(value.casefold()):
                return value + whole[len(value) :]
        return None


class QueryField(Input):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("up", "remembered(-1)", "Query before", show=False),
        Binding("down", "remembered(1)", "Query after", show=False),
        Binding("escape", "leave", "To the excerpts", show=False, id="excerpts.leave-query"),
    ]

    def action_complete(self) -> None:
        """Take the likeliest completion; go to the next field where there is none."""
        goes = completion(self.value[: self.cursor_position], self.line.known)
        if goes.offers:
            rest = self.value[self.cursor_position :]
            taken = goes.taken(self.value[: self.cursor_position], goes.offers[0])
            self.value = taken + rest
            self.cursor_position = len(taken)
        else:
            self.screen.focus_next()

    @property
    def line(self) -> "QueryLine":
        """What the field is in."""
        return self.query_ancestor(QueryLine)

    def action_remembered(self, direction: int) -> None:
        """Bring an earlier query back."""
        self.line.remembered(direction)

    def action_leave(self) -> None:
        """Go to what was found."""
        self.post_message(QueryLine.Left(self.line))


class QueryLine(Vertical):
    """Asks for a query. `known` are the names that it may use."""

    DEFAULT_CSS = """
    QueryLine {
        height: auto;
        padding: 0 1;
        & > QueryField {
            border: none;
            height: 1;
            padding: 0 1;
            background: $panel;
            &:focus { border: none; background-tint: $foreground 4%; }
        }
        & > #below { height: auto; max-height: 4; padding: 0 1; display: none; }
        & > #below.-shown { display: block; }
    }
    """

    @dataclass
    class Asked(Message):
        """The keys have paused, or Enter was pressed: `meant`."""

        query: str
        meant: bool = False

    @dataclass
    class Left(Message):
        """The user is done with the line."""

        line: "QueryLine"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._suggester = _Goes()
        self._soon: Timer | None = None
        self._earlier: list[str] = []
        self._at = 0
        self._asked = ""
        self._wrong: tuple[str, QueryError] | None = None
        self._meant = False

    def compose(self) -> ComposeResult:
        """The line, and what is said under it."""
        yield QueryField(
            placeholder="A query, such as  code:Price region=North  (nothing: all excerpts)",
            suggester=self._suggester,
            id="query",
        )
        yield Static(id="below")

    @property
    def field(self) -> QueryField:
        """The field."""
        return self.query_one(QueryField)

    @property
    def known(self) -> Vocabulary:
        """The names that a query may use."""
        return self._suggester.known

    @known.setter
    def known(self, known: Vocabulary) -> None:
        self._suggester.known = known

    def put(self, query: str) -> None:
        """Ask another query, as if it had been typed."""
        self.field.value = query
        self.field.cursor_position = len(query)
        self._ask(meant=True)

    def remember(self, query: str) -> None:
        """Have a query among the earlier ones."""
        if query.strip():
            self._earlier = [one for one in self._earlier if one != query][-_MOST_REMEMBERED:]
            self._earlier.append(query)
        self._at = len(self._earlier)

    def remembered(self, direction: int) -> None:
        """Bring an earlier query back, or go on towards the newest; below it, to what was found."""
        place = self._at + direction
        if 0 <= place < len(self._earlier):
            self._at = place
            self.field.value = self._earlier[place]
            self.field.cursor_position = len(self.field.value)
        elif direction > 0:
            self._at = len(self._earlier)
            self.post_message(self.Left(self))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say how it may go on, and ask once the keys pause."""
        message.stop()
        self._wrong = None
        self._show_below()
        if self._soon is not None:
            self._soon.stop()
        if message.value != self._asked:
            self._soon = self.set_timer(PAUSE, self._ask_unless_begun)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Ask now."""
        message.stop()
        self._ask(meant=True)

    def _ask_unless_begun(self) -> None:
        """Ask, but for a query whose last word is half typed: it would be searched for as a word, or be unknown."""
        value = self.field.value
        if not completion(value, self.known).is_begun(value):
            self._ask()

    def _ask(self, *, meant: bool = False) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._asked = self.field.value
        if meant:
            self.remember(self._asked)
        self.post_message(self.Asked(self._asked, meant))

    def show_wrong(self, query: str, error: QueryError | None, *, meant: bool = False) -> None:
        """Point at what is wrong with a query, if it still stands there.

        Args:
            meant: whether it was asked with Enter; else how it may go on is said first.
        """
        if query == self.field.value:
            self._wrong = (query, error) if error is not None else None
            self._meant = meant
            self._show_below()

    def _show_below(self) -> None:
        below = self.query_one("#below", Static)
        width = max(12, self.field.content_size.width or 60)
        content = Content("")
        if self.field.has_focus and not (self._wrong and self._meant):
            goes = completion(self.field.value[: self.field.cursor_position], self.known)
            content = _offered(goes, width)
        if self._wrong is not None and not content.plain:
            content = pointed(*self._wrong, width)
        below.update(content)
        below.set_class(bool(content.plain), "-shown")

    def on_descendant_focus(self) -> None:
        """The offers are of use while it is typed in."""
        self._show_below()

    def on_descendant_blur(self) -> None:
        """Without the focus they would be in the way; what is wrong stays."""
        self._show_below()


def _offered(goes: Completion, width: int) -> Content:
    """The completions on one line."""
    if not goes.offers:
        return Content("")
    parts = [Content.styled("Tab  ", SOFT), named(goes.offers[0], "bold")]
    parts += [named(f"   {one}", SOFT) for one in goes.offers[1:12]]
    return Content("").join(parts).truncate(width, ellipsis=True)
