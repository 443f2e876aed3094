"""Codings as a table, in the columns that `codings-import` reads, and more."""

from collections.abc import Iterable

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.source import time_label

from .table import Table

COLUMNS = (
    "source",
    "start",
    "end",
    "text",
    "code",
    "kind",
    "participant",
    "coder",
    "speaker",
    "time",
    "question",
    "created_at",
    "guid",
    "polarity",
    "weight",
    "origin",
    "model",
    "score",
)
"""The header of the table."""

_WIDTHS = {
    "source": 24,
    "text": 70,
    "code": 24,
    "kind": 12,
    "participant": 18,
    "coder": 14,
    "speaker": 18,
    "question": 40,
    "created_at": 26,
    "guid": 38,
}


def codings_table(codings: Iterable[Coding]) -> Table:
    """A row a coding, in the order given; `start` and `end` are code points of the source's text."""
    rows = (
        (
            coding.source,
            coding.start,
            coding.end,
            coding.text,
            coding.code,
            coding.kind.value,
            coding.participant or "",
            coding.coder,
            coding.speaker,
            time_label(coding.start_ms),
            coding.question or "",
            coding.created_at.isoformat(),
            coding.guid,
            int(coding.polarity),
            coding.weight,
            coding.origin.value,
            coding.suggested.model if coding.suggested else "",
            coding.suggested.score if coding.suggested else None,
        )
        for coding in codings
    )
    return Table("Codings", COLUMNS, rows, _WIDTHS)
