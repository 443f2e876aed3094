"""The journal of a damaged study: which of its entries can still be read, and the rows that they tell.

A study is what its journal does, from the first entry on. So a row whose page is gone is in the images of its last change.
"""

from dataclasses import dataclass, field, replace

from ...domain.errors import StudyError
from ..images import Image, unpack
from ..tables import JOURNALLED
from .carving import Carved
from .shapes import Key, Row, Shape, shapes

State = dict[str, dict[Key, Row]]
"""The rows of the journalled tables, by name and key."""

_CONTENT = frozenset(table.name for table in JOURNALLED)


@dataclass(frozen=True, slots=True)
class Step:
    """Rows of one table before and after: one row of `journal_change`, as it stands and unpacked."""

    seq: int
    table: str
    cells: Row
    before: tuple[Row, ...] | None
    after: tuple[Row, ...] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its steps in order. Not `whole`: a step is missing or cannot be read."""

    id: int
    cells: Row
    undoes: int | None
    redoes: int | None
    steps: tuple[Step, ...]
    whole: bool


@dataclass(slots=True)
class Told:
    """What the journal tells.

    Attributes:
        entries: those that could be read, in order.
        kept: how many of the first entries follow from one another without a gap.
        state: the rows after those, from nothing.
        all_state: the rows after all entries, as far as they can be followed.
        sure: whether nothing of the journal is missing, so that `state` is the study.
    """

    entries: list[Entry] = field(default_factory=list)
    kept: int = 0
    state: State = field(default_factory=dict)
    all_state: State = field(default_factory=dict)
    sure: bool = False

    def without(self) -> "Told":
        """The same with no entry to keep."""
        return replace(self, kept=0, state=_nothing())


class _DoesNotFollow(Exception):
    """A step that cannot come after those before it."""


def read_journal(carved: Carved) -> Told:
    """Read the journal and do what it says."""
    told = Told(_entries(carved), 0, _nothing(), _nothing())
    by_id = {entry.id: entry for entry in told.entries}
    for entry in told.entries:
        if not entry.whole or entry.id != told.kept + 1:
            break
        trial = _Trial(told.state)
        try:
            trial.run(entry, by_id)
        except _DoesNotFollow:
            trial.take_back()
            break
        told.kept += 1
    tables = carved.tables["journal_entry"], carved.tables["journal_change"]
    told.sure = told.kept == len(told.entries) and all(table.whole for table in tables)
    if told.kept == len(told.entries):
        told.all_state = told.state
    else:
        for entry in told.entries:
            _follow(told.all_state, entry, by_id)
    return told


def _nothing() -> State:
    return {name: {} for name in shapes() if name in _CONTENT}


def _entries(carved: Carved) -> list[Entry]:
    shape = shapes()["journal_entry"]
    steps: dict[int, list[Step]] = {}
    broken: set[int] = set()
    for (entry_id, seq), candidates in carved.tables["journal_change"].rows.items():
        step = next(filter(None, (_step(seq, row) for row in candidates)), None)
        if step is None:
            broken.add(entry_id)
        else:
            steps.setdefault(entry_id, []).append(step)
    entries = []
    for (entry_id,), candidates in sorted(carved.tables["journal_entry"].rows.items()):
        row = min(candidates, key=shape.flaws)
        undoes, redoes = shape.cell(row, "undoes"), shape.cell(row, "redoes")
        mine = sorted(steps.get(entry_id, ()), key=lambda step: step.seq)
        whole = (
            entry_id not in broken
            and [step.seq for step in mine] == list(range(len(mine)))
            and bool(mine) == (undoes is None and redoes is None)
            and not shape.flaws(row)
        )
        entries.append(Entry(entry_id, row, undoes, redoes, tuple(mine), whole))
    return entries


def _step(seq: int, row: Row) -> Step | None:
    _, _, table, _, before, after = row
    shape = shapes().get(str(table))
    if shape is None or table not in _CONTENT or (before is None and after is None):
        return None
    try:
        return Step(seq, str(table), row, _rows(shape, before), _rows(shape, after))
    except (StudyError, ValueError, TypeError):
        return None


def _rows(shape: Shape, packed: object) -> tuple[Row, ...] | None:
    """An image as rows of today's columns. Raises ValueError where it is no image of this table."""
    if packed is None:
        return None
    if not isinstance(packed, bytes):
        raise ValueError("no image")
    image: Image = unpack(packed)
    rows = []
    for cells in image.rows:
        row = shape.whole(image.columns, tuple(cells))
        if row is None or shape.flaws(row):
            raise ValueError("a row of another shape")
        rows.append(row)
    return tuple(rows)


class _Trial:
    """One entry done on a state strictly, so that it can be taken back when it does not follow."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._done: list[tuple[str, Key, Row | None]] = []

    def run(self, entry: Entry, by_id: dict[int, Entry]) -> None:
        """Do an entry. Raises `_DoesNotFollow`."""
        target, backward = _target(entry, by_id)
        if target is None or not target.whole:
            raise _DoesNotFollow
        for step in reversed(target.steps) if backward else target.steps:
            old, new = (step.after, step.before) if backward else (step.before, step.after)
            self._change(step.table, old, new)

    def _change(self, table: str, old: tuple[Row, ...] | None, new: tuple[Row, ...] | None) -> None:
        shape, rows = shapes()[table], self._state[table]
        for row in old or ():
            key = shape.key(row)
            if rows.get(key) != row and (key in rows or table != "study"):
                raise _DoesNotFollow
            self._done.append((table, key, rows.pop(key, None)))
        for row in new or ():
            key = shape.key(row)
            if key in rows:
                raise _DoesNotFollow
            self._done.append((table, key, None))
            rows[key] = row

    def take_back(self) -> None:
        """Leave the state as it was."""
        for table, key, row in reversed(self._done):
            if row is None:
                self._state[table].pop(key, None)
            else:
                self._state[table][key] = row


def _target(entry: Entry, by_id: dict[int, Entry]) -> tuple[Entry | None, bool]:
    """The entry whose steps an entry does, and whether it does them backward."""
    if entry.undoes is not None:
        return by_id.get(entry.undoes), True
    if entry.redoes is not None:
        return by_id.get(entry.redoes), False
    return entry, False


def _follow(state: State, entry: Entry, by_id: dict[int, Entry]) -> None:
    """Do what can be read of an entry, whatever the state is."""
    target, backward = _target(entry, by_id)
    for step in (reversed(target.steps) if backward else target.steps) if target else ():
        old, new = (step.after, step.before) if backward else (step.before, step.after)
        shape, rows = shapes()[step.table], state[step.table]
        for row in old or ():
            rows.pop(shape.key(row), None)
        for row in new or ():
            rows[shape.key(row)] = row
