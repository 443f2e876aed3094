"""The commands that back up and put back."""

from pathlib import Path

import pytest

from interviewcoder.study import Study

from .conftest import Outcome, Run


def codes(path: Path) -> set[str]:
    with Study.open(path) as study:
        return {code.name for code in study.codebook.list()}


def add_code(run: Run, path: Path, name: str) -> Outcome:
    file = path.with_name("more.csv")
    file.write_text(f"name,kind,parent,colour,definition,include,exclude\n{name},need,,,,,\n")
    return run("codebook-import", path, file)


def test_back_up_list_and_put_back(run: Run, study: Path) -> None:
    known = codes(study)
    made = run("backup", study, "--json")
    assert made.code == 0
    assert "Made backup 1" in made.err
    assert made.json[0]["whole"]
    assert "Nothing changed since backup 1" in run("backup", study).err
    assert add_code(run, study, "Later").code == 0
    assert run("backup", study).code == 0
    listed = run("backup", study, "--list", "--verify", "--json").json
    assert [(one["number"], one["reason"], one["whole"]) for one in listed] == [
        (2, "asked", True),
        (1, "asked", True),
    ]
    table = run("backup", study, "--list", "--verify").out
    assert table.splitlines()[0].split() == ["Number", "When", "(UTC)", "Why", "MB", "Result"]
    assert "whole" in table
    restored = run("restore", study, 1)
    assert restored.code == 0, restored.err
    assert f"{study} is as in backup 1.\nWhat was there before is backup 2." in restored.err
    assert codes(study) == known
    assert run("restore", study, 2).code == 0
    assert codes(study) == known | {"Later"}


def test_put_back_to_what_is_there_already(run: Run, study: Path) -> None:
    run("backup", study)
    assert f"{study} is as in backup 1.\nNothing had changed since." in run("restore", study).err
    assert len(run("backup", study, "--list", "--json").json) == 1


def test_a_damaged_one_is_refused_and_a_good_one_named(run: Run, study: Path) -> None:
    run("backup", study)
    add_code(run, study, "Later")
    run("backup", study)
    newest = Path(run("backup", study, "--list", "--json").json[0]["path"])
    newest.write_bytes(newest.read_bytes()[:9000])
    before = study.read_bytes()
    refused = run("restore", study)
    assert refused.code == 1
    assert "Backup 1," in refused.err
    assert "interviewcoder restore STUDY 1" in refused.err
    assert study.read_bytes() == before
    assert "BAD" in run("backup", study, "--verify").out


def test_a_study_that_is_gone_comes_back(run: Run, study: Path) -> None:
    known = codes(study)
    run("backup", study)
    study.unlink()
    assert run("backup", study, "--list").out
    assert run("restore", study).code == 0
    assert codes(study) == known
    assert run("check", study).code == 0


def test_a_damaged_study_is_kept_aside(run: Run, study: Path) -> None:
    run("backup", study)
    study.write_bytes(b"nothing that can be read")
    restored = run("restore", study)
    assert restored.code == 0
    assert "pilot.study.damaged-" in restored.err
    (aside,) = study.parent.glob("pilot.study.damaged-*")
    assert aside.read_bytes() == b"nothing that can be read"


def test_copies_elsewhere(run: Run, study: Path, tmp_path: Path) -> None:
    copy, other = tmp_path / "copy.study", tmp_path / "other.study"
    assert run("backup", study, "--to", copy).code == 0
    assert run("backup", study, "--list").out == ""
    assert run("backup", study, "--to", copy).code == 1
    assert run("restore", study, copy, "--to", other).code == 0
    assert codes(other) == codes(study)
    other.unlink()
    assert run("restore", other, copy).code == 0
    assert codes(other) == codes(study)


@pytest.mark.parametrize("wrong", ["99", "no-such-file", "."])
def test_what_is_no_backup(run: Run, study: Path, wrong: str) -> None:
    run("backup", study)
    before = study.read_bytes()
    refused = run("restore", study, wrong)
    assert refused.code == 1
    assert refused.err.startswith("Error: ")
    assert study.read_bytes() == before


def test_without_backups(run: Run, study: Path) -> None:
    assert "no backups" in run("backup", study, "--list").err
    assert run("restore", study).code == 1


def test_that_none_could_be_made_is_a_warning(run: Run, study: Path) -> None:
    study.with_name("pilot.study.backups").write_bytes(b"in the way")
    done = add_code(run, study, "Later")
    assert done.code == 0
    assert done.err.count("Warning: ") == 1
    assert "It goes on without a backup." in done.err
    assert "Later" in codes(study)
    refused = run("backup", study)
    assert refused.code == 1


def test_reading_commands_make_none(run: Run, study: Path) -> None:
    for command in ("sources", "history", "codings", "check"):
        assert run(command, study).code == 0
    assert not study.with_name("pilot.study.backups").exists()
