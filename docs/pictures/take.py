"""Takes the pictures of the README and the tutorial from the real app: `python docs/pictures/take.py [NAME...]`.

Needs `rsvg-convert` and `pngquant` (Debian: librsvg2-bin, pngquant) and a monospaced font. Each picture is the screen after
some keys. Those of the tutorial are of the study that its commands make.
"""

import asyncio
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from interviewcoder.study.demo import build_demo
from interviewcoder.tui.app import InterviewCoderApp

HERE = Path(__file__).parent
SIZE = (120, 36)
PICTURES = {
    "personas": ["end", "up", "up", "up", "tab", *["down"] * 3],
    "reading": ["1", "enter", *["j"] * 6, "J"],
    "cut": ["5"],
    "counts": ["8", "tab", "o", *["down"] * 3],
}
"""The keys pressed before each picture is taken."""

TUTORIAL = {
    "tutorial-library": (4, []),
    "tutorial-finder": (4, ["2", "]", *["j"] * 6, "t", *"dinner"]),
    "tutorial-tagged": (4, ["2", "]", *["j"] * 6, "t", *"dinner", "enter", *["j"] * 5, "r"]),
    "tutorial-personas": (6, ["4", "tab", *["down"] * 4]),
    "tutorial-evidence": (6, ["4", "tab", *["down"] * 4, "enter"]),
    "tutorial-cut": (8, ["5"]),
}
"""For each picture of the tutorial how many of its commands (those that need no terminal) come before, and the keys."""

TUTORIAL_SIZE = (100, 30)

_CELL = 12.2
"""Width of a cell in Textual's drawings."""
_RUN = re.compile(
    r'<text (?P<style>[^>]*?)x="(?P<x>[\d.]+)" (?P<y>[^>]*?)textLength="(?P<length>[\d.]+)"(?P<clip>[^>]*)>'
    r"(?P<blanks>(?:&#160;)*)(?P<rest>[^<]*)</text>"
)


def _without_leading_blanks(run: re.Match[str]) -> str:
    """A run of cells that begins with its first visible one: librsvg leaves leading blanks out."""
    blanks = run["blanks"].count("&#160;")
    if not blanks or not run["rest"]:
        return run[0]
    x = float(run["x"]) + blanks * _CELL
    length = float(run["length"]) - blanks * _CELL
    return f'<text {run["style"]}x="{x:g}" {run["y"]}textLength="{length:g}"{run["clip"]}>{run["rest"]}</text>'


def commands_of(page: Path) -> list[str]:
    """The commands that a page tells people to type, in order."""
    return re.findall(r"(?m)^    (interviewcoder .*)$", page.read_text(encoding="utf-8"))


async def take(
    study_path: Path, name: str, keys: list[str], size: tuple[int, int], *, demo: bool
) -> None:
    """Press the keys and save the screen."""
    app = InterviewCoderApp(study_path, demo=demo, coder="Maya")
    async with app.run_test(size=size) as pilot:
        while app.study is None:
            await pilot.pause(0.05)
        for key in keys:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()
        drawing = HERE / f"{name}.svg"
        svg = app.export_screenshot(title="interviewcoder")
        drawing.write_text(_RUN.sub(_without_leading_blanks, svg), encoding="utf-8")
    picture = HERE / f"{name}.png"
    subprocess.run(["rsvg-convert", "-w", "1400", drawing, "-o", picture], check=True)
    subprocess.run(["pngquant", "--force", "--output", picture, "64", picture], check=True)
    drawing.unlink()


def follow_tutorial(folder: Path, commands: int) -> Path:
    """The study that the first commands of the tutorial make; they are run in the folder."""
    (folder / "sample_transcripts").symlink_to(HERE.parents[1] / "sample_transcripts")
    typed = [one for one in commands_of(HERE.parent / "tutorial.md") if " open " not in one]
    for line in typed[:commands]:
        subprocess.run(
            [sys.executable, "-m", *shlex.split(line)],
            cwd=folder,
            check=True,
            capture_output=True,
        )
    return folder / "box.study"


def main(wanted: Sequence[str]) -> None:
    """Take the pictures that are named, else all."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted or [*PICTURES, *TUTORIAL]:
            folder = Path(scratch) / name
            folder.mkdir()
            if name in TUTORIAL:
                commands, keys = TUTORIAL[name]
                study_path = follow_tutorial(folder, commands)
                asyncio.run(take(study_path, name, keys, TUTORIAL_SIZE, demo=False))
            else:
                study_path = folder / "demo.study"
                list(build_demo(study_path))
                asyncio.run(take(study_path, name, PICTURES[name], SIZE, demo=True))


if __name__ == "__main__":
    main(sys.argv[1:])
