"""Databases from strangers: what they hold beside plain tables is not run, and what is broken is refused in time."""

import random
import sqlite3
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.importers.projects import project_in, read_project
from interviewcoder.importers.sqlite_rows import MAGIC, moment, table_names

from .project_files import QUALCODER, RQDA, TAGUETTE, codings, database, taken
from .test_any_bytes import UNSAFE
from .test_qualcoder import ROWS as QUALCODER_ROWS
from .test_rqda import ROWS as RQDA_ROWS
from .test_taguette import ROWS as TAGUETTE_ROWS

WHOLE = {
    "a.qda": database(QUALCODER, QUALCODER_ROWS),
    "a.sqlite3": database(TAGUETTE, TAGUETTE_ROWS),
    "a.rqda": database(RQDA, RQDA_ROWS),
}
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


def attempt(name: str, data: bytes) -> None:
    refusal = ""
    try:
        taken(name, data)
    except StudyError as error:
        refusal = str(error)
    assert "not what its name says" not in refusal, "the last resort was needed"
    assert not UNSAFE.search(refusal)


def broken(data: bytes, dice: random.Random) -> bytes:
    """A database with some bytes, pages or cells of it changed."""
    found = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(found))
        match dice.randrange(5):
            case 0:
                found[at] ^= 1 << dice.randrange(8)
            case 1:
                found[at : at + 8] = dice.randbytes(8)
            case 2:
                page = at - at % 4096
                other = dice.randrange(len(found)) // 4096 * 4096
                found[page : page + 4096] = found[other : other + 4096]
            case 3 if len(found) > 300:
                found[100 + at % 200] = dice.randrange(256)
            case _ if dice.random() < 0.2:
                del found[at:]
                found = found or bytearray(b"S")
    return bytes(found)


@pytest.mark.parametrize("name", WHOLE)
def test_broken_databases_are_read_or_refused(name):
    for seed in range(300):
        attempt(name, broken(WHOLE[name], random.Random(seed)))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([*WHOLE, "a.txt"]), st.binary(max_size=400))
def test_any_bytes_after_a_databases_first_ones(name, data):
    with suppress(StudyError):
        assert project_in(name, MAGIC + data, None) is None


def test_values_of_any_type_are_taken_for_what_they_can_be():
    values = [None, 1, -1, 2.5, 1e300, float("inf"), "", "x", "9" * 40, b"\xff\x00", "1", "\x1b[2J"]
    tables = {
        "project": "date, memo",
        "source": "id, name, fulltext, mediapath, memo, owner, date",
        "code_name": "cid, name, memo, catid, owner, date, color, supercid",
        "code_cat": "catid, name, owner, date, memo, supercatid",
        "code_text": "cid, fid, seltext, pos0, pos1, owner, date, memo, important",
        "cases": "caseid, name, memo, owner, date",
        "case_text": "caseid, fid, pos0, pos1",
        "attribute": "name, attr_type, value, id",
    }
    dice = random.Random(7)
    for _ in range(60):
        rows = {
            table: [
                {column.strip(): dice.choice(values) for column in columns.split(",")}
                for _ in range(6)
            ]
            for table, columns in tables.items()
        }
        attempt("a.qda", database(tables, rows))


@pytest.mark.parametrize(
    "hostile",
    [
        [f"CREATE VIEW source AS {ENDLESS} SELECT i AS id, 'x' AS name, 'y' AS fulltext FROM n"],
        ["CREATE VIRTUAL TABLE source USING fts5(id, name, fulltext)"],
    ],
    ids=["view", "virtual"],
)
def test_what_only_looks_like_a_table_is_not_read(hostile):
    tables = {name: columns for name, columns in QUALCODER.items() if name != "source"}
    data = database(tables, {}, hostile)
    began = time.monotonic()
    assert "source" not in table_names(data)
    with pytest.raises(StudyError):
        read_project("a.qda", data)
    assert time.monotonic() - began < 3


def test_computed_columns_and_triggers_do_not_run():
    columns = "id integer, name text, fulltext text AS (hex(zeroblob(400000000)))"
    data = database(
        {**QUALCODER, "source": columns},
        {"source": [{"id": 1, "name": "A"}]},
        ["CREATE TRIGGER more AFTER INSERT ON code_name BEGIN DELETE FROM code_name; END"],
    )
    began = time.monotonic()
    assert taken_is_empty(data)
    assert time.monotonic() - began < 3


def taken_is_empty(data: bytes) -> bool:
    found = read_project("a.qda", data)
    return found.sources == () and found.not_carried == (
        "Left out: 1 file without words in the project.",
    )


def test_text_that_is_stored_once_and_told_everywhere_is_refused():
    """The pages of a table can all be the same one, so that a small file holds more than it could."""
    rows = [{"id": n, "name": f"s{n}", "fulltext": "x" * 900} for n in range(1, 1200)]
    data = bytearray(database({**QUALCODER}, {"source": rows}))
    size = int.from_bytes(data[16:18], "big")
    interior = next(page for page in range(size, len(data), size) if data[page] == 5)
    cells = int.from_bytes(data[interior + 3 : interior + 5], "big")
    at = [
        interior + int.from_bytes(data[i : i + 2], "big")
        for i in range(interior + 12, interior + 12 + 2 * cells, 2)
    ]
    leaf = bytes(data[at[0] : at[0] + 4])
    for place in (*at, interior + 8):
        data[place : place + 4] = leaf
    kept = max(interior // size + 1, int.from_bytes(leaf, "big"))
    data[28:32] = kept.to_bytes(4, "big")
    small = bytes(data[: kept * size])
    assert len(small) < 200_000
    with pytest.raises(StudyError, match="holds more in its table 'source'"):
        read_project("a.qda", small)


def test_the_file_itself_is_never_opened(tmp_path):
    path = tmp_path / "data.qda"
    path.write_bytes(WHOLE["a.qda"])
    path.chmod(0o400)
    before = sorted(tmp_path.iterdir())
    taken(path.name, path.read_bytes())
    assert sorted(tmp_path.iterdir()) == before


def test_a_database_that_is_kept_with_a_log_is_read():
    data = bytearray(WHOLE["a.qda"])
    data[18:20] = b"\x02\x02"
    assert codings(taken("a.qda", bytes(data))) == codings(taken("a.qda", WHOLE["a.qda"]))


def test_a_database_in_utf_16_is_read(tmp_path):
    path = tmp_path / "utf16.qda"
    with sqlite3.connect(path) as wide:
        wide.execute("PRAGMA encoding = 'UTF-16'")
        for name, columns in QUALCODER.items():
            wide.execute(f"CREATE TABLE {name} ({columns})")
        wide.execute("INSERT INTO source (id, name, fulltext) VALUES (1, 'A.txt', 'Ana: 🙂 yes.')")
    wide.close()
    assert taken("a.qda", path.read_bytes()).sources[0].source.text == "Ana: 🙂 yes."


def test_other_databases_are_no_projects():
    other = database({"t": "id integer"}, {})
    assert project_in("a.db", other, None) is None
    with pytest.raises(StudyError, match="not the project that its name says"):
        read_project("a.qda", other)
    with pytest.raises(StudyError, match="is not a project file"):
        read_project("a.db", b"SQLite format 3\0 and more")


def test_many_codings_on_long_words_are_placed_in_time():
    text = "a b " * 50_000
    codes = [
        {"cid": 1, "fid": 1, "seltext": f"word {n}", "pos0": 0, "pos1": len(text), "owner": str(n)}
        for n in range(3_000)
    ]
    rows = {
        "source": [{"id": 1, "name": "A.txt", "fulltext": text}],
        "code_name": [{"cid": 1, "name": "C"}],
        "code_text": codes,
    }
    data = database(QUALCODER, rows)
    began = time.monotonic()
    assert len(taken("a.qda", data).codings) == 3_000
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("written", "read"),
    [("2026-01-31T12:00:00+02:00", 10), ("2026-01-31 12:00:00", 12), ("soon", None), ("", None)],
)
def test_moments(written, read):
    found = moment(written)
    assert (found.hour if found else None) == read
