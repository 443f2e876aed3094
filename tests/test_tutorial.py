"""The tutorial is followed: every command in order, the keys of its visits to the screen, and what it says one sees."""

import re
import shlex
from pathlib import Path

import pytest

from .hostile.terminal import Terminal
from .test_readme import ROOT, run

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?m)^    (interviewcoder .*)$", PAGE)

VISITS = [
    [
        ("2]jjjjjj", "Like a shop."),
        ("t", "or a new name"),
        ("dinner", "Make the code dinner"),
        ("\r", "Tagged: Dinner decided"),
        ("jjjjjr", "2 tags"),
    ],
    [("4", "10 supported"), ("\t\x1b[B\x1b[B\x1b[B\x1b[B\r", "For it:")],
]
"""For each time that the screen is opened, the keys and what is on it then."""


def seen(terminal: Terminal, words: str) -> bool:
    def plain() -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.written.decode("utf-8", "replace"))

    for _ in range(60):
        terminal.wait_for(b"\x00", 0.5)
        if words in plain():
            return True
    return False


def visit(folder: Path, arguments: list[str], keys: list[tuple[str, str]]) -> None:
    terminal = Terminal(["-m", *arguments], folder)
    # Where it was left the last time, so on any screen.
    assert seen(terminal, "saved")
    for typed, words in keys:
        terminal.written.clear()
        terminal.type(typed)
        assert seen(terminal, words), (typed, words, bytes(terminal.written[-2000:]))
    terminal.type("q")
    assert terminal.end() == 0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command of the tutorial told, by its name."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "sample_transcripts").symlink_to(ROOT / "sample_transcripts")
    visits = iter(VISITS)
    words: dict[str, str] = {"folder": str(folder)}
    for line in COMMANDS:
        arguments = shlex.split(line)
        if arguments[1] == "open":
            visit(folder, arguments, next(visits))
            continue
        done = run(["sh", line], folder)
        assert done.returncode == 0, (line, done.stderr)
        words[arguments[1]] = done.stdout + done.stderr
    assert next(visits, None) is None
    return words


def test_one_sees_what_it_says(told: dict[str, str]) -> None:
    for command, words in {
        "import": "11 imported, 0 skipped, 0 failed",
        "synthesize": "3 personas",
        "personas-check": "0 errors",
    }.items():
        assert words in told[command], told[command]
    assert re.match(r"53[2-4] codings added", told["codings-import"])
    assert "`0 errors`" in PAGE


def test_the_pages_are_there_at_the_end(told: dict[str, str]) -> None:
    pages = Path(told["folder"]) / "personas"
    assert len(list(pages.glob("*.md"))) == 4
    assert "The planners" in (pages / "index.md").read_text(encoding="utf-8")


def test_each_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)
    assert len(pictures) == 6
    for picture in pictures:
        file = ROOT / "docs" / picture
        assert file.read_bytes().startswith(b"\x89PNG")
        assert file.stat().st_size < 150_000
