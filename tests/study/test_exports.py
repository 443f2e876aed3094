"""Codings, the codebook, participants and coded transcripts leave the study: by suffix, whole, the same each time."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.redaction import Redaction
from interviewcoder.exporters.workbook import LONGEST_CELL
from interviewcoder.study import Study
from interviewcoder.study.exporting import endings

from .samples import content, tag, take_in

Export = Callable[[Study, Path], Path]
EXPORTS: dict[str, Export] = {
    "codings.csv": lambda study, path: study.codings.export_file(path),
    "codings.xlsx": lambda study, path: study.codings.export_file(path),
    "codebook.csv": lambda study, path: study.codebook.export_file(path),
    "codebook.yaml": lambda study, path: study.codebook.export_file(path),
    "codebook.md": lambda study, path: study.codebook.export_file(path),
    "people.csv": lambda study, path: study.participants.export_file(path),
    "people.xlsx": lambda study, path: study.participants.export_file(path),
    "ana.html": lambda study, path: next(study.sources.export(path, sources=["ana"])),
    "ana.docx": lambda study, path: next(study.sources.export(path, sources=["ana"])),
    "ana.md": lambda study, path: next(study.sources.export(path, sources=["ana"])),
}


def sheet_of(path: Path) -> list[dict[str, object]]:
    sheet = load_workbook(path).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_study_gives_the_same_bytes(name: str, study: Study, tmp_path: Path) -> None:
    before = content(study.path)
    first = EXPORTS[name](study, tmp_path / name)
    assert first == tmp_path / name
    (tmp_path / "again").mkdir()
    assert EXPORTS[name](study, tmp_path / "again" / name).read_bytes() == first.read_bytes()
    assert content(study.path) == before


@pytest.mark.parametrize("name", EXPORTS)
def test_a_file_is_written_whole_or_not_at_all(name: str, study: Study, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="cannot be written") as told:
        EXPORTS[name](study, tmp_path / "missing" / name)
    assert told.value.remedy
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".interviewcoder")]


@pytest.mark.parametrize(
    ("export", "known"),
    [
        (EXPORTS["codings.csv"], "End it in .csv, .xlsx or .md."),
        (EXPORTS["codebook.csv"], "End it in .csv, .yaml, .md or .qdc."),
        (EXPORTS["people.csv"], "End it in .csv or .xlsx."),
        (EXPORTS["ana.html"], "End it in .html, .docx or .md."),
    ],
)
def test_an_unknown_suffix_names_the_known_ones(
    export: Export, known: str, study: Study, tmp_path: Path
) -> None:
    for name in ("out.pdf", "out.xls"):
        with pytest.raises(StudyError) as told:
            export(study, tmp_path / name)
        assert name in told.value.message
        assert told.value.remedy == known
        assert not (tmp_path / name).exists()
    assert endings("codebook") == ".csv, .yaml, .md or .qdc"
    assert endings("codings") == ".csv, .xlsx or .md"
    assert endings("participants") == ".csv or .xlsx"


def test_a_workbook_of_codings_says_what_the_csv_says(study: Study, tmp_path: Path) -> None:
    (coding, *_) = tag(study, "ana", "has a cat", "Order")
    study.codings.judge([coding.id], weight=80)
    told = rows_of(study.codings.export_file(tmp_path / "c.csv"))
    sheet = sheet_of(study.codings.export_file(tmp_path / "C.XLSX"))
    assert [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in sheet
    ] == told
    assert any(row["weight"] == 80 for row in sheet)


def test_only_what_a_query_is_true_of(study: Study, tmp_path: Path) -> None:
    path = study.codings.export_file(tmp_path / "c.csv", where="under:Needs AND participant:Ana")
    assert [row["code"] for row in rows_of(path)] == ["Price anxiety", "Order"]
    assert study.codings.list(where="under:Needs", participant="Ana", code="Order")
    with pytest.raises(StudyError, match="Nope"):
        study.codings.export_file(tmp_path / "d.csv", where="code:Nope")
    assert not (tmp_path / "d.csv").exists()


def test_names_and_words_are_left_out_of_codings(study: Study, tmp_path: Path) -> None:
    (first, *_) = rows_of(
        study.codings.export_file(tmp_path / "c.csv", redact=[Redaction.NAMES, Redaction.QUOTES])
    )
    assert (first["participant"], first["source"], first["text"]) == ("P01", "P01", "")


def test_long_cells_are_cut_and_told(bare: Study, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Ana: " + "word " * 8_000, encoding="utf-8")
    take_in(bare, tmp_path / "long.txt")
    source = bare.sources.list()[0]
    bare.codings.tag(source.id, Span(0, source.characters), [bare.codebook.list()[0].id])
    told: list[str] = []
    path = bare.codings.export_file(tmp_path / "c.xlsx", told=told.append)
    assert told == [
        "1 text is longer than a cell holds and cut in the workbook; a CSV file has it all."
    ]
    assert len(str(sheet_of(path)[0]["text"])) == LONGEST_CELL
    told.clear()
    bare.codings.export_file(tmp_path / "c.csv", told=told.append)
    assert told == []


def test_participants_go_out_as_they_come_in(study: Study, tmp_path: Path) -> None:
    ana = study.participants.get("Ana")
    study.participants.set_attribute(ana.id, "note", "=1+1")
    study.participants.set_attribute(ana.id, "=when", "2026-01-31")
    before = [(one.name, dict(one.attributes)) for one in study.participants.list()]
    path = study.participants.export_file(tmp_path / "people.csv")
    assert path.read_text(encoding="utf-8").startswith("name,region,visits,member,note,'=when\n")
    sheet = {
        row["name"]: row for row in sheet_of(study.participants.export_file(tmp_path / "p.xlsx"))
    }
    assert (sheet["Ana"]["note"], sheet["R3"]["visits"]) == ("=1+1", 3)
    study.participants.set_attribute(ana.id, "note", None)
    study.participants.set_attribute(study.participants.get("R1").id, "visits", "7")
    report = study.participants.import_file(path)
    assert report.unknown == ()
    assert [(one.name, dict(one.attributes)) for one in study.participants.list()] == before


def test_pseudonyms_of_participants_do_not_tell_how_names_are_ordered(
    bare: Study, tmp_path: Path
) -> None:
    for name in ("Zoe", "Ana"):
        (tmp_path / f"{name}.txt").write_text(f"Q: Why?\n\n{name}: So.\n\nQ: And?\n\n{name}: No.\n")
        take_in(bare, tmp_path / f"{name}.txt")
    bare.participants.set_attribute(bare.participants.get("Ana").id, "Zoe is", "like Zoe")
    path = bare.participants.export_file(tmp_path / "p.csv", redact=[Redaction.NAMES])
    assert rows_of(path) == [
        {"name": "P01", "P01 is": ""},
        {"name": "P02", "P01 is": "like P01"},
    ]


def test_the_codebook_page_shows_excerpts_of_different_people(study: Study, tmp_path: Path) -> None:
    page = study.codebook.export_file(tmp_path / "c.md").read_text(encoding="utf-8")
    assert page.count("> “I check the price twice") == 3
    assert "— Cleo, cleo" in page
    fewer = study.codebook.export_file(tmp_path / "d.md", quotes=1, redact=[Redaction.NAMES])
    assert fewer.read_text(encoding="utf-8").count("> “I check the price twice") == 1
    assert "— P01" in fewer.read_text(encoding="utf-8")
    none = study.codebook.export_file(tmp_path / "e.md", redact=[Redaction.QUOTES])
    assert "> “" not in none.read_text(encoding="utf-8")


def test_all_sources_with_an_index(study: Study, tmp_path: Path) -> None:
    paths = [path.name for path in study.sources.export(tmp_path / "new" / "out")]
    assert paths == [
        *(f"{name}.html" for name in ("ana", "ben", "cleo", "dov", "eli", "fay", "survey")),
        "index.html",
    ]
    index = (tmp_path / "new" / "out" / "index.html").read_text(encoding="utf-8")
    for name in paths[:-1]:
        assert f'href="{name}"' in index
        assert 'href="index.html"' in (tmp_path / "new" / "out" / name).read_text(encoding="utf-8")
    survey = (tmp_path / "new" / "out" / "survey.html").read_text(encoding="utf-8")
    assert '<h2 class="question" dir="auto">What do you wish for?</h2>' in survey


def test_some_sources_keep_their_names_and_leave_the_index_alone(
    study: Study, tmp_path: Path
) -> None:
    study.sources.rename(study.sources.get("ben").id, "ANA!")
    everything = {path.name for path in study.sources.export(tmp_path / "all", "md")}
    (one,) = study.sources.export(tmp_path / "one", "md", sources=["ana!"])
    assert one.name in everything
    assert one.name != "ana.md"
    (page,) = study.sources.export(tmp_path / "page", sources=["Ana", "ana"])
    assert "index.html" not in page.read_text(encoding="utf-8")


def test_one_source_into_the_file_that_is_named(study: Study, tmp_path: Path) -> None:
    (path,) = study.sources.export(tmp_path / "Ana.DOCX", sources=["ana"])
    assert [one.author for one in Document(str(path)).comments] == ["Maya", "Maya"]
    for asked, says in (
        ({"sources": ["ana"], "format": "md"}, "not the name of a file for md"),
        ({}, "one file, and there are 7 sources"),
        ({"sources": ["ana", "ben"]}, "one file, and there are 2 sources"),
        ({"sources": ["nobody"]}, "nobody"),
    ):
        with pytest.raises(StudyError, match=says):
            study.sources.export(tmp_path / "x.html", **asked)
    with pytest.raises(StudyError, match="no format") as told:
        study.sources.export(tmp_path, "pdf")  # type: ignore[arg-type]
    assert told.value.remedy == "Use html, docx, md."
    # A folder that is there, or a format that is told, is what it is.
    (tmp_path / "v1.2").mkdir()
    assert len(list(study.sources.export(tmp_path / "v1.2", sources=["ana"]))) == 1
    assert len(list(study.sources.export(tmp_path / "v1.3", "md", sources=["ana"]))) == 1


def test_only_some_codings_are_shown_and_that_is_said(study: Study, tmp_path: Path) -> None:
    with Study.open(study.path, coder="Tom") as other:
        tag(other, "ana", "has a cat", "Order")

    def page(**asked: str) -> str:
        (path,) = study.sources.export(tmp_path / "a.md", sources=["ana"], **asked)
        return path.read_text(encoding="utf-8")

    assert "3 codings of 2 codes by Maya 2, Tom 1" in page()
    assert "1 coding of 1 code by Tom 1" in page(coder="tom")
    assert "Not all codings: Only those of the code Order, by Maya." in page(
        code="Order", coder="Maya"
    )
    assert "1 coding of 1 code by Maya 1" in page(code="Order", coder="Maya")
    assert "2 codings" in page(where="code:Order")
    with pytest.raises(StudyError, match="Nope"):
        page(code="Nope")


def test_memos_on_request_and_names_left_out(study: Study, tmp_path: Path) -> None:
    coding = study.codings.list(source="ana")[0]
    study.memos.write(MemoTarget.CODING, coding.guid, "Ana worries.")

    def page(**asked: object) -> str:
        (path,) = study.sources.export(tmp_path / "out", "md", sources=["ana"], **asked)
        return path.name + path.read_text(encoding="utf-8")

    assert "worries" not in page()
    assert "  - Ana worries. (Maya, memo)" in page(memos=True)
    hidden = page(memos=True, redact=[Redaction.NAMES])
    assert hidden.startswith("p01.md# P01\n")
    assert "P01 worries" in hidden
    assert "Ana" not in hidden
    assert "words left out" in page(redact=[Redaction.QUOTES])


def test_an_empty_study_has_no_transcripts_but_tables(tmp_path: Path) -> None:
    with Study.create(tmp_path / "empty.study", codebook=()) as empty:
        with pytest.raises(StudyError, match="no sources"):
            empty.sources.export(tmp_path / "out")
        for name in ("codings.csv", "codings.xlsx", "codebook.md", "people.csv", "people.xlsx"):
            assert EXPORTS[name](empty, tmp_path / name).stat().st_size


def test_a_codebook_that_changes_meanwhile_is_told(study: Study, tmp_path: Path) -> None:
    written = study.sources.export(tmp_path / "out")
    next(written)
    study.codebook.add(CodeDraft("Fresh", Kind.NEED))
    tag(study, "ben", "has a cat", "Fresh")
    with pytest.raises(StudyError, match="changed meanwhile"):
        list(written)
