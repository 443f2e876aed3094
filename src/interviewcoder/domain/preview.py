"""What an import would make of a file, told before anything is written."""

from dataclasses import dataclass

from .participant import Attribute
from .source import Role, SourceKind
from .table_preview import TablePreview


@dataclass(frozen=True, slots=True)
class VoicePreview:
    """A speaker of a transcript, and what they would be."""

    label: str
    role: Role
    participant: str | None
    """The person's name, None unless a participant."""
    is_known: bool
    """Whether the study has a participant of that name already."""
    turns: int
    words: int
    share: float
    """Of all words, 0 to 1."""
    first_words: str
    """What tells most of who it is among the first turns, on one line and cut."""


@dataclass(frozen=True, slots=True)
class TurnPreview:
    """One of the first turns."""

    speaker: str
    words: str
    """On one line and cut."""
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class TranscriptPreview:
    """What a transcript would be."""

    voices: tuple[VoicePreview, ...]
    """In order of first appearance."""
    turns: tuple[TurnPreview, ...]
    """The first ones."""
    start_ms: int | None
    """The first time in it; None where there are none."""
    end_ms: int | None
    """The last time in it."""


@dataclass(frozen=True, slots=True)
class QuestionPreview:
    """An open question, and what was answered."""

    text: str
    answers: int
    examples: tuple[str, ...]
    """Two answers, on one line and cut."""


@dataclass(frozen=True, slots=True)
class AttributePreview:
    """A closed fact about respondents, and what is said."""

    attribute: Attribute
    respondents: int
    """Of so many it is known."""
    values: tuple[tuple[str, int], ...]
    """The most frequent values in canonical form, of how many respondents each."""
    distinct: int
    """How many values there are."""
    span: tuple[str, str] | None = None
    """The lowest and the highest of numbers and dates."""


@dataclass(frozen=True, slots=True)
class SurveyPreview:
    """What a survey would be."""

    table: TablePreview
    questions: tuple[QuestionPreview, ...]
    attributes: tuple[AttributePreview, ...]
    names: tuple[str, ...]
    """What the first respondents would be called."""
    named_by: str
    """The column that names the respondents; empty: they are numbered."""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file as it would be imported; either `transcript` or `survey` is there."""

    path: str
    source: str
    """What the source would be called."""
    kind: SourceKind
    format: str
    encoding: str
    passages: int
    characters: int
    warnings: tuple[str, ...]
    people: int
    """How many participants or respondents there are."""
    known: tuple[str, ...]
    """Those of them whom the study has already: they would be taken as the same persons."""
    imported_as: str = ""
    """The source that was imported from the same bytes; the file would be skipped."""
    transcript: TranscriptPreview | None = None
    survey: SurveyPreview | None = None
    error: str = ""
    """Why a survey would be refused as its columns are used now; empty when it would not."""
    remedy: str = ""
