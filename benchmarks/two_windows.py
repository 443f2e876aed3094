"""How long a change waits for its turn where two windows and a bulk import work on one study, and how many are refused.

    PYTHONPATH=src python benchmarks/two_windows.py [seconds [transcripts imported meanwhile [fastest pause [slowest]]]]

Two processes do what a window does: they look at the study once a second, and tag, write on a memo and edit a code at the
speed of a person who hurries. With pauses of 0 they hammer the file.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event, Thread
from time import monotonic, perf_counter, sleep

from corpus import write_interviews

from interviewcoder import Study, StudyError
from interviewcoder.domain.coding import Span
from interviewcoder.domain.conflict import EditConflict
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.tui.app import POLL_SECONDS, overview_of

_WORDS = 8_000


def _look(study: Study, done: Event) -> None:
    known = study.revision()
    while not done.wait(POLL_SECONDS):
        if study.revision() != known:
            known = overview_of(study).revision
            study.codings.list()


def work(path: str, name: str, seconds: float, fastest: float, slowest: float) -> None:
    """Change the study for so long; print for each change how long it took, or that it was refused."""
    chance, done = random.Random(name), Event()
    with Study.open(path, coder=name) as study:
        looking = Thread(target=_look, args=(study, done))
        looking.start()
        source, codes = study.sources.list()[0], study.codebook.list()
        ends = monotonic() + seconds
        while monotonic() < ends:
            sleep(chance.uniform(fastest, slowest))
            memo, code = study.memos.list(MemoTarget.STUDY)[0], chance.choice(codes)
            start = chance.randrange(20_000)
            began = perf_counter()
            outcome = "done"
            try:
                match chance.randrange(3):
                    case 0:
                        study.codings.tag(source.id, Span(start, start + 60), [code.id])
                    case 1:
                        text = f"{name} {began}"
                        study.memos.edit(memo.id, text, seen={"text": memo.text})
                    case _:
                        study.codebook.update(code.id, definition=f"{name} {began}")
            except EditConflict:
                outcome = "conflict"
            except StudyError as error:
                outcome = "refused" if "holding" in error.message else f"other: {error}"
            print(outcome, perf_counter() - began, flush=True)
        done.set()
        looking.join()


def main(
    seconds: float = 60, imported: int = 100, fastest: float = 0.5, slowest: float = 2.5
) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shared.study"
        write_interviews(Path(folder) / "files", 20, _WORDS)
        with Study.create(path, coder="Maya") as study:
            for _ in study.sources.import_files([Path(folder) / "files"]):
                pass
            study.memos.write(MemoTarget.STUDY, "", "As it began")
        write_interviews(Path(folder) / "more", imported, _WORDS, seed=2)
        windows = [
            subprocess.Popen(
                [
                    sys.executable,
                    __file__,
                    "work",
                    path,
                    name,
                    *map(str, (seconds, fastest, slowest)),
                ],
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("Ana", "Noor")
        ]
        sleep(2)
        began = perf_counter()
        if imported:
            importing = [sys.executable, "-m", "interviewcoder", "import", path, f"{folder}/more"]
            done = subprocess.run(importing, capture_output=True, text=True, check=False)
            print(f"import of {imported}: {perf_counter() - began:.1f} s, exit {done.returncode}")
        told = [line.split() for window in windows for line in window.communicate()[0].splitlines()]
        waits = sorted(float(line[-1]) for line in told)
        for outcome in sorted({line[0] for line in told}):
            print(f"{outcome}: {sum(line[0] == outcome for line in told):,}")
        print(
            f"median {waits[len(waits) // 2]:.3f} s, 99 of 100 within {waits[len(waits) * 99 // 100]:.3f} s, "
            f"longest {waits[-1]:.3f} s"
        )
        with Study.open(path) as study:
            assert all(one.good for one in study.check())
            print(f"{len(study.sources.list()):,} sources")


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(sys.argv[2], sys.argv[3], *map(float, sys.argv[4:]))
    else:
        given = [float(one) if "." in one else int(one) for one in sys.argv[1:]]
        main(*given)
