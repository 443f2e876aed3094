"""The journal: the append-only record of every change."""

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
