"""Projects in and out by commands."""

import zipfile
from pathlib import Path

from ..importers.refi_files import CODES, INTERVIEW, project, selection, sources, text_source
from .conftest import Run

SPAN = (INTERVIEW.index("I fear"), len(INTERVIEW) - 1)
BODY = CODES + sources(text_source(selection(*SPAN) + selection(500, 900, n=1)))


def write(path: Path) -> Path:
    path.write_bytes(project(BODY, {"a.txt": INTERVIEW}, origin="Tool 9"))
    return path


def test_a_project_goes_in_and_out_again(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "other.qdpx")
    tried = run("project-import", "new.study", file, "--dry-run")
    assert tried.code == 0
    assert "would be in: 2 codes, 1 participant, 1 source, 1 coding." in tried.err
    assert not (tmp_path / "new.study").exists()
    done = run("project-import", "new.study", file)
    assert done.code == 0
    assert "codings" in done.out
    assert "Left out: 1 selection outside the texts." in done.err
    assert "'P' of Tool 9 is in" in done.err
    again = run("project-import", "new.study", file, "--json").json
    assert again["added"] == {}
    assert again["already"]["codings"] == 1
    out = run("project-export", "new.study", "out.qdpx")
    assert (out.code, out.out) == (0, "")
    assert "Wrote out.qdpx." in out.err
    assert "project.qde" in zipfile.ZipFile(tmp_path / "out.qdpx").namelist()
    assert run("import", "third.study", "out.qdpx").code == 0
    assert [one["text"] for one in run("codings", "third.study", "--json").json] == [
        "I fear the app."
    ]


def test_a_project_of_codes_alone_makes_a_study(run: Run, tmp_path: Path) -> None:
    (tmp_path / "codes.qdpx").write_bytes(project(CODES))
    assert run("project-import", "codes.study", "codes.qdpx").code == 0
    assert [one["name"] for one in run("codebook", "codes.study", "--json").json] == [
        "Money",
        "Fear",
    ]


def test_what_is_no_project_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.qdpx").write_bytes(b"PK\x03\x04 broken")
    for name in ("a.qdpx", "missing.qdpx"):
        failed = run("project-import", "new.study", name)
        assert failed.code == 1
        assert failed.err.startswith("Error: ")
        assert not (tmp_path / "new.study").exists()
    write(tmp_path / "b.qdpx")
    run("project-import", "new.study", "b.qdpx")
    assert "End it in .qdpx." in run("project-export", "new.study", "b.zip").err


def test_codebooks_of_the_standard(run: Run, tmp_path: Path) -> None:
    run("new", "a.study")
    assert run("codebook-export", "a.study", "codes.qdc").code == 0
    assert b"urn:QDA-XML:codebook:1.0" in (tmp_path / "codes.qdc").read_bytes()
    assert (
        "0 codes added, 0 updated, 9 unchanged."
        in run("codebook-import", "a.study", "codes.qdc").err
    )
    text = (tmp_path / "codes.qdc").read_text(encoding="utf-8")
    text = text.replace("</Sets>", '<Set guid="x" name="Mine"/></Sets>')
    (tmp_path / "more.qdc").write_text(text, encoding="utf-8")
    assert "Left out: 1 set of codes." in run("codebook-import", "a.study", "more.qdc").err
