"""Somebody's words as a block of lines with a rule at the left, as quotes stand on the screen."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from ...domain.text import one_line
from .listing import Row, text_row

LONGEST = 1_200
"""So many characters of a quote are shown; its source has the rest."""

_RULE = "▎"


def quoted(text: str) -> Content:
    """The words of a quote in quotation marks, on one line."""
    return Content.assemble("“", one_line(text, LONGEST), "”")


def ruled(
    content: Content, width: int, *, rule: str = "$primary", indent: int = 1, most: int = 0
) -> list[Content]:
    """Content wrapped to a width, each line after a rule in a colour.

    Args:
        content: on one line.
        width: of the whole block, in cells.
        rule: the rule's style.
        indent: cells before the rule.
        most: the most lines; 0: all.
    """
    lines = content.wrap(max(8, width - indent - 3))
    if most and len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    edge = Content.assemble(" " * indent, (_RULE, rule), " ")
    return [edge + line.rstrip() for line in lines]


def stacked(lines: Sequence[Content]) -> Content:
    """Lines under one another."""
    return Content("\n").join(lines)


def spaced(rows: Iterable[Row]) -> list[Row]:
    """Rows with an empty line before each; it is a row of its own, so that the highlight leaves it out."""
    return [part for row in rows for part in (text_row(Content(""), selectable=False), row)]
