"""Whatever is done to a study's bytes, a recovery gives back what they still hold, in a study that passes its checks."""

import gzip
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from interviewcoder.domain.errors import PassphraseError, StudyError
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.domain.recovery import Recovery, TextOutcome
from interviewcoder.storage.header import SCHEMA_VERSION
from interviewcoder.storage.recovery.pages import pages_of
from interviewcoder.storage.recovery.trees import walk
from interviewcoder.storage.tables import METADATA
from interviewcoder.study import Study
from interviewcoder.study.encryption import encrypt
from interviewcoder.study.recovering import recover

from ..study.past_the_program import PASSPHRASE, database
from ..study.samples import Dump, tag, take_in, trouble
from ..study.test_erasing import erasable
from .processes import outcome
from .test_migration import DATA

PAGE = 4096
Damage = Callable[[bytearray, random.Random], None]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with rows in every table, undone entries, a removed source and a corrected one."""
    path = erasable(tmp_path_factory.mktemp("everything"))
    assert all(all_rows(path).values())
    return path


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def study(
    everything: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    path = Path(shutil.copy(everything, tmp_path_factory.mktemp(request.param) / "box.study"))
    if request.param == "encrypted":
        pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
        encrypt(path, PASSPHRASE)
    return path


def all_rows(path: Path) -> Dump:
    """Every row of every table, read past the program."""
    with closing(database(path)) as connection:
        return {
            table.name: sorted(connection.execute(f"SELECT * FROM {table.name}"), key=repr)
            for table in METADATA.sorted_tables
        }


def tags(path: Path) -> set[tuple[object, ...]]:
    """The codings: which, on which words, where."""
    with closing(database(path)) as connection:
        return set(
            connection.execute("SELECT guid, source_id, start_pos, end_pos, quote FROM coding")
        )


def recovered(data: bytes, folder: Path, beside: bytes = b"") -> Recovery:
    """Recover a file that holds some bytes, and see that it stays as it is and what the new one is like."""
    folder.mkdir()
    damaged, new = folder / "box.study", folder / "new.study"
    damaged.write_bytes(data)
    if beside:
        (folder / "box.study-journal").write_bytes(beside)
    recovery = recover(damaged, new, passphrase=PASSPHRASE)
    assert damaged.read_bytes() == data
    assert {one.name for one in folder.iterdir()} == {
        "box.study",
        "new.study",
        *(["box.study-journal"] if beside else []),
    }
    assert new.stat().st_mode & 0o777 == 0o600
    assert recovery.healthy
    with Study.open(new, coder="Maya", passphrase=PASSPHRASE) as opened:
        assert trouble(opened) == {}
        assert opened.name == recovery.name
    return recovery


def test_a_whole_study_comes_back_equal(study: Path, tmp_path: Path) -> None:
    recovery = recovered(study.read_bytes(), tmp_path / "it")
    assert recovery.complete
    assert not recovery.journal_mended
    assert all(table.lost == 0 for table in recovery.tables)
    assert all_rows(recovery.new) == all_rows(study)
    assert (recovery.new.read_bytes()[:6] == b"SQLite") == (study.read_bytes()[:6] == b"SQLite")


def flipped(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 16))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def zeroed(data: bytearray, chance: random.Random) -> None:
    pages = len(data) // PAGE
    for page in chance.sample(range(pages), chance.choice((1, 1, 3, pages // 10, pages // 4))):
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def overwritten(data: bytearray, chance: random.Random) -> None:
    pages = len(data) // PAGE
    for page in chance.sample(range(pages), chance.choice((1, 3, pages // 10))):
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def swapped(data: bytearray, chance: random.Random) -> None:
    """Two pages in each other's place."""
    one, other = (page * PAGE for page in chance.sample(range(len(data) // PAGE), 2))
    first, second = data[one : one + PAGE], data[other : other + PAGE]
    data[one : one + PAGE], data[other : other + PAGE] = second, first


DAMAGES: dict[str, Damage] = {
    "flipped": flipped,
    "zeroed": zeroed,
    "overwritten": overwritten,
    "swapped": swapped,
}
EACH = 20


@pytest.mark.parametrize("kind", DAMAGES)
def test_random_damage(everything: Path, tmp_path: Path, kind: str) -> None:
    """As large a share of the tags as of the pages, and in half of the files all of them."""
    data, whole, before = everything.read_bytes(), tags(everything), all_rows(everything)
    kept, sound = [], []
    for number in range(EACH):
        spoiled = bytearray(data)
        DAMAGES[kind](spoiled, random.Random(f"{kind} {number}"))
        recovery = recovered(bytes(spoiled), tmp_path / str(number))
        kept.append(len(tags(recovery.new) & whole) / len(whole))
        same = sum(
            spoiled[at : at + PAGE] == data[at : at + PAGE] for at in range(0, len(data), PAGE)
        )
        sound.append(same * PAGE / len(data))
        if kept[-1] < 1:
            assert not recovery.complete
        if recovery.complete:
            assert all_rows(recovery.new) == before
    assert median(kept) == 1.0
    assert sum(kept) >= sum(sound) - 0.02 * EACH


def test_random_damage_of_an_encrypted_study(everything: Path, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    pytest.importorskip("cryptography", reason="needs the extra 'encrypted'")
    path = Path(shutil.copy(everything, tmp_path / "secret.study"))
    encrypt(path, PASSPHRASE)
    data, whole = path.read_bytes(), tags(path)
    kept = []
    for number in range(12):
        chance = random.Random(number)
        spoiled = bytearray(data)
        chance.choice(list(DAMAGES.values()))(spoiled, chance)
        spoiled[:16] = data[:16]
        recovery = recovered(bytes(spoiled), tmp_path / str(number))
        assert recovery.new.read_bytes()[:6] != b"SQLite"
        kept.append(len(tags(recovery.new) & whole) / len(whole))
    assert median(kept) == 1.0


def pages_of_tags(path: Path) -> list[int]:
    """The pages on which rows of codings stand, counted from 0."""
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'coding'"
        (root,) = connection.execute(query).fetchone()
    return [leaf - 1 for leaf in walk(pages_of(path.read_bytes()), root).leaves]


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that grew by turns: an interview, tags in it, the next."""
    folder = tmp_path_factory.mktemp("grown")
    with Study.create(folder / "box.study", coder="Maya") as opened:
        code = opened.codebook.list()[0].name
        for number in range(16):
            file = folder / f"i{number}.txt"
            turns = [
                f"Interviewer: Why {n}?\n\nP{number}: Word{n}x{number}, so.\n" for n in range(90)
            ]
            file.write_text("\n".join(turns))
            take_in(opened, file)
            for n in range(0, 90, 5):
                tag(opened, f"i{number}", f"Word{n}x{number}, so", code)
    return folder / "box.study"


def test_cut_off(grown: Path, tmp_path: Path) -> None:
    """At every 4th page: about as large a share of the tags is there as of the pages that they stand on."""
    data, whole, places = grown.read_bytes(), tags(grown), pages_of_tags(grown)
    there = all_rows(grown)
    with pytest.raises(StudyError, match="Nothing of a study"):
        recovered(data[:PAGE], tmp_path / "1")
    surplus = []
    for pages in range(5, len(data) // PAGE, 4):
        recovery = recovered(data[: pages * PAGE], tmp_path / str(pages))
        # The last pages may hold nothing but an index, which is made anew.
        assert not recovery.complete or all_rows(recovery.new) == there
        kept = {row[0] for row in tags(recovery.new)} & {row[0] for row in whole}
        standing = sum(place < pages for place in places) / len(places)
        surplus.append(len(kept) / len(whole) - standing)
        assert shown_of_texts(recovery.new) > 0.8
    assert min(surplus) > -0.1
    assert median(surplus) >= 0


def shown_of_texts(path: Path) -> float:
    """The share of the letters that are there which stand in a passage, so that they can be read."""
    with closing(sqlite3.connect(path)) as connection:
        (shown,) = connection.execute("SELECT sum(end_pos - start_pos) FROM passage").fetchone()
        texts = connection.execute(
            "SELECT text FROM source s JOIN source_text t ON t.sha256 = s.text_sha256"
        ).fetchall()
    there = sum(len(words.replace("\ufffd", "")) for (words,) in texts)
    return (shown or 0) / there if there else 1.0


@pytest.mark.parametrize("journal_too", [False, True])
def test_rows_that_others_point_to(everything: Path, tmp_path: Path, journal_too: bool) -> None:
    """A code that is gone comes from the journal, else it gets a stand-in; its tags stay either way."""
    path = Path(shutil.copy(everything, tmp_path / "box.study"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM code WHERE name IN ('Order', 'Freedom')")
        if journal_too:
            connection.execute("DELETE FROM journal_change")
            connection.execute("DELETE FROM journal_entry")
    recovery = recovered(path.read_bytes(), tmp_path / "it")
    codes = {one.table: one for one in recovery.tables}["code"]
    assert (codes.rebuilt, codes.stand_ins) == ((0, 2) if journal_too else (2, 0))
    assert tags(recovery.new) == tags(everything)
    names = {row[3] for row in all_rows(recovery.new)["code"]}
    assert ("Order" in names) != journal_too
    assert sum(str(name).startswith("Lost code") for name in names) == codes.stand_ins


@pytest.mark.parametrize("start", [bytes(100), b"\xff" * 100, bytes(PAGE), b"\xff" * PAGE, None])
def test_the_header_or_the_first_page_is_gone(
    everything: Path, tmp_path: Path, start: bytes | None
) -> None:
    data = everything.read_bytes()
    spoiled = data[PAGE:] if start is None else start + data[len(start) :]
    recovery = recovered(spoiled, tmp_path / "it")
    before, after = all_rows(everything), all_rows(recovery.new)
    assert not recovery.texts
    for table in METADATA.sorted_tables:
        if table.name not in ("journal_entry", "journal_change"):
            assert after[table.name] == before[table.name], table.name


def test_the_first_page_of_an_encrypted_study_is_told_by_its_backups(
    everything: Path, tmp_path: Path
) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    pytest.importorskip("cryptography", reason="needs the extra 'encrypted'")
    path = Path(shutil.copy(everything, tmp_path / "box.study"))
    encrypt(path, PASSPHRASE)
    data, before = path.read_bytes(), all_rows(path)
    path.write_bytes(bytes(PAGE) + data[PAGE:])
    with pytest.raises(PassphraseError, match="fits no page"):
        recover(path, tmp_path / "new.study", passphrase=PASSPHRASE)
    (tmp_path / "box.study.backups").mkdir()
    (tmp_path / "box.study.backups" / "one.study").write_bytes(data)
    recovery = recover(path, tmp_path / "new.study", passphrase=PASSPHRASE)
    assert recovery.healthy
    assert all_rows(recovery.new)["coding"] == before["coding"]


def test_a_wrong_passphrase_and_none(everything: Path, tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    path = Path(shutil.copy(everything, tmp_path / "box.study"))
    encrypt(path, PASSPHRASE)
    with pytest.raises(PassphraseError, match="may be an encrypted study"):
        recover(path, tmp_path / "new.study")
    with pytest.raises(PassphraseError, match="fits no page"):
        recover(path, tmp_path / "new.study", passphrase=Passphrase("another one altogether"))
    assert [one.name for one in tmp_path.iterdir()] == ["box.study"]


@pytest.mark.parametrize("data", [b"", b"x", bytes(40_000), b"A letter, not a study.\n" * 999])
def test_nothing_of_a_study(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "box.study"
    path.write_bytes(data)
    with pytest.raises(StudyError, match="Nothing of a study"):
        recover(path, tmp_path / "new.study")
    assert [one.name for one in tmp_path.iterdir()] == ["box.study"]


def test_what_is_refused(everything: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(everything, tmp_path / "box.study"))
    for new in (path, tmp_path / "link.study"):
        (tmp_path / "link.study").unlink(missing_ok=True)
        (tmp_path / "link.study").symlink_to(tmp_path / "nowhere")
        with pytest.raises(StudyError, match="exists already"):
            recover(path, new)
    with pytest.raises(StudyError, match="does not exist"):
        recover(path, tmp_path / "no" / "new.study")
    with pytest.raises(StudyError, match="is not a file"):
        recover(tmp_path, tmp_path / "new.study")
    with Study.open(path), pytest.raises(StudyError, match="is open"):
        recover(path, tmp_path / "new.study")
    assert path.read_bytes() == everything.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(StudyError, match="newer interviewcoder"):
        recover(path, tmp_path / "new.study")
    assert not (tmp_path / "new.study").exists()


BROKEN_OFF = """
import os, shutil
with Study.open(path) as study:
    with study._file.locked() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=2")
        connection.exec_driver_sql("UPDATE coding SET quote = 'spoiled'")
        connection.exec_driver_sql("UPDATE source_text SET text = text || 'spoiled'")
        shutil.copy(path, path.with_name("half.study"))
        shutil.copy(str(path) + "-journal", path.with_name("half.study-journal"))
        os._exit(0)
"""


def test_a_change_that_was_broken_off_is_taken_back(everything: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(everything, tmp_path / "box.study"))
    outcome(BROKEN_OFF, path)
    data = bytearray((tmp_path / "half.study").read_bytes())
    assert b"spoiled" in data
    journal = (tmp_path / "half.study-journal").read_bytes()
    recovery = recovered(bytes(data), tmp_path / "it", journal)
    assert recovery.rolled_back
    assert all_rows(recovery.new) == all_rows(everything)


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A study of one long interview with three tags."""
    path, file = tmp_path / "box.study", tmp_path / "long.txt"
    turns = [f"Interviewer: Why {n}?\n\nAna: Because of word{n} and so.\n" for n in range(600)]
    file.write_text("\n".join(turns))
    with Study.create(path, coder="Maya") as opened:
        take_in(opened, file)
        for n in (3, 300, 596):
            tag(opened, "long", f"Because of word{n} and", opened.codebook.list()[0].name)
    return path


def quotes(path: Path) -> set[str]:
    with Study.open(path, coder="Maya") as opened:
        return {coding.text for coding in opened.codings.list()}


QUOTES = {f"Because of word{n} and" for n in (3, 300, 596)}


def test_a_text_that_is_not_what_was_imported_is_told(long: Path, tmp_path: Path) -> None:
    data = long.read_bytes().replace(b"word305 and so", b"ward305 and so", 1)
    recovery = recovered(data, tmp_path / "it")
    assert [(one.source, one.outcome) for one in recovery.texts] == [("long", TextOutcome.CHANGED)]
    assert not recovery.complete
    assert quotes(recovery.new) == QUOTES
    with Study.open(recovery.new, coder="Maya") as opened:
        assert "ward305" in opened.sources.read(opened.sources.get("long").id).text


def test_letters_that_a_tag_quotes_are_healed(long: Path, tmp_path: Path) -> None:
    data = long.read_bytes().replace(b"word300 and so", b"w\x00rd300 end so", 1)
    recovery = recovered(data, tmp_path / "it")
    assert [(one.source, one.outcome) for one in recovery.texts] == [("long", TextOutcome.HEALED)]
    assert recovery.complete
    assert all_rows(recovery.new) == all_rows(long)


def test_a_text_with_a_hole_keeps_its_length_and_its_tags(long: Path, tmp_path: Path) -> None:
    data = bytearray(long.read_bytes())
    hole = data.index(b"word305 and so") // PAGE * PAGE
    data[hole : hole + PAGE] = bytes(PAGE)
    recovery = recovered(bytes(data), tmp_path / "it")
    (text,) = recovery.texts
    with Study.open(long, coder="Maya") as opened:
        characters = opened.sources.get("long").characters
    assert (text.source, text.outcome, text.characters) == ("long", TextOutcome.CUT, characters)
    assert PAGE - 200 < text.missing <= PAGE
    assert quotes(recovery.new) == QUOTES


def test_what_was_erased_stays_gone(everything: Path, tmp_path: Path) -> None:
    """The pages that were given up are no source of rows."""
    path = Path(shutil.copy(everything, tmp_path / "box.study"))
    with Study.open(path, coder="Maya") as opened:
        opened.erasing.erase("Ana")
    data = path.read_bytes()
    recovery = recovered(bytes(100) + data[100:], tmp_path / "it")
    assert not [row for row in all_rows(recovery.new)["participant"] if "Ana" in row]


def test_sqlite_would_not_open_them(everything: Path, tmp_path: Path) -> None:
    """The damages of these tests are such that SQLite itself gives up on most."""
    given_up = 0
    for number in range(EACH):
        spoiled = bytearray(everything.read_bytes())
        overwritten(spoiled, random.Random(f"overwritten {number}"))
        (tmp_path / "x").write_bytes(spoiled)
        with closing(sqlite3.connect(tmp_path / "x")) as connection:
            try:
                given_up += connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
            except sqlite3.DatabaseError:
                given_up += 1
    assert given_up > EACH * 0.8


@pytest.mark.parametrize("schema", [1, 2])
@pytest.mark.parametrize("opened_first", [True, False])
def test_studies_of_earlier_schemas(tmp_path: Path, schema: int, opened_first: bool) -> None:
    """Rows of the journal lack what a migration filled in; the file's are taken."""
    path = tmp_path / "old.study"
    path.write_bytes(gzip.decompress((DATA / f"schema-{schema}.study.gz").read_bytes()))
    data = path.read_bytes()
    with Study.open(path, coder="Maya"):
        pass
    if opened_first:
        data = path.read_bytes()
    recovery = recovered(data, tmp_path / "it")
    assert all_rows(recovery.new) == all_rows(path)
    assert recovery.complete


def test_what_the_journal_did_not_tell_can_be_undone(everything: Path, tmp_path: Path) -> None:
    # Among it corrected texts: their passages leave the index by the words that they had.
    data, seen = everything.read_bytes(), set()
    for page in reversed(range(2, len(data) // PAGE)):
        damaged = tmp_path / "box.study"
        damaged.write_bytes(data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :])
        new = recover(damaged, tmp_path / f"{page}.study").new
        with closing(database(new)) as connection:
            changed = connection.execute(
                "SELECT table_name, before IS NULL, after IS NULL FROM journal_change c"
                " JOIN journal_entry e ON e.id = c.entry_id WHERE e.verb = 'recover'"
            ).fetchall()
        if ("source", 0, 0) not in changed:
            continue
        seen |= set(changed)
        with Study.open(new, coder="Maya") as study:
            study.journal.undo()
            assert trouble(study) == {}, page
            study.journal.redo()
            assert trouble(study) == {}, page
        if {("passage", 0, 1), ("passage", 1, 0)} <= seen:
            break
    assert seen
