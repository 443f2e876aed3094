"""A script of ten lines goes from a folder of files to persona pages."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """\
set -e
$interviewcoder new pilot.study --name Pilot --coder Maya
$interviewcoder import pilot.study interviews survey.csv --json > report.json
$interviewcoder participants-import pilot.study people.csv
$interviewcoder codebook-import pilot.study codebook.csv
$interviewcoder codings-import pilot.study codings.csv --coder Maya
$interviewcoder tag pilot.study ana Freedom --quote "we have a cat"
$interviewcoder synthesize pilot.study --personas 2
$interviewcoder export pilot.study --format markdown --to pages
$interviewcoder check pilot.study
"""


def test_folder_to_personas(files: Path) -> None:
    assert len(SCRIPT.splitlines()) == 10
    done = subprocess.run(
        ["sh", "-c", SCRIPT],
        cwd=files,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "interviewcoder": f"{sys.executable} -m interviewcoder",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    pages = sorted(path.name for path in (files / "pages").iterdir())
    assert len(pages) == 3
    assert "index.md" in pages
    persona = next(path for path in (files / "pages").iterdir() if path.name != "index.md")
    assert "## Evidence" in persona.read_text(encoding="utf-8")
