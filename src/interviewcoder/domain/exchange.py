"""A study as programs hand it to one another: what a project file of another tool holds, or ours."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from .coding import Origin, Polarity, Suggested
from .imported import ImportedSource
from .kinds import Kind
from .memo import MemoTarget
from .participant import Attribute

_OURS = uuid.UUID("5f3d2b54-6a0b-5c39-9a4e-1f0a7d3c8e21")


def derived_guid(*parts: object) -> str:
    """A GUID for a thing that has none: the same for the same parts, whenever and wherever it is made.

    >>> derived_guid("note", 1) == derived_guid("note", 1) != derived_guid("note", 2)
    True
    """
    return str(uuid.uuid5(_OURS, "\x1f".join(map(str, parts))))


@dataclass(frozen=True, slots=True)
class ExchangedCoder:
    """Who tagged."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class ExchangedCode:
    """A code of the codebook."""

    guid: str
    name: str
    kind: Kind | None = None
    """None: the file does not tell."""
    parent_guid: str | None = None
    colour: str | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    codable: bool = True
    """Whether it may be on excerpts; False for what other programs call a category or folder."""


@dataclass(frozen=True, slots=True)
class ExchangedSource:
    """A source. The text of `source` is exactly the one that codings point into."""

    guid: str
    source: ImportedSource
    file_name: str = ""
    created_at: datetime | None = None
    coder_guid: str | None = None


@dataclass(frozen=True, slots=True)
class ExchangedParticipant:
    """A person, and the values of attributes by name, in canonical form."""

    guid: str
    name: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedCoding:
    """That an excerpt `[start, end)` of a source, in code points, carries a code."""

    guid: str
    source_guid: str
    start: int
    end: int
    code_guid: str
    coder_guid: str | None = None
    created_at: datetime | None = None
    polarity: Polarity = Polarity.NEUTRAL
    weight: int | None = None
    origin: Origin = Origin.HAND
    suggested: Suggested | None = None


@dataclass(frozen=True, slots=True)
class ExchangedMemo:
    """A note on the thing with a GUID; on the study itself, the study's GUID."""

    guid: str
    target: MemoTarget
    target_guid: str
    text: str
    coder_guid: str | None = None
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExchangedSegment:
    """A group of participants by a rule; by a list of members where a tool knows no rules."""

    guid: str
    name: str
    rule: str = ""
    member_guids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedPersona:
    """A persona as it is handed on: its words, and the codings that they stand on."""

    guid: str
    name: str
    text: str
    member_guids: tuple[str, ...] = ()
    evidence_guids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedStudy:
    """A whole study. Every GUID that something points to is that of a thing in it."""

    guid: str
    name: str
    origin: str
    """The program that wrote it, as far as it says."""
    coders: tuple[ExchangedCoder, ...] = ()
    codes: tuple[ExchangedCode, ...] = ()
    """Parents before children."""
    sources: tuple[ExchangedSource, ...] = ()
    participants: tuple[ExchangedParticipant, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    codings: tuple[ExchangedCoding, ...] = ()
    memos: tuple[ExchangedMemo, ...] = ()
    segments: tuple[ExchangedSegment, ...] = ()
    personas: tuple[ExchangedPersona, ...] = ()
    not_carried: tuple[str, ...] = ()
    """What the file holds, or the study does, and this does not: a sentence each, with counts."""
    format: str = ""
    """The format of the file that it came from; empty where it came from none."""
    told: tuple[str, ...] = ()
    """What had to be guessed or put right in reading it, a sentence each."""
