"""Erasing a participant on the command line."""

import json
from pathlib import Path

import pytest

from interviewcoder.study import Study

from ..study.test_erasing import OWN_BACKUPS, erasable, runs_left
from .conftest import Run

NAME = "Zenobia Q. Quarx"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return erasable(folder)


def test_a_dry_run_tells_and_does_nothing(run: Run, path: Path) -> None:
    before = path.read_bytes()
    ran = run("participant-erase", str(path), NAME.lower(), "--dry-run")
    assert ran.code == 0
    assert "Sources that go whole: z." in ran.out
    assert "2 passages of group" in ran.out
    plan = json.loads(run("participant-erase", str(path), NAME, "--dry-run", "--json").out)
    assert plan["sources"] == ["z"]
    assert plan["shared"] == [
        {"source": "group", "passages": 2},
        {"source": "poll", "passages": 1},
    ]
    assert len(plan["mentions"]) >= 4
    assert path.read_bytes() == before


def test_it_needs_yes_where_nobody_can_be_asked(run: Run, path: Path) -> None:
    ran = run("participant-erase", str(path), NAME)
    assert ran.code == 1
    assert "--yes" in ran.err
    with Study.open(path) as study:
        assert study.participants.get(NAME)


def test_yes_erases(run: Run, path: Path) -> None:
    (path.parent / "notes.txt").write_text("Call Zenobia Quarx.")
    ran = run("participant-erase", str(path), NAME, "--yes", "--json", "--coder", "Maya")
    assert ran.code == 0
    report = json.loads(ran.out)
    assert [Path(one).name for one in report["found"]] == ["notes.txt"]
    assert report["copies"] == 3 + OWN_BACKUPS
    (path.parent / "notes.txt").unlink()
    assert runs_left(path.parent) == set()
    history = run("history", str(path)).out
    assert "for good" in history
    assert run("check", str(path)).code == 0
