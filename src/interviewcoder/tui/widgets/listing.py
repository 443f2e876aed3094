"""A list to walk through: rows of any height, drawn on demand, so that many thousands cost nothing."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

Draw = Callable[[int], Content]
"""Draws a row or a heading for a width in cells."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One entry of a listing."""

    draw: Draw
    value: object = None
    """What the row stands for."""
    key: object = None
    """By which it is found again when the list is filled anew."""
    height: int | None = 1
    """Lines it takes; None: as many as its content wraps to."""
    selectable: bool = True


class RowSource(Sequence[Row]):
    """Rows that are made when they are looked at: a listing of many thousands asks for the few in view."""

    def heights(self, width: int) -> Iterable[int]:
        """The lines that each row takes at a width."""
        raise NotImplementedError

    def place_of(self, key: object) -> int | None:
        """Where the row with this key is, if it takes the highlight."""
        raise NotImplementedError


def text_row(content: Content, value: object = None, key: object = None, **traits: bool) -> Row:
    """A row whose content wraps to the width there is."""
    return Row(lambda _: content, value, key, None, **traits)


class Listing(ScrollView, can_focus=True):
    """Rows with a highlight. User text comes in as `Content` and is never parsed."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Listing {
        background: transparent;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .listing--highlighted {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .listing--highlighted {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        & > .listing--heading {
            color: $foreground 60%;
        }
        &:ansi:focus > .listing--highlighted {
            background: ansi_default;
            text-style: reverse;
        }
        &:nocolor:focus > .listing--highlighted {
            text-style: reverse;
        }
        &:nocolor > .listing--highlighted {
            text-style: underline;
        }
        &:ansi > .listing--highlighted {
            text-style: bold;
        }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--highlighted", "listing--heading"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "step(1)", "Down", show=False, id="list.down"),
        Binding("up,k", "step(-1)", "Up", show=False, id="list.up"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="list.page-down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="list.page-up"),
        Binding("home", "edge(-1)", "First", show=False, id="list.first"),
        Binding("end,G", "edge(1)", "Last", show=False, id="list.last"),
        Binding("enter", "choose", "Open", show=False, id="list.choose"),
    ]

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """Index of the highlighted row; None when there is none to highlight."""

    @dataclass
    class Highlighted(Message):
        """Another row has the highlight."""

        listing: "Listing"
        row: Row

        @property
        def control(self) -> "Listing":
            """The listing that it is in."""
            return self.listing

    @dataclass
    class Chosen(Message):
        """A row was chosen with Enter or a click."""

        listing: "Listing"
        row: Row
        clicked: bool = False

        @property
        def control(self) -> "Listing":
            """The listing that it is in."""
            return self.listing

    def __init__(
        self,
        *,
        heading: Draw | None = None,
        empty: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a listing.

        Args:
            heading: draws the line that stays on top.
            empty: what to say when there are no rows.
        """
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._heading = heading
        self._empty = empty
        self._offsets: MutableSequence[int] = array("l", [0])
        self._strips: LRUCache[tuple[int, bool], list[Strip]] = LRUCache(512)
        self._width = 0
        self._begin: tuple[object, int] | None = None

    # -- Rows ------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """All rows."""
        return self._rows

    @property
    def row(self) -> Row | None:
        """The highlighted row."""
        index = self.highlighted
        return self._rows[index] if index is not None and index < len(self._rows) else None

    def begin_at(self, *, key: object = None, index: int = 0) -> None:
        """Have the highlight begin on the row with a key, or on the one of an index, once there are rows."""
        self._begin = key, index

    def fill(self, rows: Sequence[Row], *, empty: str | None = None) -> None:
        """Show other rows; the highlight stays on the row with the same key, else near where it was."""
        before, index = self.row, self.highlighted or 0
        self._rows = rows
        if empty is not None:
            self._empty = empty
        begins = before is None and bool(rows) and self._begin is not None
        key = before.key if before is not None else None
        if begins and self._begin is not None:
            (key, index), self._begin = self._begin, None
        if key is not None:
            found = _place_of(key, rows)
            index = index if found is None else found
        self._measure()
        place = self._selectable_near(index)
        changed = place == self.highlighted
        self.highlighted = place
        if changed and self.row is not None:
            self.post_message(self.Highlighted(self, self.row))
        # What is new is read from its top, also where rows there take no highlight; fewer rows may end above the view.
        top = 0 if before is None and not begins else min(self.scroll_offset.y, self.max_scroll_y)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        self.refresh()

    def highlight_key(self, key: object) -> bool:
        """Put the highlight on the row with this key; False when there is none."""
        found = _place_of(key, self._rows)
        if found is not None:
            self.highlighted = found
        return found is not None

    def redraw(self) -> None:
        """Draw the rows again, which say something else by now and take as many lines as before."""
        self._strips.clear()
        self.refresh()

    def _selectable_near(self, index: int) -> int | None:
        onward = range(min(index, len(self._rows)), len(self._rows))
        back = range(min(index, len(self._rows)) - 1, -1, -1)
        return next(
            (i for places in (onward, back) for i in places if self._rows[i].selectable), None
        )

    def jump_places(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """The rows on show that take the highlight: their lines, and what highlights them."""
        first, height = self.scroll_offset.y, self.scrollable_content_region.height - self._top
        for index in range(max(0, bisect_right(self._offsets, first) - 1), len(self._rows)):
            line = self._offsets[index] - first
            if line >= height:
                return
            if line >= 0 and self._rows[index].selectable:
                yield line + self._top, partial(setattr, self, "highlighted", index)

    # -- Layout ----------------------------------------------------------------------------------------------

    @property
    def _top(self) -> int:
        return 1 if self._heading else 0

    def _measure(self) -> None:
        self._strips.clear()
        self._width = self.scrollable_content_region.width
        rows = self._rows
        heights = (
            rows.heights(self._width)
            if isinstance(rows, RowSource)
            else map(self._height_of, range(len(rows)))
        )
        self._offsets = array("l", accumulate(heights, initial=0))
        self.virtual_size = Size(self._width, self._offsets[-1] + self._top)

    def _height_of(self, index: int) -> int:
        row = self._rows[index]
        if row.height is not None or not self._width:
            return row.height or 1
        return max(1, row.draw(self._width).get_height(self.styles.get_rules(), self._width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the rows take, or what is said instead of them."""
        if self._rows or not self._empty:
            return super().get_content_height(container, viewport, width)
        return self._top + 1 + len(self._empty_lines(width))

    def on_resize(self) -> None:
        """Measure anew for another width; keep the highlight in view."""
        if self._width != self.scrollable_content_region.width:
            self._measure()
        self._follow(animate=False)
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw again in other colours."""
        super().notify_style_update()
        self._strips.clear()

    # -- Drawing ---------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        if self._heading and y == 0:
            return self._strip(self._heading(width), width, "listing--heading")
        if not self._rows:
            return self._empty_line(y - self._top, width)
        line = y - self._top + self.scroll_offset.y
        index = bisect_right(self._offsets, line) - 1
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, self.rich_style)
        within = line - self._offsets[index]
        strips = self._row_strips(index, width)
        return strips[within] if within < len(strips) else Strip.blank(width, self.rich_style)

    def _empty_line(self, line: int, width: int) -> Strip:
        lines = self._empty_lines(width) if self._empty else []
        content = lines[line - 1] if 0 < line <= len(lines) else Content("")
        return self._strip(content, width)

    def _empty_lines(self, width: int) -> list[Content]:
        return Content.styled(self._empty, "$foreground 60%").wrap(max(1, width))

    def _row_strips(self, index: int, width: int) -> list[Strip]:
        highlighted = index == self.highlighted
        key = (index, highlighted)
        strips = self._strips.get(key)
        if strips is None:
            row = self._rows[index]
            style = self._highlight_style() if highlighted else self.visual_style
            height = self._offsets[index + 1] - self._offsets[index]
            strips = self._strips_of(row.draw(width), width, height, style)
            self._strips[key] = strips
        return strips

    def _highlight_style(self) -> Style:
        # Not as a partial style: Textual makes an opaque background transparent there, and forgets what is reversed.
        name = "listing--highlighted"
        reverse = bool(self.get_component_styles(name).text_style.reverse)
        return self.get_visual_style(name) + Style(reverse=reverse)

    def _strips_of(self, content: Content, width: int, height: int, style: Style) -> list[Strip]:
        strips = Visual.to_strips(self, content, width, height, style, pad=True)
        blank = Strip.blank(width, style.rich_style)
        return [strip.adjust_cell_length(width, style.rich_style) for strip in strips] + [blank] * (
            height - len(strips)
        )

    def _strip(self, content: Content, width: int, name: str = "") -> Strip:
        style = self.visual_style
        if name:
            style = style + self.get_visual_style(name, partial=True)
        return self._strips_of(content, width, 1, style)[0]

    # -- Moving ----------------------------------------------------------------------------------------------

    def validate_highlighted(self, index: int | None) -> int | None:
        """Keep the highlight inside the list."""
        if index is None or not self._rows:
            return None
        return max(0, min(index, len(self._rows) - 1))

    def watch_highlighted(self, old: int | None, new: int | None) -> None:
        """Bring the highlight into view and tell of it."""
        for index in (old, new):
            if index is not None and index < len(self._rows):
                self._refresh_row(index)
        self._follow(animate=False)
        if self.row is not None:
            self.post_message(self.Highlighted(self, self.row))

    def on_focus(self) -> None:
        """The highlight is stronger with the focus."""
        self._strips.clear()
        self.refresh()

    def on_blur(self) -> None:
        """The highlight is weaker without the focus."""
        self._strips.clear()
        self.refresh()

    def _refresh_row(self, index: int) -> None:
        top = self._offsets[index] - self.scroll_offset.y + self._top
        self.refresh(
            Region(0, top, self.size.width, self._offsets[index + 1] - self._offsets[index])
        )

    def _follow(self, *, animate: bool) -> None:
        index = self.highlighted
        height = self.scrollable_content_region.height - self._top
        if index is None or height <= 0 or index >= len(self._rows):
            return
        first = index
        while first and not self._rows[first - 1].selectable:
            first -= 1
        top, bottom = self._offsets[index], self._offsets[index + 1]
        lead = self._offsets[first] if bottom - self._offsets[first] <= height else top
        scroll = self.scroll_offset.y
        if lead < scroll:
            self.scroll_to(y=lead, animate=animate, force=True)
        elif bottom > scroll + height:
            self.scroll_to(y=min(top, bottom - height), animate=animate, force=True)

    def _selectable(self, indexes: range) -> Iterator[int]:
        return (index for index in indexes if self._rows[index].selectable)

    def action_step(self, direction: int) -> None:
        """Go to the next or previous row; tall rows are scrolled through first."""
        index = self.highlighted
        if index is None:
            return
        height = self.scrollable_content_region.height - self._top
        bottom, scroll = self._offsets[index + 1], self.scroll_offset.y
        if direction > 0 and bottom > scroll + height:
            self.scroll_relative(y=max(1, height // 2), animate=False, force=True)
        elif direction < 0 and self._offsets[index] < scroll:
            self.scroll_relative(y=-max(1, height // 2), animate=False, force=True)
        else:
            places = (
                range(index + 1, len(self._rows)) if direction > 0 else range(index - 1, -1, -1)
            )
            self.highlighted = next(self._selectable(places), index)
            if self.highlighted == index:
                self.scroll_to(
                    y=0 if direction < 0 else self._offsets[-1], animate=False, force=True
                )

    def action_page(self, direction: int) -> None:
        """Go a page on or back."""
        if self.highlighted is None:
            return
        height = max(1, self.scrollable_content_region.height - self._top - 1)
        line = self._offsets[self.highlighted] + direction * height
        index = max(0, min(bisect_right(self._offsets, max(0, line)) - 1, len(self._rows) - 1))
        near = self._selectable_near(index)
        if near is None or near == self.highlighted:
            # A row taller than the page is scrolled through.
            self.action_step(direction)
        else:
            self.highlighted = near

    def action_edge(self, direction: int) -> None:
        """Go to the first or last row."""
        places = range(len(self._rows)) if direction < 0 else range(len(self._rows) - 1, -1, -1)
        self.highlighted = next(self._selectable(places), self.highlighted)

    def action_choose(self) -> None:
        """Choose the highlighted row."""
        self._choose(clicked=False)

    def _choose(self, *, clicked: bool) -> None:
        if self.row is not None:
            self.post_message(self.Chosen(self, self.row, clicked))

    def on_click(self, event: events.Click) -> None:
        """A click highlights; on the highlighted row, or twice, it chooses."""
        offset = event.get_content_offset_capture(self)
        line = offset.y - self._top + self.scroll_offset.y
        index = bisect_right(self._offsets, line) - 1
        if offset.y < self._top or not 0 <= index < len(self._rows):
            return
        if self._rows[index].selectable:
            again = index == self.highlighted
            self.highlighted = index
            if again or event.chain > 1:
                self._choose(clicked=True)


def _place_of(key: object, rows: Sequence[Row]) -> int | None:
    """Where the row with a key is, if it takes the highlight."""
    if isinstance(rows, RowSource):
        return rows.place_of(key)
    return next((n for n, row in enumerate(rows) if row.selectable and row.key == key), None)
