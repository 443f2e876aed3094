"""A full disk, somebody else's lock, a crash in the midst of writing: nothing is lost, and it is told."""

import resource
import shutil
import sqlite3
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.storage import engine
from interviewcoder.study import Study

from ..study.samples import content, trouble
from .processes import outcome, start

FILL = """
import resource
with Study.open(path, coder="Noor") as study:
    limit = path.stat().st_size + int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for number in range(3000):
        try:
            if sys.argv[3] == "tag":
                study.codings.tag(1, Span(number % 50, 60 + number % 90), [3, 4])
            else:
                words = "Ana: " + "It was good. " * 3000 + str(number)
                file = path.with_name("long.txt")
                limited = resource.getrlimit(resource.RLIMIT_FSIZE)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limited[1], limited[1]))
                file.write_text(words)
                for event in study.sources.import_files([file]):
                    pass
        except StudyError as error:
            print("told", error.message.split(": ")[-1], bool(error.remedy))
            break
        print("done", number)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="limits of POSIX")
@pytest.mark.parametrize("what", ["tag", "import"])
@pytest.mark.parametrize("spare", [0, 20_000, 200_000])
def test_a_full_disk(path: Path, what: str, spare: int) -> None:
    with Study.open(path, coder="Maya") as study:
        codings, sources = len(study.codings.list()), len(study.sources.list())
    *done, told = outcome(FILL, path, spare, what).splitlines()
    assert told.startswith("told The disk")
    assert told.endswith("True")
    with Study.open(path, coder="Maya") as study:
        assert trouble(study) == {}
        if what == "import":
            assert len(study.sources.list()) == sources + len(done)
        else:
            assert codings <= len(study.codings.list()) <= codings + 2 * len(done)
            assert bool(done) == (len(study.codings.list()) > codings)
        study.codebook.add(CodeDraft("There is room again"))


def test_creating_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    code = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    Study.create(path, coder="Maya")
except StudyError as error:
    print(error.message.split(": ")[-1])
"""
    assert "The disk" in outcome(code, tmp_path / "new.study")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up on a lock after 0.2 s."""
    pragmas = [p for p in engine._PRAGMAS if not p.startswith("busy_timeout")]
    assert len(pragmas) == len(engine._PRAGMAS) - 1
    monkeypatch.setattr(engine, "_PRAGMAS", (*pragmas, "busy_timeout=200"))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_lock_that_somebody_keeps(path: Path, lock: str) -> None:
    before = content(path)
    with Study.open(path, coder="Maya") as study:
        other = start(
            "import sqlite3\nc = sqlite3.connect(path, isolation_level=None)\n"
            f"c.execute('BEGIN {lock}')\nprint('in', flush=True)\nsys.stdin.read()",
            path,
        )
        assert other.stdout
        assert other.stdout.readline() == "in\n"
        with pytest.raises(StudyError, match="Another program is holding the study"):
            study.codebook.add(CodeDraft("Trust"))
        if lock == "IMMEDIATE":
            assert len(study.codings.list()) == 12
        other.kill()
        other.communicate()
        assert content(path) == before
        study.codebook.add(CodeDraft("Trust"))
        assert trouble(study) == {}


@pytest.mark.usefixtures("impatient")
def test_a_reader_who_does_not_end(path: Path) -> None:
    """A commit waits for readers; one that cannot be made is taken back whole."""
    before = content(path)
    with Study.open(path, coder="Maya") as study, sqlite3.connect(path) as reader:
        rows = reader.execute("SELECT * FROM passage")
        rows.fetchone()
        with pytest.raises(StudyError, match="Another program is holding the study"):
            study.codebook.add(CodeDraft("Trust"))
        rows.close()
        assert content(path) == before
        study.codebook.add(CodeDraft("Trust"))
        assert trouble(study) == {}
    reader.close()


def test_a_hot_journal_is_rolled_back(path: Path) -> None:
    """What a power cut leaves: half of a change in the file, and the journal to take it back with."""
    before = content(path)
    cut = path.with_name("cut.study")
    code = """
import shutil, sqlite3
c = sqlite3.connect(path, isolation_level=None)
c.execute("PRAGMA cache_size=1")
c.execute("BEGIN IMMEDIATE")
c.execute("UPDATE passage SET end_pos = end_pos - 1")
c.execute("UPDATE coding SET quote = hex(randomblob(3000))")
c.execute("DELETE FROM journal_change")
shutil.copy(path, sys.argv[2])
shutil.copy(f"{path}-journal", f"{sys.argv[2]}-journal")
"""
    outcome(code, path, cut)
    assert cut.read_bytes() != path.read_bytes()
    with Study.open(cut, coder="Maya") as study:
        assert content(cut) == before
        assert trouble(study) == {}
    assert not cut.with_name("cut.study-journal").exists()


def test_the_journal_of_a_power_cut_during_creation(tmp_path: Path) -> None:
    """The file rolls back to nothing, which is told as damage and not as a bug."""
    whole = tmp_path / "whole.study"
    Study.create(whole, coder="Maya").close()
    cut = tmp_path / "cut.study"
    shutil.copy(whole, cut)
    code = """
import shutil, sqlite3
open(path, "wb").close()
c = sqlite3.connect(path, isolation_level=None)
c.execute("PRAGMA cache_size=1")
c.execute("BEGIN")
c.execute("CREATE TABLE a (b)")
c.execute("INSERT INTO a SELECT randomblob(90000)")
shutil.copy(f"{path}-journal", f"{sys.argv[2]}-journal")
"""
    outcome(code, tmp_path / "empty.db", cut)
    with pytest.raises(StudyError):
        Study.open(cut)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
    ],
)
def test_how_the_file_is_spoken_to(path: Path, pragma: str, value: object) -> None:
    """A process that is killed seldom tells these apart; a power cut does."""
    with Study.open(path, coder="Maya") as study:
        for way in (study._file.reading, study._file.locked):
            with way() as connection:
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
