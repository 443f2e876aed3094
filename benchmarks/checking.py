"""How long a check of a big study takes, line by line, and how much memory its replay of the journal.

    PYTHONPATH=src python benchmarks/checking.py [transcripts [codings [one by one]]]

The codings are imported from a file, but for those that are tagged one by one, as a person does: an entry each.
"""

import sys
import tempfile
import tracemalloc
from pathlib import Path
from time import perf_counter

from corpus import write_interviews

from interviewcoder import Study
from interviewcoder.domain.coding import Span
from interviewcoder.storage.check import CHECKS

_WORDS = 8_000
_LENGTH = 60


def made(folder: Path, transcripts: int, codings: int, by_hand: int) -> Path:
    """A study of that size."""
    write_interviews(folder / "files", transcripts, _WORDS)
    path = folder / "big.study"
    with Study.create(path, coder="Maya") as study:
        for _ in study.sources.import_files([folder / "files"]):
            pass
        sources, codes = study.sources.list(), study.codebook.list()
        lines = ["source,start,end,code"]
        for n in range(codings):
            source, start = sources[n % len(sources)], 20 * (n // len(sources))
            span, code = Span(start, start + _LENGTH), codes[n % len(codes)]
            if n < codings - by_hand:
                lines.append(f"{source.name},{span.start},{span.end},{code.name}")
            else:
                study.codings.tag(source.id, span, [code.id])
        (folder / "codings.csv").write_text("\n".join(lines), encoding="utf-8")
        study.codings.import_file(folder / "codings.csv")
    return path


def main(transcripts: int = 200, codings: int = 50_000, by_hand: int = 5_000) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as name:
        path = made(Path(name), transcripts, codings, by_hand)
        print(f"{transcripts} transcripts, {codings:,} codings, {path.stat().st_size / 1e6:.0f} MB")
        print("| line | seconds |\n|---|---|")
        with Study.open(path, coder="Maya") as study, study._file.locked() as connection:
            total = 0.0
            for line, inspect in CHECKS.items():
                started = perf_counter()
                assert inspect(connection) == "", line
                taken = perf_counter() - started
                total += taken
                print(f"| {line} | {taken:.2f} |")
            print(f"| all | {total:.2f} |")
            tracemalloc.start()
            CHECKS["replay"](connection)
            print(f"replay takes {tracemalloc.get_traced_memory()[1] / 2**20:.0f} MiB of memory")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
