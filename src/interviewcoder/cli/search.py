"""The command that searches."""

import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewcoder.domain.choices import LineOrder, Voices

from .arguments import AsJson, Redact, StudyFile, redactions
from .opening import opened
from .printing import say, show, show_records, show_table, warn
from .search_options import (
    AsPattern,
    InSource,
    OfParticipant,
    Query,
    Seconds,
    Untagged,
    WhoseWords,
    mind_unfinished,
    scope_of,
    search_for,
)

if TYPE_CHECKING:
    from interviewcoder.domain.concordance import Line
    from interviewcoder.domain.search import Hit

group = typer.Typer()

_BEFORE = 40
_SHOWN = 160
"""How many characters of a passage the table shows, and how many of them before the first match."""
_WIDTH, _LONGEST_KEYWORD, _WHO = 120, 24, 18
"""Cells of a line in context where there is no terminal, and the most of the found words and of who says them."""

ToLines = Annotated[
    Path | None,
    typer.Option(
        "--to",
        metavar="FILE",
        help="Write every found place in its context to a .csv or .xlsx file instead.",
        show_default=False,
    ),
]


@group.command("find")
def find(
    study: StudyFile,
    query: Query,
    regex: AsPattern = False,
    kwic: Annotated[
        bool, typer.Option("--kwic", help="A line for each found place, with the words around it.")
    ] = False,
    sort: Annotated[
        LineOrder,
        typer.Option("--sort", help="How lines in context are sorted: by words beside, or source."),
    ] = LineOrder.SOURCE,
    voices: WhoseWords = Voices.EVERYBODY,
    source: InSource = None,
    participant: OfParticipant = None,
    untagged: Untagged = False,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="The most to show.")
    ] = 200,
    seconds: Seconds = 10.0,
    to: ToLines = None,
    redact: Redact = None,
    as_json: AsJson = False,
) -> None:
    """Find what was said by its words, or by a regular expression.

    \b
    Example:
      interviewcoder find pilot.study "(price OR cost) -discount" --kwic --sort right
    """
    from interviewcoder.domain.records import hit_record, line_record

    with opened(study) as opened_study:
        scope = scope_of(opened_study, voices, source, participant, untagged=untagged)
        asked = search_for(query, as_pattern=regex)
        found = opened_study.search.find(asked, scope, seconds=seconds)
        hits: list[Hit] = []
        lines: list[Line] = []
        if to is not None:
            written = opened_study.search.export_file(
                to, found, sort, redact=redactions(redact), told=warn
            )
            say(f"Wrote {written}.")
        elif kwic:
            every = opened_study.search.concordance(found, sort)
            lines = list(every.lines[:limit])
        else:
            hits = opened_study.search.hits(found, most=limit)
    mind_unfinished(found)
    if to is not None:
        return
    if as_json:
        show_records(map(line_record, lines) if kwic else map(hit_record, hits))
    elif kwic:
        for line in _aligned(lines):
            show(line)
    else:
        _show_hits(hits)
    if not found.passages:
        say("Nothing found.")
    elif kwic and (len(lines) < len(every.lines) or not every.is_whole):
        many = f"{len(every.lines):,}" if every.is_whole else f"more than {len(every.lines):,}"
        say(f"These are {len(lines):,} of {many} places: --limit shows more.")
    elif not kwic and len(hits) < len(found.passages):
        say(f"These are {len(hits):,} of {len(found.passages):,} passages: --limit shows more.")


def _show_hits(hits: "Iterable[Hit]") -> None:
    from interviewcoder.domain.source import time_label

    show_table(
        ("Source", "Start", "Speaker", "Time", "Text"),
        [
            (
                hit.source,
                hit.passage_start,
                hit.speaker,
                time_label(hit.start_ms),
                _around(hit.text, hit.matches[0][0] if hit.matches else 0),
            )
            for hit in hits
        ],
    )


def _around(text: str, position: int) -> str:
    """The part of a text that shows a position."""
    start = max(0, min(position - _BEFORE, len(text) - _SHOWN))
    end = start + _SHOWN
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _aligned(lines: "Iterable[Line]") -> Iterable[str]:
    """Who says it, what stands before, the found words in a column of their own, and what follows."""
    import shutil

    from rich.cells import cell_len

    from interviewcoder.domain.text import one_line

    width = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
    left = max(8, (width - _WHO - 4) * 2 // 5)
    for line in lines:
        who = _cut(one_line(line.participant or line.speaker or line.source), _WHO)
        before = _cut_before(one_line(line.left), left)
        keyword = _cut(one_line(line.keyword), _LONGEST_KEYWORD)
        space = " " if line.right[:1].isspace() else ""
        room = max(0, width - _WHO - 4 - left - cell_len(keyword) - len(space))
        yield (
            f"{who}{' ' * (_WHO - cell_len(who))}  {' ' * (left - cell_len(before))}{before}  "
            f"{keyword}{space}{_cut(one_line(line.right), room)}"
        ).rstrip()


def _cut(text: str, cells: int) -> str:
    """The beginning of a text, with an ellipsis where it is cut."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= cells:
        return text
    return f"{set_cell_size(text, cells - 1).rstrip()}…" if cells else ""


def _cut_before(text: str, cells: int) -> str:
    """The end of a text, likewise; it begins with no mark that belongs to a letter which is cut off."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= cells:
        return text
    kept = set_cell_size(text[::-1], cells - 1)[::-1].lstrip()
    while kept and unicodedata.combining(kept[0]):
        kept = kept[1:]
    return f"…{kept}"
