"""Rewriting a study in place, for good: its texts and words, in the tables and in every image of the journal.

This is the one exception to "a text never changes" and "nothing is removed from the journal". Tables and images
are put through the same function of a row and the state that it is of, so that the journal tells a history that
could have been: undo and redo go on as before, in the new words.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, text
from sqlalchemy.engine import Connection

from ..domain.edits import Edit, edited
from ..domain.errors import StudyError
from ..domain.rewriting import ERASED, NOTHING, Forgotten, RewriteReport
from .change import ADD_STEP, enter
from .images import Image, pack
from .rewritten_rows import EditedTexts, RowRewriter
from .rewritten_words import NAMED, Labels, Names, Words
from .search import fill_index
from .tables import JOURNALLED, METADATA
from .texts import words_of_text
from .told_states import Row, State, Step, Walk

Edits = Mapping[str, Sequence[Edit]]
"""By the SHA-256 of a text: its edits, in order and apart from one another."""
Told = Callable[[str], None]

_NO_ROWS = pack(Image(("id",), []))
"""What an entry keeps of which no row is left: one step that does nothing."""
_QUOTING = ("coding", "relocation", "memo", "attribute_value")
"""Tables of whose rows summaries in the journal repeat words."""
_COUNTING = (
    "accept tag",
    "autocode",
    "dismiss tag",
    "erase",
    "import",
    "import codings",
    "import participants",
    "import project",
    "judge",
    "merge code",
    "remove code",
    "remove source",
    "revise",
    "untag",
    "update",
)
"""Verbs whose summaries tell numbers, and names of things."""


def rewrite(
    connection: Connection,
    edits: Edits,
    anywhere: Callable[[str], str],
    *,
    verb: str,
    coder: str,
    summary: str,
    forgotten: Forgotten = NOTHING,
    told: Told = lambda step: None,
) -> RewriteReport:
    """Edit texts in place and put all other words of the study through a function, in tables and journal.

    It makes one entry in the journal, which nothing takes back; entries before it can be undone as ever.

    Args:
        connection: from `for_good.carried_through`, so that no byte of what was there before is left in the file.
        edits: of which texts, and how. Spans move along; a row whose span has nothing left goes.
        anywhere: what becomes of other words: names, labels, values, memos, definitions, narratives, summaries.
            It must give the same each time, and hold for every earlier state too.
        verb: one of `domain.rewriting.FOR_GOOD`.
        summary: counts, no names.
        forgotten: what goes.
        told: is told what comes next.

    Raises:
        StudyError: a text is not there, two participants would have one name, or the journal is damaged.
    """
    # What refers to a row and the row itself are rewritten one after the other.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    words = Words(anywhere)
    told("Editing the texts")
    texts = _edit_texts(connection, edits)
    told("Going through the journal")
    seen = _Seen(texts, forgotten)
    walk = Walk(connection)
    for _ in walk.steps(seen):
        pass
    now = _state_of(connection, walk.state)
    seen.now = True
    for table in JOURNALLED:
        for row in _rows_of(connection, table.name):
            seen(table.name, row, now)
    dropped, merged = seen.dropped()
    rewriter = _Noting(
        RowRewriter(
            texts,
            words,
            Names(words, seen.names_now, seen.names_ever),
            seen.labels(words),
            forgotten,
            dropped,
        )
    )
    told("Rewriting the study")
    changed, gone = _rewrite_tables(connection, rewriter, now)
    told("Rewriting the journal")
    touched, quoting = _rewrite_journal(connection, rewriter, forgotten.clipped)
    touched |= _rewrite_summaries(connection, words, quoting)
    _drop_texts(connection, rewriter.texts)
    told("Building the search index")
    fill_index(connection)
    entry_id = enter(connection, coder, verb, summary)
    _write_steps(connection, entry_id, [("study", 0, None, _NO_ROWS)])
    return RewriteReport(
        texts=len(edits),
        rows=changed,
        gone=tuple(sorted(gone.items())),
        entries=len(touched),
        merged=merged,
    )


# -- Looking ---------------------------------------------------------------------------------------------------


class _Seen:
    """What was ever in the study, noted row by row: names, labels, and where codings come to stand."""

    def __init__(self, texts: EditedTexts, forgotten: Forgotten) -> None:
        self.now = False
        self.names_now: list[tuple[str, str, str]] = []
        self.names_ever: list[tuple[str, str, str]] = []
        self._texts = texts
        self._forgotten = forgotten
        self._labels: dict[tuple[str, str], None] = {}
        self._there: set[str] = set()
        self._emptied: set[str] = set()
        self._places: dict[tuple[Any, ...], dict[str, set[tuple[Any, ...]]]] = {}

    def __call__(self, table: str, row: Row, state: State) -> None:
        if table in NAMED:
            if row["guid"] not in self._forgotten.participants | self._forgotten.sources:
                names = self.names_now if self.now else self.names_ever
                names.append((table, row["guid"], row["name"]))
        elif table == "speaker":
            self._labels[state.guid_of("source", row["source_id"]), row["label"]] = None
        elif table == "coding" and row["guid"] not in self._forgotten.codings:
            self._note_place(row, state)

    def _note_place(self, row: Row, state: State) -> None:
        if self.now:
            self._there.add(row["guid"])
        sha256 = state.text_of(row["source_id"])
        if sha256 not in self._texts:
            return
        span = self._texts.place(sha256, row["start_pos"], row["end_pos"], self._forgotten.clipped)
        if span is None:
            self._emptied.add(row["guid"])
            return
        whose = (row["source_id"], row["code_id"], row["coder_id"])
        stood = (sha256, row["start_pos"], row["end_pos"])
        here = self._places.setdefault((sha256, span.start, span.end, *whose), {})
        here.setdefault(row["guid"], set()).add(stood)

    def dropped(self) -> tuple[frozenset[str], int]:
        """The codings that cannot stay, and how many of them because others came to stand on their words."""
        merged: set[str] = set()
        for here in self._places.values():
            if len(here) < 2:
                continue
            # One that is in the study stays rather than one that only the journal knows.
            for guid in sorted(here, key=lambda guid: guid not in self._there)[1:]:
                # Codings that stood on the same words before were never there at the same time.
                if any(here[guid] != here[other] for other in here if other not in merged):
                    merged.add(guid)
        return frozenset(merged | self._emptied), len(merged & self._there)

    def labels(self, words: Words) -> Labels:
        """What becomes of the labels."""
        blotted = self._forgotten.labels

        def label(source: str, label: str) -> str:
            return ERASED if (source, label) in blotted else words(label)

        labels = Labels(label)
        for source, one in self._labels:
            labels.reserve(source, one)
        return labels


class _Noting:
    """A rewriter that notes which texts are still spoken of."""

    def __init__(self, rewriter: RowRewriter) -> None:
        self._rewriter = rewriter
        self.texts: set[str] = set()

    def __call__(self, table: str, row: Row, state: State) -> Row | None:
        fresh = self._rewriter(table, row, state)
        if fresh is not None and (sha256 := fresh.get("text_sha256")):
            self.texts.add(sha256)
        return fresh


def _state_of(connection: Connection, told: State) -> State:
    """The state that the tables are in; `told` is the one that the journal ends in."""
    for name in ("source", "source_revision", "participant", "speaker"):
        told.clear(name)
        for row in _rows_of(connection, name):
            told.put(name, row)
    return told


def _rows_of(connection: Connection, name: str) -> Iterator[Row]:
    for row in connection.execute(select(METADATA.tables[name])):
        yield dict(row._mapping)


# -- Texts -----------------------------------------------------------------------------------------------------


def _edit_texts(connection: Connection, edits: Edits) -> EditedTexts:
    """Enter the texts as they are to be, beside those that they are made of.

    Raises:
        StudyError: a text is not in the study.
    """
    fresh: dict[str, str] = {}
    lengths: dict[str, int] = {}
    for sha256, some in edits.items():
        now = edited(_read_text(connection, sha256), some)
        fresh[sha256] = hashlib.sha256(now.encode()).hexdigest()
        lengths[sha256] = len(now)
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO source_text (sha256, text) VALUES (?, ?)", (fresh[sha256], now)
        )
    return EditedTexts(edits, fresh, lengths, lambda sha256: _read_text(connection, sha256))


def _read_text(connection: Connection, sha256: str) -> str:
    words = words_of_text(connection, sha256)
    if words is None:
        raise StudyError(
            "A text that was to be changed is not in the study any more.",
            "Nothing was changed. Look again.",
        )
    return words


def _drop_texts(connection: Connection, kept: set[str]) -> None:
    there = connection.exec_driver_sql("SELECT sha256 FROM source_text").scalars().all()
    for sha256 in set(there) - kept:
        connection.exec_driver_sql("DELETE FROM source_text WHERE sha256 = ?", (sha256,))


# -- Tables ----------------------------------------------------------------------------------------------------


def _rewrite_tables(
    connection: Connection, rewriter: _Noting, state: State
) -> tuple[int, Counter[str]]:
    """How many rows have other values, and how many went from which table."""
    changed, gone = 0, Counter[str]()
    for table in JOURNALLED:
        keys = table.primary_key.columns.keys()
        outdated: list[Row] = []
        fresh: list[Row] = []
        for row in _rows_of(connection, table.name):
            told = rewriter(table.name, row, state)
            if told is row:
                continue
            outdated.append({f"key_{key}": row[key] for key in keys})
            if told is None:
                gone[table.name] += 1
            else:
                changed += 1
                fresh.append(told)
        if outdated:
            statement = delete(table)
            for key in keys:
                statement = statement.where(table.c[key] == bindparam(f"key_{key}"))
            connection.execute(statement, outdated)
        if fresh:
            connection.execute(table.insert(), fresh)
    return changed, gone


# -- Journal ---------------------------------------------------------------------------------------------------

_Packed = tuple[str, int, bytes | None, bytes | None]
"""A step as the journal keeps it: table, rows, images."""


def _rewrite_journal(
    connection: Connection, rewriter: _Noting, quotes_go: bool
) -> tuple[set[int], set[int]]:
    """The entries that tell something else by now, and those whose summaries may repeat words that went."""
    touched: set[int] = set()
    quoting: set[int] = set()
    entry_id, steps, different = 0, list[_Packed](), False
    for step in Walk(connection).steps(rewriter):
        if step.entry_id != entry_id:
            if different:
                touched.add(entry_id)
                _replace_steps(connection, entry_id, steps)
            entry_id, steps, different = step.entry_id, [], False
        fresh = list(_retold(step))
        different |= fresh != [_as_it_is(step)]
        steps += fresh
        if quotes_go and step.table in _QUOTING and _lost_words(step):
            quoting.add(entry_id)
    if different:
        touched.add(entry_id)
        _replace_steps(connection, entry_id, steps)
    return touched, quoting


def _as_it_is(step: "Step[Row | None]") -> _Packed:
    count = max(len(rows) for rows in step.rows if rows is not None)
    return (step.table, count, *step.packed)


def _retold(step: "Step[Row | None]") -> Iterator[_Packed]:
    """The steps that take the place of one: a row may come or go where it was changed before."""
    patched = [one for one in step.standing if one[2] != one[3]]
    for table, row, old, _ in patched:
        if old is not None:
            yield _packed(table, tuple(row), [old], None)
    if _is_same(step.rows[0], step.before) and _is_same(step.rows[1], step.after):
        yield _as_it_is(step)
    elif step.before is None or step.after is None:
        before, after = (
            None if rows is None else [row for row in rows if row is not None]
            for rows in (step.before, step.after)
        )
        if before or after:
            yield _packed(step.table, step.columns, before, after)
    else:
        pairs = list(zip(step.before, step.after, strict=True))
        both = [(old, new) for old, new in pairs if old is not None and new is not None]
        left = [old for old, new in pairs if old is not None and new is None]
        come = [new for old, new in pairs if old is None and new is not None]
        if left:
            yield _packed(step.table, step.columns, left, None)
        if both:
            yield _packed(step.table, step.columns, *map(list, zip(*both, strict=True)))
        if come:
            yield _packed(step.table, step.columns, None, come)
    for table, row, _, new in patched:
        if new is not None:
            yield _packed(table, tuple(row), None, [new])


def _is_same(rows: list[Row] | None, told: "list[Row | None] | None") -> bool:
    return rows is None or all(a is b for a, b in zip(rows, told or (), strict=True))


def _packed(
    table: str, columns: tuple[str, ...], before: list[Row] | None, after: list[Row] | None
) -> _Packed:
    images = [
        None if rows is None else pack(Image(columns, [[row[c] for c in columns] for row in rows]))
        for rows in (before, after)
    ]
    return table, max(len(before or ()), len(after or ())), images[0], images[1]


def _lost_words(step: "Step[Row | None]") -> bool:
    """Whether a row of a step went, or is on other words."""
    for rows, told in zip(step.rows, (step.before, step.after), strict=True):
        for row, fresh in zip(rows or (), told or (), strict=True):
            if fresh is None or fresh.get("quote") != row.get("quote"):
                return True
    return False


def _replace_steps(connection: Connection, entry_id: int, steps: list[_Packed]) -> None:
    connection.exec_driver_sql("DELETE FROM journal_change WHERE entry_id = ?", (entry_id,))
    _write_steps(connection, entry_id, steps or [("study", 0, None, _NO_ROWS)])


def _write_steps(connection: Connection, entry_id: int, steps: Sequence[_Packed]) -> None:
    numbered = [(entry_id, seq, *step) for seq, step in enumerate(steps)]
    connection.exec_driver_sql(ADD_STEP, numbered)


def _rewrite_summaries(connection: Connection, words: Words, quoting: set[int]) -> set[int]:
    """Put the entries' summaries through the words; returns those that are other ones now."""
    touched: set[int] = set()
    verbs: dict[int, str] = {}
    for entry_id, verb, summary, about in connection.execute(
        text("SELECT id, verb, summary, coalesce(undoes, redoes) FROM journal_entry ORDER BY id")
    ).all():
        verbs[entry_id] = verb if about is None else verbs.get(about, verb)
        if (about or entry_id) in quoting and verbs[entry_id] not in _COUNTING:
            fresh = ERASED if about is None else f"{verbs[entry_id]}: {ERASED}"
        else:
            fresh = words(summary)
        if fresh != summary:
            touched.add(entry_id)
            connection.exec_driver_sql(
                "UPDATE journal_entry SET summary = ? WHERE id = ?", (fresh, entry_id)
            )
    return touched
