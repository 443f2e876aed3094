"""Sources and what they are made of. Positions are code points into the source's text, half-open."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .choices import Role as Role


class SourceKind(StrEnum):
    """Where a source's words come from."""

    TRANSCRIPT = "transcript"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript or a survey that was imported. Its text never changes in place."""

    id: int
    guid: str
    name: str
    kind: SourceKind
    format: str
    encoding: str
    characters: int
    passages: int
    participants: tuple[str, ...]
    """The participants' names, in order of first appearance."""
    sha256: str
    """SHA-256 of the file's bytes, as 64 hex digits."""
    file_name: str
    imported_at: datetime
    codings: int = 0
    revision: int = 1
    """How often its text was imported: 1, and one more for each correction."""
    unreviewed: int = 0
    """Tags that a correction of the text moved or took away, and that nobody has looked at since."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in one source: a label in a transcript or a respondent of a survey."""

    id: int
    source_id: int
    label: str
    """The label in the file; empty where the file names nobody."""
    role: Role
    participant_id: int | None
    participant: str | None


def voice(role: Role, participant: str | None) -> str:
    """What a speaker does, in a line that can be compared: `participant Ana`, `interviewer`."""
    return f"{role.value} {participant}" if participant else role.value


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of reading: one turn, one answer, one paragraph. `text == source_text[start:end]`."""

    id: int
    source_id: int
    position: int
    start: int
    end: int
    text: str
    speaker: str
    role: Role
    participant_id: int | None = None
    participant: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    question: str | None = None
    """The open question that this answers, in a survey."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A whole source ready to read: its text and its passages in order, which do not overlap."""

    source: Source
    text: str
    passages: tuple[Passage, ...]


def time_label(milliseconds: int | None) -> str:
    """A time as `h:mm:ss` or `m:ss`; empty where there is none.

    >>> time_label(62_500), time_label(3_600_000), time_label(None)
    ('1:02', '1:00:00', '')
    """
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
