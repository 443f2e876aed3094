"""Why a code is suggested: all words that speak for it, and the excerpts that are like them, each of which opens in its source."""

from collections.abc import Callable, Iterable

from textual.content import Content
from textual.widget import Widget

from ...domain.coding import Span
from ...domain.suggestion import Grounds, NearExcerpt
from ...domain.text import one_line
from ..labels import SOFT, percent
from ..messages import PassageAsked
from ..widgets.listing import Listing, text_row
from ..widgets.quote_block import spaced
from ..widgets.suggestion_lines import near_row, score_told
from .dialog import Dialog

_NO_WORDS = "No single word speaks for it."
_NOTHING_NEAR = (
    "No excerpt with the code is like these words: its name and its definition speak for it."
)


class WhyDialog(Dialog[NearExcerpt]):
    """Tells what speaks for a code; dismissed with the excerpt that is to be opened.

    Args:
        code: the code's name.
        code_id: the code.
        score: how likely it was thought.
        source_id: the source of the words.
        span: where the words are.
    """

    TALL = True

    def __init__(self, code: str, code_id: int, score: float, source_id: int, span: Span) -> None:
        super().__init__(f"Why {one_line(code, 50)}?", hint="Enter: open the excerpt   Esc: close")
        self._code_id, self._score = code_id, score
        self._source_id, self._span = source_id, span

    def parts(self) -> Iterable[Widget]:
        """The list."""
        yield Listing(id="grounds", empty="Looking…")

    def on_mount(self) -> None:
        """Ask what speaks for it."""
        self.ask(
            lambda study: study.suggestions.grounds(self._source_id, self._span, self._code_id),
            self._show,
            group="grounds",
        )

    def _show(self, found: Grounds) -> None:
        told = [score_told(self._score), _words_told(found)]
        told.append(
            Content("Tagged with it, the likest first:" if found.nearest else _NOTHING_NEAR)
        )
        rows = [text_row(one, selectable=False) for one in told]
        rows += map(near_row, found.nearest)
        self.query_one(Listing).fill(spaced(rows)[1:])

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open an excerpt."""
        message.stop()
        if isinstance(message.row.value, NearExcerpt):
            self.dismiss(message.row.value)


def open_why(screen: Widget, why: WhyDialog, left: Callable[[], None] | None = None) -> None:
    """Show why, and open the excerpt that is chosen.

    Args:
        screen: over which it is shown.
        why: the dialog.
        left: what is done where none is chosen.
    """

    def opened(one: NearExcerpt | None) -> None:
        if one is not None:
            screen.post_message(PassageAsked(one.source_id, one.span))
        elif left is not None:
            left()

    screen.app.push_screen(why, opened)


def _words_told(found: Grounds) -> Content:
    """The words with their parts of what all of them say."""
    if not found.words:
        return Content(_NO_WORDS)
    parts: list[Content | tuple[str, str]] = [("Because of  ", SOFT)]
    for one in found.words:
        parts += [
            (one_line(one.word, 40), "bold"),
            (f" {percent(one.share)}   ", SOFT),
        ]
    return Content.assemble(*parts).rstrip()
