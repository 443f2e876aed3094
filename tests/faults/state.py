"""All that is in a study, in a few short strings that two processes can compare."""

import hashlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..study.past_the_program import database
from ..study.samples import content


@dataclass(frozen=True)
class State:
    """What a study holds at one moment, read past the program."""

    content: str
    """A digest of every row that the journal takes back."""
    newest: int
    """The newest entry of the journal."""
    journal: str
    """A digest of the journal up to that entry."""


def state_of(path: Path) -> State:
    newest, journal = journal_of(path)
    return State(digest(content(path)), newest, journal)


def journal_of(path: Path, up_to: int | None = None) -> tuple[int, str]:
    """The newest entry of a journal, or of its beginning, and a digest of all of it until then."""
    with closing(database(path)) as connection:
        if up_to is None:
            (up_to,) = connection.execute(
                "SELECT coalesce(max(id), 0) FROM journal_entry"
            ).fetchone()
        entries = connection.execute(
            "SELECT * FROM journal_entry WHERE id <= ? ORDER BY id", (up_to,)
        ).fetchall()
        changes = connection.execute(
            "SELECT * FROM journal_change WHERE entry_id <= ? ORDER BY entry_id, seq", (up_to,)
        ).fetchall()
    return int(up_to or 0), digest((entries, changes))


def digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
