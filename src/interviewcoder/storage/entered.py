"""What became of an exchanged study so far, while it is entered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from ..domain.memo import MemoTarget
from ..domain.text import one_line
from .change import Change, new_guid
from .tables import StudyTable, table_of


@dataclass(slots=True)
class Entered:
    """What became of an exchanged study: counts by noun, sentences, and where its things are now."""

    added: Counter[str] = field(default_factory=Counter)
    already: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    """By GUID in the exchanged study: the id in this one."""
    sources: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    coders: dict[str, int] = field(default_factory=dict)
    codings: dict[str, str] = field(default_factory=dict)
    """By GUID in the exchanged study: the GUID in this one."""
    names: dict[str, str] = field(default_factory=dict)
    """By the key of a participant's name in the exchanged study: the name in this one, where they differ."""
    targets: dict[MemoTarget, dict[str, str]] = field(default_factory=dict)
    """By GUID in the exchanged study: the GUID in this one, of all that memos can be on."""

    def coder_id(self, change: Change, guid: str | None) -> int:
        """The id of a coder of the exchanged study; of who acts where nobody is named."""
        key = guid or ""
        if key not in self.coders:
            self.coders[key] = change.coder_id()
        return self.coders[key]


class Guids:
    """Keeps the GUIDs of a table apart."""

    def __init__(self, connection: Connection, row: type[StudyTable]) -> None:
        self._taken = set(connection.execute(select(table_of(row).c.guid)).scalars())

    def free(self, wanted: str) -> str:
        """The GUID wanted if nothing has it, else a new one."""
        guid = wanted if wanted and wanted not in self._taken else new_guid()
        self._taken.add(guid)
        return guid


def stamp(at: datetime | None) -> str | None:
    """A time as the file keeps it; one that tells no zone is taken for UTC."""
    if at is None:
        return None
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")


def some(names: Sequence[str]) -> str:
    """Names in a sentence, a few of them.

    >>> some(["A", "B", "C", "D"])
    "'A', 'B', 'C' and 1 more"
    """
    shown = ", ".join(f"'{one_line(name, 40)}'" for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
