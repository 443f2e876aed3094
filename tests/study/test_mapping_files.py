"""The mapping of a survey goes into a file and comes back; what cannot be one is refused in plain words."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportOptions
from interviewcoder.domain.participant import AttributeType
from interviewcoder.domain.survey_mapping import ColumnMapping, ColumnUse, SurveyMapping
from interviewcoder.domain.text import clean_name, name_key, one_line, sanitise
from interviewcoder.importers.mapping_file import read_mapping as understood
from interviewcoder.importers.registry import preview_source
from interviewcoder.study.mapping_files import mapping_text, read_mapping, write_mapping

HOSTILE = (
    "no",
    "2026-01-31",
    "~",
    "- x: #1",
    "[/b]",
    "'\"",
    "\x1b[31m",
    "\u202eb",
    "é\u0301",
    "=1+1",
)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)).map(one_line)


def named(text: str) -> str:
    """A text as an attribute is called."""
    try:
        return clean_name(text)
    except StudyError:
        return "region"


@st.composite
def columns(draw: Callable) -> ColumnMapping:
    use = draw(st.sampled_from([use for use in ColumnUse if use is not ColumnUse.RESPONDENT]))
    header = draw(texts.filter(bool))
    name = draw(texts)
    labels = ()
    if use is ColumnUse.ATTRIBUTE:
        name = named(name or header)
        labels = tuple(draw(st.lists(st.tuples(texts, st.integers(-9, 9).map(str)), max_size=3)))
    elif use is ColumnUse.QUESTION:
        name = name or header
    else:
        name = ""
    return ColumnMapping(
        header,
        use,
        name,
        draw(texts),
        draw(st.sampled_from([None, *AttributeType])),
        labels,
        separator=sanitise(draw(st.sampled_from(["", ";", "\t", "\n", " | ", ", "]))),
        options=tuple(draw(st.lists(texts, max_size=3))),
        other=draw(texts),
    )


@st.composite
def mappings(draw: Callable) -> SurveyMapping:
    found = draw(
        st.lists(columns(), min_size=1, max_size=6, unique_by=lambda c: name_key(c.header))
    )
    if draw(st.booleans()):
        found[0] = ColumnMapping(found[0].header, ColumnUse.RESPONDENT)
    return SurveyMapping(draw(st.sampled_from(["table", "qualtrics"])), tuple(found))


@settings(deadline=None)
@given(mappings(), texts, st.booleans())
def test_what_is_written_is_what_is_read(mapping: SurveyMapping, title: str, as_json: bool) -> None:
    written = mapping_text(mapping, title=title, as_json=as_json)
    assert "\x1b" not in written
    assert understood(f"m.{'json' if as_json else 'yaml'}", written.encode()) == mapping


def test_reasons_are_comments_and_no_answer_is_in_the_file(tmp_path: Path) -> None:
    mapping = SurveyMapping(
        "table",
        (
            ColumnMapping("a", ColumnUse.QUESTION, "a", reason="answers in\npeople's own words"),
            ColumnMapping("b", ColumnUse.ATTRIBUTE, "b"),
        ),
    )
    path = write_mapping(mapping, tmp_path / "m.yaml", title="s\n- header: x")
    text = path.read_text()
    assert "# answers in people's own words\n- header: a\n" in text
    assert [column.header for column in read_mapping(path).columns] == ["a", "b"]
    assert read_mapping(path).columns[0].reason == ""


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    mapping = SurveyMapping("table", (ColumnMapping("a", ColumnUse.QUESTION, "a"),))
    path = tmp_path / "m.yaml"
    path.write_text("mine")
    with pytest.raises(StudyError, match="already"):
        write_mapping(mapping, path, title="s")
    assert path.read_text() == "mine"
    write_mapping(mapping, path, title="s", replace=True)
    assert read_mapping(path) == mapping
    with pytest.raises(StudyError, match="which format"):
        write_mapping(mapping, tmp_path / "m.txt", title="s")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("m.yaml", "x", "no list of columns"),
        ("m.yaml", "columns: {a: b}", "no list of columns"),
        ("m.yaml", "columns:\n- use: question\n", "no header"),
        ("m.yaml", "columns:\n- header: no\n  use: quest\n", "'no' has no use"),
        ("m.yaml", "columns:\n- header: a\n  use: attribute\n  type: word\n", "no type"),
        (
            "m.yaml",
            "columns:\n- {header: a, use: respondent}\n- {header: b, use: respondent}\n",
            "more than one",
        ),
        (
            "m.yaml",
            "columns:\n- {header: a, use: question}\n- {header: A, use: question}\n",
            "twice",
        ),
        (
            "m.yaml",
            "columns:\n- {header: a, use: attribute, labels: [{written: x, number: nan}]}\n",
            "no number",
        ),
        ("m.yaml", "columns: &a [x]\nmore: *a\n", "aliases"),
        ("m.yaml", "columns: " + "[" * 4000 + "]" * 4000, "nest"),
        ("m.yaml", "a: !!python/object/apply:os.system ['x']\n", "no list of columns"),
        ("m.json", "{", "cannot be read"),
        ("m.json", "[" * 100_000, "cannot be read|nested too deep"),
        ("m.yaml", "", "is empty"),
    ],
)
def test_what_is_no_mapping(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(StudyError, match=told) as refusal:
        read_mapping(tmp_path / name)
    assert refusal.value.remedy


def test_scalars_are_what_they_look_like(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(
        "columns:\n- header: no\n  use: attribute\n  type:\n- header: 2026-01-31\n  use: question\n"
        "- header: 007\n  use: attribute\n  labels:\n  - {written: yes, number: 1}\n"
    )
    assert read_mapping(path).columns == (
        ColumnMapping("no", ColumnUse.ATTRIBUTE, "no"),
        ColumnMapping("2026-01-31", ColumnUse.QUESTION, "2026-01-31"),
        ColumnMapping("007", ColumnUse.ATTRIBUTE, "007", labels=(("yes", "1"),)),
    )


ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
SURVEYS = [
    ROOT / "sample_transcripts" / "survey.csv",
    *sorted(path for path in SHARED.rglob("*") if path.suffix in {".csv", ".tsv", ".xlsx"}),
]


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.name)
def test_a_survey_read_by_its_saved_mapping_is_the_same(path: Path) -> None:
    if not read_by_its_saved_mapping(path.name, path.read_bytes()):
        pytest.skip("it is no survey")


HEADERS = (
    "id",
    "Which? - Price",
    "Which? - Taste",
    "\u200b",
    "no",
    "1",
    "①",
    "Why so?",
    "e-mail",
    "",
    "a" * 190,
)
CELLS = (
    "",
    "yes",
    "no",
    "x",
    "1",
    "2.5",
    "Agree",
    "2024-01-01",
    "Because I say so, and mean it",
    "A; B",
)
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.lists(
            st.one_of(st.sampled_from(CELLS), st.text(max_size=12)), min_size=width, max_size=width
        ),
        min_size=1,
        max_size=7,
    )
)


@settings(max_examples=150, deadline=None)
@given(tables, st.data())
def test_any_table_read_by_its_saved_mapping_is_the_same(rows, data) -> None:
    one = st.one_of(st.sampled_from(HEADERS), st.text(max_size=12))
    header = data.draw(st.lists(one, min_size=len(rows[0]), max_size=len(rows[0])))
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    read_by_its_saved_mapping("table.csv", out.getvalue().encode("utf-8", "replace"))


def read_by_its_saved_mapping(name: str, data: bytes) -> bool:
    """Read a survey as its saved mapping says, and see that nothing differs; False when it is no survey."""
    try:
        source, table = preview_source(name, data, ImportOptions())
    except StudyError:
        return False
    if table is None or not table.mapping.lasting:
        return False
    written = mapping_text(table.mapping, title=name)
    options = ImportOptions(mapping=understood("m.yaml", written.encode()))
    again, table_again = preview_source(name, data, options)
    for one, other in zip(table.columns, table_again.columns, strict=True):
        assert one.mapping.is_used_as(other.mapping)
    if isinstance(source, StudyError):
        assert isinstance(again, StudyError)
        return True
    for part in ("text", "passages", "speakers", "questions", "attributes"):
        assert getattr(source, part) == getattr(again, part)
    return True


def test_the_example_in_the_docs_is_a_mapping() -> None:
    page = ROOT / "docs" / "formats.md"
    (example,) = re.findall(r"```yaml\n(profile:.*?)```", page.read_text(encoding="utf-8"), re.S)
    uses = [column.use for column in understood("m.yaml", example.encode()).columns]
    assert uses == [
        ColumnUse.RESPONDENT,
        ColumnUse.QUESTION,
        ColumnUse.ATTRIBUTE,
        ColumnUse.ATTRIBUTE,
    ]
