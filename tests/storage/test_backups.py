"""Backups past kill -9, a full disk and damage: never one that is not whole, and never the last good one gone."""

import os
import random
import resource
import shutil
import signal
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.backup import BEFORE_RESTORE
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.storage.backup_folder import folder_of, held, list_backups
from interviewcoder.storage.backups import trouble_with
from interviewcoder.storage.engine import connect
from interviewcoder.study import Study
from interviewcoder.study.backups import restore

from ..study.past_the_program import database
from ..study.samples import content, trouble
from .processes import as_nobody, ended, outcome, start

KILLS = 8


def files_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def whole(path: Path) -> bool:
    return not trouble_with(path, connect)


def test_what_a_backup_is(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        made = study.backups.make()
    assert content(made.path) == content(path)
    assert made.path.parent == path.with_name("box.study.backups")
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert files_in(made.path.parent) == [made.path.name]
    assert made.size == made.path.stat().st_size
    with closing(database(made.path)) as copy, closing(database(path)) as original:
        for pragma in ("application_id", "user_version", "page_count"):
            asked = f"PRAGMA {pragma}"
            assert copy.execute(asked).fetchone() == original.execute(asked).fetchone()


def test_a_link_to_a_study_has_its_backups_beside_the_study(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.study"
    link.parent.mkdir()
    link.symlink_to(path)
    with Study.open(link, coder="Maya") as study:
        study.backups.make()
    assert len(list_backups(path)) == len(list_backups(link)) == 1
    assert files_in(link.parent) == ["link.study"]


MAKE = """
import os
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        with Study.open(path, coder="Noor") as study:
            while True:
                study.codebook.add(CodeDraft(f"Passing {os.urandom(6).hex()}"))
                made = study.backups.make()
                print("made", made.path, ".", flush=True)
    print("pid", pid, flush=True)
    os.waitpid(pid, 0)
    print("\\nended", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_while_it_makes_them(path: Path) -> None:
    chance = random.Random(3)
    worker = start(MAKE, path)
    assert worker.stdin
    assert worker.stdout
    newest = ""
    try:
        for _ in range(KILLS):
            print(file=worker.stdin, flush=True)
            pid, told = 0, 0
            wait_for = chance.choice((0, 1, 2))
            while not pid or told < wait_for:
                line = worker.stdout.readline()
                if line.startswith("pid "):
                    pid = int(line[4:])
                told += line.startswith("made ")
                newest = line.split()[1] if line.startswith("made ") else newest
            time.sleep(chance.random() * 0.05)
            os.kill(pid, signal.SIGKILL)
            while (line := worker.stdout.readline()) != "ended\n":
                if line.startswith("made ") and line.endswith(".\n"):
                    newest = line.split()[1]
            backups = list_backups(path)
            assert all(whole(one.path) for one in backups)
            if newest:
                assert Path(newest) in [one.path for one in backups[:2]]
    finally:
        _, err = ended(worker)
    assert (worker.returncode, err) == (0, "")
    with Study.open(path, coder="Maya") as study:
        made = study.backups.make()
        assert trouble(study) == {}
    assert content(made.path) == content(path)
    assert files_in(made.path.parent) == sorted(one.path.name for one in list_backups(path))


RESTORE = """
from interviewcoder.study.backups import restore
print("ready", flush=True)
sys.stdin.readline()
restore(path, Path(sys.argv[2]))
print("done", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_killed_while_it_restores(path: Path, damaged: bool) -> None:
    chance = random.Random(5)
    with Study.open(path, coder="Maya") as study:
        backup = study.backups.make().path
        study.codebook.add(CodeDraft("After it"))
    if damaged:
        path.write_bytes(path.read_bytes()[:8192] + b"x" * 40_960 + path.read_bytes()[49_152:])
        assert not whole(path)
    old, new, before = path.read_bytes(), content(backup), path.read_bytes()
    seen = set()
    for kill in range(KILLS):
        path.write_bytes(old)
        process = start(RESTORE, path, backup)
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        print(file=process.stdin, flush=True)
        # The first is killed at once; on a busy machine even that may be too late.
        time.sleep(0.12 * (kill + chance.random()) / KILLS if kill else 0)
        process.kill()
        process.communicate()
        is_old = path.read_bytes() == before
        assert is_old or content(path) == new
        seen.add(is_old)
        if not is_old and damaged:
            assert any(one.read_bytes() == before for one in path.parent.glob("*.damaged-*"))
        elif not is_old:
            assert any(content(one.path) != new for one in list_backups(path))
    assert True in seen
    path.write_bytes(old)
    restore(path, backup)
    assert content(path) == new
    with Study.open(path) as study:
        assert trouble(study) == {}
    assert list(path.parent.glob(".*")) == []


LIMITED = """
import resource
with Study.open(path, coder="Noor") as study:
    before = study.backups.make()
    study.codebook.add(CodeDraft("One more"))
    limit = path.stat().st_size * int(sys.argv[2]) // 100
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    told = []
    study.backups.tell = told.append
    try:
        study.backups.make()
    except StudyError as error:
        print(error.message.split(": ")[-1], bool(error.remedy))
    study.codebook.remove(study.codebook.get("Order").id) if sys.argv[2] == "100" else None
    print([one.path == before.path for one in study.backups.list()], len(told))
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="limits of POSIX")
@pytest.mark.parametrize("percent", [0, 10, 90])
def test_a_full_disk(path: Path, percent: int) -> None:
    said, after = outcome(LIMITED, path, percent).splitlines()
    assert said.endswith("True")
    assert after == "[True] 0"
    assert files_in(folder_of(path)) == [list_backups(path)[0].path.name]
    assert whole(list_backups(path)[0].path)


READ_ONLY = """
import os
with Study.open(path, coder="Noor") as study:
    os.chmod(path.with_name(path.name + ".backups"), 0o500)
    told = []
    study.backups.tell = told.append
    try:
        study.backups.make()
    except StudyError as error:
        print(error.message.split(": ")[-1], bool(error.remedy))
    for name in ("Freedom", "Order"):
        study.codebook.remove(study.codebook.get(name).id)
    print(len(told), len(study.backups.list()), len(study.codebook.list()))
"""


def test_a_folder_that_cannot_be_written_to(path: Path) -> None:
    """The work goes on, and that there is no backup is told once."""
    folder = path.with_name("box.study.backups")
    folder.mkdir(mode=0o700)
    with Study.open(path, coder="Maya") as study:
        codes = len(study.codebook.list())
    if os.geteuid() == 0:
        for one in (path.parent, path, folder):
            os.chown(one, 65534, 65534)
        for parent in path.parents:
            if parent.stat().st_uid == 0 and "pytest" in str(parent):
                parent.chmod(0o755)
    said, after = as_nobody(READ_ONLY, path).splitlines()
    assert said == "Permission denied. True"
    assert after == f"1 0 {codes - 2}"


def test_a_damaged_study_takes_no_place_of_a_good_backup(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        good = study.backups.make()
        study.codebook.add(CodeDraft("Later"))
        with study._file.locked() as connection:
            connection.exec_driver_sql("UPDATE source_text SET text = text || 'x'")
        with pytest.raises(StudyError, match="a text is not what it was"):
            study.backups.make()
        assert study.backups.list() == [good]
    assert files_in(good.path.parent) == [good.path.name]


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty", "foreign"])
def test_a_damaged_backup_is_refused(path: Path, damage: str) -> None:
    with Study.open(path, coder="Maya") as study:
        good = study.backups.make()
        study.codebook.add(CodeDraft("Later"))
        bad = study.backups.make().path
    data = bytearray(bad.read_bytes())
    at = data.index(b"Well, I, Ana") if b"Well, I, Ana" in data else data.index(b"Ana")
    data[at] ^= 1
    bad.write_bytes(
        {"flipped": bytes(data), "cut": bytes(data[:9000]), "empty": b"", "foreign": b"x" * 9000}[
            damage
        ]
    )
    before = path.read_bytes()
    with pytest.raises(StudyError) as refused:
        restore(path, bad)
    assert f"interviewcoder restore STUDY {good.number}" in refused.value.remedy
    assert path.read_bytes() == before
    assert [one.path for one in list_backups(path)] == [bad, good.path]


def test_a_newer_schema_is_refused(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        backup = study.backups.make().path
    with closing(connect(backup, "rw")) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes(), backup.read_bytes()
    with pytest.raises(StudyError, match="newer interviewcoder"):
        restore(path, backup)
    assert (path.read_bytes(), backup.read_bytes()) == before


def test_a_study_that_is_open_is_not_replaced(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        backup = study.backups.make().path
        with pytest.raises(StudyError, match="is open"):
            restore(path, backup)
    other = start("with Study.open(path): print('in', flush=True); sys.stdin.read()", path)
    assert other.stdout
    assert other.stdout.readline() == "in\n"
    with pytest.raises(StudyError, match="open in another window"):
        restore(path, backup)
    ended(other)
    assert restore(path, backup).before is not None


def test_a_hot_journal_does_not_meet_the_restored_file(path: Path) -> None:
    """A process that was killed in the midst of a change left it; here the file was damaged since."""
    with Study.open(path, coder="Maya") as study:
        backup = study.backups.make().path
    journal = path.with_name("box.study-journal")
    code = """
import shutil, sqlite3
c = sqlite3.connect(path, isolation_level=None)
c.execute("PRAGMA cache_size=1")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE coding SET quote = hex(randomblob(3000))")
shutil.copy(path, sys.argv[2])
shutil.copy(f"{path}-journal", f"{sys.argv[2]}-journal")
"""
    cut = path.with_name("cut.study")
    outcome(code, path, cut)
    kept_journal = cut.with_name("cut.study-journal").read_bytes()
    path.write_bytes(b"damaged beyond reading")
    journal.write_bytes(kept_journal)
    done = restore(path, backup)
    assert done.aside
    assert done.aside.read_bytes() == b"damaged beyond reading"
    assert done.aside.with_name(done.aside.name + "-journal").read_bytes() == kept_journal
    assert not journal.exists()
    assert content(path) == content(backup)


def test_two_make_one_at_the_same_time(path: Path) -> None:
    """Each waits for the other, and what one is writing is not taken for what a killed process left."""
    code = """
with Study.open(path, coder=sys.argv[2]) as study:
    for number in range(6):
        study.codebook.add(CodeDraft(f"{sys.argv[2]} {number}"))
        study.backups.make()
"""
    both = [start(code, path, name) for name in ("Ana", "Ben")]
    assert [(ended(one), one.returncode) for one in both] == [(("", ""), 0)] * 2
    backups = list_backups(path)
    numbers = [one.number for one in backups]
    assert len(set(numbers)) == len(numbers) >= 7
    assert all(whole(one.path) for one in backups)


def test_nothing_is_put_into_a_folder_that_somebody_holds(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        study.backups.make()
    code = """
with Study.open(path, coder="Noor") as study:
    study.codebook.add(CodeDraft("Later"))
    print("asks", flush=True)
    study.backups.make()
"""
    with held(folder_of(path)):
        other = start(code, path)
        assert other.stdout
        assert other.stdout.readline() == "asks\n"
        time.sleep(0.3)
        assert other.poll() is None
        assert len(list_backups(path)) == 1
    ended(other)
    assert len(list_backups(path)) == 2


def test_restoring_keeps_what_was_there(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        backup = study.backups.make().path
        study.codebook.add(CodeDraft("After it"))
    after = content(path)
    path.chmod(0o640)
    done = restore(path, backup)
    assert done.before
    assert done.before.reason == BEFORE_RESTORE
    assert content(done.before.path) == after
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    restore(path, done.before.path)
    assert content(path) == after


@pytest.mark.parametrize("there", ["missing", "empty", "half", "noise"])
def test_the_study_need_not_be_whole(path: Path, there: str) -> None:
    with Study.open(path, coder="Maya") as study:
        backup = study.backups.make().path
    kinds = {"empty": b"", "half": path.read_bytes()[:50_000], "noise": os.urandom(9000)}
    if there == "missing":
        path.unlink()
    else:
        path.write_bytes(kinds[there])
    done = restore(path, backup)
    assert (done.aside is None) == (there == "missing")
    assert done.aside is None or done.aside.read_bytes() == kinds[there]
    assert content(path) == content(backup)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or there != "missing"
    shutil.rmtree(folder_of(path))
