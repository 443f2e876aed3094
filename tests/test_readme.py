"""What the README tells people to type works as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    (tmp_path / "sample_transcripts").symlink_to(ROOT / "sample_transcripts")
    return tmp_path


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # The command is on the path of whoever runs it; here it is this very interpreter's.
    command = f'interviewcoder() {{ "{sys.executable}" -m interviewcoder "$@"; }}\n'
    if arguments[0] == "sh":
        arguments = ["sh", "-c", command + arguments[-1]]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_shell_script(workshop: Path) -> None:
    (script,) = [
        re.sub(r"(?m)^    ", "", block)
        for block in re.findall(r"(?m)(?:^    .*\n)+", README)
        if "set -e" in block
    ]
    assert len(script.splitlines()) <= 10
    done = run(["sh", script], workshop)
    assert done.returncode == 0, done.stderr
    pages = sorted(path.name for path in (workshop / "personas").iterdir())
    assert len(pages) >= 3
    assert "index.md" in pages


def test_python_example(workshop: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = run([sys.executable, "-c", example], workshop)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("FileImported(") == 10


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert not missing
