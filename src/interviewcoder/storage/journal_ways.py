"""The way to any point of the journal: what to take back, and what to put back, so that the study is as it was there.

The states of a study form a tree. An action leads from the state that it found to one of its own, which has its id; an
undo leads back to where the action began, and a redo to its state again. So each state is reached from any other by
undoing up to the last one that both come from, and redoing from there: every image fits the state that it was of.
"""

from sqlalchemy import text
from sqlalchemy.engine import Connection

from ..domain.conflict import OthersChange
from ..domain.errors import StudyError
from ..domain.journal import Way
from ..domain.rewriting import FOR_GOOD
from .change import moment, newest_entry
from .images import damaged_journal
from .journal import (
    GO_BACK,
    GO_FORWARD,
    OwnEntries,
    entries_by_id,
    entry_by_id,
    put_back,
    take_back,
)

BEGINNING = 0
"""The point before the first entry."""


def way_to(connection: Connection, entry_id: int) -> Way:
    """The way from how the study is to how it was right after an entry; both empty where it is the same.

    Raises:
        StudyError: there is no such entry.
    """
    states, found_by, here = _states(connection)
    if entry_id not in states:
        raise StudyError(
            f"There is no change {entry_id} in the history.",
            "Look at: interviewcoder history. 0 is the beginning.",
        )
    above_here = _line(here, found_by)
    above_there = _line(states[entry_id], found_by)
    common = set(above_there)
    back = [state for state in above_here if state not in common]
    left = set(above_here)
    forward = [state for state in reversed(above_there) if state not in left]
    return Way(
        tuple(entries_by_id(connection, back)),
        tuple(entries_by_id(connection, forward)),
        newest_entry(connection) or 0,
    )


def go(
    connection: Connection, coder: str, entries: OwnEntries, entry_id: int, meant: int | None
) -> tuple[Way, list[int]]:
    """Bring the study to where it was right after an entry; returns the way and the ids of the entries that tell of it.

    Args:
        entries: which entries are this window's.
        meant: the newest entry when the way was shown; what is newer was not. None: whatever is there, but for what
            other windows did.

    Raises:
        StudyError: there is no such entry, the study is there already, or was changed after the way was shown; an
            `OthersChange` where another window did that.
    """
    _require_seen(connection, entries, meant)
    way = way_to(connection, entry_id)
    if not (way.back or way.forward):
        raise StudyError("The study is as it was there already.", "Choose another change.")
    now = moment()
    own = [take_back(connection, coder, entry, verb=GO_BACK, at=now) for entry in way.back]
    own += [put_back(connection, coder, entry, verb=GO_FORWARD, at=now) for entry in way.forward]
    return way, own


def _require_seen(connection: Connection, entries: OwnEntries, meant: int | None) -> None:
    newer = connection.execute(
        text("SELECT id FROM journal_entry WHERE id > :meant ORDER BY id DESC"),
        {"meant": meant or 0},
    )
    ids = newer.scalars().all()
    unknown = next((entry_id for entry_id in ids if not entries.known(entry_id)), None)
    if unknown is not None:
        raise OthersChange(entry_by_id(connection, unknown))
    if meant is not None and ids:
        raise StudyError(
            "The study was changed after you looked at this.", "Nothing was changed. Look again."
        )


def _states(connection: Connection) -> tuple[dict[int, int], dict[int, int], int]:
    """The state after each entry; for each state the one that its action found; and the state that is.

    Raises:
        StudyError: the journal is damaged.
    """
    here = BEGINNING
    after, found_by = {BEGINNING: BEGINNING}, dict[int, int]()
    rows = connection.execute(
        text("SELECT id, verb, undoes, redoes FROM journal_entry ORDER BY id")
    )
    try:
        for entry_id, verb, undoes, redoes in rows.all():
            if undoes is not None:
                here = found_by[undoes]
            elif redoes is not None:
                here = redoes
            elif verb not in FOR_GOOD:  # Which changed all states alike.
                found_by[entry_id] = here
                here = entry_id
            after[entry_id] = here
    except KeyError:
        raise damaged_journal() from None
    return after, found_by, here


def _line(state: int, found_by: dict[int, int]) -> list[int]:
    """A state and all those that it comes from, the beginning left out."""
    line: list[int] = []
    while state != BEGINNING:
        line.append(state)
        state = found_by[state]
    return line
