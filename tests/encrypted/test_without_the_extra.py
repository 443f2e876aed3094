"""Where the extra is not installed, that is said before anything is asked or written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interviewcoder import Study

BLOCKED = "import sys; sys.modules['sqlcipher3'] = None; from interviewcoder.__main__ import main; sys.exit(main())"


def run_without(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "INTERVIEWCODER_PASSPHRASE": "several words of mine"}
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *arguments], env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "arguments", [("new", "fresh.study", "--encrypted"), ("encrypt", "old.study")]
)
def test_the_extra_is_named(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Study.create("old.study").close()
    before = Path("old.study").read_bytes()
    done = run_without(*arguments)
    assert done.returncode == 1
    assert done.stderr == (
        "Error: Encrypted studies are an extra that is not installed. "
        "Install what they need: pip install 'interviewcoder[encrypted]'\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.study"]
    assert Path("old.study").read_bytes() == before
