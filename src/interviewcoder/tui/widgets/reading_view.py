"""The reading view: a source's passages as prose, with its codings as colour in the words and bars in the margin.

There is no widget per passage. User text reaches the screen as segments only and is never parsed as markup.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from ...domain.coding import Coding, Span
from ...domain.source import Passage, SourceText
from .growing import expanded, shrunk
from .motions import Caret, moved, sentence_at, settled
from .reading_ends import end_moved, ends_swapped
from .reading_hits import words_here
from .reading_keys import READING_KEYS
from .reading_pointer import ReadingPointer
from .reading_sentences import Sentences
from .reading_strips import Page


@dataclass
class _OfView(Message):
    """What a view tells of itself."""

    view: "ReadingView"

    @property
    def control(self) -> "ReadingView":
        """The view that tells it."""
        return self.view


class ReadingView(ReadingPointer):
    """Shows a source with its codings; a cursor, a selection and the sentence at the cursor.

    All positions are code points into the source's text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*READING_KEYS]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The position of the cursor: inside a passage or at its end."""

    selection: reactive[Span | None] = reactive(None, repaint=False)
    """What is selected; None: nothing."""

    @dataclass
    class CursorMoved(_OfView):
        """The cursor is somewhere else."""

        position: int

    @dataclass
    class SelectionChanged(_OfView):
        """Something else, or nothing, is selected."""

        span: Span | None

    @dataclass
    class Leapt(_OfView):
        """A motion went far: `position` is where it came from, to go back to."""

        position: int

    @dataclass
    class HitsCleared(_OfView):
        """What was searched for is marked no more."""

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._grown: list[tuple[Caret, Caret]] = []
        """What the selection was and became, each time it grew."""

    # -- What is shown ---------------------------------------------------------------------------------------

    def show(self, source_text: SourceText, codings: Sequence[Coding]) -> None:
        """Replace what is shown; the cursor goes to the first passage and nothing is selected."""
        self._message = "" if source_text.passages else "There is no text in this source."
        self._source = source_text
        self._passages = source_text.passages
        self._sentences = Sentences(source_text.text, self._passages)
        self._take_hits(())
        self._take_codings(codings)
        self._page = None
        self._prepare()
        self.scroll_to(y=0, animate=False)
        self._go(Caret(self._passages[0].start if self._passages else 0), follow=False)
        self.refresh()

    def show_message(self, text: str) -> None:
        """Show one dim line in the middle instead of a source ("Opening…"). It is not parsed as markup."""
        self._message = text
        self._source, self._passages, self._page = None, (), None
        self._sentences = Sentences("", ())
        self._take_hits(())
        self._take_codings(())
        self.virtual_size = Size(self.scrollable_content_region.width, 0)
        self._go(Caret(), follow=False)
        self.refresh()

    def set_codings(self, codings: Sequence[Coding]) -> None:
        """Show other codings on the same source; cursor, selection and scroll stay."""
        self._take_codings(codings)
        if self._page:
            self._draw(self._page_of(self._page.layout))

    def add_codings(self, made: Sequence[Coding]) -> None:
        """Show codings that were just made, beside the others; those of other sources are left out."""
        known = {coding.id for coding in self._codings}
        source_id = self._source.source.id if self._source else None
        fresh = [one for one in made if one.source_id == source_id and one.id not in known]
        if fresh:
            every = sorted([*self._codings, *fresh], key=lambda one: (one.start, one.end, one.id))
            self.set_codings(every)

    def set_coder(self, coder: str) -> None:
        """Draw the bars of this coder's tags thick, and those of others thin; for an empty name all are thick."""
        self._coder = coder
        if self._page:
            self._draw(replace(self._page, coder=coder))

    def set_focus_on(self, wanted: Callable[[Coding], bool] | None) -> None:
        """Have only some codings stand out and be gone to, the others stand back; None: all are alike."""
        self._focus = wanted
        self.set_codings(self._codings)

    def set_hits(self, spans: Sequence[Span]) -> None:
        """Mark what was searched for, in order and apart; the motion `hit` goes from one to the next."""
        self._take_hits(spans)
        if self._page:
            self._draw(replace(self._page, hits=spans))

    @property
    def hits(self) -> Sequence[Span]:
        """What is marked as searched for."""
        return self._hits

    def _take_hits(self, spans: Sequence[Span]) -> None:
        self._hits = spans
        self._hit_starts = [span.start for span in spans]

    def _draw(self, page: Page) -> None:
        self._page = page
        self._strips.clear()
        self.refresh()

    def set_sentences(self, spans: Sequence[Span]) -> None:
        """Use these sentences, absolute and in order, instead of the rule by punctuation."""
        if self._source:
            self._sentences = Sentences(self._source.text, self._passages, spans)
            self._repaint_changed_rows()

    @property
    def source_text(self) -> SourceText | None:
        """The source on show."""
        return self._source

    @property
    def passage_here(self) -> Passage | None:
        """The passage at the cursor."""
        if self._page and self._passages:
            return self._passages[self._page.layout.passage_at(self.cursor)]
        return None

    @property
    def target(self) -> Span | None:
        """What a tag would go on: the selection, else the sentence under the cursor."""
        if self.selection:
            return self.selection
        return sentence_at(self._ground, self.cursor) if self._page else None

    @property
    def selected_text(self) -> str:
        """The source's own text that is selected; empty when nothing is."""
        span = self.selection
        return self._source.text[span.start : span.end] if self._source and span else ""

    @property
    def words_here(self) -> str:
        """The selection, else the word at the cursor; empty where there is none."""
        return words_here(self._ground, self.cursor, self.selection) if self._page else ""

    @property
    def codings(self) -> Sequence[Coding]:
        """All codings on show."""
        return self._codings

    def codings_here(self) -> list[Coding]:
        """The codings that overlap the selection, or without one cover the cursor; ordered as they were given."""
        here = self.selection or Span(self.cursor, self.cursor + 1)
        return [coding for coding in self._codings if coding.span.overlaps(here)]

    def go_to(self, span: Span, *, select: bool = True) -> None:
        """Put the cursor on a span and bring it into view, a third from the top."""
        if not self._page:
            if self._source:
                self._go(Caret(span.end, span.start) if select else Caret(span.start), follow=False)
            return
        layout = self._page.layout
        start, end = settled(layout, span.start), settled(layout, span.end)
        self._go(Caret(end, start) if select else Caret(start), follow=False)
        self._scroll_to_row(layout.row_at(start) - self.size.height // 3)

    def stop_from_here(self, unit: str, direction: int) -> int | None:
        """Where a motion by a unit of `motions.UNITS` leads to; None where it leads nowhere."""
        if self._page is None:
            return None
        position = moved(self._ground, Caret(self.cursor), unit, direction).position
        return position if position != self.cursor else None

    def reach(self, position: int) -> None:
        """Put the cursor there; where that is out of view, bring it a third from the top.

        While the selection is held on to it is extended up to there.
        """
        if not self._page:
            self._go(Caret(position), follow=False)
            return
        caret, layout = self._caret, self._page.layout
        anchor = caret.position if caret.anchor is None else caret.anchor
        self._go(Caret(settled(layout, position), anchor if self.holding else None), follow=False)
        row, top = layout.row_at(self.cursor), round(self.scroll_y)
        if not top <= row < top + self.size.height - 1:
            self._scroll_to_row(row - self.size.height // 3)
        self._follow_cursor()

    # -- Cursor and selection --------------------------------------------------------------------------------

    def _go(self, caret: Caret, *, follow: bool = True) -> None:
        """Take a caret over, tell of it, and repaint what it changes."""
        self._caret = caret
        self.selection = caret.selection
        self.cursor = caret.position
        if follow:
            self._follow_cursor()
        self._repaint_changed_rows()

    def validate_cursor(self, position: int) -> int:
        """Keep the cursor inside the text."""
        if self._page is None:
            return max(0, min(position, len(self._source.text) if self._source else 0))
        return settled(self._page.layout, position)

    def watch_cursor(self, position: int) -> None:
        """Follow a cursor that was set from outside, and tell of it."""
        if self._caret.position != position:
            self._caret = Caret(position)
            self.selection = None
            self._follow_cursor()
            self._repaint_changed_rows()
        self.post_message(self.CursorMoved(self, position))

    def validate_selection(self, span: Span | None) -> Span | None:
        """Keep the selection inside the text; None when nothing of it is."""
        start, end = (
            (self.validate_cursor(edge) for edge in (span.start, span.end)) if span else (0, 0)
        )
        return Span(start, end) if start < end else None

    def watch_selection(self, span: Span | None) -> None:
        """Follow a selection that was set from outside, and tell of it."""
        if self._caret.selection != span:
            self._caret = Caret(span.end, span.start) if span else Caret(self._caret.position)
            self.cursor = self._caret.position
            self._repaint_changed_rows()
        self.post_message(self.SelectionChanged(self, span))

    def action_move(self, unit: str, direction: int, extend: bool = False) -> None:
        """Move the cursor by a unit of `motions.UNITS`, 1 onward or -1 back; `extend` selects on the way."""
        if self._page is None:
            return
        before = self._caret.position
        extend = extend or self.holding
        caret = moved(self._ground, self._caret, unit, direction, extend=extend)
        if unit == "page":
            row_at = self._page.layout.row_at
            rows = row_at(caret.position) - row_at(self._caret.position)
            self._scroll_to_row(round(self.scroll_y) + rows)
        self._go(caret)
        if unit == "document" and caret.position != before:
            self.post_message(self.Leapt(self, before))

    def hold(self, span: Span) -> None:
        """Select a span, with the cursor at its end and in view."""
        self._go(Caret(span.end, span.start))

    def move_end(self, unit: str, direction: int) -> None:
        """Move the end of the selection where the cursor is; the other end stays, whatever the unit."""
        if self._page:
            self._go(end_moved(self._ground, self._caret, unit, direction))

    def swap_ends(self) -> None:
        """Put the cursor at the other end of the selection."""
        self._go(ends_swapped(self._caret))

    def action_expand_selection(self) -> None:
        """Select the word, then the sentence, the turn, all turns on end of this voice, the source."""
        if self._page:
            before, grown = self._caret, expanded(self._ground, self._caret)
            if not self._grown or self._grown[-1][1] != before:
                self._grown = []
            if grown != before:
                self._grown.append((before, grown))
                self._go(grown)

    def action_shrink_selection(self) -> None:
        """Select what was selected before it grew, else the next smaller unit where the selection begins."""
        if self._page is None:
            return
        if self._grown and self._grown[-1][1] == self._caret:
            self._go(self._grown.pop()[0])
        else:
            self._grown = []
            self._go(shrunk(self._ground, self._caret))

    def action_hold(self) -> None:
        """From here on every motion extends the selection; or it does so no more, and the selection stays."""
        self.holding = not self.holding

    def action_clear_selection(self) -> None:
        """Select nothing; the cursor stays."""
        self.holding = False
        self._go(Caret(self._caret.position))

    def action_let_go(self) -> None:
        """Select nothing; where nothing is selected, mark nothing as searched for."""
        if self.selection is not None or self.holding:
            self.action_clear_selection()
        else:
            self.set_hits(())
            self.post_message(self.HitsCleared(self))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to the screen when there is nothing to clear."""
        clears = self.selection is not None or self.holding or bool(self._hits)
        return action != "let_go" or clears

    def watch_holding(self) -> None:
        """Tell of it as of another selection."""
        self.post_message(self.SelectionChanged(self, self.selection))
