"""Rows that show how often something is tagged, and where along a source; each stands for the query that finds it."""

from textual.content import Content

from ...domain.bars import bar, shares_of_most
from ...domain.crosstab import Frequencies, Label
from ...domain.source import time_label
from ...domain.timeline import Timeline, strip
from ..labels import SOFT, counted, cut_inside, kind_chip
from .listing import Row, text_row

_NAME = 30
_LEAST_BAR = 6


def frequency_rows(counts: Frequencies, *, by_count: bool) -> list[Row]:
    """A line a label: its name, a bar, tags, participants and sources.

    Args:
        by_count: the most frequent first; else in the order of the study.
    """
    shares = shares_of_most([row.codings for row in counts.rows])
    digits = len(f"{max((row.codings for row in counts.rows), default=0):,}")
    places = list(range(len(counts.rows)))
    if by_count:
        places.sort(key=lambda place: -counts.rows[place].codings)

    def line(place: int, width: int) -> Content:
        row = counts.rows[place]
        told = f" {row.codings:>{digits},}  {row.participants:>3,} people {row.sources:>3,} sources"
        if width < 64:
            told = f" {row.codings:>{digits},}"
        name_wide = min(_NAME, max(10, width // 3))
        cells = max(_LEAST_BAR, width - name_wide - len(told) - 3)
        solid = bar(shares[place], cells)
        colour = row.label.colour or "$primary"
        return Content.assemble(
            " ",
            label_content(row.label, name_wide),
            " ",
            (solid, colour),
            " " * (cells - len(solid)),
            (told, "" if row.codings else SOFT),
        )

    rows = [
        Row(
            lambda width, place=place: line(place, width),  # type: ignore[misc]
            counts.query(place),
            counts.rows[place].label.query,
        )
        for place in places
    ]
    told = f" {counted(counts.codings, 'tag')} of {counted(counts.participants, 'participant')}"
    return [*rows, text_row(Content.styled(f"\n{told}", SOFT), selectable=False)]


def timeline_rows(timeline: Timeline) -> list[Row]:
    """A line a code: its name, and from left to right where its tags lie."""

    def line(place: int, width: int) -> Content:
        row, name_wide = timeline.rows[place], _name_wide(width)
        drawn = strip(timeline, row, _strip_wide(width))
        colour = row.label.colour or "$primary"
        cells = [(cell, SOFT if cell == "·" else colour) for cell in drawn]
        return Content.assemble(
            " ", label_content(row.label, name_wide), " ", *cells, f"{len(row.codings):>4,}"
        )

    def axis(width: int) -> Content:
        cells = _strip_wide(width)
        end = _end(timeline)
        start = "0:00" if timeline.times else "start"
        room = max(1, cells - len(start) - len(end))
        return Content.styled(" " * (_name_wide(width) + 2) + start + " " * room + end, SOFT)

    rows = [
        Row(lambda width, place=place: line(place, width), row.label.query, row.label.query)  # type: ignore[misc]
        for place, row in enumerate(timeline.rows)
    ]
    told = Content.styled("\n ░ one tag  ▒ two  ▓ three  █ more", SOFT)
    return [*rows, Row(axis, selectable=False), text_row(told, selectable=False)]


def label_content(label: Label, cells: int) -> Content:
    """A label in so many cells, with its kind's mark where it has one."""
    chip = kind_chip(label.kind, label.colour or None) + " " if label.kind else Content("")
    room = cells - chip.cell_length
    name = Content(cut_inside(label.shown, room))
    return chip + name.pad_right(max(0, room - name.cell_length))


def told_where(title: str, where: str) -> Content:
    """A page's title, with the query that narrows it."""
    return Content.assemble(title, (f"  where {where}" if where else "", SOFT))


def _name_wide(width: int) -> int:
    return min(_NAME, max(12, width // 3))


def _strip_wide(width: int) -> int:
    return max(8, width - _name_wide(width) - 7)


def _end(timeline: Timeline) -> str:
    return time_label(timeline.times[-1][1]) if timeline.times else "end"
