import io
import time
import zipfile

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.codebook import read_codebook
from interviewcoder.importers.participants import read_participants

from .reading import read, said
from .tables import LONG, ods, xlsx, zipped

ROWS = [
    ["id", "Joined", "Visits", "Member", "What now?"],
    ["R1", ("date", 45658), 3, True, LONG[0]],
    ["R2", ("date", 45659.75), 12, False, LONG[1]],
    ["R3", ("date", 45660), 4.5, True, LONG[2]],
]
NAMES = ["a.xlsx", "a.csv", "a.txt", "a"]


@pytest.mark.parametrize("name", NAMES)
def test_cells_are_read_as_a_person_would_write_them_whatever_the_file_is_called(name):
    source = read(name, xlsx({"Answers": ROWS}))
    assert source.kind == "survey"
    assert said(source) == [("R1", LONG[0]), ("R2", LONG[1]), ("R3", LONG[2])]
    assert [dict(speaker.attributes) for speaker in source.speakers] == [
        {"Joined": "2025-01-01", "Visits": "3", "Member": "yes"},
        {"Joined": "2025-01-02", "Visits": "12", "Member": "no"},
        {"Joined": "2025-01-03", "Visits": "4.5", "Member": "yes"},
    ]
    assert source.warnings == ()


def test_an_opendocument_spreadsheet():
    rows = [["id", "Region", "Why so?"], ["R1", "North", LONG[0]], ["R2", "", LONG[1]]]
    source = read("a.ods", ods(rows))
    assert said(source) == [("R1", LONG[0]), ("R2", LONG[1])]


def test_the_first_sheet_with_a_table_is_read_and_another_one_when_it_is_named():
    data = xlsx({"Read me": [["About this file"]], "2025": ROWS, "2024": ROWS[:2]})
    source = read("a.xlsx", data)
    assert len(source.speakers) == 3
    assert any("'2025' was read and no other: 'Read me', '2024'" in w for w in source.warnings)
    for wanted in ("2024", "3"):
        assert len(read("a.xlsx", data, sheet=wanted).speakers) == 1
    with pytest.raises(StudyError, match="no sheet '2023'") as refused:
        read("a.xlsx", data, sheet="2023")
    assert "'2024'" in refused.value.remedy


def test_questions_over_merged_cells_and_a_title_above_them():
    rows = [
        ["Our survey 2025"],
        [],
        ["Who", "What do you use?", "", "", "What would you change?"],
        ["", "Phone", "Tablet", "Other", ""],
        ["ann", "Phone", "", "a very old typewriter", LONG[0]],
        ["ben", "", "Tablet", "", LONG[1]],
        ["cas", "Phone", "Tablet", "", LONG[2]],
    ]
    source = read("a.xlsx", xlsx({"S": rows}, merged=["B3:D3"]))
    assert [speaker.label for speaker in source.speakers] == ["ann", "ben", "cas"]
    assert source.questions == ("What do you use? – Other", "What would you change?")
    assert dict(source.speakers[2].attributes) == {"What do you use?": "Phone; Tablet"}


def test_participants_and_codebooks_in_spreadsheets():
    people = read_participants("p.xlsx", xlsx({"S": [["Name", "Age"], ["Ana", 34], ["Ben", 41]]}))
    assert people.rows == (("Ana", (("Age", "34"),)), ("Ben", (("Age", "41"),)))
    codes = read_codebook("c.xlsx", xlsx({"S": [["name", "kind"], ["Price", "need"]]}))
    assert [node.name for node in codes] == ["Price"]


def test_a_transcript_in_a_spreadsheet():
    rows = [["Speaker", "Text"], ["I", "How was it?"], ["Ana", LONG[0]]]
    source = read("talk.xlsx", xlsx({"S": rows}))
    assert source.kind == "transcript"
    assert said(source) == [("I", "How was it?"), ("Ana", LONG[0])]


FAR = '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'
FAR_RIGHT = '<row r="9"><c r="AAAAA9"><v>5</v></c></row>'
UNPLACED = '<row r="1048576"><c><v>5</v></c></row>'
REPEATED = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="float"'
    ' office:value="1" table:number-columns-repeated="16000"/></table:table-row>'
)
# Cells with a style and nothing else, which programs leave behind the table.
STYLED = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'


@pytest.mark.parametrize(
    "data",
    [
        xlsx({"S": ROWS}, extra=FAR),
        xlsx({"S": [["x"] * 100]}, extra=UNPLACED),
        xlsx({"S": ROWS}, extra=FAR_RIGHT),
        ods([["a", "b"]], extra=REPEATED),
    ],
    ids=["far", "unplaced", "right", "repeated"],
)
def test_cells_that_reach_too_far_are_refused_before_there_is_no_memory_left(data):
    began = time.perf_counter()
    with pytest.raises(StudyError, match="too large"):
        read("a.xlsx", data)
    assert time.perf_counter() - began < 1


COUNTED = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="{}">'
    "<si><t>a</t></si></sst>"
)


@pytest.mark.parametrize("count", [10**11, 10**14, 2**63])
def test_a_number_of_texts_for_which_no_memory_is_there_ends_the_reader_and_not_the_program(count):
    # The reader of spreadsheets asks for room for as many texts as are stated, and aborts without it.
    with zipfile.ZipFile(io.BytesIO(xlsx({"S": ROWS}))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    shared = (
        '<Relationship Id="rId98" Target="sharedStrings.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
    )
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace("</Relationships", f"{shared}</Relationships")
    parts["xl/sharedStrings.xml"] = COUNTED.format(count)
    with pytest.raises(StudyError, match="damaged"):
        read("a.xlsx", zipped(parts))
    parts["xl/sharedStrings.xml"] = COUNTED.format(1)
    assert len(read("a.xlsx", zipped(parts)).speakers) == 3


def test_empty_cells_far_away_cost_nothing():
    assert len(read("a.xlsx", xlsx({"S": ROWS}, extra=STYLED)).speakers) == 3


def test_damaged_and_empty_workbooks():
    good = xlsx({"S": ROWS})
    for data, told in (
        (good[: len(good) // 2], "zip"),
        (xlsx({"S": []}), "empty"),
        (xlsx({}), "no sheets"),
        (good.replace(b"PK\x05\x06", b"XX\x05\x06"), "zip"),
    ):
        with pytest.raises(StudyError, match=told):
            read("a.xlsx", data)
