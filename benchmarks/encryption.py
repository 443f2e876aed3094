"""What encryption costs: the same work on a plain study and on an encrypted one.

    PYTHONPATH=src python benchmarks/encryption.py [transcripts]

Each figure is the median of several runs, plain and encrypted by turns. Reads come cold: the study is opened anew, so that
SQLite has no page in memory (the system may).
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from corpus import Speech, write_interviews

from interviewcoder import Passphrase, Study
from interviewcoder.domain.coding import Span
from interviewcoder.study.encryption import decrypt, encrypt

WORDS = Passphrase("a passphrase for measuring")
_TRANSCRIPTS = 100
_TAGS = 200
_RUNS = 7
_COMMON = min(Speech(3).words(40), key=len)
_KINDS = {"plain": None, "encrypted": WORDS}


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = perf_counter()
    act()
    return perf_counter() - started


def imported(path: Path, files: Path, words: Passphrase | None) -> None:
    """A study of all the files."""
    with Study.create(path, coder="Maya", passphrase=words) as study:
        for _ in study.sources.import_files([files]):
            pass


def opened(path: Path, words: Passphrase | None) -> float:
    """Seconds to open a study."""
    started = perf_counter()
    Study.open(path, coder="Maya", passphrase=words).close()
    return perf_counter() - started


def within(path: Path, words: Passphrase | None, act: Callable[[Study], object]) -> float:
    """Seconds that an act takes on a study that was just opened."""
    with Study.open(path, coder="Maya", passphrase=words) as study:
        return seconds(lambda: act(study))


def tag(study: Study) -> None:
    """Tags, each safe on disk before the next."""
    sources, codes = study.sources.list()[:20], study.codebook.list()
    for number in range(_TAGS):
        start = 40 * number % 8_000
        study.codings.tag(sources[number % len(sources)].id, Span(start, start + 30), [codes[0].id])
    for _ in range(_TAGS):
        study.journal.undo()


def read_all(study: Study) -> None:
    """Every source, whole."""
    for source in study.sources.list():
        study.sources.read(source.id)


def search(study: Study) -> None:
    """Passages with a common word."""
    assert study.find(_COMMON)


def main(transcripts: int) -> None:
    """Print a table."""
    print("| | plain | encrypted | ratio |\n|---|---|---|---|")

    def row(what: str, run: Callable[[str, Passphrase | None], float]) -> None:
        times: dict[str, list[float]] = {kind: [] for kind in _KINDS}
        for _ in range(_RUNS):
            for kind, words in _KINDS.items():
                times[kind].append(run(kind, words))
        plain, encrypted = (statistics.median(times[kind]) for kind in _KINDS)
        print(
            f"| {what} | {plain * 1000:.1f} ms | {encrypted * 1000:.1f} ms | {encrypted / plain:.2f} |"
        )

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = folder / "files"
        files.mkdir()
        write_interviews(files, transcripts, 8_000)
        paths = {kind: folder / f"{kind}.study" for kind in _KINDS}

        def import_anew(kind: str, words: Passphrase | None) -> float:
            paths[kind].unlink(missing_ok=True)
            return seconds(lambda: imported(paths[kind], files, words))

        row(f"import {transcripts} transcripts", import_anew)
        row("open", lambda kind, words: opened(paths[kind], words))
        row(
            f"{_TAGS} tags, and undo them",
            lambda kind, words: within(paths[kind], words, tag),
        )
        row(
            "search for a common word, cold",
            lambda kind, words: within(paths[kind], words, search),
        )
        row("read every source", lambda kind, words: within(paths[kind], words, read_all))
        row("check", lambda kind, words: within(paths[kind], words, Study.check))
        size = paths["plain"].stat().st_size / 1e6
        there = seconds(lambda: encrypt(paths["plain"], WORDS))
        back = seconds(lambda: decrypt(paths["plain"], WORDS))
        print(f"\n{size:.1f} MB: encrypt {there:.1f} s, decrypt {back:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _TRANSCRIPTS)
