"""Texts that were damaged: healed where quotes tell the missing letters, else kept in their length with marks in the holes.

A text of the same length keeps every position that points into it true.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...domain.recovery import TextOutcome
from .cells import UNREADABLE

MARK = "\ufffd"
"""Stands for a letter that is gone."""
_HOLE = re.compile(f"{UNREADABLE}+")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that are known to stand at a place of a text."""

    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that rows point to: how long it was, and what is quoted from it."""

    sha256: str
    characters: int
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text that was damaged, as it goes on."""

    words: str
    sha256: str
    outcome: TextOutcome
    missing: int


def sha256_of(words: str) -> str:
    """The name under which a text is kept."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def mend(wanted: Wanted, words: str | None) -> Mended:
    """Make a text of what was found of it, which is not what it was, or of nothing.

    Args:
        words: what was found, with NULs where it could not be read.
    """
    fitted = _fitted(words or "", wanted.characters)
    letters = list(fitted)
    for said in wanted.said:
        end = said.start + len(said.words)
        if said.start >= 0 and end <= len(letters) and UNREADABLE not in said.words:
            letters[said.start : end] = said.words
    told = "".join(letters)
    if sha256_of(told) == wanted.sha256:
        return Mended(told, wanted.sha256, TextOutcome.HEALED, 0)
    missing = told.count(UNREADABLE)
    told = told.replace(UNREADABLE, MARK)
    if words is None or not words.strip(UNREADABLE):
        outcome = TextOutcome.LOST
    else:
        outcome = TextOutcome.CUT if missing else TextOutcome.CHANGED
    return Mended(told, sha256_of(told), outcome, missing)


def _fitted(words: str, characters: int) -> str:
    """The words in the length that they had: the longest hole takes up the difference, else the end does."""
    surplus = len(words) - characters
    holes = sorted(_HOLE.finditer(words), key=lambda hole: -len(hole.group()))
    if surplus and holes:
        hole = holes[0]
        length = max(0, len(hole.group()) - surplus)
        words = words[: hole.start()] + UNREADABLE * length + words[hole.end() :]
    elif surplus > 0:
        words = words[:characters]
    return words.ljust(characters, UNREADABLE)


def said_by(rows: Iterable[tuple[int, str, str, str]]) -> list[Said]:
    """What codings tell of their text, from their start, quote, and the words before and after it."""
    told = []
    for start, before, quote, after in rows:
        if not {UNREADABLE} & set(before + quote + after):
            told.append(Said(start - len(before), before + quote + after))
    return told
