"""What was got back from a damaged study."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RecoveredTable:
    """What became of one table's rows."""

    table: str
    found: int
    """Rows that stood in the file."""
    rebuilt: int
    """Rows whose bytes were lost or damaged, and that the journal told again."""
    stand_ins: int
    """Rows that were made because others need them: a code that nobody knows the name of any more."""
    set_aside: int
    """Rows that were found but fit nowhere any more; they are kept in a file of their own."""
    unreadable: int
    """Rows and pages of this table that could not be read, whether or not the journal told them again."""
    complete: bool
    """Whether it is known that nothing of the table is missing."""


class TextOutcome(StrEnum):
    """What became of a text that was damaged."""

    HEALED = "healed"
    """It is again what was imported, to the letter: its SHA-256 says so."""
    CHANGED = "changed"
    """Letters of it are not what was imported, and cannot be told."""
    CUT = "cut"
    """Letters of it are missing, and stand as U+FFFD."""
    LOST = "lost"
    """Nothing of it is left but what was quoted from it."""


@dataclass(frozen=True, slots=True)
class RecoveredText:
    """A text that was damaged: whose it is, and how many of its letters are missing."""

    source: str
    revision: int
    outcome: TextOutcome
    missing: int
    characters: int


@dataclass(frozen=True, slots=True)
class LostTag:
    """A coding that could not be put back: in which source, on which words, with which code."""

    source: str
    code: str
    quote: str


@dataclass(frozen=True, slots=True)
class BackupSeen:
    """The newest healthy backup of the damaged study."""

    path: Path
    made: datetime
    entries_behind: int | None
    """Entries of the journal that it lacks; None where that cannot be told."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recovery: what came of it, and where it was written."""

    damaged: Path
    new: Path
    name: str
    tables: tuple[RecoveredTable, ...]
    texts: tuple[RecoveredText, ...]
    lost_tags: tuple[LostTag, ...]
    entries_kept: int
    """Entries of the journal that are as they were."""
    entries_left_out: int
    """Entries that could be read but do not follow from those before them."""
    journal_mended: bool
    """Whether an entry "recover" was added, which holds what the kept ones do not tell."""
    rolled_back: bool
    """Whether a change that had been broken off was taken back first."""
    healthy: bool
    """Whether all checks of the new study are good."""
    aside: Path | None = None
    """The file with what fits nowhere any more."""
    report: Path | None = None
    backup: BackupSeen | None = None

    @property
    def complete(self) -> bool:
        """Whether it is known that nothing was lost."""
        return (
            all(
                table.complete and not table.set_aside and not table.stand_ins
                for table in self.tables
            )
            and all(text.outcome is TextOutcome.HEALED for text in self.texts)
            and not self.lost_tags
        )
