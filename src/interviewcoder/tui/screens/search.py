"""Words in everything that was said: found while they are typed, opened in place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.codebook import Code, CodeBranch
from ...domain.coding import Span
from ...domain.search import Hit
from ..commands import bindings
from ..keymap import SEARCH
from ..labels import SOFT, counted
from ..messages import PassageAsked
from ..widgets.code_lines import code_label
from ..widgets.hit_lines import hit_entry
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import spaced
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

MOST_HITS = 200
"""So many passages are shown, the best first."""

_EMPTY = (
    "Type words: passages that hold all of them appear here.\n\n"
    '"to the letter"   words in this order\n'
    "deliver*          words that begin so\n"
    "price -discount   passages without a word"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    words: str
    hits: list[Hit]
    begun: bool = False
    """Whether the last word was taken as the beginning of one, since it occurs nowhere itself."""


class WordsField(Input):
    """The line with the words; its keys also move through the hits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.step(1)", "Next hit", show=False),
        Binding("up", "screen.step(-1)", "Hit before", show=False),
        Binding("pagedown", "screen.page(1)", "Page on", show=False),
        Binding("pageup", "screen.page(-1)", "Page back", show=False),
        Binding("escape", "screen.leave_words", "To the hits", id="search.leave-words"),
    ]


class SearchScreen(ModeScreen[Found]):
    """A line to type in and the passages that answer it."""

    MODE = "search"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SEARCH)]
    DEFAULT_CSS = """
    SearchScreen {
        #line { height: auto; padding: 0 2; margin-top: 1; }
        #words {
            border: none;
            height: 1;
            padding: 0 1;
            background: $panel;
            &:focus { border: none; background-tint: $foreground 4%; }
        }
        #count { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-short #line { margin-top: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""

    def body(self) -> Iterable[Widget]:
        """The line, the count and the hits."""
        field = WordsField(placeholder='Words, "phrases", begin*, -without', id="words")
        yield Vertical(field, Static(id="count"), id="line")
        yield Listing(id="hits", classes="pane", empty=_EMPTY)

    def fetch(self, study: "Study") -> Found:
        """The passages; those with words that begin so, when there is no such word."""
        words = self._words
        hits = study.find(words, limit=MOST_HITS + 1)
        if not hits and words[-1:].isalnum():
            return Found(words, study.find(f"{words}*", limit=MOST_HITS + 1), begun=True)
        return Found(words, hits)

    def present(self, content: Found) -> None:
        """Show the hits, unless other words have been typed by now."""
        if content.words != self._words:
            return
        hits = content.hits[:MOST_HITS]
        asked = bool(content.words.strip())
        listing = self.query_one(Listing)
        listing.border_title = Content("Passages")
        listing.fill(
            spaced(_hit_row(hit) for hit in hits)[1:],
            empty="Nothing found. Try fewer words, or begin* for their beginnings."
            if asked
            else _EMPTY,
        )
        self.query_one("#count", Static).update(_count(content) if asked else Content(""))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search for what was typed; an older search that is still under way is dropped."""
        message.stop()
        if message.value != self._words:
            self._words = message.value
            self.query_one(Listing).fill(())
            self.reload()

    # -- Keys ------------------------------------------------------------------------------------------------

    def action_edit_words(self) -> None:
        """Go to the words, all of them selected."""
        if self.is_mounted:
            field = self.query_one(WordsField)
            field.focus()
            field.select_all()

    def action_leave_words(self) -> None:
        """Go to the hits; where there are none, back to where one came from."""
        listing = self.query_one(Listing)
        if listing.rows:
            listing.focus()
        else:
            self.coder_app.action_leave_mode()

    def action_step(self, direction: int) -> None:
        """Move through the hits while typing."""
        self.query_one(Listing).action_step(direction)

    def action_page(self, direction: int) -> None:
        """Move through the hits by pages while typing."""
        self.query_one(Listing).action_page(direction)

    def action_autocode(self) -> None:
        """Tag everything that participants say with these words, after a look at it."""
        if self._words.strip():
            self.ask(lambda study: study.codebook.tree(), self._choose_code, group="codes")
        else:
            self.app.notify("Type the words to look for first.")

    def _choose_code(self, branches: Sequence[CodeBranch]) -> None:
        from .autocode import AutocodeDialog
        from .chooser import Chooser

        choices = [(code_label(branch.code), branch.code) for branch in branches]
        words = self._words

        def chosen(code: Code | None) -> None:
            if code is not None:
                self.app.push_screen(AutocodeDialog(words, code), self._tell_tagged)

        self.app.push_screen(Chooser[Code]("Autocode as what?", choices), chosen)

    def _tell_tagged(self, number: int | None) -> None:
        if number:
            self.app.notify(f"Tagged {counted(number, 'excerpt')}. z takes them all back.")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Open the highlighted hit."""
        message.stop()
        self.query_one(Listing).action_choose()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open a hit in place."""
        message.stop()
        hit = message.row.value
        if isinstance(hit, Hit):
            start, end = hit.matches[0] if hit.matches else (0, len(hit.text))
            span = Span(hit.passage_start + start, hit.passage_start + end)
            self.post_message(PassageAsked(hit.source_id, span))


def _hit_row(hit: Hit) -> Row:
    return Row(lambda width: hit_entry(hit, width), hit, (hit.source_id, hit.passage_start), None)


def _count(found: Found) -> Content:
    number = len(found.hits)
    told = counted(min(number, MOST_HITS), "passage")
    if number > MOST_HITS:
        told = f"The best {MOST_HITS} passages; there are more, add a word to narrow them down"
    elif found.begun and number:
        told += ", with words that begin so"
    return Content.styled(told, SOFT)
