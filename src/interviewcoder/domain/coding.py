"""Codings: one coder's mark that an excerpt carries a code."""

import re
from dataclasses import dataclass
from datetime import datetime

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

    @property
    def span(self) -> Span:
        """Where the excerpt lies in its source's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """A coding as a file or a script states it: by span, or by a quote that occurs once."""

    source: str
    code: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    coder: str | None = None
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
