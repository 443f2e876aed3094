"""The reading view: a source's passages as prose, with its codings as colour in the words and bars in the margin.

Rows are drawn on demand (Textual's Line API); there is no widget per passage. User text reaches the screen as
segments only and is never parsed as markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ...domain.coding import Coding, Span
from ...domain.source import Passage, SourceText
from .graphemes import fitted
from .lanes import Lanes
from .motions import Caret, Ground, expanded, moved, sentence_at, settled, turn_at, word_at
from .reading_colours import Palette
from .reading_columns import columns
from .reading_layout import Layout
from .reading_sentences import Sentences
from .reading_strips import Page, RowState
from .runs import Runs

_CONTEXT = 3
"""Rows that stay visible above and below the cursor."""

_NOTHING = (0, 0)


class ReadingView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a source with its codings; a cursor, a selection and the sentence at the cursor.

    All positions are code points into the source's text.
    """

    ALLOW_SELECT = False
    """Textual's own selection is off: this view selects by position, and by word, sentence and turn."""

    DEFAULT_CSS = """
    ReadingView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        &:ansi {
            background: ansi_default;
            color: ansi_default;
        }
        & > .reading-view--accent {
            color: $primary;
        }
    }
    """

    COMPONENT_CLASSES = {"reading-view--accent"}
    """| Class | What it styles |
    | :- | :- |
    | `reading-view--accent` | Its colour marks the sentence at the cursor and tints the selection. |
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('sentence', 1)", "Next sentence", show=False, id="reading.next-sentence"),
        Binding("k", "move('sentence', -1)", "Previous sentence", show=False, id="reading.previous-sentence"),
        Binding("J", "move('sentence', 1, True)", "Select onward by sentence", show=False, id="reading.extend-next-sentence"),
        Binding("K", "move('sentence', -1, True)", "Select back by sentence", show=False, id="reading.extend-previous-sentence"),
        Binding("]", "move('turn', 1)", "Next turn", show=False, id="reading.next-turn"),
        Binding("[", "move('turn', -1)", "Previous turn", show=False, id="reading.previous-turn"),
        Binding("}", "move('turn', 1, True)", "Select onward by turn", show=False, id="reading.extend-next-turn"),
        Binding("{", "move('turn', -1, True)", "Select back by turn", show=False, id="reading.extend-previous-turn"),
        Binding(">", "move('excerpt', 1)", "Next excerpt", show=False, id="reading.next-excerpt"),
        Binding("<", "move('excerpt', -1)", "Previous excerpt", show=False, id="reading.previous-excerpt"),
        Binding("v", "expand_selection", "Select word, sentence, turn", show=False, id="reading.expand-selection"),
        Binding("escape", "clear_selection", "Clear the selection", show=False, id="reading.clear-selection"),
        Binding("right", "move('char', 1)", "Right", show=False, id="reading.right"),
        Binding("left", "move('char', -1)", "Left", show=False, id="reading.left"),
        Binding("down", "move('line', 1)", "Down", show=False, id="reading.down"),
        Binding("up", "move('line', -1)", "Up", show=False, id="reading.up"),
        Binding("ctrl+right", "move('word', 1)", "Next word", show=False, id="reading.next-word"),
        Binding("ctrl+left", "move('word', -1)", "Previous word", show=False, id="reading.previous-word"),
        Binding("home", "move('edge', -1)", "Start of line", show=False, id="reading.line-start"),
        Binding("end", "move('edge', 1)", "End of line", show=False, id="reading.line-end"),
        Binding("pagedown", "move('page', 1)", "Page down", show=False, id="reading.page-down"),
        Binding("pageup", "move('page', -1)", "Page up", show=False, id="reading.page-up"),
        Binding("ctrl+home", "move('document', -1)", "Start of source", show=False, id="reading.source-start"),
        Binding("ctrl+end", "move('document', 1)", "End of source", show=False, id="reading.source-end"),
        Binding("shift+right", "move('char', 1, True)", "Select right", show=False, id="reading.extend-right"),
        Binding("shift+left", "move('char', -1, True)", "Select left", show=False, id="reading.extend-left"),
        Binding("shift+down", "move('line', 1, True)", "Select down", show=False, id="reading.extend-down"),
        Binding("shift+up", "move('line', -1, True)", "Select up", show=False, id="reading.extend-up"),
        Binding("ctrl+shift+right", "move('word', 1, True)", "Select next word", show=False, id="reading.extend-next-word"),
        Binding("ctrl+shift+left", "move('word', -1, True)", "Select previous word", show=False, id="reading.extend-previous-word"),
        Binding("shift+home", "move('edge', -1, True)", "Select to start of line", show=False, id="reading.extend-line-start"),
        Binding("shift+end", "move('edge', 1, True)", "Select to end of line", show=False, id="reading.extend-line-end"),
        Binding("shift+pagedown", "move('page', 1, True)", "Select page down", show=False, id="reading.extend-page-down"),
        Binding("shift+pageup", "move('page', -1, True)", "Select page up", show=False, id="reading.extend-page-up"),
        Binding("ctrl+shift+home", "move('document', -1, True)", "Select to start", show=False, id="reading.extend-source-start"),
        Binding("ctrl+shift+end", "move('document', 1, True)", "Select to end", show=False, id="reading.extend-source-end"),
    ]  # fmt: skip

    cursor: reactive[int] = reactive(0, repaint=False)
    """The position of the cursor: inside a passage or at its end."""

    selection: reactive[Span | None] = reactive(None, repaint=False)
    """What is selected; None: nothing."""

    @dataclass
    class CursorMoved(Message):
        """The cursor is somewhere else."""

        view: "ReadingView"
        position: int

        @property
        def control(self) -> "ReadingView":
            """The view that it moved in."""
            return self.view

    @dataclass
    class SelectionChanged(Message):
        """Something else, or nothing, is selected."""

        view: "ReadingView"
        span: Span | None

        @property
        def control(self) -> "ReadingView":
            """The view that it is selected in."""
            return self.view

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._source: SourceText | None = None
        self._passages: Sequence[Passage] = ()
        self._codings: Sequence[Coding] = ()
        self._sentences = Sentences("", ())
        self._runs = Runs(())
        self._excerpts: Sequence[int] = ()
        self._page: Page | None = None
        self._palette: Palette | None = None
        self._caret = Caret()
        self._message = ""
        self._strips: LRUCache[RowState, Strip] = LRUCache(2048)
        self._drawn: dict[int, RowState] = {}
        self._dragging = False

    # -- What is shown ---------------------------------------------------------------------------------------

    def show(self, source_text: SourceText, codings: Sequence[Coding]) -> None:
        """Replace what is shown; the cursor goes to the first passage and nothing is selected."""
        self._message = "" if source_text.passages else "There is no text in this source."
        self._source = source_text
        self._passages = source_text.passages
        self._sentences = Sentences(source_text.text, self._passages)
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
        self._take_codings(())
        self.virtual_size = Size(self.scrollable_content_region.width, 0)
        self._go(Caret(), follow=False)
        self.refresh()

    def set_codings(self, codings: Sequence[Coding]) -> None:
        """Show other codings on the same source; cursor, selection and scroll stay."""
        self._take_codings(codings)
        if self._page:
            layout = self._page.layout
            self._page = self._page_of(layout)
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

    def _take_codings(self, codings: Sequence[Coding]) -> None:
        characters = len(self._source.text) if self._source else 0
        self._codings = [c for c in codings if 0 <= c.start < c.end <= characters]
        self._runs = Runs(self._codings)
        self._excerpts = sorted({coding.start for coding in self._codings})
        self._strips.clear()

    # -- Layout ----------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Lay the source out for the width there is."""
        width = self.scrollable_content_region.width
        if not width or not self._source:
            return
        if self._page and self._page.layout.columns.width == width:
            return
        layout = Layout(self._source.text, self._passages, columns(width, self._passages))
        self._page = self._page_of(layout)
        self.virtual_size = Size(width, layout.row_count)

    def _page_of(self, layout: Layout) -> Page:
        extents = [layout.rows_of(coding.span) for coding in self._codings]
        self._strips.clear()
        lanes = Lanes(extents, layout.columns.lanes)
        return Page(layout, self._codings, self._runs, lanes, self._colours())

    def _colours(self) -> Palette:
        if self._palette is None:
            accent = self.get_component_styles("reading-view--accent").color
            terminal = self.app.native_ansi_color
            _, background = self.background_colors
            foreground = background + self.styles.color
            if terminal:
                background, foreground, accent = (
                    Color(0, 0, 0),
                    Color(255, 255, 255),
                    Color(0, 0, 255),
                )
            self._palette = Palette(
                background,
                foreground,
                background + accent,
                terminal_colours=terminal,
                plain=self.app.no_color,
            )
        return self._palette

    def notify_style_update(self) -> None:
        """Work the colours out again when the theme or the styles changed."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()
        if self._page:
            page = self._page
            self._page = Page(page.layout, page.codings, page.runs, page.lanes, self._colours())
            self.refresh()

    def on_resize(self) -> None:
        """Wrap anew; what was read stays where it was on the screen."""
        old = self._page.layout if self._page else None
        anchor, height = self._reading_anchor(old)
        self._prepare()
        if self._page and self._page.layout is not old:
            self._caret = Caret(
                settled(self._page.layout, self._caret.position), self._caret.anchor
            )
            self._scroll_to_row(self._page.layout.row_at(anchor) - height)
            self._follow_cursor()
            self.refresh()

    def _reading_anchor(self, layout: Layout | None) -> tuple[int, int]:
        """A position on screen, and how many rows below the top it stands: the cursor's when it is visible."""
        if layout is None or not layout.line_count:
            return self._caret.position, self.size.height // 3
        top = round(self.scroll_y)
        height = layout.row_at(self._caret.position) - top
        if 0 <= height < self.size.height:
            return self._caret.position, height
        line = layout.line_near_row(top)
        return layout.line_starts[line], layout.line_rows[line] - top

    # -- Drawing ---------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One row of what is visible."""
        page = self._page
        row = round(self.scroll_y) + y
        if page is None or row >= page.layout.row_count:
            return self._empty_line(y)
        state = self._row_state(page, row)
        self._drawn[row] = state
        strip = self._strips.get(state)
        if strip is None:
            strip = self._strips[state] = page.strip(state)
        return strip

    def _empty_line(self, y: int) -> Strip:
        palette = self._colours()
        width = self.scrollable_content_region.width
        if not self._message or y != self.size.height // 2:
            return Strip.blank(width, palette.base)
        words = Strip([Segment(fitted(self._message, width), palette.soft)])
        left = (width - words.cell_length) // 2
        return words.crop_pad(
            words.cell_length, left, width - left - words.cell_length, palette.base
        )

    def _row_state(self, page: Page, row: int) -> RowState:
        layout = page.layout
        topmost = row == round(self.scroll_y)
        if not layout.is_prose(row):
            return RowState(row, topmost, -1, _NOTHING, _NOTHING)
        line = layout.subjects[row]
        start, end = layout.line_span(line)
        shows_cursor = self.has_focus and layout.line_at(self._caret.position) == line
        selection = self._caret.selection
        sentence = None if selection else sentence_at(self._ground, self._caret.position)
        return RowState(
            row,
            topmost,
            self._caret.position if shows_cursor else -1,
            _clipped(selection, start, end),
            _clipped(sentence, start, end),
        )

    def _repaint_changed_rows(self) -> None:
        """Repaint the rows on screen whose look is another one than was drawn last, and no others."""
        page = self._page
        if page is None:
            return
        top = round(self.scroll_y)
        rows = range(top, min(top + self.size.height, page.layout.row_count))
        changed = [row for row in rows if self._drawn.get(row) != self._row_state(page, row)]
        self._drawn = {row: self._drawn[row] for row in rows if row in self._drawn}
        if changed:
            self.refresh(*_regions((row - top for row in changed), self.size.width))

    def on_focus(self) -> None:
        """Show the cursor."""
        self._repaint_changed_rows()

    def on_blur(self) -> None:
        """Hide the cursor; the sentence stays marked."""
        self._repaint_changed_rows()

    # -- Cursor and selection --------------------------------------------------------------------------------

    @property
    def _ground(self) -> Ground:
        if self._page is None:
            raise RuntimeError("There is no layout before the view has a size.")
        return Ground(
            self._page.layout, self._sentences, self._excerpts, max(1, self.size.height - 2)
        )

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

    def watch_selection(self, span: Span | None) -> None:
        """Follow a selection that was set from outside, and tell of it."""
        if self._caret.selection != span:
            self._caret = Caret(span.end, span.start) if span else Caret(self._caret.position)
            self.cursor = self._caret.position
            self._repaint_changed_rows()
        self.post_message(self.SelectionChanged(self, span))

    def action_move(self, unit: str, direction: int, extend: bool = False) -> None:
        """Move the cursor by a unit of `motions.UNITS`, 1 onward or -1 back; `extend` selects on the way."""
        if self._page:
            self._go(moved(self._ground, self._caret, unit, direction, extend=extend))

    def action_expand_selection(self) -> None:
        """Select the word, then the sentence, then the turn."""
        if self._page:
            self._go(expanded(self._ground, self._caret))

    def action_clear_selection(self) -> None:
        """Select nothing; the cursor stays."""
        self._go(Caret(self._caret.position))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to the screen when there is nothing to clear."""
        return action != "clear_selection" or self.selection is not None

    def _follow_cursor(self) -> None:
        if self._page is None:
            return
        row = self._page.layout.row_at(self._caret.position)
        height = self.size.height
        context = min(_CONTEXT, max(0, (height - 1) // 2))
        top = round(self.scroll_y)
        if row < top + context:
            self._scroll_to_row(row - context)
        elif row > top + height - 1 - context:
            self._scroll_to_row(row - height + 1 + context)

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=max(0, row), animate=False)

    # -- Mouse -----------------------------------------------------------------------------------------------

    def _position_under(self, event: events.MouseEvent) -> int | None:
        if self._page is None or not self._passages:
            return None
        offset = event.get_content_offset_capture(self)
        layout = self._page.layout
        line = layout.line_near_row(round(self.scroll_y) + offset.y)
        return layout.position_at(line, offset.x - layout.columns.prose_left)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the pointer; with Shift, select up to it."""
        position = self._position_under(event)
        if position is None or event.button != 1:
            return
        event.stop()
        anchor = self._caret.position if self._caret.anchor is None else self._caret.anchor
        self._go(Caret(position, anchor if event.shift else None), follow=False)
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select what is dragged over; above and below the view it scrolls."""
        position = self._position_under(event) if self._dragging else None
        if position is not None and position != self._caret.position:
            anchor = self._caret.position if self._caret.anchor is None else self._caret.anchor
            outside = not 0 <= event.get_content_offset_capture(self).y < self.size.height
            self._go(Caret(position, anchor), follow=outside)

    def on_mouse_up(self) -> None:
        """End a drag."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Twice selects the word, three times the sentence, four times the turn."""
        position = self._position_under(event)
        if position is None or event.chain < 2 or event.button != 1:
            return
        unit_at = {2: word_at, 3: sentence_at}.get(event.chain, turn_at)
        span = unit_at(self._ground, position)
        if span:
            self._go(Caret(span.end, span.start), follow=False)


def _clipped(span: Span | None, start: int, end: int) -> tuple[int, int]:
    """A span's share of a line; `(0, 0)` where it has none."""
    if span is None or span.start >= end or span.end <= start:
        return _NOTHING
    return max(span.start, start), min(span.end, end)


def _regions(rows: Iterable[int], width: int) -> list[Region]:
    """Rows as regions, neighbours in one."""
    regions: list[Region] = []
    for row in rows:
        if regions and regions[-1].bottom == row:
            regions[-1] = regions[-1].grow((0, 0, 1, 0))
        else:
            regions.append(Region(0, row, width, 1))
    return regions
