"""A concordance as a table: a line a found place, in the order given."""

from collections.abc import Iterable

from interviewcoder.domain.concordance import Line
from interviewcoder.domain.source import time_label
from interviewcoder.domain.text import one_line

from .table import Table

COLUMNS = ("source", "start", "end", "left", "keyword", "right", "participant", "speaker", "time")
"""The header of the table."""

_WIDTHS = {"source": 24, "left": 50, "keyword": 18, "right": 50, "participant": 18, "speaker": 18}


def concordance_table(lines: Iterable[Line]) -> Table:
    """A row a line; `start` and `end` are code points of the source's text, line ends are spaces."""
    rows = (
        (
            line.source,
            line.start,
            line.end,
            one_line(line.left),
            one_line(line.keyword),
            one_line(line.right),
            line.participant or "",
            line.speaker,
            time_label(line.start_ms),
        )
        for line in lines
    )
    return Table("Keyword in context", COLUMNS, rows, _WIDTHS)
