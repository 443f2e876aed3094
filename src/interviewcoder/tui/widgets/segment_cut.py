"""The rows of the page of the cut: what it says, the table of segments by personas, its figures in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from ...domain.cut_figures import (
    SHADES_TOLD,
    SIGNS_TOLD,
    covered_told,
    numbers_told,
    shade,
    sign,
    tie_told,
)
from ...domain.figures import in_percent
from ...domain.segment import Cut, CutCell
from ...domain.text import visible
from ..labels import SOFT, named
from .listing import Row
from .paragraphs import heading
from .quote_block import ruled, spaced, stacked
from .segment_lines import MARKS
from .segment_page import CellAsked

_HEAD_LINES = 3
"""A persona's name stands over its column in at most so many lines."""
_WIDEST = 24
"""A column is at most so many cells wide."""
_FRAME = 2
"""A cell has a space or a bracket at either side."""


@dataclass(frozen=True, slots=True)
class CutRow:
    """A line of the table whose cells can be chosen; with no segment, the one of everyone."""

    segment: int | None


@dataclass(frozen=True, slots=True)
class ChosenCell:
    """The cell of the table that has the cursor."""

    row: CutRow | None = None
    """None: the highlight is not on the table."""
    column: int = 0


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns fit and how wide things are."""

    name: int
    column: int
    first: int
    last: int
    """One past the last column on show."""
    total: int
    digits: int
    shares: bool


def cut_rows(cut: Cut, chosen: ChosenCell) -> list[Row]:
    """All rows of the page."""
    rows: list[Row] = []
    for number, finding in enumerate(cut.findings):
        style = "" if number else "bold"
        rows += spaced([_paragraph(finding, ("finding", number), style=style)])
    rows = rows[1:]
    if not cut.segments or not cut.personas:
        return rows
    rows.append(heading("Segments by personas"))
    rows.append(Row(lambda width: _head(cut, chosen, width), height=None, selectable=False))
    rows += [
        Row(
            lambda width, place=place: _line(cut, chosen, place, width),  # type: ignore[misc]
            CutRow(place),
            ("segment", place),
        )
        for place in range(len(cut.segments))
    ]
    rows.append(Row(lambda width: _everyone(cut, chosen, width), CutRow(None), "everyone"))
    rows.append(
        Row(
            lambda width: stacked(
                [
                    Content(" ") + line.stylize(SOFT)
                    for told in _legend(cut)
                    for line in Content(told).wrap(max(8, width - 2))
                ]
            ),
            height=None,
            selectable=False,
        )
    )
    rows.append(heading("How strong it is"))
    rows += [
        _paragraph(told, ("figure", number), "$foreground 30%")
        for number, told in enumerate((tie_told(cut), numbers_told(cut), covered_told(cut)))
    ]
    return rows


def asked_by(cut: Cut, chosen: ChosenCell) -> CellAsked | None:
    """What the cell with the cursor stands for."""
    if chosen.row is None or chosen.column >= len(cut.personas):
        return None
    place = chosen.row.segment
    return CellAsked(None if place is None else cut.segments[place], cut.personas[chosen.column])


def _legend(cut: Cut) -> list[str]:
    shown = "Share of the segment's people who are in a persona: " + SHADES_TOLD + "."
    stands = any(cell.stands_out for row in cut.cells for cell in row)
    signs = f"{SIGNS_TOLD}." if stands else "No cell stands out from what chance would give."
    return [shown, signs, "← → choose a cell, Enter shows its people."]


def _paragraph(text: str, key: object, rule: str = "$primary", style: str = "") -> Row:
    content = Content.styled(visible(text), style)
    return Row(lambda width: stacked(ruled(content, width, rule=rule)), key=key, height=None)


def _layout(cut: Cut, chosen: ChosenCell, width: int) -> _Layout:
    digits = max(len(str(size)) for size in (*cut.segment_sizes, *cut.persona_sizes))
    total = max(4, digits + 1)
    widest = max(named(name).cell_length for name in (*cut.segments, "Everyone"))
    count = len(cut.personas)
    # Shade, gap, count, sign; with shares a cell of shade, a gap and four cells more.
    plain, shared = _FRAME + digits + 3, _FRAME + digits + 9
    rest = width - total - 2
    shares = min(widest, 12) + count * shared <= rest
    name = min(widest, 36, max(12, rest - count * (shared if shares else 12)), max(12, width // 3))
    room = rest - name
    least = shared if shares else max(plain, 9)
    fitting = max(1, min(count, room // least))
    column = min(_WIDEST, room // fitting)
    first = max(0, min(chosen.column - fitting + 1, count - fitting))
    return _Layout(name, column, first, first + fitting, total, digits, shares)


def _head(cut: Cut, chosen: ChosenCell, width: int) -> Content:
    layout = _layout(cut, chosen, width)
    columns = [
        _wrapped(cut.personas[place], layout.column - _FRAME)
        for place in range(layout.first, layout.last)
    ]
    height = max(len(lines) for lines in columns)
    drawn: list[Content] = []
    hidden = _hidden(cut, layout)
    for number in range(height):
        left = hidden if number == 0 else Content("")
        parts = [Content(" "), _padded(left, layout.name)]
        for lines in columns:
            # Names stand on the table.
            at = number - (height - len(lines))
            line = lines[at] if at >= 0 else Content("")
            parts.append(Content(" ") + _padded(line, layout.column - 1))
        last = "All" if number == height - 1 else ""
        parts.append(Content(last.rjust(layout.total)))
        drawn.append(Content("").join(parts).stylize(SOFT))
    return stacked(drawn)


def _hidden(cut: Cut, layout: _Layout) -> Content:
    """How many columns are left and right of those on show."""
    before, after = layout.first, len(cut.personas) - layout.last
    parts = [f"‹ {before} more"] if before else []
    parts += [f"{after} more ›"] if after else []
    return Content("  ".join(parts))


def _line(cut: Cut, chosen: ChosenCell, place: int, width: int) -> Content:
    layout = _layout(cut, chosen, width)
    here = chosen.row == CutRow(place)
    cells = [
        _framed(_cell(cut.cells[place][column], layout), layout, here and column == chosen.column)
        for column in range(layout.first, layout.last)
    ]
    total = Content.styled(str(cut.segment_sizes[place]).rjust(layout.total), SOFT)
    name = named(cut.segments[place]).truncate(layout.name, ellipsis=True)
    return Content.assemble(" ", _padded(name, layout.name), *cells, total)


def _everyone(cut: Cut, chosen: ChosenCell, width: int) -> Content:
    layout = _layout(cut, chosen, width)
    here = chosen.row == CutRow(None)
    cells = []
    for column in range(layout.first, layout.last):
        size = cut.persona_sizes[column]
        share = size / cut.people if cut.people else 0.0
        words = _figures(shade(share), size, share, "", layout)
        cells.append(_framed(words, layout, here and column == chosen.column))
    name = _padded(Content("Everyone"), layout.name)
    return Content.assemble(" ", name, *cells, str(cut.people).rjust(layout.total)).stylize("bold")


def _cell(cell: CutCell, layout: _Layout) -> Content:
    return _figures(
        shade(cell.share_of_segment), cell.count, cell.share_of_segment, sign(cell), layout
    )


def _figures(block: str, count: int, share: float, mark: str, layout: _Layout) -> Content:
    told = Content.styled(f" {in_percent(share):>4}", SOFT) if layout.shares else Content("")
    return Content.assemble(
        (block * (2 if layout.shares else 1), "$primary"),
        f" {count:>{layout.digits}}",
        told,
        (mark or " ", MARKS[mark]),
    )


def _framed(words: Content, layout: _Layout, chosen: bool) -> Content:
    """A cell in its column; brackets tell the one with the cursor without colour as well."""
    room = " " * max(0, layout.column - words.cell_length - _FRAME)
    if not chosen:
        return Content.assemble(" ", words, " ", room)
    return Content.assemble((f"[{words.plain}]", "bold reverse"), room)


def _padded(content: Content, cells: int) -> Content:
    return content.pad_right(max(0, cells - content.cell_length))


def _wrapped(name: str, cells: int) -> Sequence[Content]:
    lines = [line.rstrip() for line in named(name).wrap(max(4, cells))]
    if len(lines) > _HEAD_LINES:
        last = lines[_HEAD_LINES - 1] + "…"
        lines = [*lines[: _HEAD_LINES - 1], last.truncate(cells, ellipsis=True)]
    return lines
