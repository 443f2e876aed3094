"""Faults and interruptions end calmly."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interviewcoder.cli.failures import exit_code_of


def failing(error: BaseException):  # type: ignore[no-untyped-def]
    def action() -> int:
        raise error

    return action


def test_a_fault_shows_neither_text_nor_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("INTERVIEWCODER_DEBUG", raising=False)
    assert exit_code_of(failing(KeyError("what Ana said"))) == 1
    shown = capsys.readouterr().err
    assert "KeyError" in shown
    assert "--debug" in shown
    assert "Ana" not in shown
    assert len(shown.splitlines()) == 1


@pytest.mark.parametrize("by_variable", [True, False])
def test_debug_shows_the_traceback(
    by_variable: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWCODER_DEBUG", "1" if by_variable else "")
    assert exit_code_of(failing(KeyError("x")), debug=not by_variable) == 1
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_calm(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(failing(KeyboardInterrupt())) == 130
    assert capsys.readouterr().err.startswith("Stopped.")


def test_what_the_system_refuses_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code_of(failing(PermissionError(13, "Permission denied", "a\x1b.csv"))) == 1
    assert capsys.readouterr().err.startswith("Error: Permission denied: a␛.csv.")


def test_a_closed_pipe_is_quiet(study: Path) -> None:
    command = [sys.executable, "-m", "interviewcoder", "history", str(study), "--json"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": ""}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1
