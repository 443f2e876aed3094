"""The cut as a table for spreadsheets and as a page to read."""

import csv
import io
from dataclasses import replace

from interviewcoder.domain.segment import Cut, CutCell
from interviewcoder.exporters.cut import COLUMNS, cut_csv, cut_markdown


def cell(count: int, residual: float = 0.0, *, stands_out: bool = False) -> CutCell:
    return CutCell(count, 5.0, count / 10, count / 20, residual, stands_out)


CUT = Cut(
    personas=("=HYPERLINK(1)", "Plan | ners"),
    segments=("@north", "[South](x)"),
    cells=(
        (cell(9, 3.2, stands_out=True), cell(1, -3.2, stands_out=True)),
        (cell(5), cell(5)),
    ),
    persona_sizes=(14, 6),
    segment_sizes=(11, 10),
    people=20,
    uncovered=0,
    in_several=0,
    cramers_v=0.3,
    v_low=0.1,
    v_high=0.5,
    p=0.01,
    effective_segments=2.0,
    effective_personas=1.8,
    findings=("'[South](x)' & co.",),
)


def test_csv_has_a_line_a_cell_that_no_spreadsheet_runs() -> None:
    header, *rows = csv.reader(io.StringIO(cut_csv(CUT)))
    assert tuple(header) == COLUMNS
    assert [row[:3] for row in rows] == [
        ["'@north", "'=HYPERLINK(1)", "9"],
        ["'@north", "Plan | ners", "1"],
        ["[South](x)", "'=HYPERLINK(1)", "5"],
        ["[South](x)", "Plan | ners", "5"],
    ]
    assert [row[7] for row in rows] == ["more", "fewer", "", ""]
    assert float(rows[1][6]) == -3.2


def test_markdown_reads_as_it_was_named() -> None:
    page = cut_markdown(CUT, "Pilot <b>")
    assert "# Segments by personas: Pilot &lt;b&gt;" in page
    assert "| @north | 9 (90%) ▲ | 1 (10%) ▼ | 11 |" in page
    assert "Plan &#124; ners" in page
    assert "[South](x)" not in page
    assert "| **Everyone** | 14 (70%) | 6 (30%) | 20 |" in page
    assert "a moderate tie" in page
    assert "between 0.10 and 0.50" in page


def test_without_a_table_the_page_says_why() -> None:
    empty = replace(CUT, segments=(), cells=(), segment_sizes=(), findings=("There are none.",))
    page = cut_markdown(empty, "Pilot")
    assert "There are none" in page
    assert "|" not in page
    assert cut_csv(empty).splitlines() == [",".join(COLUMNS)]
