"""Rows of the reading view drawn as strips."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ...domain.coding import Coding, Span
from ...domain.source import Passage, time_label
from .graphemes import Grapheme, fitted, is_plain
from .lanes import Lanes
from .reading_colours import Palette, ProseLook
from .reading_layout import Layout, Row
from .reading_margin import margin
from .runs import Runs

_SENTENCE_MARK = "▎"


class RowState(NamedTuple):
    """All that the look of a row depends on beside the layout and the codings. Positions are absolute."""

    row: int
    topmost: bool
    """Whether it is the first row on screen, which repeats the speaker and the names of the bars."""
    cursor: int
    """-1: the cursor is not on this row, or not shown."""
    selection: tuple[int, int]
    """Empty, `(0, 0)`, when nothing of the row is selected."""
    sentence: tuple[int, int]
    """Empty, `(0, 0)`, when the sentence at the cursor is not on this row."""


@dataclass(frozen=True, slots=True)
class Page:
    """What rows are drawn from."""

    layout: Layout
    codings: Sequence[Coding]
    runs: Runs
    lanes: Lanes
    palette: Palette
    several_coders: bool = False
    """Whether the margin says who tagged."""
    coder: str = ""
    """Whose bars are thick."""
    hits: Sequence[Span] = ()
    """Where the words are that were searched for, in order and apart."""

    def strip(self, state: RowState) -> Strip:
        """One row, as wide as the columns say."""
        layout, columns = self.layout, self.layout.columns
        kind = layout.kinds[state.row]
        passage = layout.passages[layout.passage_of_row(state.row)]
        if kind == Row.QUESTION:
            segments = self._question(passage, state)
        elif kind == Row.SPEAKER:
            segments = [*self._speaker_line(passage), *self._margin(state)]
        elif kind == Row.BLANK:
            room = columns.prose_left + columns.prose + 1
            segments = [Segment(" " * room, self.palette.base), *self._margin(state)]
        else:
            segments = [*self._gutter(state), *self._prose(state), *self._margin(state)]
        used = sum(cell_len(segment.text) for segment in segments)
        return Strip(segments, used).adjust_cell_length(columns.width, self.palette.base)

    def _margin(self, state: RowState) -> list[Segment]:
        columns = self.layout.columns
        return margin(
            columns,
            self.codings,
            self.lanes,
            self.palette,
            state.row,
            topmost=state.topmost,
            several_coders=self.several_coders,
            coder=self.coder,
        )

    def _question(self, passage: Passage, state: RowState) -> list[Segment]:
        """A survey's question; it may run over the margin where no bar goes by."""
        columns, palette, margin = self.layout.columns, self.palette, self._margin(state)
        room = columns.prose + 1 if margin else columns.width - columns.prose_left - 1
        question = fitted(passage.question or "", room)
        return (
            _filled(
                (" " * columns.prose_left, palette.base),
                (question, palette.question),
                (" " * (room - cell_len(question)), palette.base),
            )
            + margin
        )

    def _speaker_line(self, passage: Passage) -> list[Segment]:
        columns, palette = self.layout.columns, self.palette
        room = columns.prose + 1
        time = time_label(passage.start_ms)
        name = fitted(passage.speaker, max(0, room - len(time) - 2))
        time = f"  {time}" if name and time else time
        return _filled(
            (" " * columns.prose_left, palette.base),
            (name, palette.speaker(passage.role)),
            (time, palette.soft),
            (" " * (room - cell_len(name) - len(time)), palette.base),
        )

    def _gutter(self, state: RowState) -> list[Segment]:
        layout, columns, palette = self.layout, self.layout.columns, self.palette
        sentence_mark = [
            Segment(_SENTENCE_MARK if state.sentence[1] else " ", palette.sentence_mark),
            Segment(" ", palette.base),
        ]
        line = layout.subjects[state.row]
        index = layout.passage_of_line(line)
        opens = line == layout.first_lines[index]
        if not columns.gutter or not (opens or state.topmost):
            return [*_filled((" " * columns.gutter, palette.base)), *sentence_mark]
        passage = layout.passages[index]
        goes_on = not opens or (index > 0 and layout.passages[index - 1].speaker == passage.speaker)
        style = palette.soft if goes_on else palette.speaker(passage.role)
        time = f" {time_label(passage.start_ms):>{columns.time}}" if columns.time else " "
        time += "  " if columns.time and columns.speaker else ""
        name = fitted(passage.speaker, columns.speaker)
        rest = columns.gutter - cell_len(time) - cell_len(name)
        return [
            *_filled((time, palette.soft), (name, style), (" " * rest, palette.base)),
            *sentence_mark,
        ]

    def _prose(self, state: RowState) -> list[Segment]:
        """The words of a line, and blanks up to and with the hanging cell."""
        layout, palette, text = self.layout, self.palette, self.layout.text
        room = layout.columns.prose + 1
        start, end = layout.line_span(layout.subjects[state.row])
        plain = is_plain(text, start, end)
        shown = [] if plain else _without_tail(layout.graphemes_of(layout.subjects[state.row]))
        stop = (
            start + len(text[start:end].rstrip()) if plain else (shown[-1].end if shown else start)
        )
        cursor = _grapheme_around(state.cursor, shown)
        runs = self.runs.between(start, end)
        hits = self._hits_between(start, end)
        edges = {start, *cursor, *state.selection, *state.sentence, *(run[0] for run in runs)}
        edges.update(edge for hit in hits for edge in (hit.start, hit.end))
        cuts = sorted(edge for edge in edges if start <= edge < stop)
        segments: list[Segment] = []
        run, used, taken = 0, 0, 0
        for number, cut in enumerate(cuts):
            to = cuts[number + 1] if number + 1 < len(cuts) else stop
            if plain:
                words, cells = text[cut:to], to - cut
            else:
                first = taken
                while taken < len(shown) and shown[taken].start < to:
                    taken += 1
                words = "".join(grapheme.shown for grapheme in shown[first:taken])
                cells = sum(grapheme.cells for grapheme in shown[first:taken])
            if not words:
                continue
            while run + 1 < len(runs) and runs[run + 1][0] <= cut:
                run += 1
            hit = any(one.start <= cut < one.end for one in hits)
            look = self._look(state, cut, runs[run][1], runs[run][2], hit)
            style = palette.cursor(look) if cut == cursor[0] else palette.prose(look)
            segments.append(Segment(words, style))
            used += cells
        if state.cursor >= stop:
            column = min(max(used, layout.cell_of(state.cursor)), room - 1)
            segments.extend(_filled((" " * (column - used), palette.base)))
            segments.append(Segment(" ", palette.cursor(ProseLook())))
            used = max(used, column) + 1
        return segments + _filled((" " * (room - used), palette.base))

    def _hits_between(self, start: int, end: int) -> Sequence[Span]:
        first = bisect_right(self.hits, start, key=lambda hit: hit.end)
        last = bisect_left(self.hits, end, first, key=lambda hit: hit.start)
        return self.hits[first:last]

    def _look(self, state: RowState, position: int, top: int, depth: int, hit: bool) -> ProseLook:
        return ProseLook(
            self.codings[top].colour if top >= 0 else None,
            depth > 1,
            state.sentence[0] <= position < state.sentence[1],
            state.selection[0] <= position < state.selection[1],
            hit,
        )


def _filled(*parts: tuple[str, Style]) -> list[Segment]:
    return [Segment(text, style) for text, style in parts if text]


def _grapheme_around(position: int, shown: Sequence[Grapheme]) -> tuple[int, int]:
    """The code points of the grapheme at a position; one on a line of which each code point is one."""
    around = ((g.start, g.end) for g in shown if g.start <= position < g.end)
    return next(around, (position, position + 1))


def _without_tail(shown: list[Grapheme]) -> list[Grapheme]:
    """The graphemes up to the last one that is not white space."""
    while shown and shown[-1].shown.isspace():
        shown.pop()
    return shown
