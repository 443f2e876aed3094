"""How tables are written, whatever is in them: containers, delimiters, headers, and rows that do not fit."""

import gzip
import time
from contextlib import suppress
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.survey_mapping import (
    NO_VALUES,
    ColumnUse,
    SurveyMapping,
    mapping_from,
    mapping_record,
)
from interviewcoder.importers.participants import read_participants
from interviewcoder.importers.survey_preview import survey_preview

from .reading import read, said
from .tables import LONG, csv_text, xlsx

ATTACKS = Path(__file__).parents[3] / "shared" / "attacks"
HEADER = ["id", "Region", "Visits", "What now?"]
ROWS = [[f"R{n}", "North" if n % 2 else "South", 3 * n, LONG[n]] for n in range(len(LONG))]
TABLE = csv_text([HEADER, *ROWS])
TOLD = [(f"R{n}", words) for n, words in enumerate(LONG)]


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        gzip.compress(TABLE.encode()),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-8-sig"),
        b"sep=;\r\n" + csv_text([HEADER, *ROWS], ";").encode(),
        TABLE.replace("\r\n", "\n\n").encode(),
        csv_text([[*row, "", ""] for row in [HEADER, *ROWS]]).encode(),
        csv_text([["Our survey"], ["As of May 2025"], [], HEADER, *ROWS]).encode(),
    ],
    ids=["plain", "gzip", "utf-16", "mark", "declared", "blank", "trailing", "titles"],
)
def test_the_same_table_in_many_spellings(data):
    source = read("s.csv.gz" if data.startswith(b"\x1f\x8b") else "s.csv", data)
    assert said(source) == TOLD
    assert source.questions == ("What now?",)
    assert {a.name: a.type.value for a in source.attributes} == {
        "Region": "choice",
        "Visits": "number",
    }


def test_a_second_row_of_headers_that_is_wider_than_the_first():
    rows = [["", "What do you use?", ""], ["id", "Phone", "Tablet", "What now?"]]
    rows += [["a", "1", "", LONG[0]], ["b", "", "1", LONG[1]], ["c", "1", "1", LONG[2]]]
    preview = survey_preview("s.csv", csv_text(rows).encode(), ImportOptions())
    assert preview.header_rows == 2
    assert len(preview.columns) == 4


def test_a_quotation_mark_that_is_never_closed_is_told():
    text = TABLE.replace("R4,", '"R4,')
    source = read("s.csv", text)
    assert any("is never closed" in warning for warning in source.warnings)


def test_few_rows_that_are_too_wide_are_left_out_and_told():
    rows = [[f"R{n}", "North", n, LONG[n % 6] + f" ({n})"] for n in range(60)]
    rows[7] = [*rows[7], "more"]
    source = read("s.csv", csv_text([HEADER, *rows]))
    assert len(source.speakers) == 59
    assert "Row 9 has more cells than the header and was left out." in source.warnings
    with pytest.raises(StudyError, match="Row 3 has 5 cells"):
        read("s.csv", csv_text([HEADER, *ROWS[:1], [*ROWS[1], "more"]]))


def test_a_row_an_answer_with_facts_about_the_respondent():
    header = ["respondent", "region", "question", "answer"]
    rows = [
        ["a", "North", "Why?", LONG[0]],
        ["a", "North", "How?", LONG[1]],
        ["b", "South", "Why?", LONG[2]],
        ["b", "South", "Why?", LONG[3]],
    ]
    source = read("s.csv", csv_text([header, *rows]))
    assert source.questions == ("Why?", "How?")
    assert said(source)[-1] == ("b", f"{LONG[2]}\n\n{LONG[3]}")
    assert [dict(s.attributes) for s in source.speakers] == [
        {"region": "North"},
        {"region": "South"},
    ]


def test_rows_without_any_answer_and_answers_that_say_nothing_are_told():
    rows = [*ROWS, ["R6", "", "", ""], ["R7", "North", "5", "n/a"]]
    source = read("s.csv", csv_text([HEADER, *rows]))
    assert len(source.speakers) == len(ROWS) + 1
    assert "1 row was left out: nothing was answered." in source.warnings
    assert any("say next to nothing ('n/a')" in warning for warning in source.warnings)
    assert ("R7", "n/a") in said(source)


def test_what_follows_a_closed_question_is_named_after_it():
    rows = [
        [f"R{n}", "Yes" if n % 2 else "No", LONG[n], "9" if n % 2 else "7", LONG[-n - 1]]
        for n in range(6)
    ]
    header = ["id", "Did you like it?", "Why?", "Would you recommend it?", "Why?"]
    source = read("s.csv", csv_text([header, *rows]))
    assert source.questions == ("Why? (Did you like it?)", "Why? (Would you recommend it?)")


def test_a_mapping_is_for_later_tables_too():
    first = read("s.csv", csv_text([[*HEADER, "Anything else?"], *[[*r, ""] for r in ROWS]]))
    assert first.mapping is not None
    empty = first.mapping.columns[-1]
    assert (empty.use, empty.reason) == (ColumnUse.LEFT_OUT, NO_VALUES)
    saved = mapping_from(mapping_record(first.mapping))
    later = [[*row, LONG[-n - 1], "x"] for n, row in enumerate(ROWS)]
    source = read("s.csv", csv_text([[*HEADER, "Anything else?", "new"], *later]), mapping=saved)
    # What was empty then is found out now, and so is a column that was not there.
    assert source.questions == ("What now?", "Anything else?")
    assert [a.name for a in source.attributes] == ["Region", "Visits", "new"]


def test_a_mapping_is_used_as_it_says():
    header = ["who", "uses_a", "uses_b", "mood", "free"]
    rows = [
        ["a", "x", "", "good", LONG[0]],
        ["b", "x", "x", "bad", LONG[1]],
        ["c", "", "", "so-so", LONG[2]],
    ]
    use = [
        {"header": "who", "use": "respondent"},
        {"header": "uses_a", "use": "attribute", "name": "Uses", "option": "Apples"},
        {"header": "uses_b", "use": "attribute", "name": "Uses", "option": "Bread"},
        {
            "header": "mood",
            "use": "attribute",
            "name": "Mood",
            "type": "number",
            "labels": [{"written": "bad", "number": 1}, {"written": "good", "number": 3}],
        },
        {"header": "free", "use": "question", "name": "What is on your mind?"},
    ]
    source = read("s.csv", csv_text([header, *rows]), mapping=mapping_from({"columns": use}))
    assert source.questions == ("What is on your mind?",)
    assert [dict(s.attributes) for s in source.speakers] == [
        {"Uses": "Apples", "Mood": "3"},
        {"Uses": "Apples; Bread", "Mood": "1"},
        {},
    ]
    (mood,) = (one for one in source.attributes if one.name == "Mood")
    assert mood.labels == (("1", "bad"), ("3", "good"))
    assert any("'so-so'" in warning for warning in source.warnings)
    with pytest.raises(StudyError, match="No column of the table is in the mapping"):
        read("s.csv", TABLE, mapping=SurveyMapping("table", (source.mapping.columns[1],)))


def test_a_preview_tells_what_an_import_would_make_of_a_table():
    data = xlsx({"Notes": [["Read me"]], "Answers": [HEADER, *ROWS, ["", "", "", ""]]})
    preview = survey_preview("s.xlsx", data, ImportOptions())
    assert (preview.profile, preview.sheet, preview.sheets) == (
        "table",
        "Answers",
        ("Notes", "Answers"),
    )
    assert (preview.rows, preview.respondents, preview.header_rows) == (6, 6, 1)
    region = preview.columns[1]
    assert (region.mapping.use, region.filled, region.distinct) == (ColumnUse.ATTRIBUTE, 6, 2)
    assert region.examples == ("South", "North")
    assert all(column.mapping.reason for column in preview.columns)
    changed = preview.mapping.with_column(0, preview.columns[1].mapping)
    assert changed.columns[0].header == "Region"


def test_people_of_a_panel_are_known_by_its_ids():
    header = ["Submission id", "Participant id", "Status", "Age", "Sex", "Time taken"]
    rows = [
        [f"{n:024x}", f"{n + 99:024x}", "APPROVED", 20 + n, "Female" if n else "Male", 300 + n]
        for n in range(4)
    ]
    people = read_participants("p.csv", csv_text([header, *rows]).encode())
    assert [name for name, _ in people.rows] == [f"{n + 99:024x}" for n in range(4)]
    assert dict(people.rows[1][1]) == {"Status": "APPROVED", "Age": "21", "Sex": "Female"}


@pytest.mark.skipif(not ATTACKS.is_dir(), reason="the shared attacks are not here")
@pytest.mark.parametrize(
    "name",
    ["ragged.csv", "dup_headers.csv", "huge_field.csv", "wide.csv", "header_only.csv", "one_column.csv", "nul.csv",
     "zipbomb_1gb.xlsx", "formula_injection.csv", "cr_only.csv", "semicolon.csv", "utf8_bom.csv", "empty.csv"],
)  # fmt: skip
def test_hostile_tables_are_read_or_refused_in_time(name):
    data = (ATTACKS / name).read_bytes()
    began = time.perf_counter()
    with suppress(StudyError):
        assert read(name, data).passages
    assert time.perf_counter() - began < (1 if name.startswith("zipbomb") else 20)
