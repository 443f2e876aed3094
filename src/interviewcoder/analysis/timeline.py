"""Codes along a source."""

from collections.abc import Sequence
from dataclasses import replace

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.crosstab import both
from interviewcoder.domain.query import Field, quoted
from interviewcoder.domain.source import SourceText
from interviewcoder.domain.timeline import Timeline, TimelineRow

from .sides import Counted


def timeline(
    source: SourceText, codings: Sequence[Coding], codes: Counted, where: str = ""
) -> Timeline:
    """The codes of a source in the order of the codebook, each with its codings.

    Args:
        codings: of the source, in reading order.
        codes: the side of codes.
        where: the query that the codings fit.
    """
    rows: dict[int, list[Coding]] = {}
    for coding in codings:
        for place in codes.of(coding):
            rows.setdefault(place, []).append(coding)
    here = f"{Field.SOURCE.value}:{quoted(source.source.name)}"
    labels = {
        place: replace(codes.labels[place], query=both(where, codes.labels[place].query, here))
        for place in sorted(rows)
    }
    return Timeline(
        source.source.id,
        source.source.name,
        len(source.text),
        tuple(TimelineRow(label, tuple(rows[place])) for place, label in labels.items()),
        tuple((one.start, one.start_ms) for one in source.passages if one.start_ms is not None),
        where,
    )
