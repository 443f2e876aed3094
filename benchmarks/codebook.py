"""How long the codebook's screen takes to open, to show a code's page and what a merge would change.

    PYTHONPATH=src python benchmarks/codebook.py [codes [codings [transcripts]]]

The floor is the same count of codings by code in plain SQL, in the same run.
"""

import asyncio
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from corpus import write_interviews

from interviewcoder import Study
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.codebook_change import MergeCodes, RemoveCodes
from interviewcoder.tui.app import InterviewCoderApp
from interviewcoder.tui.screens.codes import CodesScreen
from interviewcoder.tui.widgets.listing import Listing

_WORDS = 4_000
_LENGTH = 60
_FLOOR = """
SELECT g.code_id, count(*), count(DISTINCT k.participant_id), count(DISTINCT g.source_id)
FROM coding g JOIN coding_passage v ON v.coding_id = g.id
JOIN passage p ON p.id = v.passage_id JOIN speaker k ON k.id = p.speaker_id GROUP BY g.code_id
"""


def made(folder: Path, codes: int, codings: int, transcripts: int) -> Path:
    """A study of that size; each tenth code stands at the top, the others under it in two levels."""
    write_interviews(folder / "files", transcripts, _WORDS)
    path = folder / "big.study"
    with Study.create(path, coder="Maya", codebook=()) as study:
        drafts = []
        for n in range(codes):
            top, middle = n - n % 10, n - n % 10 + 1
            above = None if n == top else f"Code {top}" if n % 10 < 3 else f"Code {middle}"
            drafts.append(CodeDraft(f"Code {n}", parent=above, definition="What it says."))
        study.codebook.add_all(drafts, verb="add codes", summary="codes")
        for _ in study.sources.import_files([folder / "files"]):
            pass
        sources = study.sources.list()
        lines = ["source,start,end,code"]
        for n in range(codings):
            source, start = sources[n % len(sources)], 20 * (n // len(sources))
            # Each tenth of all is of one code, as in real studies.
            code = 5 if n % 10 == 0 else (n * 7) % codes
            lines.append(f"{source.name},{start},{start + _LENGTH},Code {code}")
        (folder / "codings.csv").write_text("\n".join(lines), encoding="utf-8")
        study.codings.import_file(folder / "codings.csv")
    return path


def best(act: Callable[[], object], times: int = 5) -> float:
    """Seconds of the fastest of some runs."""
    seconds = []
    for _ in range(times):
        started = perf_counter()
        act()
        seconds.append(perf_counter() - started)
    return min(seconds)


async def on_screen(path: Path) -> tuple[float, float]:
    """Seconds from the key to the tree, and from there to the page of the code with most tags."""
    app = InterviewCoderApp(path, coder="Maya")
    async with app.run_test(size=(120, 40)) as pilot:
        while app.overview is None or app.current_mode != "library":
            await pilot.pause(0.05)
        await pilot.pause(1)
        started = perf_counter()
        app.simulate_key("B")
        while not (
            isinstance(app.screen, CodesScreen)
            and app.screen.query("#tree")
            and app.screen.query_one("#tree", Listing).rows
        ):
            await asyncio.sleep(0.002)
        opened = perf_counter() - started
        await pilot.pause(1)
        tree = app.screen.query_one("#tree", Listing)
        busiest = max(app.study.codebook.list(), key=lambda code: code.codings)
        started = perf_counter()
        tree.highlight_key(busiest.guid)
        await asyncio.sleep(0.01)
        while not app.screen.query_one("#page", Listing).rows:
            await asyncio.sleep(0.002)
        return opened, perf_counter() - started


def main(codes: int = 500, codings: int = 50_000, transcripts: int = 100) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as name:
        path = made(Path(name), codes, codings, transcripts)
        plain = sqlite3.connect(path)
        floor = best(lambda: plain.execute(_FLOOR).fetchall())
        plain.close()
        with Study.open(path, coder="Maya") as study:
            all_codes = study.codebook.list()
            busiest = max(all_codes, key=lambda code: code.codings)
            ids = tuple(code.id for code in all_codes)
            lines = {
                "the codes with their counts": best(study.codebook.list),
                f"the page of a code with {busiest.codings:,} tags": best(
                    lambda: study.codebook.page(busiest.id)
                ),
                "what merging 20 codes would change": best(
                    lambda: study.codebook.plan(MergeCodes(ids[20:40], ids[0]))
                ),
                "what deleting all codes would change": best(
                    lambda: study.codebook.plan(RemoveCodes(ids)), 2
                ),
            }
        opened, paged = asyncio.run(on_screen(path))
        lines["key to tree on the screen"] = opened
        lines["highlight to page on the screen"] = paged
        print(f"{codes} codes, {codings:,} codings, {transcripts} transcripts")
        print(f"| what | seconds | x the counts in plain SQL ({floor:.3f} s) |\n|---|---|---|")
        for what, seconds in lines.items():
            print(f"| {what} | {seconds:.3f} | {seconds / floor:.1f} |")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
