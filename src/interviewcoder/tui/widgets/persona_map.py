"""The page with the map of people: who stands near whom, and what pulls them there."""

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content

from ...domain.figures import in_percent
from ...domain.persona import Persona, PersonaMap, Point, Synthesis
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from .listing import Row
from .paragraphs import heading, indented, paragraph
from .persona_colours import persona_chip, persona_colour, persona_letter
from .quote_block import stacked

_SHORTEST = 6
_ROOMY = 12
"""From so many lines on, the map leaves room for all codes under it."""
_CODES = 3


def map_rows(synthesis: Synthesis, height: int) -> list[Row]:
    """The map, which letter is which persona, and what the axes are about.

    Args:
        height: lines of the page, which the map fills as well as it can.
    """
    people = synthesis.map
    if not people.points:
        text = "This run kept no map. Press s to make the personas anew."
        return [paragraph(Content.styled(text, SOFT), key="no map")]
    shown = sum(share for share, _, _ in people.axes)
    told = (
        f"Each letter is a person, by persona; a bold one is several. The map shows {in_percent(shown)} of what "
        "participants differ in: who stand close on it may differ in the rest."
    )
    words = Content.styled(told, SOFT)
    below = 2 + len(synthesis.personas)

    def draw(width: int) -> Content:
        framed = height - len(indented(words, width)) - below
        return _drawn(people, width, framed)

    rows = [
        paragraph(words, selectable=False),
        Row(draw, height=None, selectable=False),
        heading("Who is who"),
    ]
    for position, persona in enumerate(synthesis.personas):
        rows.append(_entry(persona, position))
    return rows


def _entry(persona: Persona, position: int) -> Row:
    members = Content.styled(f"  {counted(len(persona.members), 'member')}", SOFT)
    lead = Content.assemble(" ", persona_chip(position), " ")

    def draw(width: int) -> Content:
        room = max(8, width - lead.cell_length - members.cell_length - 1)
        return lead + named(persona.name).truncate(room, ellipsis=True) + members

    return Row(draw, persona, ("persona", persona.guid))


def _drawn(people: PersonaMap, width: int, height: int) -> Content:
    """The points in a frame, at whose ends stand the codes that pull there; of about the height."""
    columns = max(10, width - 4)
    below = _CODES if height - 2 - _CODES >= _ROOMY else 1
    lines = max(_SHORTEST, min(height - 2 - below, columns // 2))
    cells = _cells(people.points, columns, lines)
    across, up = people.axes[0], people.axes[1]
    drawn = [_edge("┌", _end("▲", up[2], columns - 2), "┐", columns)]
    for line in range(lines):
        parts = [Content.styled(" │", SOFT)]
        for column in range(columns):
            here = cells.get((column, line))
            if here is None:
                middle = line == lines // 2 or column == columns // 2
                parts.append(Content.styled("·" if middle else " ", "$foreground 20%"))
            else:
                position, several = here
                style = f"{'bold ' if several else ''}{persona_colour(position)}"
                parts.append(Content.styled(persona_letter(position), style))
        parts.append(Content.styled("│", SOFT))
        drawn.append(Content("").join(parts))
    drawn.append(_edge("└", _end("▼", up[1], columns - 2), "┘", columns))
    drawn += _sides(across[1], across[2], columns, below)
    return stacked(drawn)


def _edge(left: str, end: Content, right: str, columns: int) -> Content:
    """A line of the frame with the codes in its middle."""
    before = (columns - end.cell_length) // 2
    after = columns - end.cell_length - before
    return Content.assemble((f" {left}{'─' * before}", SOFT), end, (f"{'─' * after}{right}", SOFT))


def _sides(low: Sequence[str], high: Sequence[str], columns: int, lines: int) -> list[Content]:
    """The codes toward the left end, and those toward the right end, in lines below the frame."""
    half = columns // 2
    if lines == 1:
        left, right = [_end("◀", low, half)], [_end("▶", high, half)]
    else:
        left = [_end(arrow, [code], half) for arrow, code in zip("◀  ", low, strict=False)]
        right = [_end(arrow, [code], half) for arrow, code in zip("▶  ", high, strict=False)]
    wide = max((one.cell_length for one in right), default=0)
    return [
        Content.assemble("  ", one, " " * (columns - wide - one.cell_length), other)
        for one, other in zip_longest(left, right, fillvalue=Content(""))
    ]


def _end(arrow: str, codes: Sequence[str], most: int) -> Content:
    """The codes toward one end of an axis, as many as fit."""
    for number in range(_CODES, 0, -1):
        names = ", ".join(one_line(code, 40) for code in codes[:number])
        told = Content.styled(f" {arrow} {names or 'nothing in particular'} ", SOFT)
        if told.cell_length <= most:
            return told
    return told.truncate(most, ellipsis=True)


def _cells(
    points: Sequence[Point], columns: int, lines: int
) -> dict[tuple[int, int], tuple[int, bool]]:
    """By column and line: the persona that most of the people there belong to, and whether there are several."""
    there: dict[tuple[int, int], Counter[int]] = {}
    for point in points:
        column = round((point.x + 1) / 2 * (columns - 1))
        line = round((1 - point.y) / 2 * (lines - 1))
        place = (max(0, min(columns - 1, column)), max(0, min(lines - 1, line)))
        there.setdefault(place, Counter())[point.persona] += 1
    return {
        place: (min(found, key=lambda one: (-found[one], one)), found.total() > 1)
        for place, found in there.items()
    }
