"""Revisions of a source, and what became of its codings in each."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .choices import Outcome as Outcome
from .coding import Origin, Polarity, Span
from .conflict import Seen
from .kinds import Kind


class Decision(StrEnum):
    """What a person said of a relocation."""

    OPEN = "open"
    """Nothing yet."""
    ACCEPTED = "accepted"
    """It is right as it is; where nothing was to be asked, it counts as accepted from the start."""
    PLACED = "placed"
    """They gave it a place."""
    DISMISSED = "dismissed"
    """The coding is not wanted any more."""


@dataclass(frozen=True, slots=True)
class Relocated:
    """What became of one excerpt, in positions of the new text."""

    outcome: Outcome
    span: Span | None = None
    """Where it is now; None where that is not sure."""
    candidates: tuple[Span, ...] = ()
    """Of an ambiguous one: the places that it may be at, the best first."""
    near: int = 0
    """Of a lost one: where it would stand."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a coding may be at, and what stands around it."""

    span: Span
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Relocation:
    """A coding in the review list of a revision."""

    id: int
    source_id: int
    source: str
    revision: int
    """The revision in which this became of it."""
    coding_guid: str
    code_id: int
    code: str
    kind: Kind
    colour: str
    coder: str
    outcome: Outcome
    decision: Decision
    old_revision: int
    old_span: Span
    """Where it stood in the text of that revision."""
    old_text: str
    """The words that it was put on."""
    span: Span | None
    """Where it stands now; None where it has no place."""
    text: str
    """The words that it is on now."""
    before: str = ""
    after: str = ""
    """What stood around the words that it was put on."""
    candidates: tuple[Candidate, ...] = ()
    near: int = 0
    """Where in the new text it would stand."""
    polarity: Polarity = Polarity.NEUTRAL
    weight: int | None = None
    origin: Origin = Origin.HAND
    memos: int = 0
    """How many notes are on it."""

    @property
    def shown(self) -> Seen:
        """What a decision on it rests on."""
        return {"decision": self.decision, "span": self.span, "revision": self.revision}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many codings had which outcome."""

    kept: int = 0
    moved: int = 0
    ambiguous: int = 0
    lost: int = 0

    @property
    def to_review(self) -> int:
        """How many a person should look at."""
        return self.moved + self.ambiguous + self.lost

    def told(self) -> str:
        """In words.

        >>> Tally(12, 1, 0, 2).told()
        '12 kept, 1 moved, 0 ambiguous, 2 lost'
        """
        return (
            f"{self.kept:,} kept, {self.moved:,} moved, {self.ambiguous:,} ambiguous, "
            f"{self.lost:,} lost"
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a source's text."""

    number: int
    file_name: str
    sha256: str
    """SHA-256 of the file's bytes, as 64 hex digits."""
    characters: int
    imported_at: datetime
    coder: str
    current: bool
    tally: Tally | None
    """What became of the codings of the revision before; None for the first."""


@dataclass(frozen=True, slots=True)
class PlannedRelocation:
    """What a revision does, or would do, with one coding."""

    code: str
    coder: str
    outcome: Outcome
    old_text: str
    text: str
    """The words that it is on afterwards; empty where it has no place."""


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A closed answer that differs in a survey's new export."""

    participant: str
    attribute: str
    old: str
    new: str
    applied: bool
    """False: a person had set the old one, so it stays."""


@dataclass(frozen=True, slots=True)
class RevisionReport:
    """What a revision did, or in a dry run would do."""

    source: str
    revision: int
    format: str
    passages: int
    characters: int
    tally: Tally = Tally()
    relocations: tuple[PlannedRelocation, ...] = ()
    """The codings to look at: moved, ambiguous and lost ones."""
    told: tuple[str, ...] = ()
    """What else changed: people and answers; a sentence each."""
    values: tuple[ChangedValue, ...] = ()
    filled: int = 0
    """How many closed answers came that were not there."""
    warnings: tuple[str, ...] = ()
    unchanged: bool = False
    """Whether the file is the very one that the source was imported from, so that nothing was done."""


class Kinship(StrEnum):
    """Whether a piece of text is in the old version, the new one, or both."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_COMPARED = 4_000


def differences(old: str, new: str) -> list[tuple[Kinship, str]]:
    """Two versions of an excerpt as pieces in reading order, cut at words.

    >>> [(kin.value, words) for kin, words in differences("I was their", "I was there")]
    [('both', 'I was '), ('old', 'their'), ('new', 'there')]
    """
    if old == new:
        return [(Kinship.BOTH, old)] if old else []
    import difflib

    if max(len(old), len(new)) > _MOST_COMPARED:
        return _differences_of_long(old, new)
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[tuple[Kinship, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, k, j, n in matcher.get_opcodes():
        if tag == "equal":
            pieces.append((Kinship.BOTH, "".join(before[i:k])))
        else:
            pieces.append((Kinship.OLD, "".join(before[i:k])))
            pieces.append((Kinship.NEW, "".join(after[j:n])))
    return [(kin, text) for kin, text in pieces if text]


def _differences_of_long(old: str, new: str) -> list[tuple[Kinship, str]]:
    """What two long texts begin and end with in common, and all that is between as one piece of each."""
    start = new.rfind(" ", 0, _same(old, new)) + 1
    rest = old[start:], new[start:]
    backwards = rest[1][::-1]
    end = backwards.rfind(" ", 0, _same(rest[0][::-1], backwards)) + 1
    pieces = (
        (Kinship.BOTH, new[:start]),
        (Kinship.OLD, rest[0][: len(rest[0]) - end]),
        (Kinship.NEW, rest[1][: len(rest[1]) - end]),
        (Kinship.BOTH, new[len(new) - end :]),
    )
    return [(kin, text) for kin, text in pieces if text]


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
