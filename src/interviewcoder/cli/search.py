"""The command that searches."""

from typing import Annotated

import typer

from .arguments import AsJson, StudyFile
from .opening import opened
from .printing import say, show_records, show_table

group = typer.Typer()

_BEFORE = 40
_SHOWN = 160
"""How many characters of a passage the table shows, and how many of them before the first match."""


@group.command("find")
def find(
    study: StudyFile,
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY", help='Words, "a phrase", begin*, -without.', show_default=False
        ),
    ],
    as_json: AsJson = False,
    limit: Annotated[
        int, typer.Option("--limit", min=1, metavar="N", help="The most passages to show.")
    ] = 200,
) -> None:
    """Find passages by their words.

    \b
    Example:
      interviewcoder find pilot.study "price -discount" --limit 20
    """
    from interviewcoder.domain.records import hit_record
    from interviewcoder.domain.source import time_label

    with opened(study) as opened_study:
        hits = opened_study.find(query, limit=limit)
    if as_json:
        show_records(hit_record(hit) for hit in hits)
        return
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
    if not hits:
        say("Nothing found.")
    elif len(hits) == limit:
        say(f"These are the first {limit}; there may be more: --limit.")


def _around(text: str, position: int) -> str:
    """The part of a text that shows a position."""
    start = max(0, min(position - _BEFORE, len(text) - _SHOWN))
    end = start + _SHOWN
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
