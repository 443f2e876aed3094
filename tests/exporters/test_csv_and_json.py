"""The exports for machines: codebook and codings."""

import csv
import io
from datetime import UTC, datetime

import yaml
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import Code, in_tree_order
from interviewcoder.domain.coding import Coding
from interviewcoder.domain.kinds import Kind
from interviewcoder.exporters.codebook import codebook_csv, codebook_yaml
from interviewcoder.exporters.codings import codings_table
from interviewcoder.exporters.csv_cells import safe_cell
from interviewcoder.exporters.table import csv_table

CODES = [
    Code(1, "g1", "Needs", Kind.NEED, None, "#e69f00", "What must be.", "always", "never"),
    Code(2, "g2", "Peace: and\nquiet", Kind.NEED, 1, "#e69f00", "- 'x'\n# y"),
    Code(
        3,
        "g3",
        position=1,
        name="=cmd|' /C calc'!A0",
        kind=Kind.PAIN,
        parent_id=None,
        colour="#d55e00",
    ),
]


def coding(text: str) -> Coding:
    made = datetime(2026, 1, 31, tzinfo=UTC)
    return Coding(1, "g", 1, text, 0, 5, text, 1, text, Kind.NEED, "#e69f00", text, made)


def test_codebook_csv_has_parents_by_name_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(codebook_csv(in_tree_order(CODES)))))
    assert [row["parent"] for row in rows] == ["", "Needs", ""]
    assert rows[1]["name"] == "Peace: and\nquiet"
    assert rows[2]["name"].startswith("'=cmd")


def test_codebook_yaml_nests_children() -> None:
    roots = yaml.safe_load(codebook_yaml(in_tree_order(CODES)))["codes"]
    assert [root["name"] for root in roots] == ["Needs", "=cmd|' /C calc'!A0"]
    assert roots[0]["children"][0]["definition"] == "- 'x'\n# y"
    assert "exclude" not in roots[1]


def test_codes_in_a_loop_are_all_written() -> None:
    loop = [
        Code(1, "a", "A", Kind.NEED, 2, "#e69f00"),
        Code(2, "b", "B", Kind.NEED, 1, "#e69f00"),
    ]
    assert len(yaml.safe_load(codebook_yaml(in_tree_order(loop)))["codes"]) == 2


@given(st.text())
def test_no_cell_is_a_formula_and_every_text_comes_back(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))
    assert cell in (text, f"'{text}")
    without = cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell
    assert without == text


def test_codings_csv_starts_with_the_columns_that_come_back_in() -> None:
    text = csv_table(codings_table([coding('@said\n"it"')])).content.decode()
    assert text.startswith("source,start,end,text,code,kind,participant,coder,")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["text"] == '\'@said\n"it"'
    assert (row["start"], row["end"]) == ("0", "5")
