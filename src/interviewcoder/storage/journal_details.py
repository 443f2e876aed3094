"""What an entry of the journal did, in words: which things, and what was of them before and after."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.coding import Polarity
from ..domain.errors import StudyError
from ..domain.journal import EntryDetails, RowChange
from .batches import in_batches
from .images import Image, unpack
from .tables import JournalChangeRow, table_of

_NAMED: Mapping[str, tuple[str, str]] = {
    "source": ("source", "name"),
    "participant": ("participant", "name"),
    "speaker": ("speaker", "label"),
    "question": ("question", "text"),
    "attribute": ("attribute", "name"),
    "attribute_value": ("value", "value"),
    "code": ("code", "name"),
    "coding": ("tag", "quote"),
    "memo": ("memo", "text"),
    "persona": ("persona", "name"),
    "claim": ("claim", "code"),
    "segment": ("segment", "name"),
    "saved_query": ("query", "name"),
    "study": ("study", "name"),
}
"""Tables whose rows a person would name: what one is, and the column that names it."""

_ELSE: Mapping[str, str] = {
    "source_revision": "earlier revision",
    "passage": "passage",
    "relocation": "entry of the review list",
    "synthesis": "run of personas",
    "persona_member": "member of a persona",
    "evidence": "citation of a tag",
    "persona_quote": "quote of a persona",
    "coder": "coder",
    "rejection": "rejected suggestion",
}
"""What the rows of the other tables are."""

_FIELDS: Mapping[str, str] = {
    "name": "name",
    "label": "label",
    "text": "text",
    "value": "value",
    "role": "role",
    "kind": "kind",
    "colour": "colour",
    "definition": "definition",
    "include": "when to use",
    "exclude": "when not to use",
    "quote": "words",
    "polarity": "speaks",
    "weight": "weight",
    "model": "proposed by",
    "score": "score",
    "rule": "rule",
    "query": "query",
    "summary": "summary",
    "narrative": "narrative",
    "language": "language",
    "type": "type",
    "status": "status",
    "pinned": "pinned",
    "code_id": "code",
    "parent_id": "under",
    "source_id": "source",
    "participant_id": "participant",
    "attribute_id": "attribute",
    "persona_id": "persona",
}
"""The columns that are told, by what they are called; a claim's `code` is its name."""

_POINTS_TO: Mapping[str, str] = {
    "code_id": "code",
    "parent_id": "code",
    "source_id": "source",
    "participant_id": "participant",
    "attribute_id": "attribute",
    "persona_id": "persona",
}
_GONE = "one that is gone"
_SIDES = {side.value: side.name.lower() for side in Polarity}


def entry_details(connection: Connection, entry_id: int, most: int) -> EntryDetails:
    """What the entry with this id did; an undo or redo did what it took back or put back.

    Args:
        most: so many changes are told one by one at most.

    Raises:
        StudyError: there is no such entry, or the journal is damaged.
    """
    found = connection.execute(
        text("SELECT undoes, redoes FROM journal_entry WHERE id = :id"), {"id": entry_id}
    ).one_or_none()
    if found is None:
        raise StudyError(f"There is no change {entry_id} in the history.", "Look at it again.")
    told: list[RowChange] = []
    others: Counter[str] = Counter()
    names = _Names(connection)
    backward = found.undoes is not None
    for table, before, after in _steps(connection, found.undoes or found.redoes or entry_id):
        names.learn(table, before, after)
        old, new = (after, before) if backward else (before, after)
        if table not in _NAMED:
            others[_ELSE.get(table, table)] += max(
                len(image.rows) for image in (old, new) if image is not None
            )
            continue
        for row_before, row_after in _pairs(old, new):
            if len(told) < most:
                told.append(_change(table, row_before, row_after, names))
            else:
                others[_NAMED[table][0]] += 1
    return EntryDetails(tuple(told), dict(others))


def _steps(
    connection: Connection, entry_id: int
) -> Iterator[tuple[str, Image | None, Image | None]]:
    changes = table_of(JournalChangeRow)
    rows = connection.execute(
        select(changes.c.table_name, changes.c.before, changes.c.after)
        .where(changes.c.entry_id == entry_id)
        .order_by(changes.c.seq)
    )
    with closing(rows):
        for table, before, after in rows:
            yield table, before and unpack(before), after and unpack(after)


_Row = Mapping[str, Any]


def _pairs(before: Image | None, after: Image | None) -> Iterator[tuple[_Row, _Row]]:
    """Each row before and after; empty where it is not there."""
    count = max(len(image.rows) for image in (before, after) if image is not None)
    for place in range(count):
        yield _row(before, place), _row(after, place)


def _row(image: Image | None, place: int) -> _Row:
    return {} if image is None else dict(zip(image.columns, image.rows[place], strict=True))


def _change(table: str, before: _Row, after: _Row, names: "_Names") -> RowChange:
    thing, naming = _NAMED[table]
    name = str((after or before).get(naming, ""))
    old, new = _told(before, names), _told(after, names)
    if before and after:
        moved = [(row["start_pos"], row["end_pos"]) for row in (before, after) if "end_pos" in row]
        if len(set(moved)) > 1:
            old["place"], new["place"] = (f"{start:,} to {end:,}" for start, end in moved)
        differ = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
        order = [key for key in new if key in differ] + [key for key in old if key not in new]
        old = {key: old.get(key, "") for key in order if key in differ}
        new = {key: new.get(key, "") for key in order if key in differ}
        if not old:
            old = new = {"": ""}
    return RowChange(thing, name, old, new)


def _told(row: _Row, names: "_Names") -> dict[str, str]:
    return {
        told: names.cell(column, row[column])
        for column, told in _FIELDS.items()
        if column in row and row[column] not in (None, "")
    }


@dataclass
class _Names:
    """What ids stand for: as things are called now, or were in this entry."""

    connection: Connection
    known: dict[tuple[str, int], str] = field(default_factory=dict)

    def learn(self, table: str, *images: Image | None) -> None:
        """Take names from the entry's own rows."""
        naming = _NAMED.get(table, ("", ""))[1]
        for image in images:
            if image is not None and naming in image.columns and "id" in image.columns:
                at, named = image.columns.index("id"), image.columns.index(naming)
                for row in image.rows:
                    self.known[table, row[at]] = str(row[named])

    def cell(self, column: str, value: Any) -> str:
        """A cell in words."""
        if column in _POINTS_TO:
            return self._name(_POINTS_TO[column], value)
        if column == "polarity":
            return _SIDES.get(value, str(value))
        return str(value)

    def _name(self, table: str, row_id: int) -> str:
        if (table, row_id) not in self.known:
            found = self.connection.execute(
                text(f"SELECT {_NAMED[table][1]} FROM {table} WHERE id = :id"), {"id": row_id}
            ).scalar_one_or_none()
            self.known[table, row_id] = _GONE if found is None else str(found)
        return self.known[table, row_id]


_TOUCHING = ("coding", "source", "speaker", "relocation")
"""Tables whose rows say of which source an action was."""


def sources_of_entries(
    connection: Connection, entry_ids: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """The names of the sources that entries are about, as they are called now; of those that are gone, none."""
    current = {
        row.id: row.name for row in connection.execute(text("SELECT id, name FROM source")).all()
    }
    touched: dict[int, dict[str, None]] = {}
    changes = table_of(JournalChangeRow)
    for some in in_batches(entry_ids):
        rows = connection.execute(
            select(changes.c.entry_id, changes.c.table_name, changes.c.before, changes.c.after)
            .where(
                changes.c.entry_id.in_(some),
                changes.c.table_name.in_(_TOUCHING),
            )
            .order_by(changes.c.entry_id, changes.c.seq)
        )
        with closing(rows):
            for entry_id, table, before, after in rows:
                image = unpack(after if after is not None else before)
                column = "id" if table == "source" else "source_id"
                if column in image.columns:
                    at = image.columns.index(column)
                    names = (current.get(row[at]) for row in image.rows)
                    touched.setdefault(entry_id, {}).update(
                        dict.fromkeys(name for name in names if name is not None)
                    )
    return {entry_id: tuple(names) for entry_id, names in touched.items() if names}
