"""Words that wrap: inside the margin of a page, or to the right of what leads them."""

from collections.abc import Sequence

from textual.content import Content

from ..labels import SOFT
from .listing import Row
from .quote_block import stacked

_NARROWEST = 8


def indented(content: Content, width: int) -> list[Content]:
    """Content as lines inside the margin of a page that is `width` cells wide."""
    lines = content.wrap(max(_NARROWEST, width - 2))
    return [Content.assemble(" ", line.rstrip()) for line in lines]


def hung(lead: Content, lines: Sequence[Content]) -> Content:
    """Lines under one another, the first after its lead and the others below the first."""
    margin = " " * lead.cell_length
    return stacked([lead + lines[0], *(margin + line for line in lines[1:])])


def paragraph(*parts: Content, key: object = None, selectable: bool = True) -> Row:
    """A row of parts that begin on a line each and wrap inside the margin."""

    def draw(width: int) -> Content:
        return stacked([line for part in parts for line in indented(part, width)])

    return Row(draw, key=key, height=None, selectable=selectable)


def heading(title: str, note: str = "") -> Row:
    """The title of a part of a page, after an empty line, with a soft note beside it."""
    words = Content.assemble((title, "bold $primary"), (f"  {note}" if note else "", SOFT))
    return paragraph(Content(""), words, selectable=False)
