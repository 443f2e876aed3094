"""The whole recovery of one state of a file, step by step."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...domain.errors import StudyError
from ...domain.passphrase import Passphrase
from ...domain.recovery import LostTag, RecoveredTable, Recovery
from ..change import moment, new_guid
from ..check import check
from ..study_file import StudyFile
from .carving import Carved, carve
from .choosing import Chosen, choose
from .fitting import fill_passages, fit_revisions, make_readable, put_tags_on_their_words
from .journal import Told, read_journal
from .pages import Pages
from .references import Aside, join
from .shapes import shapes
from .sources import gather_texts
from .writing import can_be_undone, forget_journal, write_journal, write_rows


@dataclass(frozen=True, slots=True)
class Read:
    """What a file's bytes hold and its journal tells."""

    length: int
    encrypted: bool
    carved: Carved
    told: Told

    @property
    def rows(self) -> int:
        """How many rows were found or told."""
        found = sum(len(table.rows) for table in self.carved.tables.values())
        return found + sum(map(len, self.told.all_state.values()))


def read(pages: Pages) -> Read:
    """Find what the pages hold."""
    carved = carve(pages)
    return Read(len(pages.data), pages.reserved > 0, carved, read_journal(carved))


def rescue(
    found: Read, damaged: Path, new: Path, passphrase: Passphrase | None, *, rolled_back: bool
) -> Recovery:
    """Write what was found to a new study, encrypted if there is a passphrase.

    Args:
        damaged: the file that it was found in; the study is called after it if its own name is gone.
        new: where the new study goes.
        passphrase: what the new study is encrypted with.
        rolled_back: whether a change that had been broken off was taken back in what was found.

    Raises:
        StudyError: nothing of a study was found, or the file cannot be written.
    """
    if not found.rows:
        raise StudyError(
            "Nothing of a study can be found in the file.",
            "Go back to a backup with: interviewcoder restore STUDY",
        )
    carved, told = found.carved, found.told
    name = damaged.stem[:100] or "Recovered"
    chosen = choose(carved, told)
    tables = chosen.tables
    _one_study(chosen, told, name)
    make_readable(tables)
    texts = gather_texts(_texts(carved), tables, told, max(1 << 20, 4 * found.length))
    for table, rows in tables.items():
        tables[table] = {key: texts.renamed(table, row) for key, row in rows.items()}
    joined = join(tables, texts)
    aside = joined.aside + put_tags_on_their_words(chosen, texts) + fit_revisions(tables, texts)
    if not carved.tables["passage"].whole:
        made = fill_passages(tables, texts)
        joined.stand_ins["passage"] = joined.stand_ins.get("passage", 0) + made
    for words in texts.left_over.items():
        texts.words.setdefault(*words)
    try:
        file = StudyFile.create(new, name, "en", passphrase)
        try:
            aside += write_rows(file, tables, texts)
            mended = write_journal(file, tables, texts, told)
            if not can_be_undone(file):
                forget_journal(file)
                told = told.without()
                mended = write_journal(file, tables, texts, told)
        finally:
            file.close()
        called, healthy = _packed_and_checked(new, passphrase)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return Recovery(
        damaged=damaged,
        new=new,
        name=called,
        tables=tuple(_told_of_tables(carved, chosen, joined.stand_ins, aside, found.told)),
        texts=tuple(texts.told),
        lost_tags=tuple(_lost_tags(chosen, aside)),
        entries_kept=told.kept,
        entries_left_out=len(told.entries) - told.kept,
        journal_mended=mended,
        rolled_back=rolled_back,
        healthy=healthy,
    )


def _packed_and_checked(new: Path, passphrase: Passphrase | None) -> tuple[str, bool]:
    """The new study's name, and whether all of its checks are good, once it is opened like any other."""
    file = StudyFile.open(new, passphrase=passphrase)
    try:
        file.pack()
        with file.locked() as connection:
            healthy = all(finding.good for finding in check(connection))
        return file.about()[0], healthy
    finally:
        file.close()


def _one_study(chosen: Chosen, told: Told, name: str) -> None:
    """Make sure of the one row that tells the study's name."""
    rows, shape = chosen.tables["study"], shapes()["study"]
    for key in [key for key in rows if key != (1,)]:
        del rows[key]
    if not rows:
        times = [str(shapes()["journal_entry"].cell(entry.cells, "at")) for entry in told.entries]
        cells = {
            "id": 1,
            "guid": new_guid(),
            "name": name,
            "language": "en",
            "created_at": min(times, default=moment()),
        }
        rows[(1,)] = shape.row_of(cells)


def _texts(carved: Carved) -> dict[str, list[str]]:
    return {
        str(sha256): [str(row[1]) for row in rows]
        for (sha256,), rows in carved.tables["source_text"].rows.items()
    }


def _told_of_tables(
    carved: Carved, chosen: Chosen, stand_ins: dict[str, int], aside: list[Aside], told: Told
) -> Iterator[RecoveredTable]:
    put_aside = Counter(one.table for one in aside)
    for name, found in carved.tables.items():
        rows = len(found.rows) if name not in chosen.tables else chosen.found[name]
        expected = None
        if found.whole:
            expected = len(found.rows)
        elif told.sure and name in told.state and name != "study":
            expected = len(told.state[name])
        yield RecoveredTable(
            table=name,
            found=rows,
            rebuilt=chosen.rebuilt[name],
            stand_ins=stand_ins.get(name, 0),
            set_aside=put_aside[name],
            unreadable=found.unreadable_pages + found.unreadable_rows,
            doubtful=len(chosen.doubtful.get(name, ())),
            expected=expected,
        )


def _lost_tags(chosen: Chosen, aside: list[Aside]) -> Iterator[LostTag]:
    coding = shapes()["coding"]
    names = {
        table: {
            key: str(shapes()[table].cell(row, "name")) for key, row in chosen.tables[table].items()
        }
        for table in ("source", "code")
    }
    for one in aside:
        if one.table == "coding":
            source, code, quote = (
                coding.cell(one.row, column) for column in ("source_id", "code_id", "quote")
            )
            yield LostTag(
                names["source"].get((source,), f"source {source}"),
                names["code"].get((code,), f"code {code}"),
                str(quote),
            )
