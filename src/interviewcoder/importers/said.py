"""What a reader of lines found, and how lines of words are put together."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewcoder.domain.imported import Turn
from interviewcoder.domain.text import name_key

from .names import heads_notes

_WRAP = range(40, 101)
"""Lengths of lines that a program has wrapped, in code points."""
_BLANKS = re.compile(r"\n\s*\n\s*")
_COLON_DIGIT = re.compile(r":\d")
"""A pattern that begins with a plain character is found fast."""
_SEMICOLON_DIGIT = re.compile(r";\d")
BOILERPLATE = re.compile(
    r"\s*(?:This editable transcript was computer generated|Transcription ended after|"
    r"People can also change the text|You should review Gemini|"
    r"Transcribed by https?://otter\.ai|.{1,80} (?:started|stopped) transcription\s*$|"
    r"[A-Z][A-Z ]{3,30}: .{0,500} - WATCH: https?://\S+\s*$|"
    r"[\[(<{]?\s*(?:(?:END|BEGINNING|START) OF )?(?:TAPE|SIDE|CASSETTE|REEL)[ #]+(?:\d+|[A-D]|ONE|TWO|THREE)"
    r"\b[^.?!:a-z]{0,40}$|"
    r"[\[(<{]\s*(?:[Ee]nd of )?(?:[Tt]ape|[Ss]ide|[Cc]assette|[Rr]eel)[ #]+\w{1,5}\b[^.?!:]{0,40}[\])>}]\s*$)"
)
"""Lines that the recording program adds, which nobody said."""
_BOILERPLATE_SIGNS = (
    "computer generated",
    "Transcription ended",
    "People can also",
    "should review Gemini",
    "otter.ai",
    " transcription",
    " - WATCH: ",
    "TAPE",
    "SIDE",
    "CASSETTE",
    "REEL",
    "Tape",
    "tape",
    "Side",
    "side",
)


@dataclass(slots=True)
class Conversation:
    """Turns, and the lines that are in none of them."""

    turns: list[Turn]
    preamble: list[str] = field(default_factory=list)
    """Lines before the first turn."""
    dropped: list[str] = field(default_factory=list)
    """Headings and the recording program's own lines among the turns."""
    notes: list[str] = field(default_factory=list)
    """What else was left out, as warnings."""


def said(lines: Sequence[str]) -> str:
    """One turn's lines as its text: paragraphs stay apart, lines that were wrapped are joined again."""
    if len(lines) == 1 or not any(lines[1:]):
        return lines[0].strip()
    whole = "\n".join(line.strip() for line in lines).strip()
    if "\n" not in whole:
        return whole
    return "\n\n".join(_unwrapped(paragraph) for paragraph in _BLANKS.split(whole))


def has_times(lines: Sequence[str]) -> bool:
    """Whether it is worth looking for times: all of them have a colon or a semicolon before a digit."""
    whole = "\n".join(lines)
    return _COLON_DIGIT.search(whole) is not None or _SEMICOLON_DIGIT.search(whole) is not None


def has_boilerplate(lines: Sequence[str]) -> bool:
    """Whether it is worth looking for `BOILERPLATE` in the lines."""
    whole = "\n".join(lines)
    return any(sign in whole for sign in _BOILERPLATE_SIGNS)


@dataclass(frozen=True, slots=True)
class Notes:
    """Headings such as `Summary` that stand among the turns again and again: nobody says what follows them."""

    at: tuple[int, ...]
    """The indices of their lines, in order."""

    @classmethod
    def among(cls, lines: Sequence[str], headings: frozenset[int]) -> "Notes":
        """The headings of notes that occur more than once."""
        found = {i: name_key(lines[i]) for i in sorted(headings) if heads_notes(lines[i])}
        counts = Counter(found.values())
        return cls(tuple(i for i, key in found.items() if counts[key] > 1))

    def first_between(self, start: int, after: int) -> int:
        """The first of them behind a line and before another one; else that one."""
        place = bisect_right(self.at, start)
        return min(self.at[place], after) if place < len(self.at) else after


def blocks_in(lines: Sequence[str]) -> int:
    """How many paragraphs there are: runs of lines without a blank one."""
    before = ""
    blocks = 0
    for line in lines:
        line = line.strip()
        if line and not before:
            blocks += 1
        before = line
    return blocks


def _unwrapped(paragraph: str) -> str:
    lines = paragraph.split("\n")
    if len(lines) > 1 and all(len(line) in _WRAP for line in lines[:-1]):
        return " ".join(lines) if len(lines[-1]) <= _WRAP[-1] else paragraph
    return paragraph
