"""Counts of codings as tables."""

from collections.abc import Iterable

from interviewcoder.domain.crosstab import Crosstab, Frequencies
from interviewcoder.domain.source import time_label
from interviewcoder.domain.timeline import Counts, Timeline

from .table import Cell, Table


def counts_table(counts: Counts) -> Table:
    """Frequencies with a row a label; a table of two sides as it is, with totals; a timeline with a row a coding."""
    match counts:
        case Frequencies():
            return _frequencies(counts)
        case Crosstab():
            return _crosstab(counts)
        case Timeline():
            return _timeline(counts)


def time_at(timeline: Timeline, position: int) -> str:
    """The time of the last passage that begins at or before a position; empty where none is known."""
    known = [milliseconds for start, milliseconds in timeline.times if start <= position]
    return time_label(known[-1]) if known else ""


def _frequencies(counts: Frequencies) -> Table:
    rows = ((row.label.shown, row.codings, row.participants, row.sources) for row in counts.rows)
    header = (counts.by, "codings", "participants", "sources")
    return Table("Frequencies", header, rows, {counts.by: 32})


def _crosstab(table: Crosstab) -> Table:
    header = (table.title, *(label.shown for label in table.columns), "all codings")
    rows: Iterable[tuple[Cell, ...]] = (
        (label.shown, *line, total)
        for label, line, total in zip(table.rows, table.counts, table.row_totals, strict=True)
    )
    return Table("Counts", header, rows, {table.title: 32})


def _timeline(timeline: Timeline) -> Table:
    rows = (
        (
            row.label.name,
            coding.start,
            coding.end,
            round(coding.start / max(timeline.characters, 1), 4),
            time_at(timeline, coding.start),
            coding.speaker or coding.participant or "",
            coding.coder,
        )
        for row in timeline.rows
        for coding in row.codings
    )
    header = ("code", "start", "end", "how far", "time", "speaker", "coder")
    return Table("Timeline", header, rows, {"code": 32, "speaker": 18, "coder": 14})
