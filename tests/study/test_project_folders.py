"""Projects that are folders, and files of programs' own formats, taken into a study."""

import os
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.progress import FileFailed, FileImported, FileSkipped
from interviewcoder.study import Study

from ..importers.project_files import QUALCODER, TAGUETTE, database
from ..importers.test_qc_project import CODEBOOK, OLD, TALK
from ..importers.test_qualcoder import ROWS as QUALCODER_ROWS
from ..importers.test_taguette import ROWS as TAGUETTE_ROWS
from .samples import interview, trouble


@pytest.fixture
def qualcoder(tmp_path: Path) -> Path:
    folder = tmp_path / "from" / "box.qda"
    (folder / "documents").mkdir(parents=True)
    (folder / "data.qda").write_bytes(database(QUALCODER, QUALCODER_ROWS))
    (folder / "documents" / "Ana.txt").write_text("Ana: The file as it came.\n", encoding="utf-8")
    return folder


@pytest.fixture
def qc(tmp_path: Path) -> Path:
    folder = tmp_path / "from" / "lines"
    for name, content in {
        "settings.yaml": OLD,
        "codebook.yaml": CODEBOOK,
        "corpus/talk.txt": TALK,
        "codes/talk.txt.mia.codes": "fear\n\nmoney\n",
        ".git/corpus.txt": "hidden",
        "corpus/.draft.txt": "hidden",
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def sources(study: Study) -> list[str]:
    return [one.name for one in study.sources.list()]


def test_a_qualcoder_folder_is_one_project(qualcoder: Path, bare: Study) -> None:
    before = (qualcoder / "data.qda").read_bytes()
    report = bare.exchange.import_project(qualcoder)
    assert (report.name, report.origin) == ("box", "QualCoder 3.8")
    assert report.added["codings"] == 3
    assert sources(bare) == ["Ana", "flyer"]
    assert {one.coder for one in bare.codings.list()} == {"Nils", "Mia"}
    assert trouble(bare) == {}
    assert sorted(os.listdir(qualcoder)) == ["data.qda", "documents"]
    assert (qualcoder / "data.qda").read_bytes() == before
    again = bare.exchange.import_project(qualcoder)
    assert not any(again.added.values())
    bare.journal.undo()
    bare.journal.undo()
    assert sources(bare) == []


def test_a_qc_folder_is_one_project(qc: Path, bare: Study) -> None:
    report = bare.exchange.import_project(qc)
    assert (report.name, report.added["codings"]) == ("lines", 2)
    assert sources(bare) == ["talk"]
    assert {(one.code, one.text, one.coder) for one in bare.codings.list()} == {
        ("fear", "Interviewer: How do you pay?", "mia"),
        ("money", "Ana: In cash,", "mia"),
    }


def test_a_folder_with_projects_among_other_files(qualcoder: Path, qc: Path, bare: Study) -> None:
    above = qualcoder.parent
    (above / "Ben.txt").write_text(interview("Ben"), encoding="utf-8")
    events = [
        event for event in bare.sources.import_files([above]) if isinstance(event, FileImported)
    ]
    assert [(Path(event.path).name, event.format) for event in events] == [
        ("Ben.txt", "text"),
        ("box.qda", "qualcoder"),
        ("lines", "qc"),
    ]
    assert sources(bare) == ["Ben", "Ana", "flyer", "talk"]
    again = list(bare.sources.import_files([qc, qualcoder]))[1:]
    assert all(isinstance(event, FileSkipped) for event in again)


def test_a_database_in_use_is_refused(qualcoder: Path, bare: Study) -> None:
    (qualcoder / "data.qda-journal").write_bytes(b"changes")
    for path in (qualcoder, qualcoder / "data.qda"):
        with pytest.raises(StudyError, match="is in use"):
            bare.exchange.import_project(path)


def test_links_out_of_a_folder_are_not_followed(qc: Path, tmp_path: Path, bare: Study) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Ana: A secret.", encoding="utf-8")
    (qc / "corpus" / "link.txt").symlink_to(secret)
    (qc / "memos").symlink_to(tmp_path)
    bare.exchange.import_project(qc)
    assert sources(bare) == ["talk"]
    assert bare.memos.list() == []


def test_a_folder_without_a_project_is_refused(tmp_path: Path, bare: Study) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudyError, match="is a folder"):
        bare.exchange.import_project(tmp_path / "empty")


def test_a_project_of_several_is_named(tmp_path: Path, bare: Study) -> None:
    rows = {**TAGUETTE_ROWS, "projects": [*TAGUETTE_ROWS["projects"], {"id": 2, "name": "Other"}]}
    file = tmp_path / "server.sqlite3"
    file.write_bytes(database(TAGUETTE, rows))
    with pytest.raises(StudyError, match="'Paying', 'Other'"):
        bare.exchange.import_project(file)
    failed = list(bare.sources.import_files([file]))[-1]
    assert isinstance(failed, FileFailed)
    assert "project-import --project" in failed.remedy
    assert bare.exchange.import_project(file, project="paying").added["codings"] == 4


def test_a_name_for_a_file_that_holds_one_project_is_refused(qualcoder: Path, bare: Study) -> None:
    with pytest.raises(StudyError, match="one project only"):
        bare.exchange.import_project(qualcoder, project="box")


def test_programs_of_one_text_are_put_together(tmp_path: Path, bare: Study) -> None:
    """What two programs hold of the same interview meets in the study."""
    text = "Dan: How do you pay?\nAna: In cash."
    at = text.index("In cash")
    rows = {
        "source": [{"id": 1, "name": "Ana.txt", "fulltext": text}],
        "code_name": [{"cid": 1, "name": "Cash"}],
        "code_text": [{"cid": 1, "fid": 1, "seltext": "In cash", "pos0": at, "pos1": at + 7, "owner": "Ann"}],
    }  # fmt: skip
    html = "<p>Dan: How do you pay?</p><p>Ana: In cash.</p>"
    other = {
        "projects": [{"id": 1, "name": "P"}],
        "project_members": [{"project_id": 1, "user_login": "ann"}],
        "documents": [{"id": 1, "project_id": 1, "name": "Ana", "contents": html}],
        "tags": [{"id": 1, "project_id": 1, "path": "cash"}],
        "highlights": [{"id": 1, "document_id": 1, "start_offset": at - 1, "end_offset": at + 6}],
        "highlight_tags": [{"highlight_id": 1, "tag_id": 1}],
    }
    for name, tables, content in (("a.qda", QUALCODER, rows), ("b.sqlite3", TAGUETTE, other)):
        (tmp_path / name).write_bytes(database(tables, content))
        bare.exchange.import_project(tmp_path / name)
    assert sources(bare) == ["Ana"]
    assert [(one.code, one.text, one.coder) for one in bare.codings.list()] == [
        ("Cash", "In cash", "Ann")
    ]
