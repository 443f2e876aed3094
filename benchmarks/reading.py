"""How fast the reading view opens and answers keys on a very long transcript.

    PYTHONPATH=src python benchmarks/reading.py [keys of each kind] [busy processes]

100,000 words in 2,000-odd turns with 2,000 overlapping codings from 40 codes, on a terminal of 120 by 40. A frame is
complete when its escape sequences are handed to the driver, so everything but the terminal itself is in the
figures, with the wait of up to 1/60 s by which Textual gathers changes. `cpu` is the median of the processor's time
for a frame, which other processes do not blur. Beside them stand two floors in the same run: the same rows as plain
strips in a bare ScrollView, and Textual's own TextArea with the same words.
"""

import asyncio
import multiprocessing
import random
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from statistics import median, quantiles
from time import perf_counter, process_time

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.filter import LineFilter
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from interviewcoder.domain.coding import Coding, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.source import Passage, Role, Source, SourceKind, SourceText
from interviewcoder.tui.safety import ControlCharacters
from interviewcoder.tui.widgets.reading_columns import columns
from interviewcoder.tui.widgets.reading_layout import Layout
from interviewcoder.tui.widgets.reading_view import ReadingView

WORDS = 100_000
CODINGS = 2_000
CODES = 40
TERMINAL = (120, 40)
KEYS = ("j", "down", "pagedown", "right_square_bracket", "J", "shift+down")
WHOLE = 2_000
"""Bytes of a frame that shows the whole screen."""
Times = tuple[float, float]
"""Seconds on the clock and of the processor."""
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def corpus(seed: int = 0) -> tuple[SourceText, list[Coding]]:
    """A transcript and its codings; the same ones each time."""
    chance = random.Random(seed)
    letters = "etaoinshrdlucmfwypvbgk"
    lexicon = ["".join(chance.choices(letters, k=chance.randint(1, 9))) for _ in range(4_000)]
    parts: list[str] = []
    passages: list[Passage] = []
    position = words = 0
    while words < WORDS:
        turn = min(WORDS - words, chance.choice((4, 9, 20, 60, 150)))
        text = " ".join(
            word + (". " if chance.random() < 0.07 else "").rstrip()
            for word in chance.choices(lexicon, k=turn)
        )
        guest = len(passages) % 2 == 1
        passages.append(
            Passage(
                id=len(passages) + 1,
                source_id=1,
                position=len(passages),
                start=position,
                end=position + len(text),
                text=text,
                speaker="Beatriz" if guest else "Interviewer",
                role=Role.PARTICIPANT if guest else Role.INTERVIEWER,
                start_ms=words * 400,
            )
        )
        parts.append(text)
        position += len(text) + 2
        words += turn
    text = "\n\n".join(parts)
    source = Source(
        1, "s", "long", SourceKind.TRANSCRIPT, "txt", "utf-8", len(text), len(passages), (), "", "", LONG_AGO
    )  # fmt: skip
    kinds = list(Kind)
    codings = []
    for number in range(CODINGS):
        code = chance.randrange(CODES)
        kind = kinds[code % len(kinds)]
        start = chance.randrange(len(text) - 3_000)
        end = start + chance.choice((40, 120, 400, 2_500))
        codings.append(
            Coding(
                number,
                f"c{number}",
                1,
                "long",
                start,
                end,
                text[start:end],
                code,
                f"Code of many words {code}",
                kind,
                kind.colour,
                "ann" if number % 2 else "bo",
                LONG_AGO,
            )
        )
    codings.sort(key=lambda coding: coding.span)
    return SourceText(source, text, tuple(passages)), codings


class PlainRows(ScrollView, can_focus=True):
    """The floor: rows that were wrapped before, drawn as they are; keys move a marked row or scroll."""

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__()
        self._rows: Sequence[str] = ()
        self._given = rows
        self._marked = 0

    def show(self) -> None:
        """Show the rows."""
        self._rows = self._given
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        row = round(self.scroll_y) + y
        text = self._rows[row] if row < len(self._rows) else ""
        if row == self._marked:
            text = ">" + text[1:]
        return Strip([Segment(text)], len(text)).adjust_cell_length(self.size.width)

    def on_key(self, event: events.Key) -> None:
        """Move the mark by a row, or the view by a page."""
        event.stop()
        if event.key == "pagedown":
            self.scroll_to(y=self.scroll_y + self.size.height, animate=False)
        else:
            self.refresh_line(self._marked)
            self._marked += 1
            self.refresh_line(self._marked)
            if self._marked >= self.scroll_y + self.size.height:
                self.scroll_to(y=self._marked - self.size.height + 1, animate=False)


class Frames(HeadlessDriver):
    """A driver that only notes when something was written to it."""

    painted: asyncio.Event
    least = 24
    """Bytes that make a frame; less is about the cursor or the window's title."""
    at = 0.0
    cpu_at = 0.0

    @property
    def is_headless(self) -> bool:
        """False, so that the app renders its frames to the end."""
        return False

    def write(self, data: str) -> None:
        """Note a frame."""
        if "\x1b[" in data and len(data) > self.least:
            self.at, self.cpu_at = perf_counter(), process_time()
            self.painted.set()

    def flush(self) -> None:
        """Nothing is kept back."""


class Bench(App[None]):
    """An app with one widget, and a measurement to make in it."""

    def __init__(self, widget: Widget, measure: Callable[["Bench"], Awaitable[None]]) -> None:
        super().__init__(driver_class=Frames)
        self.widget = widget
        self._measure = measure

    def compose(self) -> ComposeResult:
        """The widget under measurement alone."""
        yield self.widget

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the program's own."""
        return [*super().get_line_filters(), ControlCharacters()]

    @property
    def driver(self) -> Frames:
        """The driver, as what it is."""
        assert isinstance(self._driver, Frames)
        return self._driver

    async def seconds_to_frame(self, act: Callable[[], object], least: int = 24) -> Times:
        """How long it takes from an act to the next frame, once all is quiet."""
        await asyncio.sleep(0.04)
        self.driver.least = least
        self.driver.painted.clear()
        start, cpu_start = perf_counter(), process_time()
        act()
        await asyncio.wait_for(self.driver.painted.wait(), 60)
        return self.driver.at - start, self.driver.cpu_at - cpu_start

    async def seconds_to_answer(self, key: str) -> Times:
        """How long it takes from a key to its frame."""
        character = key if len(key) == 1 else None
        return await self.seconds_to_frame(
            lambda: self.driver.send_message(events.Key(key, character))
        )


def measured(widget: Widget, measure: Callable[[Bench], Awaitable[None]]) -> None:
    """Run a measurement in an app around a widget; what goes wrong in it is raised."""
    failures: list[BaseException] = []

    async def run() -> None:
        Frames.painted = asyncio.Event()

        async def pilot(_: object) -> None:
            try:
                await asyncio.sleep(0.3)
                widget.focus()
                await asyncio.sleep(0.2)
                await measure(app)
            except BaseException as error:
                failures.append(error)
            app.exit()

        app = Bench(widget, measure)
        await app.run_async(size=TERMINAL, auto_pilot=pilot)

    asyncio.run(run())
    if failures:
        raise failures[0]


def spread(times: Sequence[Times]) -> tuple[float, float, float, float]:
    """Median, 95th percentile and maximum on the clock, and the processor's median, in milliseconds."""
    clock = [seconds for seconds, _ in times]
    cuts = quantiles(clock, n=20)
    cpu = median(seconds for _, seconds in times)
    return cuts[9] * 1000, cuts[18] * 1000, max(clock) * 1000, cpu * 1000


def run_all(keys: int) -> None:
    """Print one table."""
    source_text, codings = corpus()
    prepared = perf_counter()
    layout = Layout(
        source_text.text, source_text.passages, columns(TERMINAL[0], source_text.passages)
    )
    prepared = perf_counter() - prepared
    rows = [
        "" if not layout.is_prose(row) else _words(layout, row) for row in range(layout.row_count)
    ]
    first: dict[str, Times] = {}
    answers: dict[str, dict[str, list[Times]]] = {"view": {}, "bare": {}, "area": {}}
    tagging: list[Times] = []

    view = ReadingView()

    async def of_view(bench: Bench) -> None:
        first["view"] = await bench.seconds_to_frame(lambda: view.show(source_text, codings), WHOLE)
        for key in KEYS:
            view.go_to(
                Span(source_text.passages[100].start, source_text.passages[100].end), select=False
            )
            answers["view"][key] = [await bench.seconds_to_answer(key) for _ in range(keys)]
        for number in range(keys):
            tagging.append(
                await bench.seconds_to_frame(partial(view.set_codings, codings[: -1 - number % 2]))
            )

    bare = PlainRows(rows)

    async def of_bare(bench: Bench) -> None:
        first["bare"] = await bench.seconds_to_frame(bare.show, WHOLE)
        for key in ("down", "pagedown"):
            answers["bare"][key] = [await bench.seconds_to_answer(key) for _ in range(keys)]

    area = TextArea(read_only=True, soft_wrap=True)

    async def of_area(bench: Bench) -> None:
        first["area"] = await bench.seconds_to_frame(
            lambda: area.load_text(source_text.text), WHOLE
        )
        for key in ("down", "pagedown"):
            answers["area"][key] = [await bench.seconds_to_answer(key) for _ in range(keys)]

    measured(view, of_view)
    measured(bare, of_bare)
    measured(area, of_area)

    print(f"  rows {layout.row_count:,}; wrapped in {prepared * 1000:.0f} ms")
    print(
        f"  show to first frame: view {first['view'][0] * 1000:.0f} ms, bare ScrollView {first['bare'][0] * 1000:.0f} ms, "
        f"TextArea {first['area'][0] * 1000:.0f} ms"
    )
    print(
        f"  {'key to frame, ms':24}{'p50':>7}{'p95':>7}{'max':>7}{'cpu':>7}   p95 of the floors (ratio; ratio of cpu)"
    )
    for key in KEYS:
        _print_row(key, answers["view"][key], answers, "pagedown" if key == "pagedown" else "down")
    _print_row("codings changed", tagging, answers, "pagedown")


def _words(layout: Layout, row: int) -> str:
    start, end = layout.line_span(layout.subjects[row])
    return " " * layout.columns.prose_left + layout.text[start:end].rstrip()


def _print_row(
    name: str, times: Sequence[Times], answers: dict[str, dict[str, list[Times]]], like: str
) -> None:
    middle, slow, slowest, cpu = spread(times)
    floors = []
    for floor, label in (("bare", "bare"), ("area", "TextArea")):
        _, of_floor, _, cpu_of_floor = spread(answers[floor][like])
        floors.append(
            f"{label} {of_floor:5.1f} ({slow / of_floor:4.2f}; cpu {cpu / cpu_of_floor:4.2f})"
        )
    print(f"  {name:24}{middle:7.1f}{slow:7.1f}{slowest:7.1f}{cpu:7.1f}   {', '.join(floors)}")


def _burn() -> None:
    while True:
        sum(range(10_000))


def main(keys: int, busy: int) -> None:
    """Print a table for the machine as it is, and one with busy processes beside."""
    print("As the machine is:")
    run_all(keys)
    if busy:
        burners = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(busy)]
        for burner in burners:
            burner.start()
        print(f"With {busy} busy processes beside:")
        run_all(keys)
        for burner in burners:
            burner.terminate()


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(arguments[0] if arguments else 120, arguments[1] if len(arguments) > 1 else 2)
