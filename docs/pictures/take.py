"""Takes the pictures of the README from the sample study: `python docs/pictures/take.py`.

Needs `rsvg-convert` (Debian: librsvg2-bin) and a monospaced font. Each picture is the screen after some keys.
"""

import asyncio
import re
import subprocess
import tempfile
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


async def take(study_path: Path, name: str, keys: list[str]) -> None:
    """Press the keys and save the screen."""
    app = InterviewCoderApp(study_path, demo=True, coder="Maya")
    async with app.run_test(size=SIZE) as pilot:
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
    drawing.unlink()


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, keys in PICTURES.items():
            study_path = Path(scratch) / name / "demo.study"
            list(build_demo(study_path))
            asyncio.run(take(study_path, name, keys))


if __name__ == "__main__":
    main()
