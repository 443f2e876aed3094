"""A few lines of keys and what they do, as on a card beside the keyboard; a click on one is its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

_GAP = 2
_WIDEST, _NARROWEST = 28, 8
"""Cells of a label that may be cut; as many as leave the strip its lines."""
_FEW_LINES = 5
_LEAST_HEIGHT = 24
"""Of the screen, in lines, for what stands below keys."""


@dataclass(frozen=True, slots=True)
class StripKey:
    """One key of a strip."""

    key: str
    """As Textual names it."""
    shown: Content
    """The key as it is shown."""
    label: Content
    cut: bool = False
    """Whether its label may be cut where there is little room, as a name may be."""
    below: Callable[[int], Content] | None = None
    """Draws what is told of it on a line of its own, in so many cells, where the screen has room."""

    def drawn(self, cells: int) -> Content:
        """The key with what it does, a label that may be cut within so many cells."""
        label = self.label.truncate(cells, ellipsis=True) if self.cut else self.label
        return Content.assemble(self.shown, " ", label)


class KeyStrip(Widget):
    """Groups of keys, each on lines of its own."""

    DEFAULT_CSS = """
    KeyStrip {
        height: auto;
        padding: 0 1;
    }
    """

    groups: reactive[Sequence[Sequence[StripKey]]] = reactive((), layout=True)
    """What it shows."""

    def _lines(self, width: int) -> list[list[tuple[int, int, str, Content]]]:
        """Of each line the keys: where each begins and ends, its name, and how it looks."""
        height = self.app.size.height
        if height >= _LEAST_HEIGHT and any(key.below for group in self.groups for key in group):
            lines = [line for group in self.groups for line in _told(group, width)]
            if len(lines) <= height // 2:
                return lines
        for cells in range(_WIDEST, _NARROWEST - 1, -2):
            lines = [line for group in self.groups for line in _flow(group, width, cells)]
            if len(lines) <= _FEW_LINES:
                break
        return lines if self.groups else []

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the keys need."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """The keys."""
        drawn: list[Content] = []
        for line in self._lines(self.size.width):
            row = Content("")
            for start, _, _, label in line:
                row = row.pad_right(start - row.cell_length) + label
            drawn.append(row)
        return Content("\n").join(drawn)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        event.stop()
        offset = event.get_content_offset_capture(self)
        lines = self._lines(self.size.width)
        if 0 <= offset.y < len(lines):
            for start, end, name, _ in lines[offset.y]:
                if start <= offset.x < end:
                    self.app.simulate_key(name)
                    return


def _told(group: Sequence[StripKey], width: int) -> list[list[tuple[int, int, str, Content]]]:
    """As `_flow`; where something stands below keys, each has lines of its own."""
    if not any(key.below for key in group):
        return _flow(group, width, _WIDEST)
    lines: list[list[tuple[int, int, str, Content]]] = []
    for key in group:
        lines += _flow([key], width, width - key.shown.cell_length - 1)
        if key.below is not None:
            start = key.shown.cell_length + 1
            lines.append([(start, width, key.key, key.below(width - start))])
    return lines


def _flow(
    group: Sequence[StripKey], width: int, cells: int
) -> list[list[tuple[int, int, str, Content]]]:
    lines: list[list[tuple[int, int, str, Content]]] = []
    x = width
    for key in group:
        label = key.drawn(cells)
        if x + label.cell_length > width or not lines:
            lines.append([])
            x = 0
        lines[-1].append((x, x + label.cell_length, key.key, label))
        x += label.cell_length + _GAP
    return lines
