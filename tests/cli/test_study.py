"""The study as a whole, and the way to the screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interviewcoder.cli import screen

from .conftest import Run


def test_new(run: Run, tmp_path: Path) -> None:
    done = run("new", "a.study", "--name", "My study")
    assert (done.code, done.out) == (0, "")
    assert "My study" in done.err
    assert run("new", "a.study").code == 1


def test_check(run: Run, study: Path) -> None:
    done = run("check", study, "--json")
    assert done.code == 0
    for finding in done.json:
        assert set(finding) == {"check", "good", "detail"}
    assert "All is well." in run("check", study).err


def test_check_finds_damage(run: Run, study: Path) -> None:
    import sqlite3

    with sqlite3.connect(study) as connection:
        connection.execute("UPDATE coding SET quote = 'never said'")
    connection.close()
    assert run("check", study, "--json").code == 1


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("interviewcoder ")


def test_without_a_terminal_open_is_an_error(run: Run, study: Path) -> None:
    done = run("open", study)
    assert done.code == 1
    assert "needs a terminal" in done.err


def test_without_a_terminal_demo_builds_and_tells_where(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    first = run("demo")
    assert first.code == 0, first.err
    path = Path(first.out.strip())
    assert path.is_relative_to(tmp_path)
    assert run("personas", path, "--json").json
    changed = run("memo", path, "mine")
    assert changed.code == 0
    assert run("demo").out == first.out
    assert len(run("memos", path, "--json").json) == 1
    assert run("demo", "--fresh").code == 0
    assert run("memos", path, "--json").json == []


def test_open_shows_the_screen_on_a_terminal(monkeypatch: pytest.MonkeyPatch, study: Path) -> None:
    monkeypatch.setattr(screen, "_on_a_terminal", lambda: True)
    shown: list[tuple[Path, bool, str | None]] = []

    def record(study_path: Path, *, demo: bool, coder: str | None, **_: object) -> int:
        shown.append((study_path, demo, coder))
        return 7

    assert screen.open_study(study, "Bo", record) == 7
    assert shown == [(study, False, "Bo")]


@pytest.mark.parametrize("arguments", [["open", "nowhere.study"], ["open", "."]])
def test_the_short_way_to_the_screen_has_the_same_errors(
    arguments: list[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "interviewcoder", *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
