"""Codings counted along one side, in a table of two, and where they overlap."""

from collections.abc import Collection, Iterable, Sequence

from interviewcoder.domain.coding import Tagged
from interviewcoder.domain.crosstab import Crosstab, Frequencies, Frequency, Label
from interviewcoder.domain.query import Field, quoted

from .sides import Counted


def frequencies(codings: Iterable[Tagged], side: Counted, where: str = "") -> Frequencies:
    """How many codings, participants and sources each label of a side has."""
    count = len(side.labels)
    tags = [0] * count
    people: list[set[int]] = [set() for _ in range(count)]
    sources: list[set[int]] = [set() for _ in range(count)]
    all_tags, everyone, everywhere = 0, set[int](), set[int]()
    for coding in codings:
        all_tags += 1
        everywhere.add(coding.source_id)
        if coding.participant_id is not None:
            everyone.add(coding.participant_id)
        for place in side.of(coding):
            tags[place] += 1
            sources[place].add(coding.source_id)
            if coding.participant_id is not None:
                people[place].add(coding.participant_id)
    rows = (
        Frequency(label, tags[place], len(people[place]), len(sources[place]))
        for place, label in enumerate(side.labels)
    )
    return Frequencies(side.name, tuple(rows), all_tags, len(everyone), len(everywhere), where)


def matrix(codings: Iterable[Tagged], rows: Counted, columns: Counted, where: str = "") -> Crosstab:
    """How many codings have each label of the rows and each of the columns."""
    counts = [[0] * len(columns.labels) for _ in rows.labels]
    row_totals, column_totals = [0] * len(rows.labels), [0] * len(columns.labels)
    for coding in codings:
        down, across = rows.of(coding), columns.of(coding)
        for row in down:
            row_totals[row] += 1
            for column in across:
                counts[row][column] += 1
        for column in across:
            column_totals[column] += 1
    return Crosstab(
        f"{rows.name} by {columns.name}",
        rows.labels,
        columns.labels,
        tuple(tuple(line) for line in counts),
        tuple(row_totals),
        tuple(column_totals),
        where,
    )


def cooccurrence(
    codings: Sequence[Tagged], counted: Collection[int], codes: Counted, where: str = ""
) -> Crosstab:
    """How many codings of each code share a character with another coding of each code.

    So a cell and its mirror may differ: one long excerpt can hold three short ones. On the diagonal are codings
    of a code that overlap others of the same, by another coder or beside them.

    Args:
        codings: all codings of the study, grouped by source, in each by where they start.
        counted: ids of those that are counted in the rows; overlaps are looked for among all.
        codes: the side of codes.
    """
    places = {coding.id: codes.of(coding)[0] for coding in codings}
    beside: dict[int, set[int]] = {coding.id: set() for coding in codings}
    open_here: list[Tagged] = []
    for coding in codings:
        open_here = [
            one for one in open_here if one.source_id == coding.source_id and one.end > coding.start
        ]
        for one in open_here:
            beside[one.id].add(places[coding.id])
            beside[coding.id].add(places[one.id])
        open_here.append(coding)
    counts = [[0] * len(codes.labels) for _ in codes.labels]
    totals = [0] * len(codes.labels)
    for coding in codings:
        if coding.id in counted:
            row = places[coding.id]
            totals[row] += 1
            for column in beside[coding.id]:
                counts[row][column] += 1
    return Crosstab(
        "codes that overlap",
        codes.labels,
        tuple(_beside(label) for label in codes.labels),
        tuple(tuple(line) for line in counts),
        tuple(totals),
        tuple(sum(line[column] for line in counts) for column in range(len(codes.labels))),
        where,
    )


def _beside(label: Label) -> Label:
    """A code as a column: its query asks for what overlaps it."""
    return Label(label.name, f"{Field.WITH.value}:{quoted(label.name)}", label.kind, label.colour)
