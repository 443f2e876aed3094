"""Codings: one coder's mark that an excerpt carries a code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from .errors import StudyError
from .kinds import Kind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points in a source's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def within(self, characters: int) -> "Span":
        """This span, when it is a real excerpt of a text of so many characters.

        Raises:
            StudyError: it is empty, backward or reaches out of the text.
        """
        if self.start < 0 or self.end > characters:
            raise StudyError(
                f"The span {self.start} to {self.end} reaches out of the text, "
                f"which has {characters} characters.",
                f"Use positions from 0 to {characters}.",
            )
        if self.end <= self.start:
            raise StudyError(
                f"The span {self.start} to {self.end} holds no text.",
                "The end must be greater than the start.",
            )
        return self


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap as one.

    >>> joined([Span(5, 9), Span(0, 3), Span(7, 12)])
    [Span(start=0, end=3), Span(start=5, end=12)]
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Polarity(IntEnum):
    """Whether an excerpt speaks for what its code says, or against it."""

    AGAINST = -1
    NEUTRAL = 0
    FOR = 1

    @property
    def mark(self) -> str:
        """How it is shown in little room: `-`, nothing, `+`."""
        return {Polarity.AGAINST: "-", Polarity.NEUTRAL: "", Polarity.FOR: "+"}[self]


class Origin(StrEnum):
    """How a coding came about. A person decided on each, but not all were read one by one."""

    HAND = "hand"
    AUTOCODE = "autocode"
    """Words were searched for, and all that was found was tagged at once after a preview."""
    SUGGESTION = "suggestion"
    """The program proposed it and a person accepted it."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What proposed a coding, and how likely it thought it to be right."""

    model: str
    """Its name and version; never empty."""
    score: float
    """0 to 1, with two decimals."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An excerpt that autocoding would tag."""

    source_id: int
    source: str
    span: Span
    text: str
    participant: str
    """Who says it: the participant, or the label of another speaker."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What autocoding would tag, in reading order."""

    proposals: tuple[Proposal, ...]
    already: int = 0
    """How many more excerpts were found that share words with a tag of the code, whoever put it there."""
    is_whole: bool = True
    """Whether it is all there is: a pattern that fits too often is not looked for to the end."""


def polarity_of(written: str) -> Polarity:
    """The polarity that someone writes as `-`, `0`, `+`, `-1`, `1`, `against` or `for`; empty is neutral.

    Raises:
        StudyError: it is none of these.
    """
    match written.strip().casefold():
        case "" | "0" | "neutral":
            return Polarity.NEUTRAL
        case "-" | "-1" | "−" | "−1" | "against":
            return Polarity.AGAINST
        case "+" | "1" | "+1" | "for":
            return Polarity.FOR
    raise StudyError(f"'{written.strip()[:30]}' is no polarity.", "Write -, 0 or +.")


LARGEST_WEIGHT = 100


def checked_weight(weight: int) -> int:
    """A weight that a coding can have.

    Raises:
        StudyError: it is not within 0 to 100.
    """
    if not 0 <= weight <= LARGEST_WEIGHT:
        raise StudyError(
            f"{weight} is no weight.", f"Use a whole number from 0 to {LARGEST_WEIGHT}."
        )
    return weight


def weight_of(text: str) -> int:
    """A weight as it was typed, with or without a percent sign.

    Raises:
        StudyError: it is no whole number, or none from 0 to 100.

    >>> weight_of(" 80 % ")
    80
    """
    written = text.strip().removesuffix("%").rstrip()
    if not (written.isascii() and written.isdigit() and len(written) <= 3):
        raise StudyError("The weight is no whole number.", f"Use 0 to {LARGEST_WEIGHT}.")
    checked_weight(int(written))
    return int(written)


@dataclass(frozen=True, slots=True)
class Coding:
    """An excerpt's span, the code on it, and who put it there."""

    id: int
    guid: str
    source_id: int
    source: str
    start: int
    end: int
    text: str
    code_id: int
    code: str
    kind: Kind
    colour: str
    coder: str
    created_at: datetime
    participant_id: int | None = None
    """Whose words they are: the participant of the passage where the excerpt starts."""
    participant: str | None = None
    speaker: str = ""
    start_ms: int | None = None
    question: str | None = None
    polarity: Polarity = Polarity.NEUTRAL
    weight: int | None = None
    """How strongly the excerpt shows its code, 0 to 100; None where the coder did not say."""
    origin: Origin = Origin.HAND
    suggested: Suggested | None = None
    """By what it was proposed, where its origin is a suggestion and that is known."""

    @property
    def span(self) -> Span:
        """Where the excerpt lies in its source's text."""
        return Span(self.start, self.end)

    @property
    def how_made(self) -> str:
        """How it came about, with model and score where it was suggested; empty where it was by hand."""
        if self.suggested is not None:
            return f"{self.origin.value}: {self.suggested.model}, {self.suggested.score:.2f}"
        return "" if self.origin is Origin.HAND else self.origin.value


class Tag(NamedTuple):
    """A coding without its words, which take long to read: what queries, counts and long lists need of it."""

    id: int
    source_id: int
    source: str
    start: int
    end: int
    code_id: int
    kind: Kind
    coder: str
    participant_id: int | None
    participant: str | None
    question: str | None
    speaker: str
    polarity: Polarity
    origin: Origin


Tagged = Coding | Tag


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """A coding as a file or a script states it: by span, or by a quote that occurs once."""

    source: str
    code: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    coder: str | None = None
    polarity: Polarity = Polarity.NEUTRAL
    weight: int | None = None
    origin: Origin = Origin.HAND
    suggested: Suggested | None = None
    line: int | None = None
    """The line of the file it came from, for error messages."""


def find_quote(text: str, quote: str) -> Span:
    """Where a quote stands in a text; runs of white space count as one space.

    Raises:
        StudyError: the quote is empty, is not there, or is there more than once.
    """
    words = quote.split()
    if not words:
        raise StudyError("The quote is empty.", "Give the words of the excerpt.")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    first = pattern.search(text)
    shown = " ".join(words)[:60]
    if first is None:
        raise StudyError(
            f"The quote '{shown}' does not occur in the source.",
            "Copy it from 'passages', or use --span START END.",
        )
    if pattern.search(text, first.start() + 1) is not None:
        raise StudyError(
            f"The quote '{shown}' occurs more than once in the source.",
            "Quote more words, or use --span START END.",
        )
    return Span(*first.span())


def trimmed(words: str, span: Span) -> Span:
    """A span of a text without the white space at its ends.

    Raises:
        StudyError: there is nothing else in it.
    """
    excerpt = words[span.start : span.end]
    start = span.start + len(excerpt) - len(excerpt.lstrip())
    end = span.end - (len(excerpt) - len(excerpt.rstrip()))
    if end <= start:
        raise StudyError("The excerpt is empty.", "Select some words.")
    return Span(start, end)
