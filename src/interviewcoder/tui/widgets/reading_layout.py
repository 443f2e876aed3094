"""A source laid out in rows: which row shows which stretch of the text, and back."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum

from ...domain.coding import Span
from ...domain.source import Passage
from .graphemes import Grapheme, graphemes, is_plain
from .reading_columns import Columns
from .wrapping import wrap


class Row(IntEnum):
    """What a row of the screen shows."""

    BLANK = 0
    SPEAKER = 1
    QUESTION = 2
    PROSE = 3


class Layout:
    """The rows of a source at one width.

    A *line* is a row of prose; lines and rows are numbered from 0. Lines cover each passage exactly. All is held
    in flat arrays: a source may have a hundred thousand lines.
    """

    def __init__(self, text: str, passages: Sequence[Passage], columns: Columns) -> None:
        self.text = text
        self.passages = passages
        self.columns = columns
        self.kinds = bytearray()
        self.subjects = array("q")
        """By row: the line of prose, or the passage that a blank row, speaker or question stands before."""
        self.line_starts = array("q")
        self.line_rows = array("q")
        self.first_lines = array("q")
        """By passage: its first line; one more at the end."""
        self.passage_starts = array("q", [passage.start for passage in passages])
        for index, passage in enumerate(passages):
            self._lay_out(index, passage)
        self.first_lines.append(len(self.line_starts))

    def _lay_out(self, index: int, passage: Passage) -> None:
        before = self.passages[index - 1] if index else None
        headings = [Row.BLANK] if before else []
        if passage.question and (before is None or before.question != passage.question):
            headings.append(Row.QUESTION)
        if self.columns.narrow and (passage.speaker or passage.start_ms is not None):
            headings.append(Row.SPEAKER)
        self.kinds.extend(headings)
        self.subjects.extend([index] * len(headings))
        starts = wrap(self.text, passage.start, passage.end, self.columns.prose)
        row, line = len(self.kinds), len(self.line_starts)
        self.first_lines.append(line)
        self.line_starts.extend(starts)
        self.line_rows.extend(range(row, row + len(starts)))
        self.kinds.extend(bytes([Row.PROSE]) * len(starts))
        self.subjects.extend(range(line, line + len(starts)))

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.kinds)

    @property
    def line_count(self) -> int:
        """How many lines of prose there are."""
        return len(self.line_starts)

    def passage_of_line(self, line: int) -> int:
        """The index of the passage that a line belongs to."""
        return bisect_right(self.first_lines, line, 0, len(self.passages)) - 1

    def passage_at(self, position: int) -> int:
        """The index of the passage at a position, or of the last one before it."""
        return max(0, bisect_right(self.passage_starts, position) - 1)

    def is_prose(self, row: int) -> bool:
        """Whether a row shows words of the source."""
        return self.kinds[row] == Row.PROSE

    def passage_of_row(self, row: int) -> int:
        """The index of the passage that a row shows, or stands before."""
        subject = self.subjects[row]
        return self.passage_of_line(subject) if self.kinds[row] == Row.PROSE else subject

    def line_at(self, position: int) -> int:
        """The line at a position, or the last one before it."""
        return max(0, bisect_right(self.line_starts, position) - 1)

    def row_at(self, position: int) -> int:
        """The row of the line at a position."""
        return self.line_rows[self.line_at(position)]

    def rows_of(self, span: Span) -> tuple[int, int]:
        """First and last row, both inclusive, of a span that holds text."""
        return self.row_at(span.start), self.row_at(max(span.start, span.end - 1))

    def line_span(self, line: int) -> tuple[int, int]:
        """The code points `[start, end)` of a line, white space at its end included."""
        start = self.line_starts[line]
        passage = self.passage_of_line(line)
        if line + 1 < self.first_lines[passage + 1]:
            return start, self.line_starts[line + 1]
        return start, self.passages[passage].end

    def last_position(self, line: int) -> int:
        """The last cursor position on a line: behind a passage's text, else on the line's last grapheme."""
        start, end = self.line_span(line)
        if line + 1 == self.first_lines[self.passage_of_line(line) + 1]:
            return end
        if is_plain(self.text, start, end):
            return max(start, end - 1)
        return [grapheme.start for grapheme in graphemes(self.text, start, end)][-1]

    def graphemes_of(self, line: int) -> list[Grapheme]:
        """The graphemes of a line that fit the prose column and its hanging cell."""
        start, end = self.line_span(line)
        room = self.columns.prose + 1
        shown: list[Grapheme] = []
        for grapheme in graphemes(self.text, start, end):
            room -= grapheme.cells
            if (room < 0 and shown) or self.text[grapheme.start] == "\n":
                break
            shown.append(grapheme)
        return shown

    def cell_of(self, position: int) -> int:
        """The column, in cells from the prose's left, at which a position is shown."""
        line = self.line_at(position)
        start, end = self.line_span(line)
        if is_plain(self.text, start, end):
            return min(max(0, position - start), self.columns.prose)
        cells = 0
        for grapheme in self.graphemes_of(line):
            if grapheme.end > position:
                break
            cells += grapheme.cells
        return min(cells, self.columns.prose)

    def position_at(self, line: int, cell: int) -> int:
        """The position shown at a column of a line; the nearest one where nothing is shown."""
        start, end = self.line_span(line)
        last = self.last_position(line)
        if cell <= 0:
            return start
        if is_plain(self.text, start, end):
            return min(start + cell, last)
        for grapheme in self.graphemes_of(line):
            cell -= grapheme.cells
            if cell < 0:
                return min(grapheme.start, last)
        return last

    def line_near_row(self, row: int) -> int:
        """The line on a row, or the nearest one below it, or the last."""
        row = min(max(row, 0), self.row_count - 1)
        if self.kinds[row] == Row.PROSE:
            return self.subjects[row]
        return self.first_lines[self.subjects[row]]
