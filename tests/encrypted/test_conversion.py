"""Encrypting, decrypting and changing a passphrase: the same study afterwards, one whole file at any moment."""

import os
import random
import shutil
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import PassphraseError, StudyError
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.storage.file_replacing import unfinished
from interviewcoder.study import Study
from interviewcoder.study.backups import restore
from interviewcoder.study.encryption import change_passphrase, decrypt, encrypt, is_encrypted

from ..storage.processes import ended, outcome, start
from ..study.past_the_program import PASSPHRASE, database
from ..study.samples import content, fill, trouble

OTHER = Passphrase("quite another one")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A plain study with a deleted row at its end, so that numbers that are not to come back could."""
    files = tmp_path / "files"
    files.mkdir()
    path = tmp_path / "box.study"
    with Study.create(path, name="Box", coder="Maya", codebook=()) as study:
        fill(study, files)
        study.personas.synthesize(personas=2, seed=1)
        study.codebook.add(CodeDraft("Passing"))
        study.journal.undo()
    shutil.rmtree(files)
    return path


def whole_content(path: Path) -> dict[str, object]:
    """All rows of all tables, and the marks in the header."""
    with closing(database(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        found: dict[str, object] = {
            name: connection.execute(f"SELECT * FROM {name} NOT INDEXED").fetchall()
            for (name,) in tables
        }
        found["schema"] = sorted(
            connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"), key=repr
        )
        for mark in ("application_id", "user_version"):
            found[mark] = connection.execute(f"PRAGMA {mark}").fetchone()
    return found


def test_there_and_back(plain: Path) -> None:
    before, content_before = whole_content(plain), content(plain)
    plain.chmod(0o640)
    assert encrypt(plain, PASSPHRASE).converted == (plain,)
    assert whole_content(plain) == before
    assert plain.stat().st_mode & 0o777 == 0o640
    with Study.open(plain, coder="Maya", passphrase=PASSPHRASE) as study:
        assert trouble(study) == {}
        assert [hit.source for hit in study.find("price")]
        study.journal.undo()
        study.journal.redo()
    first = plain.read_bytes()
    assert change_passphrase(plain, PASSPHRASE, OTHER).converted == (plain,)
    assert plain.read_bytes()[:16] != first[:16]
    with pytest.raises(PassphraseError):
        Study.open(plain, passphrase=PASSPHRASE)
    assert decrypt(plain, OTHER).converted == (plain,)
    assert content(plain) == content_before
    with Study.open(plain, coder="Maya") as study:
        assert trouble(study) == {}
    assert list(plain.parent.iterdir()) == [plain]


def test_what_cannot_be_done_is_refused_untouched(plain: Path) -> None:
    before = plain.read_bytes()
    for act, says in (
        (lambda: encrypt(plain, Passphrase("short")), "shorter"),
        (lambda: decrypt(plain, PASSPHRASE), "not encrypted"),
        (lambda: change_passphrase(plain, PASSPHRASE, OTHER), "not encrypted"),
        (lambda: encrypt(plain.with_name("none"), PASSPHRASE), "does not exist"),
    ):
        with pytest.raises(StudyError, match=says):
            act()
    assert plain.read_bytes() == before
    encrypt(plain, PASSPHRASE)
    before = plain.read_bytes()
    for act, says in (
        (lambda: encrypt(plain, PASSPHRASE), "encrypted already"),
        (lambda: encrypt(plain, OTHER), "another passphrase"),
        (lambda: decrypt(plain, OTHER), "does not open"),
        (lambda: change_passphrase(plain, OTHER, PASSPHRASE), "does not open"),
        (lambda: change_passphrase(plain, PASSPHRASE, PASSPHRASE), "the old one"),
        (lambda: change_passphrase(plain, PASSPHRASE, Passphrase("short")), "shorter"),
    ):
        with pytest.raises(StudyError, match=says):
            act()
    assert plain.read_bytes() == before
    assert list(plain.parent.iterdir()) == [plain]


def test_a_damaged_copy_that_stays_plain_is_told(plain: Path) -> None:
    with Study.open(plain, coder="Maya") as study:
        backup = study.backups.make().path
    plain.write_bytes(bytes(100) + plain.read_bytes()[100:])
    aside = restore(plain, backup).aside
    assert aside
    done = encrypt(plain, PASSPHRASE)
    assert done.converted == (plain, backup)
    assert [path for path, _ in done.left] == [aside]


def test_backups_go_along(plain: Path) -> None:
    folder = plain.with_name("box.study.backups")
    folder.mkdir()
    copies = [plain.with_name("box.study.schema-2"), folder / "one.study", folder / "two.study"]
    for copy in copies:
        shutil.copy(plain, copy)
    (folder / "damaged").write_bytes(b"no study at all")
    elsewhere = Path(shutil.copy(plain, folder / "zoe.study"))
    encrypt(elsewhere, OTHER)
    done = encrypt(plain, PASSPHRASE)
    assert set(done.converted) == {plain, *copies}
    assert [path.name for path, _ in done.left] == ["damaged", "zoe.study"]
    assert all(is_encrypted(copy) for copy in copies)
    done = change_passphrase(plain, PASSPHRASE, Passphrase("a third passphrase"))
    assert set(done.converted) == {plain, *copies}
    done = decrypt(plain, Passphrase("a third passphrase"))
    assert set(done.converted) == {plain, *copies}
    assert {path.name: content(path) for path in copies} == {
        path.name: content(plain) for path in copies
    }


def test_a_damaged_copy_that_stays_plain_is_told_of(plain: Path) -> None:
    damaged = plain.with_name("box.study.damaged-20260301T123000Z")
    damaged.write_bytes(plain.read_bytes()[:5_000])
    for _ in range(2):
        assert [path for path, _ in encrypt(plain, PASSPHRASE).left] == [damaged]
    damaged.unlink()
    with pytest.raises(StudyError, match="encrypted already"):
        encrypt(plain, PASSPHRASE)


def test_encrypting_again_does_what_was_left(plain: Path) -> None:
    copy = Path(shutil.copy(plain, plain.with_name("box.study.schema-2")))
    aside = copy.rename(plain.with_name("aside"))
    encrypt(plain, PASSPHRASE)
    aside.rename(copy)
    assert encrypt(plain, PASSPHRASE).converted == (copy,)
    assert is_encrypted(copy)


def test_the_plain_bytes_are_overwritten(plain: Path) -> None:
    with plain.open("rb", buffering=0) as kept:
        assert kept.read(6) == b"SQLite"
        size = os.fstat(kept.fileno()).st_size
        encrypt(plain, PASSPHRASE)
        kept.seek(0)
        assert kept.read() == bytes(size)


def test_a_second_name_of_the_file_is_kept_and_told(plain: Path) -> None:
    second = plain.with_name("second")
    os.link(plain, second)
    before = second.read_bytes()
    assert encrypt(plain, PASSPHRASE).named_twice == (plain,)
    assert second.read_bytes() == before


def test_a_link_to_a_study_stays_one(plain: Path) -> None:
    link = plain.with_name("link.study")
    link.symlink_to(plain.name)
    encrypt(link, PASSPHRASE)
    assert link.is_symlink()
    assert is_encrypted(plain)


def test_not_while_it_is_open_here(plain: Path) -> None:
    before = plain.read_bytes()
    with Study.open(plain), pytest.raises(StudyError, match="is open"):
        encrypt(plain, PASSPHRASE)
    assert plain.read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="locks of Linux")
@pytest.mark.parametrize("read_only", [False, True])
def test_not_while_it_is_open_elsewhere(plain: Path, read_only: bool) -> None:
    """An instance that does nothing just now holds no lock of SQLite's, and is noticed all the same."""
    before = plain.read_bytes()
    other = start(
        f"study = Study.open(path, read_only={read_only})\nstudy.codings.list()\nprint('in', flush=True)\n"
        "sys.stdin.readline(); study.close(); print('out', flush=True); sys.stdin.read()",
        plain,
    )
    assert other.stdin
    assert other.stdout
    assert other.stdout.readline() == "in\n"
    with pytest.raises(StudyError, match="open in another window"):
        encrypt(plain, PASSPHRASE)
    assert plain.read_bytes() == before
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline() == "out\n"
    encrypt(plain, PASSPHRASE)
    ended(other)


@pytest.mark.parametrize("way", ["encrypt", "decrypt"])
@pytest.mark.parametrize("room", [0, 30_000, 120_000])
def test_on_a_full_disk_it_stays_as_it_is(plain: Path, way: str, room: int) -> None:
    if way == "decrypt":
        encrypt(plain, PASSPHRASE)
    before = plain.read_bytes()
    code = f"""
import resource
from interviewcoder import Passphrase
from interviewcoder.study.backups import restore
from interviewcoder.study.encryption import {way}
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
try:
    {way}(path, Passphrase({PASSPHRASE.encoded().decode()!r}))
except StudyError as error:
    print(error.message, "|", error.remedy)
"""
    told = outcome(code, plain)
    assert "The disk" in told
    assert "Nothing was changed" in told
    assert plain.read_bytes() == before
    assert list(plain.parent.iterdir()) == [plain]


WAYS = """
from interviewcoder import Passphrase
from interviewcoder.study.backups import restore
from interviewcoder.study.encryption import *
one, two = Passphrase(sys.argv[2]), Passphrase("quite another one")
print("begun", flush=True)
while True:
    encrypt(path, one); change_passphrase(path, one, two); decrypt(path, two)
    print("round", flush=True)
"""


def test_killed_at_any_moment_one_whole_file_is_there(plain: Path) -> None:
    before = content(plain)
    chance = random.Random(4)
    found: set[str] = set()
    words: dict[str, Passphrase | None] = {"plain": None, "one": PASSPHRASE, "two": OTHER}
    for _ in range(8):
        worker = start(WAYS, plain, PASSPHRASE.encoded().decode())
        assert worker.stdout
        assert worker.stdout.readline() == "begun\n"
        time.sleep(chance.random() * 1.4)
        os.killpg(worker.pid, signal.SIGKILL)
        _, err = worker.communicate()
        assert err == ""
        (how,) = [name for name, each in words.items() if opened(plain, each)]
        found.add(how)
        if how == "two":
            change_passphrase(plain, OTHER, PASSPHRASE)
        if how != "plain":
            decrypt(plain, PASSPHRASE)
        assert content(plain) == before
        assert list(plain.parent.iterdir()) == [plain]
    assert len(found) > 1


def opened(path: Path, words: Passphrase | None) -> bool:
    """Whether the study opens, as whole as it was and with no rest of a conversion beside it."""
    try:
        study = Study.open(path, coder="Maya", passphrase=words)
    except PassphraseError:
        return False
    with study:
        if is_plain := words is None:
            # Whoever needs no passphrase may have one, which a plain study does not mind.
            assert path.read_bytes().startswith(b"SQLite")
        assert trouble(study) == {}
        assert len(study.codings.list()) == 12
        assert is_plain or not unfinished(path).exists()
    return is_plain or not path.read_bytes().startswith(b"SQLite")
