"""Codings counted: along one side, or in a table of two sides whose every number opens its excerpts by a query."""

from dataclasses import dataclass, replace
from enum import StrEnum

from .kinds import Kind
from .query import Query, all_of
from .query_parser import parse


class Side(StrEnum):
    """By what codings can be counted, besides the attributes of participants."""

    CODE = "code"
    KIND = "kind"
    PARTICIPANT = "participant"
    SEGMENT = "segment"
    SOURCE = "source"
    QUESTION = "question"
    CODER = "coder"


@dataclass(frozen=True, slots=True)
class Label:
    """One of a side: a code, a participant, ..., and the query that finds its codings."""

    name: str
    """Empty: that there is none, such as words of nobody."""
    query: str
    kind: Kind | None = None
    """Of a code or a kind."""
    colour: str = ""
    """`#rrggbb` of a code or a kind."""

    @property
    def shown(self) -> str:
        """What it is called where there has to be something."""
        return self.name or "(none)"


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often a label occurs. A participant counts whose words carry it, a source that holds it."""

    label: Label
    codings: int
    participants: int
    sources: int


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The labels of a side with their counts, in the order of the study."""

    by: str
    """A `Side`, or the name of an attribute."""
    rows: tuple[Frequency, ...]
    codings: int
    """All codings that were counted; with segments, one may be in several rows and in none."""
    participants: int
    sources: int
    where: str = ""
    """The query that all of them fit; empty: every coding."""

    def query(self, row: int) -> str:
        """What finds the codings of a row."""
        return both(self.where, self.rows[row].label.query)


@dataclass(frozen=True, slots=True)
class Crosstab:
    """A table of codings: `counts[row][column]`."""

    title: str
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    """Codings of each row, whatever the column."""
    column_totals: tuple[int, ...]
    """Codings of each column, whatever the row."""
    where: str = ""
    """The query that all codings fit; empty: every coding."""

    def query(self, row: int, column: int) -> str:
        """What finds the codings of a cell."""
        return both(self.where, self.rows[row].query, self.columns[column].query)

    @property
    def most(self) -> int:
        """The greatest count of a cell; 0 in a table without cells."""
        return max((max(line, default=0) for line in self.counts), default=0)

    def without_empty(self) -> "Crosstab":
        """The same table without the rows and columns that hold nothing but zeros."""
        down = [place for place, line in enumerate(self.counts) if any(line)]
        across = [
            place for place in range(len(self.columns)) if any(line[place] for line in self.counts)
        ]
        return replace(
            self,
            rows=tuple(self.rows[row] for row in down),
            columns=tuple(self.columns[column] for column in across),
            counts=tuple(tuple(self.counts[row][column] for column in across) for row in down),
            row_totals=tuple(self.row_totals[row] for row in down),
            column_totals=tuple(self.column_totals[column] for column in across),
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that come together."""

    row: int
    """The place of the one in the table's rows."""
    column: int
    """The place of the other in its columns."""
    codings: int
    """Codings of the one that overlap one of the other; the smaller of the two numbers."""
    coefficient: float
    """`n / (a + b - n)`, 0 to 1: `n` the codings together, `a` and `b` those of each (the c-coefficient of ATLAS.ti)."""


def pairs(overlaps: Crosstab) -> list[Pair]:
    """Each two codes that overlap, once, those with most codings together first.

    Args:
        overlaps: a table of codes by codes, as `cooccurrence` makes it.
    """
    across = {label.name: place for place, label in enumerate(overlaps.columns)}
    down = {label.name: place for place, label in enumerate(overlaps.rows)}
    found = []
    for row, label in enumerate(overlaps.rows):
        for column, other in enumerate(overlaps.columns):
            mirrored = down.get(other.name), across.get(label.name)
            if mirrored[0] is None or mirrored[1] is None or mirrored[0] <= row:
                continue
            together = min(overlaps.counts[row][column], overlaps.counts[mirrored[0]][mirrored[1]])
            if together:
                either = overlaps.row_totals[row] + overlaps.row_totals[mirrored[0]] - together
                found.append(Pair(row, column, together, together / either))
    return sorted(found, key=lambda pair: (-pair.codings, -pair.coefficient))


def both(*queries: str) -> str:
    """A query for what fits all of these; empty ones say nothing.

    >>> both("", "code:Price", "a OR b")
    'code:Price AND (a OR b)'
    """
    terms = [parse(query).term for query in queries if query.strip()]
    return str(Query(all_of(terms))) if terms else ""
