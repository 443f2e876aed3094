"""Searches, queries and rules that are written to hang a program or to break it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.query import QueryError
from interviewcoder.study import Study

from .counted import Count
from .hostile_study import Size, build
from .strings import RAW, hostile_strings

_SLOWEST = 5.0
"""Seconds that no answer may take."""


def bombs() -> Iterator[str]:
    """Long, deep and doubtful ones."""
    for many in (1_000, 100_000):
        yield "said OR " * many + "said"
        yield "said AND " * many + "said"
        yield "a " * many
        yield "-a " * many + "said"
        yield "a* " * many
        yield "NOT " * many + "said"
        yield "(" * many + "said" + ")" * many
        yield "(" * many
        yield '"' * many
        yield "code:(" + "x OR " * many + "x)"
        yield "\\" * many
        yield "x" * many
        yield " " * many
        yield '"' + "said " * many + '"'
        yield "-" * many
        yield "*" * many
        yield "code:" * many
        yield "a=" * many
        yield "\u0301" * many
        yield "“„" * many
        yield "\n" * many
    yield "near:(" + "a* OR " * 3_000 + "a*)"
    yield "with:under:has:near:x"
    yield "visits>=1e999"
    yield "visits>=NaN"
    yield "visits>=" + "9" * 5_000
    yield "(a+)+$ (.*a){25} (?:a?){30}a{30}"


def hostile_queries(folder: Path, strings: int, seed: int = 0) -> list[Count]:
    """Every door that takes a query, with bombs and with so many hostile strings."""
    bombed, asked = Count("query bombs"), Count("hostile queries")
    with build(folder / "queries.study", list(hostile_strings(240, seed)), Size()) as study:
        doors = _doors(study)
        for bomb in bombs():
            for name, ask in doors.items():
                _see(bombed, f"{name} {bomb[:20]!r} {len(bomb)}", ask, bomb)
        for number, text in enumerate(hostile_strings(strings, seed)):
            for turn, (name, ask) in enumerate(doors.items()):
                # All of them at all doors would take long: by turns, but for the first.
                if number < 300 or (number + turn) % 3 == 0:
                    _see(asked, f"{name} {text!r}", ask, text)
    return [bombed, asked]


def _doors(study: Study) -> dict[str, Callable[[str], object]]:
    code = study.codebook.list()[0]
    segment = study.segments.list()[0]
    return {
        "find": lambda text: study.find(text, limit=50),
        "where": lambda text: study.codings.list(where=text),
        "members": study.segments.members,
        "field": lambda text: study.codings.list(where=f"code:{text}"),
        "segment": lambda text: study.segments.edit(segment.id, segment.name, text),
        "autocode": lambda text: study.autocoding.proposals(text, code.id),
    }


def _see(count: Count, where: str, ask: Callable[[str], object], text: str) -> None:
    began = time.monotonic()
    fault = None
    try:
        ask(text)
    except StudyError as error:
        told = f"{error.message} {error.remedy}"
        if len(told) > 2_000:
            fault = f"told in {len(told)} characters"
        if isinstance(error, QueryError) and not 1 <= error.column <= len(text) + 8:
            fault = f"column {error.column} of {len(text)}"
        elif found := RAW.search(told):
            fault = f"raw {found[0]!r} in what is told"
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"[:300]
    seconds = time.monotonic() - began
    count.at_most("seconds", seconds)
    if seconds > _SLOWEST:
        fault = f"took {seconds:.1f} seconds"
    count.see(where, fault)
