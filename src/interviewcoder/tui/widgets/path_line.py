"""A line for paths with what the file system has to go on with, listed under it."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from ..labels import SOFT, named
from ..paths import Completion, Completions, completions_of, pasted

_COLUMN_GAP = 2
_WIDEST = 38


class PathInput(Input):
    """A line that takes pasted lines as paths, without anything that a terminal would obey."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        words = pasted(event.text)
        if not words:
            return
        if self.selection.is_empty:
            self.insert_text_at_cursor(words)
        else:
            self.replace(words, *self.selection)


class Completing(Widget):
    """The matches side by side in columns; a few lines, and how many more there are."""

    DEFAULT_CSS = """
    Completing {
        height: auto;
        padding: 0 1;
    }
    """

    matches: reactive[tuple[Completion, ...]] = reactive((), layout=True)
    """What the last word may become."""

    chosen: reactive[int | None] = reactive(None)
    """Index of the match that is stepped onto."""

    lines: reactive[int] = reactive(3, layout=True)
    """The most lines it takes."""

    def _columns(self, width: int) -> tuple[int, int]:
        """How many columns, and how wide one is."""
        longest = max((named(match.shown).cell_length for match in self.matches), default=1)
        cells = min(longest, _WIDEST, width)
        return max(1, (width + _COLUMN_GAP) // (cells + _COLUMN_GAP)), cells

    def render(self) -> Content:
        """The part of the matches that has the chosen one."""
        width = max(1, self.content_size.width)
        if not self.matches:
            return Content("")
        across, cells = self._columns(width)
        rows = [self.matches[at : at + across] for at in range(0, len(self.matches), across)]
        first = 0
        if self.chosen is not None:
            first = max(0, self.chosen // across - self.lines + 1)
        shown = rows[first : first + self.lines]
        lines = [
            Content(" " * _COLUMN_GAP).join(
                self._cell(match, (first + line) * across + place, cells)
                for place, match in enumerate(row)
            )
            for line, row in enumerate(shown)
        ]
        left = len(self.matches) - (first + len(shown)) * across
        if left > 0:
            more = Content.styled(f"  … {left:,} more", SOFT)
            last = lines[-1].truncate(max(1, width - more.cell_length))
            lines[-1] = last + more
        return Content("\n").join(lines)

    def _cell(self, match: Completion, index: int, cells: int) -> Content:
        style = "$primary" if match.is_folder else "$foreground 75%"
        if index == self.chosen:
            style = "$block-cursor-foreground on $block-cursor-background"
        return (
            named(match.shown, style)
            .truncate(cells, ellipsis=True)
            .pad_right(max(0, cells - min(cells, named(match.shown).cell_length)))
        )


class PathLine(Vertical):
    """A line of paths. Tab goes on as far as it is clear, Down and Up step through the matches."""

    DEFAULT_CSS = """
    PathLine {
        height: auto;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("down", "step(1)", "Next match", show=False),
        Binding("up", "step(-1)", "Match before", show=False),
    ]

    class Submitted(Message):
        """Enter was pressed on the line."""

    @dataclass
    class Found(Message):
        """A worker looked how the line may go on."""

        completions: Completions

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._placeholder = placeholder
        self._completions = Completions("")

    def compose(self) -> ComposeResult:
        """The line and the matches."""
        yield PathInput(self._text, placeholder=self._placeholder, id="path", select_on_focus=False)
        yield Completing()

    @property
    def line(self) -> str:
        """What is typed."""
        return self.query_one(PathInput).value

    def show_lines(self, lines: int) -> None:
        """Take at most so many lines for the matches."""
        self.query_one(Completing).lines = lines

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look, in a thread, how the line may go on."""
        message.stop()
        self._look(message.value)

    def _look(self, line: str) -> None:
        def look() -> None:
            self.post_message(self.Found(completions_of(line)))

        self.run_worker(look, thread=True, exclusive=True, group="paths", exit_on_error=False)

    def on_mount(self) -> None:
        """Show what is here."""
        self._look(self._text)

    def on_path_line_found(self, message: Found) -> None:
        """Show the matches of the line as it is."""
        message.stop()
        if message.completions.line == self.line:
            self._completions = message.completions
            completing = self.query_one(Completing)
            completing.chosen = None
            completing.matches = message.completions.matches

    def _take(self, line: str) -> None:
        field = self.query_one(PathInput)
        field.value = line
        field.cursor_position = len(line)

    @property
    def _chosen(self) -> Completion | None:
        index = self.query_one(Completing).chosen
        return None if index is None else self._completions.matches[index]

    def action_complete(self) -> None:
        """Go on as far as it is clear; to the next field where there is nothing to go on with."""
        # The list may be a step behind quick fingers; Tab counts for what is typed.
        if self._completions.line != self.line:
            self._completions = completions_of(self.line)
        chosen = self._chosen
        line = self._completions.with_match(chosen) if chosen else self._completions.common
        if not self.line.strip() or line == self.line:
            self.screen.focus_next()
        else:
            self._take(line)

    def action_step(self, direction: int) -> None:
        """Step to another match; up from the first back to the line, down from none to the first."""
        completing = self.query_one(Completing)
        if not completing.matches:
            if direction > 0:
                self.screen.focus_next()
            return
        place = -1 if completing.chosen is None else completing.chosen
        place = min(place + direction, len(completing.matches) - 1)
        completing.chosen = place if place >= 0 else None

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the match that was stepped onto, else hand the line over."""
        message.stop()
        chosen = self._chosen
        if chosen is not None:
            self._take(self._completions.with_match(chosen))
        else:
            self.post_message(self.Submitted())

    def on_descendant_focus(self) -> None:
        """The matches are of use while the line is typed in."""
        self.query_one(Completing).display = True

    def on_descendant_blur(self) -> None:
        """Without the focus they would only be in the way."""
        self.query_one(Completing).display = False
