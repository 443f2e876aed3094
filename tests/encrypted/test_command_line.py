"""The passphrase on the command line: from a file, the environment or the terminal, never an argument."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from ..cli.conftest import Run, files, run, study_folder
from ..study.past_the_program import PASSPHRASE

__all__ = ["files", "run", "study_folder"]

WORDS = PASSPHRASE.encoded().decode()
OTHER = "quite another one"


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERVIEWCODER_PASSPHRASE", raising=False)
    monkeypatch.delenv("INTERVIEWCODER_PASSPHRASE_FILE", raising=False)


def secret(path: Path, words: str = WORDS) -> Path:
    path.write_text(f"{words}\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def without_a_terminal(command: Sequence[object], folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own that nobody can answer."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )


def test_a_whole_study_with_a_passphrase_file(
    run: Run,
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = secret(files / "words")
    assert run("--passphrase-file", file, "new", "a.study", "--encrypted").code == 0
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE_FILE", str(file))
    for arguments in (
        ("import", "a.study", "interviews", "survey.csv"),
        ("participants-import", "a.study", "people.csv"),
        ("codebook-import", "a.study", "codebook.csv"),
        ("codings-import", "a.study", "codings.csv"),
        ("synthesize", "a.study", "--personas", 2),
        ("find", "a.study", "price"),
        ("personas", "a.study", "--json"),
        ("check", "a.study"),
        ("import", "a.study", "interviews", "--dry-run"),
    ):
        outcome = run(*arguments)
        assert outcome.code == 0, (arguments, outcome.err)
    assert not (files / "a.study").read_bytes().startswith(b"SQLite")
    assert len(run("codings", "a.study", "--json").json) == 16


def test_the_environment_and_that_it_is_not_handed_on(
    run: Run,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", WORDS)
    assert run("check", path).code == 0
    assert "INTERVIEWCODER_PASSPHRASE" not in os.environ
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", "not the one")
    outcome = run("check", path)
    assert outcome.code == 1
    assert "does not open with this passphrase" in outcome.err
    assert "not the one" not in outcome.err


def test_a_named_file_comes_before_the_environment(
    run: Run,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE", "not the one")
    monkeypatch.setenv("INTERVIEWCODER_PASSPHRASE_FILE", str(secret(tmp_path / "no", "neither")))
    assert run("--passphrase-file", secret(tmp_path / "words"), "check", path).code == 0
    assert run("check", path).code == 1


def test_without_a_terminal_it_ends_with_an_error(path: Path) -> None:
    before = path.read_bytes()
    for arguments in (["check", path], ["passphrase", path], ["decrypt", path]):
        done = without_a_terminal([sys.executable, "-m", "interviewcoder", *arguments], path.parent)
        assert (done.returncode, done.stdout) == (1, "")
        assert "no terminal to ask" in done.stderr
        assert "--passphrase-file" in done.stderr
    assert path.read_bytes() == before


def test_what_a_passphrase_file_must_be(run: Run, path: Path, tmp_path: Path) -> None:
    open_to_all = secret(tmp_path / "open")
    open_to_all.chmod(0o644)
    outcome = run("--passphrase-file", open_to_all, "check", path)
    assert outcome.code == 0
    assert "Others can read" in outcome.err
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00words")
    for name, says in (
        ("none", "cannot be read"),
        (".", "cannot be read"),
        ("/dev/zero", "empty"),
        (secret(tmp_path / "two", "one\ntwo"), "line break"),
        (secret(tmp_path / "empty", ""), "empty"),
        ("binary", "UTF-8"),
    ):
        outcome = run("--passphrase-file", name, "check", path)
        assert outcome.code == 1
        assert says in outcome.err
    (tmp_path / "mark").write_bytes(b"\xef\xbb\xbf" + WORDS.encode() + b"\r\n")
    assert run("--passphrase-file", "mark", "check", path).code == 0


def test_a_passphrase_from_another_program(path: Path, tmp_path: Path) -> None:
    """`--passphrase-file <(pass show study)`: a pipe, read once."""
    secret(tmp_path / "words")
    command = f"{sys.executable} -m interviewcoder --passphrase-file <(cat words) check {path}"
    done = without_a_terminal(["bash", "-c", command], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr


def test_encrypt_change_decrypt(run: Run, files: Path, tmp_path: Path) -> None:
    run("new", "a.study")
    before = run("codebook", "a.study").out
    file, other = secret(tmp_path / "words"), secret(tmp_path / "other", OTHER)
    (tmp_path / "a.study.schema-2").write_text("no study")
    outcome = run("--passphrase-file", file, "encrypt", "a.study")
    assert outcome.code == 3
    assert "a.study.schema-2 stays as plain text" in outcome.err
    assert "nothing recovers it" in outcome.err
    (tmp_path / "a.study.schema-2").unlink()
    assert run("--passphrase-file", file, "encrypt", "a.study").code == 1
    outcome = run(
        "--passphrase-file", file, "passphrase", "a.study", "--new-passphrase-file", other
    )
    assert outcome.code == 0, outcome.err
    assert run("--passphrase-file", file, "codebook", "a.study").code == 1
    assert run("--passphrase-file", other, "codebook", "a.study").out == before
    assert run("--passphrase-file", file, "decrypt", "a.study").code == 1
    assert run("--passphrase-file", other, "decrypt", "a.study").code == 0
    assert run("codebook", "a.study").out == before
    for command in ("decrypt", "passphrase"):
        assert "is not encrypted" in run("--passphrase-file", other, command, "a.study").err


def typed(arguments: Sequence[object], answers: Sequence[str]) -> tuple[int, str]:
    """The exit code, and all that a terminal shows, when somebody answers each question."""
    pid, terminal = pty.fork()
    if pid == 0:
        # What runs in the background of a shell ignores it, and so do its children.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
        os.execv(sys.executable, [sys.executable, "-m", "interviewcoder", *map(str, arguments)])
    seen, left, until = b"", list(answers), time.monotonic() + 60
    asked = 0
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.1)[0]:
            # A question stands at the end of what is seen; the echo is off by then.
            if left and seen.count(b": ") > asked and seen.endswith(b": "):
                asked = seen.count(b": ")
                os.write(terminal, left.pop(0).encode())
            continue
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        seen += more
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), seen.decode()


def test_on_a_terminal_it_is_asked_for_and_not_shown(path: Path) -> None:
    code, seen = typed(["codebook", path], ["wrong words\n", f"{WORDS}\n"])
    assert code == 0, seen
    assert seen.count("Passphrase of") == 2
    assert "Price anxiety" in seen
    for words in ("wrong words", WORDS):
        assert words not in seen


def test_three_tries_and_leaving(path: Path) -> None:
    code, seen = typed(["codebook", path], ["one one one\n"] * 3)
    assert (code, seen.count("Passphrase of")) == (1, 3)
    assert "does not open with this passphrase" in seen
    assert typed(["codebook", path], ["\x04"])[0] == 1
    assert typed(["codebook", path], ["\x03"])[0] == 130


def test_a_new_one_is_typed_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.study"
    for answers, says in (
        (["short\n"], "shorter than 8"),
        ([f"{WORDS}\n", f"{OTHER}\n"], "not the same"),
    ):
        code, seen = typed(["new", path, "--encrypted"], answers)
        assert code == 1
        assert says in seen
        assert not path.exists()
    code, seen = typed(["new", path, "--encrypted"], [f"{WORDS}\n"] * 2)
    assert code == 0
    code, seen = typed(["passphrase", path], [f"{WORDS}\n", f"{OTHER}\n", f"{OTHER}\n"])
    assert code == 0, seen
    assert OTHER not in seen
    assert typed(["check", path], [f"{OTHER}\n"])[0] == 0


def test_no_program_that_is_started_gets_it(tmp_path: Path) -> None:
    # Not of a plain study either, for which nobody asks it.
    told = tmp_path / "told"
    (tmp_path / "sitecustomize.py").write_text(
        f"import os, sys\nif 'child_start.py' in str(sys.orig_argv):\n    open({str(told)!r}, 'w').write(repr(os.environ))\n"
    )
    (tmp_path / "ana.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    subprocess.run(
        [sys.executable, "-m", "interviewcoder", "import", "box.study", "ana.pdf"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths, "INTERVIEWCODER_PASSPHRASE": WORDS},
        capture_output=True,
    )
    assert "PYTHONPATH" in told.read_text()
    assert "INTERVIEWCODER_PASSPHRASE" not in told.read_text()
