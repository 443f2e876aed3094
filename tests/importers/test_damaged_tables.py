"""Spreadsheets, SPSS files and tables of any shape, broken: sound sources or one kind of error."""

import gzip
import json
import random
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.survey_mapping import mapping_from, mapping_record
from interviewcoder.importers.codebook import read_codebook
from interviewcoder.importers.participants import read_participants
from interviewcoder.importers.survey_preview import survey_preview

from .fuzzing import UNSAFE, Input, changed
from .reading import read
from .tables import LONG, csv_text, ods, xlsx
from .test_any_bytes import attempt
from .test_spss import DATA

ROWS = [["id", "Region", "Visits", "Why so?"]] + [
    [f"R{n}", "North", n, LONG[n]] for n in range(len(LONG))
]
CSV = csv_text(ROWS).encode()
FILES = {
    "a.xlsx": xlsx({"S": ROWS, "T": ROWS}, merged=["A1:B1"]),
    "a.ods": ods([[str(cell) for cell in row] for row in ROWS]),
    "a.sav": DATA,
    "a.csv.gz": gzip.compress(CSV, mtime=0),
    "a.csv": b"sep=,\n" + CSV,
    "b.csv": csv_text(ROWS).encode("utf-16"),
}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(FILES)), st.integers(0, 2**32))
def test_broken_bytes_and_members(name, other, seed):
    if "a.sav" in (name, other):
        pytest.importorskip("pyreadstat")
    dice = random.Random(seed)
    broken = changed(Input(name, FILES[name]), Input(other, FILES[other]), dice)
    attempt(broken.name, broken.data)
    for reader in (read_participants, read_codebook):
        with suppress(StudyError):
            reader(broken.name, broken.data)


CELLS = st.sampled_from(
    [
        "", "", " ", "ResponseId", "Response ID", "_recordId", '{"ImportId":"QID1_TEXT"}', "Q1", "Q1_1", "Q1_4_TEXT", "Q2 - Selected Choice",
        "Respondent ID", "Collector ID", "Response", "Open-Ended Response", "Other (please specify)", "Timestamp", "Zeitstempel",
        "How? [Price]", "How? [Time]", "ID", "Start time", "Completion time", "id. Response ID", "G1Q1[SQ001]", "G1Q1[other]", "submitdate",
        "_uuid", "group/one", "group/one/a", "redcap_event_name", "record_id", "field___1", "field_complete", "Phone:What do you use?",
        "PROLIFIC_PID", "Participant id", "#", "Submit Date (UTC)", "No.", "Submission ID", "respondent", "question", "answer", "Why?", "Name",
        "1", "5", "1,3", "3;1", "Yes", "No", "Agree", "Strongly agree", "5 - Very likely", "N/A", "-99", "31.12.2025", "1/2/2026", "12%", "$3",
        "Phone", "Phone; Tablet", "Phone, Tablet", "Phone\nTablet", "a@x.org", "R_1", LONG[0], LONG[1], LONG[2], "=1+1", "'=1+1", "<b>b</b>",
        "é’🙂", "\u200b", "\x1b[2J", "x" * 300,
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), min_size=1, max_size=9))
def test_tables_of_any_shape_and_the_mapping_that_they_make(rows):
    data = csv_text(rows).encode()
    attempt("a.csv", data)
    with suppress(StudyError):
        source = read("a.csv", data)
        if source.mapping is not None:
            mapping = mapping_from(json.loads(json.dumps(mapping_record(source.mapping))))
            again = read("a.csv", data, mapping=mapping)
            # Only what is warned of differs: the mapping no longer says why columns are left out.
            assert replace(again, mapping=None, warnings=()) == replace(
                source, mapping=None, warnings=()
            )
    with suppress(StudyError):
        preview = survey_preview("a.csv", data, ImportOptions())
        assert all(len(column.examples) <= 5 for column in preview.columns)
        assert not UNSAFE.search(repr(preview.columns))
    with suppress(StudyError):
        read_participants("a.csv", data)
