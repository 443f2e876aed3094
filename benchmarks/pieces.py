"""How long a piece of text in a script without spaces takes to be found, beside reading all texts and one `in`.

    PYTHONPATH=src python benchmarks/pieces.py [characters]

The corpus is 1 million characters of common Japanese words at random, in passages of 50. Processor time, median of seven.
"""

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from interviewcoder import Study
from interviewcoder.storage.engine import driver_of

WORDS = [
    "料金",
    "電車",
    "高い",
    "です",
    "時間",
    "大切",
    "引っ越し",
    "カフェ",
    "から",
    "ので",
    "思います",
    "毎日",
    "自転車",
    "便利",
    "駅",
    "待つ",
    "困る",
    "友達",
    "Suica",
]
QUERIES = (
    ("a piece", "自転車"),
    ("one that is nowhere", "飛行機"),
    ("one with small or capital letters", "suicaから"),
    ("a phrase", '"料金 高い"'),
    ("AND, OR, NOT", "(料金 OR 便利) 電車 -自転車"),
    ("the same as a pattern", "/自転車/"),
)


def main(characters: int = 1_000_000) -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as name:
        folder, chosen = Path(name), random.Random(1)
        for number in range(max(1, characters // 10_000)):
            said = "".join(chosen.choices(WORDS, k=5_000))
            turns = [f"Mio: {said[at : at + 50]}" for at in range(0, 10_000, 50)]
            (folder / f"{number}.txt").write_text("\n\n".join(turns), encoding="utf-8")
        with Study.create(folder / "a.study", coder="Maya") as study:
            list(study.sources.import_files(sorted(folder.glob("*.txt"))))
            _told(study)


def _told(study: Study) -> None:
    floor = _took(lambda: _read(study))
    print(f"floor: {floor:.1f} ms\n\n| search | passages | ms | ratio |\n|---|---|---|---|")
    for what, query in QUERIES:
        took = _took(lambda query=query: study.search.find(query))
        number = len(study.search.find(query).passages)
        print(f"| {what} | {number:,} | {took:.1f} | {took / floor:.1f} |")


def _read(study: Study) -> int:
    with study._file.reading() as connection:
        texts = driver_of(connection).execute("SELECT text FROM source_text")
        return sum("飛行機" in text for (text,) in texts)


def _took(act: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(7):
        started = process_time()
        act()
        times.append((process_time() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
