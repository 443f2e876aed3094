"""What is slow to import stays away until it is needed; checked in a fresh process."""

import os
import subprocess
import sys

import pytest

SLOW = {
    "sqlmodel",
    "sqlalchemy",
    "spacy",
    "numpy",
    "textual",
    "docx",
    "xlsxwriter",
    "jinja2",
    "yaml",
    "rich",
    "sqlcipher3",
    "aiohttp",
    "textual_serve",
}


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "code",
    [
        "import interviewcoder",
        "from interviewcoder.__main__ import main; sys.argv = ['interviewcoder', '--help']; main()",
        "from interviewcoder.__main__ import main; sys.argv = ['interviewcoder', 'tag', '-h']; main()",
    ],
)
def test_nothing_slow_is_imported(code: str) -> None:
    assert not modules_after(code) & SLOW


def test_the_way_to_the_screen_passes_typer_by() -> None:
    modules = modules_after(
        "from interviewcoder import __main__\n"
        "from interviewcoder.cli import screen\n"
        "screen._on_a_terminal = lambda: True\n"
        "__main__.show_screen = lambda *_, **__: 0\n"
        "sys.argv = ['interviewcoder', 'open', sys.executable]\n"
        "assert __main__.main() == 0\n"
    )
    assert not modules & (SLOW | {"typer"})
    assert "interviewcoder.study" not in modules
