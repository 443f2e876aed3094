"""The texts of a recovered study, and the sources that they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...domain.recovery import RecoveredText, TextOutcome
from .cells import UNREADABLE
from .choosing import Tables
from .journal import Told
from .shapes import Row, shapes
from .texts import Mended, Said, Wanted, mend, said_by, sha256_of

_OF_SOURCES = ("source", "source_revision")


@dataclass(slots=True)
class Texts:
    """The texts by the name that rows give them, and what was mended.

    A mended text has another SHA-256. `renamed` holds both; rows of the study and of its journal follow it.
    """

    words: dict[str, str] = field(default_factory=dict)
    mended: dict[str, Mended] = field(default_factory=dict)
    told: list[RecoveredText] = field(default_factory=list)
    left_over: dict[str, str] = field(default_factory=dict)
    """Texts, by their true SHA-256, that no row points to."""

    def renamed(self, table: str, row: Row) -> Row:
        """A row that points to the texts as they are named now."""
        if table not in (*_OF_SOURCES, "persona_quote"):
            return row
        shape = shapes()[table]
        mended = self.mended.get(str(shape.cell(row, "text_sha256")))
        if mended is None or mended.outcome is TextOutcome.HEALED:
            return row
        cells: dict[str, str | int | float | bytes | None] = {"text_sha256": mended.sha256}
        if table in _OF_SOURCES:
            # The original file can be imported again, as a correction of what is left.
            cells |= {"file_sha256": mended.sha256, "characters": len(mended.words)}
        return shape.with_cells(row, cells)


def gather_texts(found: dict[str, list[str]], tables: Tables, told: Told, most: int) -> Texts:
    """Put the texts together that rows of the study, or of its journal, point to.

    Args:
        found: by the SHA-256 that stands beside them, the texts in the file.
        most: characters that a text can have had.
    """
    texts = Texts()
    damaged: dict[str, str] = {}
    for name, candidates in found.items():
        for words in candidates:
            true_name = sha256_of(words)
            if true_name == name or name not in damaged:
                damaged.setdefault(name, words)
            if UNREADABLE not in words:
                texts.left_over[true_name] = words
    names: dict[str, tuple[str, int]] = {}
    for row in _rows_of_sources(tables, told, names):
        sha256 = row.sha256
        if sha256 in texts.words or sha256 in texts.mended:
            continue
        if sha256 in texts.left_over:
            texts.words[sha256] = texts.left_over[sha256]
            continue
        if not 0 <= row.characters <= most:
            continue
        mended = mend(row, damaged.get(sha256))
        texts.mended[sha256] = mended
        texts.words[mended.sha256] = mended.words
        source, revision = names[sha256]
        texts.told.append(
            RecoveredText(source, revision, mended.outcome, mended.missing, len(mended.words))
        )
    for sha256 in {
        *texts.words,
        *(sha256_of(words) for name, words in damaged.items() if name in texts.mended),
    }:
        texts.left_over.pop(sha256, None)
    return texts


def _rows_of_sources(
    tables: Tables, told: Told, names: dict[str, tuple[str, int]]
) -> Iterator[Wanted]:
    """What is known of each text, the study's own before those of its past; `names` gets whose they are."""
    by_place = _said(tables)
    rows = [(name, row) for name in _OF_SOURCES for row in tables[name].values()]
    for entry in told.entries[: told.kept]:
        for step in entry.steps:
            if step.table in _OF_SOURCES:
                rows += [(step.table, row) for row in (*(step.before or ()), *(step.after or ()))]
    sources: dict[object, str] = {}
    for name, row in rows:
        if name == "source":
            sources.setdefault(
                shapes()[name].cell(row, "id"), str(shapes()[name].cell(row, "name"))
            )
    for name, row in rows:
        shape = shapes()[name]
        sha256, characters = shape.cell(row, "text_sha256"), shape.cell(row, "characters")
        source = shape.cell(row, "id" if name == "source" else "source_id")
        revision = shape.cell(row, "revision")
        names.setdefault(str(sha256), (sources.get(source, f"source {source}"), revision))
        current = tables["source"].get((source,))
        is_current = name == "source" and current is not None
        said = by_place.get((source, None if is_current else revision), [])
        yield Wanted(str(sha256), characters, said)


def _said(tables: Tables) -> dict[tuple[object, object], list[Said]]:
    """What tags tell of texts, by source and revision; the revision is None for the current text."""
    told: dict[tuple[object, object], list[Said]] = {}
    shape = shapes()["coding"]
    for row in tables["coding"].values():
        start = shape.cell(row, "start_pos")
        before, quote, after = (str(shape.cell(row, name)) for name in ("before", "quote", "after"))
        place = (shape.cell(row, "source_id"), None)
        told.setdefault(place, []).extend(said_by([(start, before, quote, after)]))
    shape = shapes()["relocation"]
    for row in tables["relocation"].values():
        start = shape.cell(row, "start_pos")
        place = (shape.cell(row, "source_id"), shape.cell(row, "from_revision"))
        told.setdefault(place, []).extend(said_by([(start, "", str(shape.cell(row, "quote")), "")]))
    return told
