"""Tables in documents: which of them are transcripts with a row a turn, and which are read as lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewcoder.domain.imported import Turn
from interviewcoder.domain.text import name_key

from .blocks import Block
from .clock import clock
from .names import like_a_name
from .role_words import is_role_word
from .speech_table import SpeechColumns, speech_columns, speech_turns, time_span
from .spoken_labels import read_labelled
from .timed_headers import is_timed_header

_LONGEST_NAME = 40


@dataclass(slots=True)
class Table:
    """Rows of cells; a cell holds paragraphs and tables. Where cells are merged the later ones are empty."""

    rows: list[list[list["Block | Table"]]] = field(default_factory=list)

    @property
    def texts(self) -> list[list[str]]:
        """The cells' words, a line a paragraph."""
        return [[_cell_text(cell) for cell in row] for row in self.rows]

    @property
    def only_arranges(self) -> bool:
        """Whether it merely places text on the page: one column, or few rows with tables or long texts."""
        few = len(self.rows) <= 2
        cells = [cell for row in self.rows for cell in row]
        return (
            all(sum(map(bool, row)) <= 1 for row in self.texts)
            or (few and any(isinstance(part, Table) for cell in cells for part in cell))
            or (len(self.rows) == 1 and any(len(cell) > 2 for cell in cells))
        )


def _cell_text(cell: Sequence[Block | Table]) -> str:
    lines: list[str] = []
    for part in cell:
        if isinstance(part, Table):
            lines.extend("\t".join(filter(None, row)) for row in part.texts)
        else:
            lines.append(part.text.strip())
    return "\n".join(line for line in lines if line)


def table_turns(tables: Sequence[Sequence[Sequence[str]]]) -> list[Turn] | None:
    """The turns of tables that go on with one another; None when they are no transcript.

    They are one when the first row names the columns (`Timespan, Content, Speaker`), or when a column holds
    times and another the words.
    """
    rows = [row for table in tables for row in table]
    columns = speech_columns(rows[0]) if rows else None
    if columns is not None:
        return speech_turns(rows[1:], columns)
    columns = _timed_columns(rows)
    if columns is None:
        return None
    if time_span(rows[0][columns.start or 0])[0] is None:
        rows = rows[1:]
    turns = speech_turns(rows, columns)
    return turns if columns.speaker is not None else _labelled_within(turns)


def row_line(cells: Sequence[str]) -> str:
    """A row of an ordinary table; a short cell beside a longer one is a label, if it repeats."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 2 and cells[0]:
        who, words = "  ".join(filled[0].split("\n")), filled[1]
        if is_timed_header(who):
            return f"{who}\n{words}"
        if len(who) <= _LONGEST_NAME and ":" not in who[:-1]:
            return f"{who.rstrip(':').strip()}: {words}"
    return "\t".join(filled)


def names_last(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the second of two columns is the one with the speakers' names."""
    pairs = [row for row in rows if len(row) == 2 and all(row)]
    if len(pairs) < 2:
        return False
    words, names = zip(*pairs, strict=True)
    return _are_names(names) and not _are_names(words)


def _timed_columns(rows: Sequence[Sequence[str]]) -> SpeechColumns | None:
    """The columns of a table whose header says nothing, told by the times in one of them."""
    width = max(map(len, rows), default=0)
    if width < 2 or width > 12 or len(rows) < 2:
        return None
    columns = {at: [row[at] for row in rows if at < len(row) and row[at]] for at in range(width)}
    filled = {at: cells for at, cells in columns.items() if cells and not _counts(cells)}
    timed = [
        at for at, cells in filled.items() if _are_times(cells) and 2 * len(cells) >= len(rows)
    ]
    rest = [at for at in filled if at not in timed]
    if not timed or not rest:
        return None
    words = max(rest, key=lambda at: sum(map(len, filled[at])))
    speaker = next((at for at in rest if at != words and _are_names(filled[at])), None)
    return SpeechColumns(words, speaker, timed[0], timed[1] if len(timed) > 1 else None)


def _are_times(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are times; the first may be a heading."""
    times = sum(time_span(cell)[0] is not None for cell in cells)
    return times >= 1 and 10 * times >= 8 * (len(cells) - 1)


def _are_names(cells: Sequence[str]) -> bool:
    """Whether cells could be speakers' names: short ones that repeat, name a role or are written as names."""
    short = all(
        len(cell) <= _LONGEST_NAME and "\n" not in cell and cell[-1] not in ".?!," for cell in cells
    )
    keys = [name_key(cell) for cell in cells]
    return short and (
        len(set(keys)) < len(keys) or any(map(is_role_word, cells)) or all(map(like_a_name, cells))
    )


def _counts(cells: Sequence[str]) -> bool:
    """Whether cells are the numbers of the rows."""
    numbers = [
        int(cell.rstrip(".")) for cell in cells if cell.rstrip(".").isdecimal() and len(cell) < 7
    ]
    return len(numbers) >= max(len(cells) - 1, 1) and numbers == sorted(set(numbers))


def _labelled_within(turns: Sequence[Turn]) -> list[Turn]:
    """Timed turns of nobody; where their words begin with labels, the turns under those."""
    lines: list[str] = []
    for turn in turns:
        at = clock(turn.start_ms) if turn.start_ms is not None else ""
        lines += [at, *turn.text.split("\n"), ""]
    conversation = read_labelled(lines, frozenset())
    if conversation is None or conversation.preamble:
        return list(turns)
    return conversation.turns
