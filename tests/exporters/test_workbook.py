"""In a workbook a text is a text and a number a number, whatever they look like."""

import io
import re
import time
import zipfile
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import sanitise
from interviewcoder.exporters import workbook as module
from interviewcoder.exporters.table import Cell, Table
from interviewcoder.exporters.workbook import CUT, LONGEST_CELL, workbook

RISKY = ("=1+1", '=HYPERLINK("http://x","y")', "+49 170", "-5 degrees", "@SUM(1)", "\t=1", "'=1")


def made(*rows: tuple[Cell, ...], header: tuple[str, ...] = ("a", "b")) -> bytes:
    return workbook(Table("Sheet", header, rows)).content


def read(content: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.mark.parametrize(
    "text", [*RISKY, "http://evil.example", "12", "1e5", "TRUE", "#N/A", "_x0041_"]
)
def test_a_text_stays_a_text(text: str) -> None:
    content = made((text, "plain"))
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) in [(text, "s"), ("_x005F_x0041_", "s")]
    assert cell.hyperlink is None
    assert bool(cell.quotePrefix) == (text in RISKY)
    xml = parts(content)
    assert "<f>" not in xml["xl/worksheets/sheet1.xml"]
    assert not any("hyperlink" in name.lower() or "Relationship" in name for name in xml)
    assert "xl/worksheets/_rels/sheet1.xml.rels" not in xml


def test_numbers_are_numbers_and_nothing_is_nothing() -> None:
    (_, row, large) = read(made((7, 12.5), (2**60, None)))
    assert row == [7, 12.5]
    assert large == [str(2**60), None]


def test_too_long_a_text_is_cut_with_a_mark_and_told() -> None:
    exported = workbook(
        Table("Sheet", ("a",), [("x" * LONGEST_CELL,), ("y" * 40_000,), ("😀" * 20_000,)])
    )
    (_, (whole,), (cut,), (faces,)) = read(exported.content)
    assert whole == "x" * LONGEST_CELL
    for text in (cut, faces):
        assert isinstance(text, str)
        assert text.endswith(CUT)
        assert len(text.encode("utf-16-le")) // 2 in (LONGEST_CELL - 1, LONGEST_CELL)
    assert re.fullmatch("😀+", str(faces).removesuffix(CUT))
    assert exported.warnings == (
        "2 texts are longer than a cell holds and cut in the workbook; a CSV file has it all.",
    )
    assert workbook(Table("Sheet", ("a",), [("x",)])).warnings == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=4))
def test_any_text_makes_a_valid_package(rows: list[tuple[str, str]]) -> None:
    content = made(*[(sanitise(one), sanitise(other)) for one, other in rows])
    for name, part in parts(content).items():
        assert fromstring(part) is not None, name
    assert len(read(content)) <= len(rows) + 1


def test_the_same_table_gives_the_same_bytes() -> None:
    first = made(("a", 1))
    time.sleep(2.1)  # the clock of a zip archive ticks every two seconds
    assert made(("a", 1)) == first


def test_what_a_sheet_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StudyError, match=r"16,384 columns") as told:
        workbook(Table("Sheet", tuple(map(str, range(16_385))), []))
    assert "CSV" in told.value.remedy
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    assert len(read(made(("a", 1), ("b", 2)))) == 3
    with pytest.raises(StudyError, match="2 rows"):
        made(("a", 1), ("b", 2), ("c", 3))


def test_the_header_stays_in_view_and_filters() -> None:
    sheet = load_workbook(io.BytesIO(made(("a", 1)))).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
