"""What is wrong with a query, with a caret under the place."""

from textual.content import Content

from ...domain.query import QueryError
from ...domain.text import visible
from ..labels import SOFT, named
from .quote_block import stacked

_CARET = "▲"


def pointed(query: str, error: QueryError, width: int) -> Content:
    """The caret under the column, what is wrong, and what helps.

    Args:
        query: stands above; where it is too long to be seen whole, its part is shown once more.
        error: tells the column.
        width: in cells.
    """
    place = max(0, min(len(query), error.column - 1))
    before, after = visible(query[:place]), visible(query[place:])
    lead = Content(before).cell_length
    lines: list[Content] = []
    if Content(before + after).cell_length >= width - 1:
        # The field has scrolled: the place is shown here once more.
        room = width * 2 // 3
        start = Content(before)
        while start.cell_length > room:
            start = start[max(1, start.cell_length - room) :]
        lead = start.cell_length
        lines.append((start + Content(after)).truncate(width, ellipsis=True))
    lines.append(Content.styled(" " * lead + _CARET, "bold $error"))
    lines.append(named(f"{error.problem}.", "$text-error"))
    if error.remedy:
        lines.append(named(error.remedy, SOFT))
    return stacked(lines)
