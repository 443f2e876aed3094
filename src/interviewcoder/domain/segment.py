"""Segments: named groups of participants by a rule over their attributes, and how personas cut across them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SegmentDraft:
    """A segment as someone writes it down, or as the program suggests it. `rule` is a query over participants."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A named group of participants."""

    id: int
    guid: str
    name: str
    rule: str
    members: tuple[int, ...] = ()
    """Ids of the participants whom the rule is true of, in order of entry."""


class Fault(StrEnum):
    """What can be wrong with a set of segments."""

    TOO_NARROW = "too narrow"
    TOO_LARGE = "too large"
    TOO_MANY = "too many"
    OVERLAP = "overlap"
    UNCOVERED = "uncovered"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class SegmentWarning:
    """What is wrong, in a sentence with its number, and what to do. `segment` is empty for the whole set."""

    fault: Fault
    segment: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CutCell:
    """The people of one segment in one persona."""

    count: int
    expected: float
    """How many there would be if personas and segments had nothing to do with one another."""
    share_of_segment: float
    """Of the segment's people who are in any persona, 0 to 1."""
    share_of_persona: float
    """Of the persona's members, 0 to 1."""
    residual: float
    """Adjusted standardised residual (Haberman 1973), about standard normal where there is no association."""
    stands_out: bool
    """Whether it stands after Benjamini and Hochberg's correction over all cells, at most one false in ten."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The table of segments by personas: where the two lenses agree and where they cross."""

    personas: tuple[str, ...]
    segments: tuple[str, ...]
    cells: tuple[tuple[CutCell, ...], ...]
    """A row a segment, a column a persona."""
    persona_sizes: tuple[int, ...]
    """All members, in whatever segment."""
    segment_sizes: tuple[int, ...]
    """All people, in whatever persona."""
    people: int
    """Participants in a persona."""
    uncovered: int
    """Of these, those in no segment."""
    in_several: int
    """Of these, those in more than one segment."""
    cramers_v: float
    """Bias-corrected Cramér's V (Bergsma 2013), 0 to 1, over those in exactly one segment; 0 if it cannot be told."""
    v_low: float
    v_high: float
    """Its bootstrap percentile interval of 95 %."""
    p: float
    """Of a permutation test of independence; 1 if it cannot be told."""
    effective_segments: float
    """Exponential of the entropy of the sizes: how many equal segments these amount to."""
    effective_personas: float
    findings: tuple[str, ...]
    """What the table says, a sentence each, the most important first."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The answers to a closed question: how many people have each value of an attribute."""

    attribute: str
    values: tuple[tuple[str, int], ...]
    """Value (numbers and dates in ranges) and the people with it, in the order in which to show them."""
    unknown: int = 0
    """People without a value."""
    other: int = 0
    """People with a value that is not shown, since there are too many different ones."""

    @property
    def known(self) -> int:
        """People with a value, shown or not."""
        return sum(count for _, count in self.values) + self.other


@dataclass(frozen=True, slots=True)
class AnswersTree:
    """Rules over attributes that foretell personas better than naming the largest one always."""

    segments: tuple[SegmentDraft, ...]
    """A segment for each persona that the rules foretell, by its name."""
    accuracy: float
    """Share of people whose persona was foretold by rules made without them (cross-validation), 0 to 1."""
    majority: float
    """The share that is right if the largest persona is named for everyone, 0 to 1."""
    people: int
    """How many people with a persona the rules were made of."""
