"""How long counting takes in a big study, beside plain SQL that counts the same in the same file.

PYTHONPATH=src python benchmarks/counting.py [transcripts [codings]]
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from checking import made

from interviewcoder import Study

_FREQUENCIES = "SELECT code_id, count(*), count(DISTINCT source_id) FROM coding GROUP BY 1"
_MATRIX = "SELECT code_id, source_id, count(*) FROM coding GROUP BY 1, 2"
_TOGETHER = """
SELECT a.code_id, b.code_id, count(*) FROM coding a JOIN coding b
ON b.source_id = a.source_id AND b.start_pos >= a.start_pos AND b.start_pos < a.end_pos AND b.id <> a.id
GROUP BY 1, 2
"""


def main(transcripts: int = 200, codings: int = 50_000) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as name:
        path = made(Path(name), transcripts, codings, 0)
        with Study.open(path, coder="Maya") as study, study._file.reading() as connection:

            def sql(statement: str) -> float:
                return _took(lambda: connection.exec_driver_sql(statement).all())

            loading = _took(lambda: study.codings.list())
            print(
                f"{transcripts} transcripts, {codings:,} codings; reading them all: {loading:.2f} s"
            )
            print("| what | s | SQL s | ratio | above reading, s |\n|---|---|---|---|---|")
            for what, count, floor in (
                ("frequencies by code", study.counts.frequencies, _FREQUENCIES),
                ("codes by sources", lambda: study.counts.matrix("code", "source"), _MATRIX),
                ("codes that overlap", study.counts.cooccurrence, _TOGETHER),
            ):
                ours, theirs = _took(count), sql(floor)
                print(
                    f"| {what} | {ours:.2f} | {theirs:.3f} | {ours / theirs:.1f} | {ours - loading:.2f} |"
                )


def _took(act: Callable[[], object]) -> float:
    """Seconds, the median of five."""
    times = []
    for _ in range(5):
        started = perf_counter()
        act()
        times.append(perf_counter() - started)
    return median(times)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
