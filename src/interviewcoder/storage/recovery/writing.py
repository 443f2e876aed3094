"""The new study file: fresh tables, the rows that were got back, the search index, and a journal that tells them."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from ...domain.errors import StudyError
from ..change import enter
from ..images import Image, pack
from ..journal import OwnEntries, next_to_undo, redo, undo
from ..schema_4 import remember_ids
from ..search import fill_index, verify_index
from ..study_file import StudyFile
from ..tables import SourceTextRow, table_of
from .choosing import Tables
from .journal import Entry, State, Told
from .references import Aside
from .shapes import Key, Row, shapes
from .sources import Texts

_CODER = "interviewcoder recover"
_TOGETHER = 5_000


def write_rows(file: StudyFile, tables: Tables, texts: Texts) -> list[Aside]:
    """Fill an empty study and its search index; rows that its rules refuse leave `tables` and are returned."""
    with file.locked() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("DELETE FROM study")
        texts_table = table_of(SourceTextRow)
        for sha256, words in texts.words.items():
            connection.execute(insert(texts_table), {"sha256": sha256, "text": words})
        aside: list[Aside] = []
        for name in shapes():
            if name in tables:
                rows = _in_order(name, tables[name])
                for key, row in rows.items():
                    if not _insert(connection, name, row):
                        aside.append(Aside(name, row, "it breaks a rule of the study"))
                        del tables[name][key]
        aside += _without_loose_ends(connection, tables)
        fill_index(connection)
        return aside


def _in_order(name: str, rows: dict[Key, Row]) -> dict[Key, Row]:
    """Rows in the order of their keys; codes after the code that they are under."""
    ordered = dict(sorted(rows.items()))
    if name != "code":
        return ordered
    shape = shapes()["code"]
    done: dict[Key, Row] = {}
    waiting = ordered
    while waiting:
        ready = {
            key: row
            for key, row in waiting.items()
            if (parent := shape.cell(row, "parent_id")) is None or (parent,) in done
        }
        if not ready:  # Codes under one another in a circle: the first becomes one at the top.
            key, row = next(iter(waiting.items()))
            ready = {key: shape.with_cells(row, {"parent_id": None})}
            rows[key] = ready[key]
        done |= ready
        waiting = {key: row for key, row in waiting.items() if key not in done}
    return done


def _insert(connection: Connection, name: str, row: Row) -> bool:
    columns = shapes()[name].columns
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
    try:
        connection.exec_driver_sql(statement, row)
    except (IntegrityError, DBAPIError, OverflowError, UnicodeEncodeError):
        return False
    return True


def _without_loose_ends(connection: Connection, tables: Tables) -> list[Aside]:
    """Take out rows that point to one that the rules refused, until none does."""
    aside = []
    while loose := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        for name, rowid in {(str(row[0]), row[1]) for row in loose}:
            shape = shapes()[name]
            keys = ", ".join(shape.columns[place] for place in shape.keys)
            key = connection.exec_driver_sql(
                f"SELECT {keys} FROM {name} WHERE rowid = ?", (rowid,)
            ).one()
            row = tables[name].pop(tuple(key))
            aside.append(Aside(name, row, "what it points to breaks a rule of the study"))
            connection.exec_driver_sql(f"DELETE FROM {name} WHERE rowid = ?", (rowid,))
    return aside


def write_journal(file: StudyFile, tables: Tables, texts: Texts, told: Told) -> bool:
    """Keep the entries that follow from one another, and add what they do not tell as an entry "recover".

    Returns:
        whether an entry "recover" was added.
    """
    with file.locked() as connection:
        for entry in told.entries[: told.kept]:
            _keep(connection, entry, texts)
        after = {
            name: {key: texts.renamed(name, row) for key, row in rows.items()}
            for name, rows in told.state.items()
        }
        added = _add_rest(connection, after, tables)
        remember_ids(connection)
        return added


def can_be_undone(file: StudyFile) -> bool:
    """Whether the newest entry can be taken back and put back on this study; nothing is changed."""

    class _Enough(Exception):
        pass

    try:
        with file.locked() as connection:
            newest = next_to_undo(connection)
            if newest is not None:
                _, undone = undo(connection, _CODER, OwnEntries(newest))
                verify_index(connection)
                redo(connection, _CODER, OwnEntries(undone))
                verify_index(connection)
            raise _Enough
    except _Enough:
        return True
    except (StudyError, DBAPIError):
        return False


def forget_journal(file: StudyFile) -> None:
    """Take all entries out again."""
    with file.locked() as connection:
        connection.exec_driver_sql("DELETE FROM journal_change")
        connection.exec_driver_sql("UPDATE journal_entry SET undoes = NULL, redoes = NULL")
        connection.exec_driver_sql("DELETE FROM journal_entry")


def _keep(connection: Connection, entry: Entry, texts: Texts) -> None:
    _insert(connection, "journal_entry", entry.cells)
    for step in entry.steps:
        before, after = (
            None if rows is None else tuple(texts.renamed(step.table, row) for row in rows)
            for rows in (step.before, step.after)
        )
        if (before, after) == (step.before, step.after):
            _insert(connection, "journal_change", step.cells)
        else:
            _insert_step(connection, entry.id, step.seq, step.table, before, after)


def _add_rest(connection: Connection, told: State, tables: Tables) -> bool:
    """Enter what must still be done for the journal to tell the study."""
    # Words go into the index and out of it by the text that a passage's source has at the time: whole passages around
    # what becomes of sources.
    gone, fresh = _other_passages(told, tables)
    steps: list[tuple[str, list[Row] | None, list[Row] | None]] = []
    if gone:
        steps.append(("passage", gone, None))
    order = [name for name in shapes() if name in told and name not in ("study", "passage")]
    for name in order:
        new = [row for key, row in _in_order(name, tables[name]).items() if key not in told[name]]
        for first in range(0, len(new), _TOGETHER):
            steps.append((name, None, new[first : first + _TOGETHER]))
    for name in [*order, "study"]:
        changed = [
            (told[name][key], row)
            for key, row in tables[name].items()
            if key in told[name] and told[name][key] != row
        ]
        if changed:
            steps.append((name, [old for old, _ in changed], [new for _, new in changed]))
    for first in range(0, len(fresh), _TOGETHER):
        steps.append(("passage", None, fresh[first : first + _TOGETHER]))
    for name in reversed(order):
        rows = _in_order(name, dict(told[name]))
        old = [row for key, row in rows.items() if key not in tables[name]]
        if old:
            steps.append((name, old, None))
    if not steps:
        return False
    count = sum(len(after or before or ()) for _, before, after in steps)
    entry_id = enter(connection, _CODER, "recover", f"{count} rows that the journal did not tell")
    for seq, (name, before, after) in enumerate(steps):
        _insert_step(connection, entry_id, seq, name, before, after)
    return True


def _other_passages(told: State, tables: Tables) -> tuple[list[Row], list[Row]]:
    """The passages that the journal tells and that are not so or of another text, and those that are instead."""
    texts: list[dict[Key, object]] = [
        {
            key: shapes()["source"].cell(row, "text_sha256")
            for key, row in rows.get("source", {}).items()
        }
        for rows in (told, tables)
    ]
    there, here = (rows.get("passage", {}) for rows in (told, tables))
    source_of = shapes()["passage"].cell

    def same(key: Key) -> bool:
        row = here.get(key)
        if row is None or there.get(key) != row:
            return False
        source = (source_of(row, "source_id"),)
        return texts[0].get(source) == texts[1].get(source)

    return (
        [row for key, row in sorted(there.items()) if not same(key)],
        [row for key, row in sorted(here.items()) if not same(key)],
    )


def _insert_step(
    connection: Connection,
    entry_id: int,
    seq: int,
    name: str,
    before: Sequence[Row] | None,
    after: Sequence[Row] | None,
) -> None:
    columns = shapes()[name].columns
    images = [None if rows is None else pack(Image(columns, rows)) for rows in (before, after)]
    count = len(after or before or ())
    _insert(connection, "journal_change", (entry_id, seq, name, count, *images))
