"""Names that may be replaced as lines, and where one of them stands, before and after."""

import re

from textual.content import Content

from ...domain.name_review import Candidate
from ...domain.text import visible
from ..labels import SOFT, counted, cut_inside, named
from .listing import Row
from .table_columns import Column, table_heading, table_line, widths

_BEFORE = 30
"""Characters shown before a name."""
_SPACE = re.compile(r"\s+")
_COLUMNS = (
    Column("", 1),
    Column("Name", share=3),
    Column("Pseudonym", share=2),
    Column("Kind", 12, least=66),
    Column("Times", 6, right=True),
    Column("Found by", 22, least=104),
)


def heading(width: int) -> Content:
    """The titles over the lines."""
    return table_heading(_COLUMNS, width)


def name_row(place: int, one: Candidate) -> Row:
    """The line of one name; `place` is its index in the list."""

    def draw(width: int) -> Content:
        style = "" if one.accepted else SOFT
        _, name_width, pseudonym_width, *_ = widths(_COLUMNS, width - 2)
        cells = (
            Content.styled("✓" if one.accepted else "·", "bold $success" if one.accepted else SOFT),
            named(cut_inside(one.name, name_width), style),
            named(cut_inside(one.pseudonym, pseudonym_width), f"bold {style}".strip()),
            named(one.kind.value, SOFT),
            Content.styled(f"{one.count:,}" if one.count else "", SOFT),
            named(one.why, SOFT),
        )
        return table_line(_COLUMNS, cells, width)

    return Row(draw, place, key=place)


def about_name(one: Candidate, width: int, most: int) -> Content:
    """What becomes of a name, and the places where it stands, as they are to be; at most so many lines."""
    said = [one.kind.value, one.why, counted(one.count, "place")]
    if one.capital:
        said.append("a word too: only with a capital letter")
    first = Content.assemble(
        named(one.name, "bold"),
        (" → " if one.accepted else " stays; it would be ", SOFT),
        named(one.pseudonym, "bold"),
        (f"   {' · '.join(part for part in said if part)}", SOFT),
    )
    lines = [first]
    for context in one.contexts[: most - 1]:
        lines.append(
            Content.assemble(
                _flat(context.before[-_BEFORE:]),
                _flat(context.found).stylize("strike $error" if one.accepted else "underline"),
                Content.assemble(" ", named(one.pseudonym, "bold $success"))
                if one.accepted
                else "",
                _flat(context.after),
                ("   ", SOFT),
                named(context.where, SOFT),
            )
        )
    return Content("\n").join(line.truncate(max(10, width), ellipsis=True) for line in lines)


def _flat(words: str) -> Content:
    """Words on one line, with the white space at their ends."""
    return Content(_SPACE.sub(" ", visible(words)))
