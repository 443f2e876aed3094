"""How long retrieving excerpts takes in a big study, beside plain SQL that reads the same rows, and what it needs.

    PYTHONPATH=src python benchmarks/excerpts.py [transcripts [codings]]

The screen is the real one, without a terminal: from the key to the excerpts drawn with their words.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from checking import made

from interviewcoder import Study
from interviewcoder.storage.engine import driver_of

_ROWS = """
SELECT g.id, g.source_id, g.start_pos, g.end_pos, g.code_id, k.participant_id, p.question_id
FROM coding g JOIN coding_passage v ON v.coding_id = g.id JOIN passage p ON p.id = v.passage_id
JOIN speaker k ON k.id = p.speaker_id ORDER BY g.source_id, g.start_pos, g.end_pos, g.id
"""


def main(transcripts: int = 200, codings: int = 50_000) -> None:
    """Print two tables."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = name
        path = made(Path(name), transcripts, codings, 0)
        # In a process of its own, so that its memory is its own.
        subprocess.run([sys.executable, __file__, str(path)], check=True)
        _queries(path)


def _queries(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        code, other = (one.name for one in study.codebook.list()[2:4])
        with study._file.reading() as connection:
            driver = driver_of(connection)
            floor = _took(lambda: driver.execute(_ROWS).fetchall())
        first = _took(lambda: study.excerpts.find(), 1)
        print("\n| query | found | ms | SQL that reads all, ms | ratio |\n|---|---|---|---|---|")
        _line("the first one, that reads the study", study.excerpts.find().tags, first, floor)
        for query in (
            f'code:"{code}"',
            "NOT kind:attitude",
            "participant:P01* kind:need",
            f'with:"{code}"',
            f'code:"{other}" followed-by:"{code}"',
            "bra",
            "near:bra",
        ):
            took = _took(lambda query=query: study.excerpts.find(query, by="code"))  # type: ignore[misc]
            _line(f"`{query}`", study.excerpts.find(query).tags, took, floor)
        ids = study.excerpts.find(by="code").ids
        place = len(ids) // 2
        page = _took(lambda: study.excerpts.read(ids[place : place + 240]))
        _line("a page of words, 240 excerpts", 240, page, floor)


async def _screen(path: Path) -> None:
    from interviewcoder.tui.app import InterviewCoderApp
    from interviewcoder.tui.screens.excerpts import ExcerptsScreen
    from interviewcoder.tui.widgets.listing import Listing

    app = InterviewCoderApp(path, coder="Maya")
    async with app.run_test(size=(100, 30)) as pilot:
        while app.current_mode != "library" or app.overview is None:
            await pilot.pause(0.01)
        await app.workers.wait_for_complete()
        before = _memory()
        started, busy = perf_counter(), process_time()
        app.show_mode("excerpts")
        while not (isinstance(app.screen, ExcerptsScreen) and app.screen.query("#excerpts")):
            await asyncio.sleep(0.001)
        listing = app.screen.query_one("#excerpts", Listing)
        while not len(listing.rows):
            await asyncio.sleep(0.001)
        listing.render_line(3)
        opened, busy = perf_counter() - started, process_time() - busy
        codings = app.overview.codings
        await app.workers.wait_for_complete()
        listing.focus()
        await pilot.press("end")
        await pilot.pause()
        started = perf_counter()
        await pilot.press("ctrl+f")
        typed = []
        for letter in "kind:need":
            began = perf_counter()
            await pilot.press(letter)
            typed.append(perf_counter() - began)
        await app.workers.wait_for_complete()
        print(f"| on the screen, {codings:,} excerpts | |\n|---|---|")
        print(
            f"| from the key to excerpts drawn | {opened * 1000:.0f} ms,"
            f" of which this process worked {busy * 1000:.0f} ms |"
        )
        print(
            f"| a key typed in the query line, median and worst | {median(typed) * 1000:.0f} ms,"
            f" {max(typed) * 1000:.0f} ms |"
        )
        print(f"| memory before, and at its most | {before} MiB, {_memory()} MiB |")


def _memory() -> int:
    """The most that this process had, in MiB; `getrusage` would tell what the one that started it had."""
    (line,) = (one for one in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in one)
    return int(line.split()[1]) // 1024


def _line(what: str, found: int, took: float, floor: float) -> None:
    print(f"| {what} | {found:,} | {took * 1000:.0f} | {floor * 1000:.0f} | {took / floor:.2f} |")


def _took(act: Callable[[], object], times: int = 5) -> float:
    """Seconds, the median."""
    taken = []
    for _ in range(times):
        started = perf_counter()
        act()
        taken.append(perf_counter() - started)
    return median(taken)


if __name__ == "__main__":
    if len(sys.argv) == 2 and not sys.argv[1].isdigit():
        asyncio.run(_screen(Path(sys.argv[1])))
    else:
        main(*map(int, sys.argv[1:]))
