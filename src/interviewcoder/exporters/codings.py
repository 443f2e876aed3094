"""Codings as CSV, in the columns that `codings-import` reads, and more."""

from collections.abc import Sequence

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.source import time_label

from .csv_cells import csv_text

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
)
"""The header of the file."""


def codings_csv(codings: Sequence[Coding]) -> str:
    """A line a coding, in the order given; `start` and `end` are code points of the source's text."""
    return csv_text(
        COLUMNS,
        (
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
                "" if coding.weight is None else coding.weight,
                coding.origin.value,
            )
            for coding in codings
        ),
    )
