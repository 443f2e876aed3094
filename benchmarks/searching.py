"""How long a search takes until its first page is there with the full count, beside a plain FTS5 MATCH on the same file.

    PYTHONPATH=src python benchmarks/searching.py [transcripts of 8,000 words [the study to keep]]

The first page is what the screen shows of it: 100 passages with their words, matches and speakers. The floor is
`SELECT rowid ... MATCH` of the same expression, fetched whole. 1,000 transcripts are 8 million words.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from corpus import Speech, write_interviews

from interviewcoder import Study
from interviewcoder.domain.search import EVERYWHERE, LineOrder, Scope, Voices
from interviewcoder.domain.search_query import Words, read_search
from interviewcoder.storage.engine import driver_of
from interviewcoder.storage.search import match_expression

PAGE = 100
_PEOPLE = Scope(voices=Voices.PARTICIPANTS)


def queries() -> list[tuple[str, str, Scope]]:
    """What is searched for: from rare words to the most frequent one, and put together."""
    words = Speech(1)._words
    first, often, rare = words[0], words[150], words[12_000]
    return [
        ("a rare word", rare, EVERYWHERE),
        ("a word in 1 of 36 passages", often, EVERYWHERE),
        ("the same, participants only", often, _PEOPLE),
        ("the most frequent word", first, EVERYWHERE),
        ("the same, participants only", first, _PEOPLE),
        ("the same, untagged only", first, Scope(untagged=True)),
        ("a phrase", f'"{words[3]} {words[5]}"', EVERYWHERE),
        ("the beginning of a word", f"{often[:2]}*", EVERYWHERE),
        ("AND, OR, NOT", f"({often} OR {rare}) NOT {words[160]}", EVERYWHERE),
    ]


def patterns() -> list[tuple[str, str]]:
    """Patterns, likewise."""
    words = Speech(1)._words
    return [
        ("a pattern that is rare", f"/{words[12_000]}[a-z]*/i"),
        ("a pattern with choices", f"/\\b({words[150]}|{words[160]}) {words[3]}\\b/"),
        ("a pattern that fits everywhere", "/[a-z]+/"),
    ]


def main(transcripts: int = 1_000, kept: str = "") -> None:
    """Print tables."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(kept or f"{name}/a.study")
        if not path.exists():
            write_interviews(Path(name) / "files", transcripts, 8_000)
            with Study.create(path, coder="Maya") as study:
                list(study.sources.import_files([Path(name) / "files"]))
        with Study.open(path, coder="Maya") as study:
            passages = sum(source.passages for source in study.sources.list())
            print(f"{transcripts * 8_000:,} words in {passages:,} passages\n")
            _words(study)
            _patterns(study)


def _words(study: Study) -> None:
    print(
        "| search | passages | first page and count, ms | plain MATCH, ms | ratio |\n|---|---|---|---|---|"
    )
    for what, query, scope in queries():
        asked = read_search(query)
        assert isinstance(asked, Words)
        expression = match_expression(asked)
        ours = _took(lambda query=query, scope=scope: _first_page(study, query, scope))
        with study._file.reading() as connection:
            floor = _took(
                lambda expression=expression: (
                    driver_of(connection)
                    .execute(
                        "SELECT rowid FROM passage_search WHERE passage_search MATCH ?",
                        (expression,),
                    )
                    .fetchall()
                )
            )
        number = len(study.search.find(query, scope).passages)
        print(f"| {what} | {number:,} | {ours:.1f} | {floor:.1f} | {ours / floor:.1f} |")


def _patterns(study: Study) -> None:
    print("\n| pattern | passages | ms |\n|---|---|---|")
    for what, query in patterns():
        number = len(study.search.find(query).passages)
        print(
            f"| {what} | {number:,} | {_took(lambda query=query: _first_page(study, query)):.0f} |"
        )
    common = study.search.find(queries()[1][1])
    lines = study.search.concordance(common)
    took = _took(lambda: study.search.concordance(common, LineOrder.LEFT))
    print(f"\n{len(lines.lines):,} lines of keyword in context, read and sorted: {took:.0f} ms")


def _first_page(study: Study, query: str, scope: Scope = EVERYWHERE) -> None:
    study.search.hits(study.search.find(query, scope), most=PAGE)


def _took(act: Callable[[], object]) -> float:
    """Milliseconds, the median of seven."""
    times = []
    for _ in range(7):
        started = perf_counter()
        act()
        times.append((perf_counter() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
