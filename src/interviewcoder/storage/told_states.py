"""The journal told from its beginning: every image, with the state of the study that it is about.

A span in an image is in the text that its source had at the time. So whoever reads or rewrites images needs to
know the states that the study went through, of which the journal keeps the steps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .images import damaged_journal, unpack
from .tables import METADATA

T = TypeVar("T")
Row = dict[str, Any]
Key = tuple[Any, ...]

STANDING_ON_TEXT = ("passage", "coding", "persona_quote")
"""The tables whose spans are in the current text of a source."""
_KEPT = ("source", "source_revision", "participant", "speaker")
_STEPS = "SELECT table_name, before, after FROM journal_change WHERE entry_id = :id ORDER BY seq"
_REVISED = """
SELECT DISTINCT c.before, c.after FROM journal_change c
WHERE c.table_name = 'source' AND c.before IS NOT NULL AND c.after IS NOT NULL
"""


class State:
    """Who and what is in the study at some moment: sources, revisions, people and voices, by their keys.

    Of the sources whose texts change some day also what stands on their texts. A source that is gone stays known
    until another one gets its id, since quotes of personas outlive it.
    """

    def __init__(self, revised: frozenset[int] = frozenset()) -> None:
        self._revised = revised
        self._rows: dict[str, dict[Key, Row]] = {name: {} for name in (*_KEPT, *STANDING_ON_TEXT)}
        self._sources: dict[int, Row] = {}

    def source(self, source_id: int) -> Row | None:
        """The source of that id, the last one where it is gone."""
        return self._sources.get(source_id)

    def text_of(self, source_id: int) -> str:
        """The SHA-256 of the text that a source has; empty where nobody knows."""
        source = self._sources.get(source_id)
        return str(source["text_sha256"]) if source else ""

    def text_of_revision(self, source_id: int, revision: int) -> str:
        """The SHA-256 of the text that a source had in a revision; empty where nobody knows."""
        source = self._sources.get(source_id)
        if source and source["revision"] == revision:
            return str(source["text_sha256"])
        earlier = self._rows["source_revision"].get((source_id, revision))
        return str(earlier["text_sha256"]) if earlier else ""

    def guid_of(self, table: str, row_id: int | None) -> str:
        """The GUID of a source or participant; empty where there is none of that id."""
        row = self._sources.get(row_id or 0) if table == "source" else None
        row = row or self._rows[table].get((row_id,))
        return str(row["guid"]) if row else ""

    def speaker(self, speaker_id: int) -> Row | None:
        """The voice of that id."""
        return self._rows["speaker"].get((speaker_id,))

    def standing_on(self, source_id: int) -> list[tuple[str, Row]]:
        """What stands on the current text of a source whose text changes some day: table and row."""
        return [
            (name, row)
            for name in STANDING_ON_TEXT
            for row in self._rows[name].values()
            if row["source_id"] == source_id and not row.get("text_sha256")
        ]

    def keeps(self, table: str, row: Row) -> bool:
        """Whether rows of this kind are remembered here."""
        return table in _KEPT or (table in STANDING_ON_TEXT and row["source_id"] in self._revised)

    def clear(self, table: str) -> None:
        """Forget all rows of a table; what was said of sources that are gone stays."""
        self._rows[table].clear()

    def put(self, table: str, row: Row) -> None:
        """Enter a row, or give it its values."""
        if self.keeps(table, row):
            self._rows[table][_key(table, row)] = row
            if table == "source":
                self._sources[row["id"]] = row

    def take_out(self, table: str, row: Row) -> None:
        """Take a row out."""
        if self.keeps(table, row):
            self._rows[table].pop(_key(table, row), None)


def _key(table: str, row: Row) -> Key:
    return tuple(row[column.name] for column in METADATA.tables[table].primary_key.columns)


@dataclass(slots=True)
class Step(Generic[T]):
    """One change of an entry, its rows as the reader told them in the state before it and after it."""

    entry_id: int
    table: str
    columns: tuple[str, ...]
    packed: tuple[bytes | None, bytes | None]
    """The images as they are in the journal."""
    rows: tuple[list[Row] | None, list[Row] | None]
    before: list[T] | None
    after: list[T] | None
    standing: list[tuple[str, Row, T, T]] = field(default_factory=list)
    """What stands on a text that this step replaced without being touched: table, row, and as told then and now."""


class Walk:
    """A walk through the states from the empty study on; `state` is where it stands."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.state = State(_revised_sources(connection))

    def steps(self, tell: Callable[[str, Row, State], T]) -> Iterator[Step[T]]:
        """Go through the changes in the order in which they were made; undo and redo are followed.

        Args:
            tell: what is made of a row of a table in a state. It must not keep the state.

        Raises:
            StudyError: the journal is damaged.
        """
        entries = self._connection.execute(
            text("SELECT id, undoes, redoes FROM journal_entry ORDER BY id")
        ).all()
        recalled = {target for _, *pair in entries for target in pair if target is not None}
        moves: dict[int, list[tuple[str, list[Row] | None, list[Row] | None]]] = {}
        for entry_id, undoes, redoes in entries:
            if undoes is not None:
                for table, before, after in reversed(moves.get(undoes, ())):
                    self._apply(table, after, before)
                continue
            if redoes is not None:
                for table, before, after in moves.get(redoes, ()):
                    self._apply(table, before, after)
                continue
            kept = moves.setdefault(entry_id, []) if entry_id in recalled else None
            for table, packed_before, packed_after in self._connection.execute(
                text(_STEPS), {"id": entry_id}
            ).all():
                columns, before = _rows(table, packed_before)
                columns_after, after = _rows(table, packed_after)
                step = self._step(entry_id, table, columns or columns_after, before, after, tell)
                step.packed = packed_before, packed_after
                if kept is not None:
                    kept.append((table, self._worth(table, before), self._worth(table, after)))
                yield step

    def _step(
        self,
        entry_id: int,
        table: str,
        columns: tuple[str, ...],
        before: list[Row] | None,
        after: list[Row] | None,
        tell: Callable[[str, Row, State], T],
    ) -> Step[T]:
        state = self.state
        standing = [
            (name, row)
            for one in _retold(table, before, after)
            for name, row in state.standing_on(one)
        ]
        told_before = None if before is None else [tell(table, row, state) for row in before]
        then = [tell(name, row, state) for name, row in standing]
        self._apply(table, before, after)
        told_after = None if after is None else [tell(table, row, state) for row in after]
        now = [tell(name, row, state) for name, row in standing]
        return Step(
            entry_id,
            table,
            columns,
            (None, None),
            (before, after),
            told_before,
            told_after,
            [(*one, old, new) for one, old, new in zip(standing, then, now, strict=True)],
        )

    def _apply(self, table: str, before: list[Row] | None, after: list[Row] | None) -> None:
        for row in before or ():
            self.state.take_out(table, row)
        for row in after or ():
            self.state.put(table, row)

    def _worth(self, table: str, rows: list[Row] | None) -> list[Row] | None:
        return None if rows is None else [row for row in rows if self.state.keeps(table, row)]


def _retold(table: str, before: list[Row] | None, after: list[Row] | None) -> list[int]:
    """The sources to which a step gives another text."""
    if table != "source" or before is None or after is None:
        return []
    return [
        new["id"]
        for old, new in zip(before, after, strict=True)
        if old["text_sha256"] != new["text_sha256"]
    ]


def _rows(table: str, packed: bytes | None) -> tuple[tuple[str, ...], list[Row] | None]:
    if packed is None:
        return (), None
    image = unpack(packed)
    known = METADATA.tables.get(table)
    if known is None or not set(image.columns) <= set(known.columns.keys()):
        raise damaged_journal()
    return image.columns, [dict(zip(image.columns, row, strict=True)) for row in image.rows]


def _revised_sources(connection: Connection) -> frozenset[int]:
    """The ids of the sources whose texts were ever replaced."""
    found: set[int] = set()
    for before, after in connection.execute(text(_REVISED)):
        found.update(_retold("source", _rows("source", before)[1], _rows("source", after)[1]))
    return frozenset(found)
