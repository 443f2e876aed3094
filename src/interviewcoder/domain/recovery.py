"""What was got back from a damaged study."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


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
    """Rows that were found or rebuilt but fit nowhere any more."""
    unreadable: int
    """Rows and pages of this table that could not be read, whether or not the journal told them again."""
    doubtful: int
    """Rows that stand differently in the file and in its journal, without a sign which of the two is damaged."""
    expected: int | None
    """Rows that the table had; None where it is not known."""

    @property
    def kept(self) -> int:
        """Rows of the damaged study that are in the new one."""
        return self.found + self.rebuilt - self.set_aside

    @property
    def lost(self) -> int | None:
        """Rows that are not in the new study; None where it is not known."""
        return None if self.expected is None else max(0, self.expected - self.kept)


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

    @property
    def complete(self) -> bool:
        """Whether there is no sign that anything was lost."""
        return (
            all(
                table.lost == 0 and not table.stand_ins and not table.doubtful
                for table in self.tables
            )
            and all(text.outcome is TextOutcome.HEALED for text in self.texts)
            and not self.lost_tags
            and not self.journal_mended
        )


def recovery_record(recovery: Recovery) -> dict[str, Any]:
    """A recovery as JSON."""
    return {
        **asdict(recovery),
        "damaged": str(recovery.damaged),
        "new": str(recovery.new),
        "complete": recovery.complete,
        "tables": [{**asdict(table), "lost": table.lost} for table in recovery.tables],
    }
