"""The rows of a segment's page, of the people in a cell of the cut, and of the page of warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from ...domain.cut_figures import SIGNS_TOLD, sign
from ...domain.figures import count_of, in_percent
from ...domain.participant import Participant
from ...domain.segment import Cut, CutCell, Segment, SegmentWarning
from ...domain.text import one_line, visible
from ..labels import SOFT, bar, counted, named
from .listing import Row, text_row
from .paragraphs import heading
from .quote_block import ruled, spaced, stacked
from .segment_lines import MARKS, WARNING_MARK, person_row

_WIDE = 60
"""From so many cells on, a persona in a segment takes one line."""


@dataclass(frozen=True, slots=True)
class CellAsked:
    """The people of a persona in a segment; with no segment, all of the persona."""

    segment: str | None
    persona: str


def segment_rows(
    segment: Segment,
    members: Sequence[Participant],
    people: int,
    warnings: Sequence[SegmentWarning],
    cut: Cut | None,
    home: Mapping[int, str],
) -> list[Row]:
    """All rows of a segment's page.

    Args:
        segment: which one.
        members: the people in it.
        people: how many participants there are.
        warnings: those that are about it.
        cut: the table, once it has been counted.
        home: participant's id to the name of their persona.
    """
    rows = [_title(segment, len(members), people)]
    for number, warning in enumerate(warnings):
        rows += spaced([warning_row(warning, ("warning", number), None)])
    rows += _personas(segment, cut)
    if members:
        told = f"Its people: {len(members):,}"
        rows.append(heading(told))
        rows += [person_row(one, home.get(one.id, "")) for one in members]
    return rows


def _title(segment: Segment, size: int, people: int) -> Row:
    def draw(width: int) -> Content:
        name = [Content(" ") + line for line in named(segment.name, "bold").wrap(max(8, width - 2))]
        figures = Content.assemble(
            " ", bar(size / people if people else 0, 16), f"  {count_of(size, people)}"
        )
        label = Content.styled("rule  ", SOFT)
        room = max(8, width - 1 - label.cell_length)
        rule = Content(one_line(segment.rule)).wrap(room)
        indent = " " * (label.cell_length + 1)
        first = Content.assemble(" ", label, rule[0] if rule else "")
        return stacked([*name, figures, first, *(Content(indent) + line for line in rule[1:])])

    return Row(draw, height=None, selectable=False)


def _personas(segment: Segment, cut: Cut | None) -> list[Row]:
    title = heading("Its people by persona")
    if cut is None:
        return [title, text_row(Content.styled(" Counting…", SOFT), selectable=False)]
    if not cut.personas:
        words = Content.styled(" There are no personas yet: 4 goes to them, s makes them.", SOFT)
        return [title, text_row(words, selectable=False)]
    if segment.name not in cut.segments:
        return [title]
    cells = cut.cells[cut.segments.index(segment.name)]
    inside = sum(cell.count for cell in cells)
    if not inside:
        words = Content.styled(" Nobody in it is in a persona.", SOFT)
        return [title, text_row(words, selectable=False)]
    name_wide = max(named(name).cell_length for name in cut.personas)
    everyone = [size / cut.people if cut.people else 0.0 for size in cut.persona_sizes]
    rows = [
        _persona_row(segment.name, persona, cell, share, inside, name_wide)
        for persona, cell, share in zip(cut.personas, cells, everyone, strict=True)
    ]
    if any(cell.stands_out for cell in cells):
        rows.append(text_row(Content.styled(f" {SIGNS_TOLD}", SOFT), selectable=False))
    return [title, *rows]


def _persona_row(
    segment: str, persona: str, cell: CutCell, everyone: float, inside: int, name_wide: int
) -> Row:
    def draw(width: int) -> Content:
        number = f"  {count_of(cell.count, inside) if inside else '0':<15}"
        mark = Content.styled(sign(cell) or " ", MARKS[sign(cell)])
        beside = Content.styled(f"everyone {in_percent(everyone):>4}", SOFT)
        if width >= _WIDE:
            room = min(name_wide, max(8, width - 48))
            name = named(persona).truncate(room, ellipsis=True)
            gap = " " * (room - name.cell_length + 2)
            return Content.assemble(
                " ", name, gap, bar(cell.share_of_segment), number, " ", mark, " ", beside
            )
        name = named(persona).truncate(max(8, width - 2), ellipsis=True)
        figures = Content.assemble("   ", bar(cell.share_of_segment, 8), number, mark, " ", beside)
        return stacked([Content(" ") + name, figures.truncate(width, ellipsis=True)])

    return Row(draw, CellAsked(segment, persona), ("persona", persona), None)


def cell_rows(
    asked: CellAsked, members: Sequence[Participant], cell: CutCell | None, everyone: float
) -> list[Row]:
    """The people of a persona in a segment."""
    titles = [asked.persona] if asked.segment is None else [asked.segment, asked.persona]
    head = Content(" × ").join([named(title, "bold") for title in titles])
    told = [counted(len(members), "person", "people")]
    if cell is not None:
        told.append(f"{in_percent(cell.share_of_segment)} of the segment's, against")
        told[-1] += f" {in_percent(everyone)} of everyone's"
        told.append(f"{cell.expected:.1f} expected by chance")
    words = Content(";  ".join(told))
    rows = [
        Row(
            lambda width: stacked(
                [Content(" ") + line for line in head.wrap(max(8, width - 2))]
                + [Content(" ") + line for line in words.stylize(SOFT).wrap(max(8, width - 2))]
            ),
            height=None,
            selectable=False,
        )
    ]
    if cell is not None and cell.stands_out:
        more = sign(cell)
        line = "more than chance would put there" if more == "▲" else "fewer than chance would"
        rows.append(text_row(Content.styled(f" {more} {line}", MARKS[more]), selectable=False))
    return [*rows, text_row(Content(""), selectable=False), *(person_row(p, "") for p in members)]


def warning_row(warning: SegmentWarning, key: object, value: object) -> Row:
    """What is wrong and what to do about it."""

    def draw(width: int) -> Content:
        head = Content.assemble(
            (f"{WARNING_MARK} {warning.fault.value.capitalize()}", "bold $warning"),
            ("  ", SOFT),
            named(warning.segment, "bold"),
        )
        lines = ruled(head.rstrip(), width, rule="$warning", most=1)
        lines += ruled(Content(visible(warning.message)), width, rule="$warning")
        if warning.remedy:
            lines += ruled(Content.styled(visible(warning.remedy), SOFT), width, rule="$warning")
        return stacked(lines)

    return Row(draw, value, key, None)


def warnings_rows(warnings: Sequence[SegmentWarning]) -> list[Row]:
    """The page of warnings; one that is about a segment opens it."""
    if not warnings:
        return [text_row(Content("\n Nothing is wrong with the segments."))]
    rows = [warning_row(one, ("warning", n), one) for n, one in enumerate(warnings)]
    return spaced(rows)[1:]
