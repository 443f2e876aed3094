"""What the parts of the screen tell one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from ..domain.errors import PassphraseError, StudyError

if TYPE_CHECKING:
    from ..domain.coding import Coding, Span
    from ..domain.passphrase import Passphrase
    from ..study import Study
    from .habits import Habits


@dataclass
class StudyOpened(Message):
    """The study is open."""

    study: "Study"
    overview: "Overview"
    habits: "Habits"
    passphrase: "Passphrase | None" = None


@dataclass
class OpeningProgressed(Message):
    """The sample study is a step further."""

    line: str


@dataclass
class OpeningFailed(Message):
    """The study cannot be opened."""

    error: StudyError
    to_go_back_to: str = ""
    """Which backup there is, in words."""


@dataclass
class PassphraseAsked(Message):
    """The study is encrypted: its passphrase is missing, or was not right."""

    error: PassphraseError


@dataclass
class StudyPutBack(Message):
    """The study was put back to a backup, or why it was not."""

    told: str
    error: StudyError | None = None


@dataclass
class BackupRefused(Message):
    """No backup could be made by itself."""

    error: StudyError


@dataclass
class StudyLookedAt(Message):
    """Someone looked how far the study is."""

    overview: "Overview"


@dataclass
class CodedCounted(Message):
    """How much of what participants say is tagged, 0 to 1; None where they say nothing."""

    share: float | None


@dataclass
class ChangeFinished(Message):
    """A change is safe on disk, or was refused."""


@dataclass
class WorkFinished(Message):
    """A worker has what it was asked for."""

    answer: Callable[[], None]


@dataclass
class WorkRefused(Message):
    """A worker could not do what it was asked for."""

    error: StudyError
    refused: Callable[[StudyError], None] | None


@dataclass
class PassageAsked(Message):
    """The user wants to see a place in a source."""

    source_id: int
    span: "Span | None" = None
    words: str = ""
    """What was searched for, where that led there: `Study.search.hits_in` finds it in the source."""


@dataclass
class ExcerptsAsked(Message):
    """The user wants to see what a query finds."""

    query: str


@dataclass
class TagsMade(Message):
    """Tags were just made, and are on disk: they can be shown before the study is read anew."""

    codings: Sequence["Coding"]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the top bar says of a study."""

    name: str
    coder: str
    sources: int
    codings: int
    revision: int
    """As `Study.revision` gives it."""
