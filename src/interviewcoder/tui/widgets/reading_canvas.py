"""What the reading view draws: a source's rows, coloured, scrolled and wrapped anew as the width changes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rich.segment import Segment
from textual.cache import LRUCache
from textual.color import Color
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ...domain.coding import Coding, Span
from ...domain.source import Passage, SourceText
from ..themes import HIGH_CONTRAST
from .graphemes import fitted
from .lanes import Lanes
from .motions import Caret, Ground, sentence_at, settled
from .reading_colours import Palette
from .reading_columns import columns
from .reading_layout import Layout
from .reading_sentences import Sentences
from .reading_strips import Page, RowState
from .runs import Runs
from .uncoded import uncoded

_CONTEXT = 3
"""Rows that stay visible above and below the cursor."""

_STRIPS_KEPT = 256
"""Enough to scroll back and forth by some screens; more would only lengthen the collector's pauses."""

_NOTHING = (0, 0)


class ReadingCanvas(ScrollView, can_focus=True, inherit_bindings=False):
    """Draws a source with its codings around a caret that somebody else moves.

    Rows are drawn on demand (Textual's Line API) and remembered by all that their look depends on.
    """

    ALLOW_SELECT = False
    """Textual's own selection is off: it knows cells, not positions in a text."""

    DEFAULT_CSS = """
    ReadingCanvas {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        &:ansi {
            background: ansi_default;
            color: ansi_default;
        }
        & > .reading-canvas--accent {
            color: $primary;
        }
        & > .reading-canvas--hit {
            color: $warning;
        }
    }
    """

    COMPONENT_CLASSES = {"reading-canvas--accent", "reading-canvas--hit"}
    """| Class | What it styles |
    | :- | :- |
    | `reading-canvas--accent` | Its colour marks the sentence at the cursor and tints the selection. |
    | `reading-canvas--hit` | Its colour is behind words that were searched for. |
    """

    def __init__(
        self, *, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._source: SourceText | None = None
        self._passages: Sequence[Passage] = ()
        self._codings: Sequence[Coding] = ()
        self._sentences = Sentences("", ())
        self._runs = Runs(())
        self._in_margin: Sequence[Coding] = ()
        self._excerpts: Sequence[int] = ()
        self._uncoded: Sequence[int] = ()
        self._hits: Sequence[Span] = ()
        self._hit_starts: Sequence[int] = ()
        self._extents: dict[tuple[int, int], tuple[int, int]] = {}
        """By start and end of codings: their first and last rows in the layout of `_extents_in`."""
        self._extents_in: Layout | None = None
        self._focus: Callable[[Coding], bool] | None = None
        self._coder = ""
        self._page: Page | None = None
        self._palette: Palette | None = None
        self._caret = Caret()
        self._message = ""
        self._strips: LRUCache[RowState, Strip] = LRUCache(_STRIPS_KEPT)
        self._drawn: dict[int, RowState] = {}

    def _take_codings(self, codings: Sequence[Coding]) -> None:
        characters = len(self._source.text) if self._source else 0
        self._codings = [c for c in codings if 0 <= c.start < c.end <= characters]
        focus = self._focus
        bright = [c for c in self._codings if focus is None or focus(c)]
        dimmed = [replace(c, colour="") for c in self._codings if focus and not focus(c)]
        self._in_margin = [*bright, *dimmed]
        self._runs = Runs(bright)
        self._excerpts = sorted({coding.start for coding in bright})
        self._uncoded = uncoded(self._passages, bright)
        self._strips.clear()

    # -- Layout ----------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Lay the source out for the width there is."""
        width = self.scrollable_content_region.width
        if not width or not self._source or not self._passages:
            return
        if self._page and self._page.layout.columns.width == width:
            return
        layout = Layout(self._source.text, self._passages, columns(width, self._passages))
        self._page = self._page_of(layout)
        self.virtual_size = Size(width, layout.row_count)

    def _page_of(self, layout: Layout) -> Page:
        if self._extents_in is not layout:
            self._extents_in, self._extents = layout, {}
        extents = [self._extent(layout, coding) for coding in self._in_margin]
        self._strips.clear()
        lanes = Lanes(extents, layout.columns.lanes)
        coders = len({coding.coder for coding in self._codings})
        return Page(
            layout,
            self._in_margin,
            self._runs,
            lanes,
            self._colours(),
            coders > 1,
            self._coder,
            self._hits,
        )

    def _extent(self, layout: Layout, coding: Coding) -> tuple[int, int]:
        place = coding.start, coding.end
        extent = self._extents.get(place)
        if extent is None:
            extent = self._extents[place] = layout.rows_of(coding.span)
        return extent

    def _colours(self) -> Palette:
        if self._palette is None:
            accent = self.get_component_styles("reading-canvas--accent").color
            found = self.get_component_styles("reading-canvas--hit").color
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
                background + found,
                least=7.0 if self.app.theme == HIGH_CONTRAST.name else 4.5,
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
            self._page = replace(page, palette=self._colours())
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

    # -- Scrolling -------------------------------------------------------------------------------------------

    @property
    def _ground(self) -> Ground:
        if self._page is None:
            raise RuntimeError("There is no layout before the view has a size.")
        return Ground(
            self._page.layout,
            self._sentences,
            self._excerpts,
            self._uncoded,
            self._hit_starts,
            max(1, self.size.height - 2),
        )

    def _follow_cursor(self) -> None:
        """Scroll no further than it takes to see the cursor, and its sentence to the end if that fits."""
        if self._page is None or not self._page.layout.line_count:
            return
        layout, height = self._page.layout, self.size.height
        context = min(_CONTEXT, max(0, (height - 1) // 2))
        row = last = layout.row_at(self._caret.position)
        if self._caret.selection is None:
            sentence = sentence_at(self._ground, self._caret.position)
            last = layout.rows_of(sentence)[1] if sentence else row
            last = max(row, min(last, row + height - 1 - 2 * context))
        top = round(self.scroll_y)
        if row < top + context:
            self._scroll_to_row(row - context)
        elif last > top + height - 1 - context:
            self._scroll_to_row(last - height + 1 + context)

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=max(0, row), animate=False)


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
