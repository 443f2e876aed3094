"""Wrong input of any kind: cause and remedy on stderr, exit code 1, no traceback, nothing changed."""

from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def odd_files(files: Path) -> Path:
    (files / "empty.txt").write_bytes(b"")
    (files / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (files / "fresh.txt").write_text("Uma: Hello there.\n\nVal: Hello.\n")
    (files / "no-transcripts").mkdir()
    (files / "bad.csv").write_text("colour,shape\nred,round\n")
    (files / "not.study").write_text("hello")
    (files / "unknown-code.csv").write_text("source,start,end,code\nana,0,4,Nothing\n")
    (files / "broken.yaml").write_text("codes: [: {")
    return files


WRONG = [
    ("import", "pilot.study", "nowhere.txt"),
    ("import", "pilot.study", "nowhere/*.txt"),
    ("import", "pilot.study", "no-transcripts"),
    ("import", "pilot.study", "empty.txt"),
    ("import", "pilot.study", "binary.txt"),
    ("import", "pilot.study", "fresh.txt", "--format", "nonsense"),
    ("import", "pilot.study", "fresh.txt", "--encoding", "nonsense"),
    ("import", "not.study", "interviews"),
    ("import", "interviews", "survey.csv"),
    ("import", "survey.csv/a.study", "interviews"),
    ("new", "survey.csv/a.study"),
    ("new", "/proc/a.study"),
    ("new", "nowhere/a.study"),
    ("new", "pilot.study"),
    ("new", "a.study", "--name", ""),
    ("sources", "nowhere.study"),
    ("sources", "not.study"),
    ("sources", "empty.txt"),
    ("sources", "interviews"),
    ("check", "not.study"),
    ("passages", "pilot.study", "anna"),
    ("speakers", "pilot.study", ""),
    ("speaker", "pilot.study", "ana", "Nobody", "--role", "other"),
    ("participants-import", "pilot.study", "nowhere.csv"),
    ("participants-import", "pilot.study", "binary.txt"),
    ("participants-import", "pilot.study", "empty.txt"),
    ("codebook-import", "pilot.study", "nowhere.csv"),
    ("codebook-import", "pilot.study", "bad.csv"),
    ("codebook-import", "pilot.study", "broken.yaml"),
    ("codebook-import", "pilot.study", "binary.txt"),
    ("codebook-export", "pilot.study", "codebook.docx"),
    ("codebook-export", "pilot.study", "nowhere/codebook.csv"),
    ("codings", "pilot.study", "--code", "Nothing"),
    ("codings", "pilot.study", "--participant", "Zoe"),
    ("codings", "pilot.study", "--source", "zoe"),
    ("codings", "pilot.study", "--coder", "zoe"),
    ("codings-import", "pilot.study", "bad.csv"),
    ("codings-import", "pilot.study", "unknown-code.csv"),
    ("codings-import", "pilot.study", "binary.txt"),
    ("codings-export", "pilot.study", "survey.csv/out.csv"),
    ("tag", "pilot.study", "ana", "Nothing", "--span", "0", "4"),
    ("tag", "pilot.study", "zoe", "Order", "--span", "0", "4"),
    ("tag", "pilot.study", "ana", "Order", "--span", "0", "999999"),
    ("tag", "pilot.study", "ana", "Order", "--span", "-1", "4"),
    ("tag", "pilot.study", "ana", "Order", "--span", "4", "4"),
    ("tag", "pilot.study", "ana", "Order", "--quote", "never said"),
    ("tag", "pilot.study", "ana", "Order", "--quote", "a"),
    ("tag", "pilot.study", "ana", "Order", "--quote", ""),
    ("untag", "pilot.study", "ana", "Order", "--span", "0", "4"),
    ("memo", "pilot.study", "text", "--source", "zoe"),
    ("memo", "pilot.study", ""),
    ("synthesize", "pilot.study", "--personas", "500"),
    ("export", "pilot.study", "--format", "json", "--to", "survey.csv"),
    ("export", "pilot.study", "--format", "markdown", "--to", "/proc/pages"),
    ("redo", "pilot.study"),
    ("open", "nowhere.study"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_input(run: Run, study: Path, odd_files: Path, arguments: tuple[str, ...]) -> None:
    before = study.read_bytes()
    there = _files(odd_files)
    done = run(*arguments)
    assert done.code == 1, (done.out, done.err)
    assert done.out == ""
    assert done.err.startswith(("Error: ", "Failed: "))
    assert "Traceback" not in done.err
    assert "has a fault" not in done.err
    cause_and_remedy = done.err.splitlines()[0].split(": ", 1)[1]
    assert cause_and_remedy.count(". ") >= 1
    assert study.read_bytes() == before
    assert _files(odd_files) == there


def _files(folder: Path) -> list[Path]:
    """What is there; a backup may be made before it is known that nothing can be done."""
    return sorted(one for one in folder.rglob("*") if "pilot.study.backups" not in one.parts)


MISUSED = [
    ("nosuch",),
    ("sources",),
    ("tag", "pilot.study", "ana", "Order"),
    ("tag", "pilot.study", "ana", "Order", "--span", "0"),
    ("tag", "pilot.study", "ana", "Order", "--span", "0", "x"),
    ("tag", "pilot.study", "ana", "Order", "--span", "0", "4", "--quote", "x"),
    ("speaker", "pilot.study", "ana", "Ana", "--role", "friend"),
    ("speaker", "pilot.study", "ana", "Ana", "--role", "other", "--participant", "Ana"),
    ("export", "pilot.study"),
    ("export", "pilot.study", "--format", "pdf"),
    ("synthesize", "pilot.study", "--personas", "0"),
    ("find", "pilot.study", "x", "--limit", "0"),
]


@pytest.mark.parametrize("arguments", MISUSED, ids=" ".join)
def test_misuse_of_the_command_line(run: Run, study: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert "Error: " in done.err


def test_no_arguments_is_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Usage: interviewcoder" in done.err
