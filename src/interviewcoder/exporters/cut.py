"""The table of segments by personas for spreadsheets and for reading."""

from collections.abc import Iterator

from interviewcoder.domain.cut_figures import (
    SIGNS_TOLD,
    covered_told,
    numbers_told,
    sign,
    tie_told,
)
from interviewcoder.domain.segment import Cut

from .csv_cells import csv_text
from .markdown_text import inline, table

COLUMNS = (
    "segment",
    "persona",
    "count",
    "expected",
    "share_of_segment",
    "share_of_persona",
    "residual",
    "stands_out",
    "segment_size",
    "persona_size",
)
"""The header of the CSV."""
_EXPLAINED = f"Counts, with the share of the segment's people who are in a persona. {SIGNS_TOLD}."


def cut_csv(cut: Cut) -> str:
    """A line a cell, segment by segment; `stands_out` is `more`, `fewer` or empty."""
    return csv_text(COLUMNS, _cells(cut))


def cut_markdown(cut: Cut, study_name: str) -> str:
    """What the cut says, the table, and its figures in words."""
    findings = "\n".join(f"- {inline(finding)}" for finding in cut.findings)
    page = f"# Segments by personas: {inline(study_name)}\n\n## What it says\n\n{findings}\n"
    if not cut.segments or not cut.personas:
        return page
    told = (tie_told(cut), numbers_told(cut), covered_told(cut))
    figures = "\n".join(f"- {inline(one)}" for one in told)
    return (
        f"{page}\n## The table\n\n{table(_header(cut), _rows(cut))}\n\n{_EXPLAINED}\n\n"
        f"## Figures\n\n{figures}\n"
    )


def _cells(cut: Cut) -> Iterator[tuple[object, ...]]:
    words = {"▲": "more", "▼": "fewer", "": ""}
    for segment, size, row in zip(cut.segments, cut.segment_sizes, cut.cells, strict=True):
        for persona, persona_size, cell in zip(cut.personas, cut.persona_sizes, row, strict=True):
            yield (
                segment,
                persona,
                cell.count,
                round(cell.expected, 4),
                round(cell.share_of_segment, 4),
                round(cell.share_of_persona, 4),
                round(cell.residual, 4),
                words[sign(cell)],
                size,
                persona_size,
            )


def _header(cut: Cut) -> list[str]:
    return ["Segment", *(inline(persona) for persona in cut.personas), "All"]


def _rows(cut: Cut) -> list[list[str]]:
    rows = [
        [
            inline(segment),
            *(f"{cell.count} ({cell.share_of_segment:.0%}) {sign(cell)}".rstrip() for cell in row),
            str(size),
        ]
        for segment, size, row in zip(cut.segments, cut.segment_sizes, cut.cells, strict=True)
    ]
    shares = [f"{size} ({size / cut.people:.0%})" for size in cut.persona_sizes if cut.people]
    return [*rows, ["**Everyone**", *shares, str(cut.people)]]
