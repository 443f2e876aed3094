"""The page with the map of people: who stands near whom, and what pulls them there."""

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from ...domain.figures import in_percent
from ...domain.persona import PersonaMap, Point, Synthesis
from ...domain.text import one_line
from ..labels import SOFT, counted, named
from .listing import Row, text_row
from .persona_colours import persona_colour, persona_letter
from .persona_lines import heading
from .quote_block import stacked

_TALLEST = 24
_SHORTEST = 8
_CODES = 3


def map_rows(synthesis: Synthesis) -> list[Row]:
    """The map, which letter is which persona, and what the axes are about."""
    people = synthesis.map
    if not people.points:
        text = " This run kept no map. Press s to make the personas anew."
        return [text_row(Content.styled(text, SOFT), key="no map")]
    shown = sum(share for share, _, _ in people.axes)
    told = (
        f" Each letter is a person, by persona; a bold one is several. The map shows {in_percent(shown)} of what "
        "participants differ in: who stand close on it may differ in the rest."
    )
    rows = [
        text_row(Content.styled(told, SOFT), selectable=False),
        Row(lambda width: _drawn(people, width), height=None, selectable=False),
        text_row(heading("Who is who"), selectable=False),
    ]
    for position, persona in enumerate(synthesis.personas):
        label = Content.assemble(
            " ",
            (f" {persona_letter(position)} ", f"bold #101216 on {persona_colour(position)}"),
            " ",
            named(persona.name),
            (f"  {counted(len(persona.members), 'member')}", SOFT),
        )
        rows.append(text_row(label, persona, ("persona", persona.guid)))
    return rows


def _drawn(people: PersonaMap, width: int) -> Content:
    """The points in a frame, with the codes that pull to each end."""
    columns = max(10, width - 4)
    lines = max(_SHORTEST, min(_TALLEST, columns // 4))
    cells = _cells(people.points, columns, lines)
    across, up = people.axes[0], people.axes[1]
    drawn = [_end(up[2], "▲", columns), Content.styled(f" ┌{'─' * columns}┐", SOFT)]
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
    drawn += [Content.styled(f" └{'─' * columns}┘", SOFT), _end(up[1], "▼", columns)]
    drawn.append(_end(across[1], "◀", columns))
    drawn.append(_end(across[2], "▶", columns))
    return stacked(drawn)


def _end(codes: Sequence[str], arrow: str, columns: int) -> Content:
    names = ", ".join(one_line(code, 40) for code in codes[:_CODES]) or "nothing in particular"
    return Content.styled(f"  {arrow} {names}", SOFT).truncate(columns + 2, ellipsis=True)


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
