"""The journal, told from its beginning, is the study: whatever is done to a row past the program is found and named."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.segment import SegmentDraft
from interviewcoder.storage.images import Image, pack, unpack
from interviewcoder.storage.replay import OUTSIDE
from interviewcoder.storage.tables import JOURNALLED, METADATA
from interviewcoder.study import Study

from ..study.samples import SECOND, interview, trouble

TABLES = [table for table in JOURNALLED if table.name != "study"]
"""Those whose rows come into the study by entries."""


@pytest.fixture(scope="module")
def full_file(whole_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with rows in every table, and undone and redone entries."""
    folder = tmp_path_factory.mktemp("full")
    path = Path(shutil.copy(whole_file, folder / "box.study"))
    corrected = folder / "ana.txt"
    corrected.write_text(interview("Ana").replace(SECOND["Ana"], "of it all"), encoding="utf-8")
    with Study.open(path, coder="Maya") as study:
        study.sources.revise(study.sources.get("ana").id, corrected)
        study.memos.write(MemoTarget.STUDY, "", "Nobody can know what Ana said here")
        study.segments.add_all([SegmentDraft("Northerners", "region=North")])
        study.codings.untag([study.codings.list()[0].id])
        study.codebook.update(study.codebook.list()[0].id, definition="d")
        for _ in range(3):
            study.journal.undo()
        for _ in range(2):
            study.journal.redo()
        assert trouble(study) == {}
    return path


@pytest.fixture
def full(full_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(full_file, tmp_path / "box.study"))


@contextmanager
def past_the_program(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        yield connection


def found(path: Path) -> str:
    with Study.open(path, read_only=True) as study:
        return trouble(study).get("replay", "")


def test_every_table_is_told_by_the_journal_or_looked_at_elsewhere(full: Path) -> None:
    with closing(sqlite3.connect(full)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {name for (name,) in rows if not name.startswith(("passage_search_", "sqlite_"))}
    told = {table.name for table in JOURNALLED}
    assert told.isdisjoint(OUTSIDE)
    assert told | set(OUTSIDE) == names
    assert set(METADATA.tables) <= names


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_a_cell_that_nobody_changed_is_found(full_file: Path, tmp_path: Path, name: str) -> None:
    """Each column of each table, in the last row that there is."""
    table = METADATA.tables[name]
    keys = table.primary_key.columns.keys()
    for column in (one.name for one in table.columns):
        path = Path(shutil.copy(full_file, tmp_path / "box.study"))
        with past_the_program(path) as connection:
            key = connection.execute(
                f"SELECT {', '.join(keys)} FROM {name} ORDER BY rowid DESC LIMIT 1"
            ).fetchone()
            changed = connection.execute(
                f"UPDATE {name} SET {column} = CASE typeof({column}) WHEN 'integer' THEN {column} - 1001"
                f" WHEN 'real' THEN {column} / 2 + 0.001 WHEN 'text' THEN {column} || ' ' ELSE 7 END"
                f" WHERE {' AND '.join(f'{one} = ?' for one in keys)}",
                key,
            )
            assert changed.rowcount == 1
        told = found(path)
        assert f"row {'/'.join(map(str, key))} of {name} " in told, column
        assert "entry" in told


def test_a_row_too_many_and_a_row_too_few_are_found(full: Path) -> None:
    with past_the_program(full) as connection:
        connection.execute(
            "INSERT INTO segment SELECT 77, 'x', 1, 'Two', 'two', rule, 2 FROM segment LIMIT 1"
        )
        connection.execute("DELETE FROM evidence WHERE rowid = 1")
    told = found(full)
    assert "row 77 of segment is of no entry" in told
    assert "of evidence is gone, of entry " in told


def test_numbers_that_python_takes_for_alike_are_told_apart(full: Path) -> None:
    with Study.open(full, coder="Maya") as study:
        coding = study.codings.list()[0]
        study.codings.judge([coding.id], polarity=Polarity.AGAINST)
    assert found(full) == ""
    with past_the_program(full) as connection:
        connection.execute("UPDATE coding SET polarity = -2 WHERE id = ?", (coding.id,))
    assert f"row {coding.id} of coding is not as entry" in found(full)


def forge(path: Path, which: str, column: str, value: object) -> int:
    """Change one cell of an image before or after of the newest entry that changed a code; returns the entry."""
    with past_the_program(path) as connection:
        entry, seq, packed = connection.execute(
            f"SELECT entry_id, seq, {which} FROM journal_change WHERE table_name = 'code'"
            " AND before IS NOT NULL AND after IS NOT NULL ORDER BY entry_id DESC LIMIT 1"
        ).fetchone()
        image = unpack(packed)
        rows = [dict(zip(image.columns, row, strict=True)) | {column: value} for row in image.rows]
        fresh = pack(Image(image.columns, [list(row.values()) for row in rows]))
        connection.execute(
            f"UPDATE journal_change SET {which} = ? WHERE entry_id = ? AND seq = ?",
            (fresh, entry, seq),
        )
    return int(entry)


def test_an_entry_that_found_something_else_is_named(full: Path) -> None:
    with Study.open(full, coder="Maya") as study:
        code = study.codebook.list()[0]
        study.codebook.update(code.id, definition="Words of Ana")
    entry = forge(full, "before", "definition", "Other words")
    told = found(full)
    assert told.startswith(f"entry {entry} found row {code.id} of code, not as entry ")
    assert "words" not in told.lower()


def test_what_undo_would_take_back_is_followed(full: Path) -> None:
    """An entry that was undone is found as well, where it is undone: the study itself is as it was."""
    with Study.open(full, coder="Maya") as study:
        code = study.codebook.list()[0]
        study.codebook.update(code.id, definition="One")
        study.journal.undo()
        entry = study.journal.history(1)[0].id
    assert found(full) == ""
    forge(full, "before", "colour", "#123456")
    told = found(full)
    assert f"row {code.id} of code is not as entry {entry} left it" in told


def test_an_entry_that_enters_what_is_there_and_changes_what_is_not(full: Path) -> None:
    with Study.open(full, coder="Maya") as study:
        added = study.codebook.add(CodeDraft("Trust"))
        study.codebook.update(added.id, definition="Words")
    entry = forge(full, "before", "id", 4_000)
    told = found(full)
    assert f"entry {entry} changes row 4000 of code, which was not there" in told
    assert f"entry {entry} enters row {added.id} of code, which was there" in told


def test_no_words_of_anybody_are_told(full: Path) -> None:
    """Not even where a key holds some, or all rows are wrong."""
    with past_the_program(full) as connection:
        connection.execute("UPDATE evidence SET coding_guid = 'what Ana said ' || rowid")
        connection.execute("UPDATE memo SET text = 'what Ana said'")
    told = found(full)
    assert "of evidence" in told
    assert " more" in told
    assert "Ana" not in told
    assert "said" not in told


def test_words_that_cannot_be_decoded_are_not_told(full: Path) -> None:
    with past_the_program(full) as connection:
        connection.execute("UPDATE memo SET text = CAST(x'416e612073616964ff' AS TEXT)")
    told = found(full)
    assert "cannot be read" in told
    assert "Ana" not in told


@pytest.mark.parametrize(
    "image",
    [
        {"columns": ["id", "nothing"], "rows": [[1, 2]]},
        {"columns": ["name"], "rows": [["Ana"]]},
        {"columns": ["id", "name"], "rows": [[1]]},
        {"columns": ["id", "name"], "rows": [[["Ana"], 1]]},
        {"columns": ["id", "name"], "rows": 7},
    ],
)
def test_an_image_that_fits_no_table_is_told(full: Path, image: object) -> None:
    with past_the_program(full) as connection:
        connection.execute(
            "UPDATE journal_change SET after = ? WHERE entry_id = 2 AND seq = 0",
            (json.dumps(image).encode(),),
        )
    assert found(full) == "entry 2 cannot be read, and nothing after it was looked at"


def test_an_entry_about_no_table_is_told(full: Path) -> None:
    with past_the_program(full) as connection:
        connection.execute("UPDATE journal_change SET table_name = 'whim' WHERE entry_id = 2")
    assert "entry 2 is about a table that the study does not have" in found(full)
