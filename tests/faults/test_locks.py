"""Another program holds the study: a command waits a while, then says so and does nothing."""

import shutil
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.__main__ import show_screen
from interviewcoder.cli.app import run

from ..study.samples import content

TAG = ("ana", "Order", "--span", "30", "60")


@pytest.fixture
def study(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "pilot.study"))


def test_a_short_lock_is_waited_for(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(study, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        release = threading.Timer(0.7, other.execute, ("ROLLBACK",))
        began = time.monotonic()
        release.start()
        assert run(["tag", str(study), *TAG], show_screen) == 0
        release.join()
    assert time.monotonic() - began > 0.5
    assert "Tagged" in capsys.readouterr().err


def test_a_long_lock_is_told(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = content(study)
    with closing(sqlite3.connect(study, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert run(["tag", str(study), *TAG], show_screen) == 1
    said = capsys.readouterr().err
    assert (
        "Another program is holding the study. Wait a moment and do it again. Nothing was changed."
        in said
    )
    assert content(study) == before
    assert run(["tag", str(study), *TAG], show_screen) == 0
