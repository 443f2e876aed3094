"""How segments, their people and their shares stand on single lines of the screen."""

from collections.abc import Sequence

from textual.content import Content

from ...domain.bars import bar as solid_bar
from ...domain.figures import in_percent
from ...domain.participant import Participant
from ...domain.segment import Segment
from ..labels import SOFT, bar, counted, named
from .listing import Row

WARNING_MARK = "!"
MARKS = {"▲": "$success", "▼": "$warning", "": ""}
"""The sign of a cell that stands out, and its colour."""

_ONE_LINE = 44
"""From so many cells on, a segment in the list takes one line."""


def segment_entry(segment: Segment, people: int, warned: bool, width: int) -> Content:
    """A segment in the list: its name, how many people and what share of all; a mark where a warning is about it.

    A list that is wide is short, so there it is one line.
    """
    size = len(segment.members)
    share = size / people if people else 0.0
    mark = Content.styled(WARNING_MARK if warned else " ", "bold $warning")
    figures = Content.assemble(
        bar(share, 8),
        f" {size:>{len(str(people))}}",
        (f" {in_percent(share):>4}", SOFT),
    )
    if width >= _ONE_LINE:
        room = max(8, width - figures.cell_length - 3)
        name = named(segment.name).truncate(room, ellipsis=True)
        return Content.assemble(mark, name, " " * (room - name.cell_length), " ", figures)
    name = named(segment.name, "bold").truncate(max(8, width - 2), ellipsis=True)
    return Content.assemble(mark, name, "\n ", figures)


def entry_height(width: int) -> int:
    """How many lines a segment takes in the list."""
    return 1 if width >= _ONE_LINE else 2


def person_row(person: Participant, persona: str) -> Row:
    """A participant with their persona and how much of their words is tagged; it opens their words."""

    def draw(width: int) -> Content:
        tags = f"{counted(person.codings, 'tag'):>8}"
        room = max(12, width - len(tags) - 3)
        if not persona:
            name = named(person.name).truncate(room, ellipsis=True)
            return Content.assemble(" ", name.pad_right(room - name.cell_length), (tags, SOFT))
        first = min(28, room // 2)
        name = named(person.name).truncate(first, ellipsis=True)
        home = named(persona, SOFT).truncate(room - first - 2, ellipsis=True)
        return Content.assemble(
            " ",
            name.pad_right(first - name.cell_length + 2),
            home.pad_right(room - first - 2 - home.cell_length),
            (tags, SOFT),
        )

    return Row(draw, person.name, ("person", person.id))


def people_shown(people: Sequence[Participant], most: int = 6) -> str:
    """Some people by name: `Ann, Bob and 21 more`."""
    from ...domain.text import one_line

    names = [one_line(person.name, 30) for person in people[:most]]
    more = len(people) - len(names)
    if more:
        return f"{', '.join(names)} and {more:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def histogram_bar(share: float, cells: int) -> Content:
    """A share of the longest bar, as a solid bar that is fine to an eighth of a cell."""
    solid = solid_bar(min(1.0, share), cells)
    return Content.assemble((solid, "$primary"), " " * (cells - len(solid)))
