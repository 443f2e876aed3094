"""How fast the whole program opens, tags and wraps anew a very long transcript, with the study's file behind it.

    PYTHONPATH=src python benchmarks/reading_app.py [keys of each kind]

The transcript and codings of `reading.py`, in a study file of its own, on a terminal of 120 by 40. Times go from a key
to the frame that shows what came of it. Beside them stands, in the same run, how long a Textual app that is nothing but a
line of text takes from a key to its frame, and how much memory it has before this program is imported.
"""

import asyncio
import csv
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.widgets import Input, Static

BEFORE = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

from reading import CODES, TERMINAL, Frames, corpus  # noqa: E402

from interviewcoder.domain.codebook import CodeDraft  # noqa: E402
from interviewcoder.domain.coding import Span  # noqa: E402
from interviewcoder.study import Study  # noqa: E402
from interviewcoder.tui.app import InterviewCoderApp  # noqa: E402
from interviewcoder.tui.screens.reading import ReadingScreen  # noqa: E402
from interviewcoder.tui.widgets.reading_view import ReadingView  # noqa: E402

WIDTHS = (100, 130, 80, 160)
KEYS = {
    "j": "next sentence (j)",
    "J": "select a sentence (J)",
    "pagedown": "page down",
    "right_parenthesis": "next hit",
    "greater_than_sign": "next excerpt (>)",
}


def study_of(folder: Path) -> None:
    """Make a study with the transcript and its codings."""
    shown, codings = corpus()
    text = folder / "long.txt"
    text.write_text("\n\n".join(f"{one.speaker}: {one.text}" for one in shown.passages))
    path = folder / "long.study"
    with Study.create(path, name="long", coder="ann") as study:
        for _ in study.sources.import_files([text]):
            pass
        source = study.sources.list()[0]
        for number in range(CODES):
            study.codebook.add(CodeDraft(f"Code of many words {number}"))
        table = folder / "codings.csv"
        with table.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["source", "start", "end", "code", "coder"])
            for one in codings:
                end = min(one.end, source.characters)
                writer.writerow([source.name, min(one.start, end - 1), end, one.code, one.coder])
        study.codings.import_file(table)


async def seconds_until(
    driver: Frames, act: Callable[[], object], shown: Callable[[], bool]
) -> float:
    """From an act to the first frame after which something is shown."""
    await asyncio.sleep(0.06)
    Frames.painted.clear()
    start = perf_counter()
    act()
    while True:
        await asyncio.wait_for(Frames.painted.wait(), 60)
        Frames.painted.clear()
        if shown():
            return driver.at - start


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something that is not measured."""
    for _ in range(600):
        await asyncio.sleep(0.05)
        if condition():
            return
    raise TimeoutError


async def typed(app: App[None], driver: Frames, words: str) -> None:
    """Type words into the line of the dialog that opens."""
    await until(lambda: bool(app.screen.query("#line")) and app.focused is not None)
    for character in words:
        press(driver, character)
    await until(lambda: app.screen.query_one("#line", Input).value == words)
    await asyncio.sleep(0.3)


def press(driver: Frames, key: str) -> None:
    """Send a key, by Textual's name or as a character."""
    character = key if len(key) == 1 else None
    driver.send_message(events.Key("space" if key == " " else key, character))


class Line(App[None]):
    """The floor: a line that every key changes."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("0" * 40, id="line", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Change it."""
        self.query_one(Static).update(f"{perf_counter():040.9f}")


async def floor(app: Line, keys: int) -> list[float]:
    """A line from key to frame."""
    driver = app._driver
    assert isinstance(driver, Frames)
    return [
        await seconds_until(driver, lambda: press(driver, "j"), lambda: True) for _ in range(keys)
    ]


async def measure(app: InterviewCoderApp, keys: int) -> dict[str, list[float]]:
    """All of it."""
    driver = app._driver
    assert isinstance(driver, Frames)
    while app.study is None or app.current_mode != "library" or app.overview is None:
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    times: dict[str, list[float]] = {}

    def screen() -> ReadingScreen:
        assert isinstance(app.mode_screen, ReadingScreen)
        return app.mode_screen

    def text_is_there() -> bool:
        return (
            app.current_mode == "reading"
            and screen().is_mounted
            and screen().view.source_text is not None
        )

    times["open, first words"] = [
        await seconds_until(driver, lambda: press(driver, "2"), text_is_there)
    ]
    await asyncio.sleep(1.5)
    view = screen().view
    words = view.source_text.text.split() if view.source_text else []
    word = next(one for one in words if len(one) == 2 and one.isalpha())
    press(driver, "f")
    await typed(app, driver, word)
    found = await seconds_until(driver, lambda: press(driver, "enter"), lambda: bool(view.hits))
    times[f"mark {len(view.hits):,} hits"] = [found]
    for key, name in KEYS.items():
        view.action_clear_selection()
        view.go_to(Span(0, 1), select=False)
        await asyncio.sleep(0.3)
        times[name] = []
        for _ in range(keys):
            if key == "J" and len(view.selected_text) > 3_000:
                view.action_clear_selection()
            before = view.cursor, view.selection
            times[name].append(
                await seconds_until(
                    driver, partial(press, driver, key), partial(_moved, view, before)
                )
            )
    view.go_to(Span(0, 1), select=False)
    await asyncio.sleep(0.5)
    press(driver, "t")
    await typed(app, driver, "words 7")
    number = len(view.codings)
    times["tag in the finder (enter)"] = [
        await seconds_until(
            driver, lambda: press(driver, "enter"), lambda: len(view.codings) > number
        )
    ]
    times["tag again (r)"] = []
    for _ in range(keys):
        before = view.cursor, view.selection
        press(driver, "j")
        await until(partial(_moved, view, before))
        number = len(view.codings)
        times["tag again (r)"].append(
            await seconds_until(driver, partial(press, driver, "r"), partial(_more, view, number))
        )
        await asyncio.sleep(0.3)
    times["another width"] = []
    for turn in range(max(4, keys // 4)):
        width = WIDTHS[turn % len(WIDTHS)]
        old = view.size.width
        times["another width"].append(
            await seconds_until(
                driver,
                partial(_resize, app, width),
                partial(_wrapped, screen(), old),
            )
        )
        await asyncio.sleep(0.3)
    return times


def _moved(view: ReadingView, before: tuple[int, Span | None]) -> bool:
    return (view.cursor, view.selection) != before


def _more(view: ReadingView, number: int) -> bool:
    return len(view.codings) > number


def _wrapped(screen: ReadingScreen, old: int) -> bool:
    page = screen.view._page
    return (
        page is not None
        and screen.view.size.width != old
        and page.layout.columns.width == screen.view.scrollable_content_region.width
    )


def _resize(app: InterviewCoderApp, width: int) -> None:
    size = Size(width, TERMINAL[1])
    app._driver._size = (width, TERMINAL[1])  # type: ignore[union-attr]
    app.post_message(events.Resize(size, size))


def run(app: App[None], act: Callable[[], object]) -> None:
    """Run an app until something was done in it; what goes wrong is raised."""
    failures: list[BaseException] = []

    async def go() -> None:
        Frames.painted = asyncio.Event()

        async def pilot(_: object) -> None:
            try:
                await asyncio.sleep(0.5)
                await act()  # type: ignore[misc]
            except BaseException as error:
                failures.append(error)
            app.exit()

        app.driver_class = Frames
        await app.run_async(size=TERMINAL, auto_pilot=pilot)

    asyncio.run(go())
    if failures:
        raise failures[0]


def told(name: str, times: Sequence[float]) -> str:
    """A line of the table, in milliseconds."""
    slow = quantiles(times, n=20)[18] if len(times) > 1 else times[0]
    return f"  {name:28}{median(times) * 1000:8.1f}{slow * 1000:8.1f}{max(times) * 1000:8.1f}"


def main(keys: int) -> None:
    """Print a table."""
    with TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        # In a process of its own, whose memory is not this one's.
        maker = multiprocessing.get_context("spawn").Process(target=study_of, args=(Path(folder),))
        maker.start()
        maker.join()
        path = Path(folder) / "long.study"
        line, floors = Line(), []
        app = InterviewCoderApp(path, coder="ann")
        times: dict[str, list[float]] = {}

        async def of_line() -> None:
            floors.extend(await floor(line, keys))

        async def of_app() -> None:
            times.update(await measure(app, keys))

        run(line, of_line)
        run(app, of_app)
        print(f"  {'key to frame, ms':28}{'p50':>8}{'p95':>8}{'max':>8}")
        print(told("floor: a line of text", floors))
        for name, found in times.items():
            print(told(name, found))
        status = dict(
            one.split(":", 1) for one in Path("/proc/self/status").read_text().splitlines()
        )
        print(
            f"  memory: {BEFORE / 2**20:.0f} MiB with Textual alone, at most {int(status['VmHWM'].split()[0]) / 1024:.0f} MiB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
