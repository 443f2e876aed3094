"""The journal: the append-only record of every change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One user action: who did what, when. `undo` and `redo` are entries of their own."""

    id: int
    at: datetime
    coder: str
    verb: str
    """What was done, in a word or two: `tag`, `import`, `rename code`, `undo`."""
    summary: str
    """What it was done to, for a person to read."""
    changes: int
    """How many rows of the study it changed."""
    undone: bool = False
    refers_to: int | None = None
    """The entry that an undo or redo took back or put back."""
    for_good: bool = False
    """Whether nothing takes it back: it rewrote the study and its journal."""
    together: int = 1
    """How many actions one redo put back, of which this is the last."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What an action did to one thing, in words."""

    thing: str
    """What it is: `tag`, `code`, `memo`."""
    name: str
    """Which one, as it is called."""
    before: Mapping[str, str]
    """What was of it, by field; empty where it was not there."""
    after: Mapping[str, str]
    """What is of it then; empty where it is gone. Of a thing that stays, only what is another by it is told."""

    @property
    def done(self) -> str:
        """What happened to it: `added`, `removed` or `changed`."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """What one entry of the journal did."""

    changes: tuple[RowChange, ...]
    """The first of its changes that a person would name."""
    others: Mapping[str, int]
    """How many rows more were touched, by what they are."""


@dataclass(frozen=True, slots=True)
class Way:
    """What brings the study to where it was right after an entry of its journal."""

    back: tuple[JournalEntry, ...]
    """To be taken back, in this order: the newest first."""
    forward: tuple[JournalEntry, ...]
    """Then to be put back, in this order."""
    newest: int
    """The id of the newest entry when the way was looked up; 0 where there is none."""

    @property
    def by_coder(self) -> dict[str, int]:
        """How many of these actions are whose, the most first."""
        return dict(Counter(entry.coder for entry in (*self.back, *self.forward)).most_common())
