"""What is opened, what is refused, and that a refused file is not touched."""

import os
import random
import shutil
import sqlite3
import stat
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.storage.header import SCHEMA_VERSION
from interviewcoder.study import Study

from ..study.samples import content, trouble
from .processes import as_nobody, outcome


def foreign_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


def text_file(path: Path) -> None:
    path.write_text("Interviewer: Hello?\n\nAna: Yes.\n" * 20)


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def stump(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def spoilt_beginning(path: Path) -> None:
    """A study whose first page is noise at its beginning, which does not make it an encrypted one."""
    with path.open("r+b") as file:
        file.write(random.Random(1).randbytes(1_000))


def other_magic(path: Path) -> None:
    path.write_bytes(b"T" + path.read_bytes()[1:])


def other_application(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[68:72] = struct.pack(">I", 0x47504B47)
    path.write_bytes(data)


def newer_schema(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[60:64] = struct.pack(">I", 99)
    path.write_bytes(data)


def only_a_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


def no_page_after_the_first(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


def no_tables(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("DELETE FROM sqlite_schema")
    connection.close()


def no_study(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM study")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (foreign_database, "another program"),
        (text_file, "not an interviewcoder study"),
        (empty_file, "not an interviewcoder study"),
        (stump, "not an interviewcoder study"),
        (other_magic, "not an interviewcoder study"),
        (spoilt_beginning, "not an interviewcoder study"),
        (other_application, "another program"),
        (newer_schema, "newer interviewcoder"),
        (only_a_header, "damaged"),
        (no_page_after_the_first, "damaged"),
        (no_tables, "damaged"),
        (no_study, "damaged"),
    ],
)
def test_what_is_no_whole_study_is_refused_untouched(
    path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    spoil(path)
    assert_refused_untouched(path, says)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def assert_refused_untouched(path: Path, says: str, passphrase: Passphrase | None = None) -> None:
    """A file is not opened, with a reason and a remedy, and is the same afterwards."""
    before, modified = path.read_bytes(), path.stat().st_mtime_ns
    for read_only in (False, True):
        with pytest.raises(StudyError, match=says) as told:
            Study.open(path, read_only=read_only, passphrase=passphrase)
        assert told.value.remedy
        assert str(path) in told.value.message
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == modified


def test_a_folder_and_nothing_at_all(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="is a folder"):
        Study.open(tmp_path)
    for missing in ("no.study", "no/such/folder.study", "nul\0byte.study", "x" * 400):
        with pytest.raises(StudyError):
            Study.open(tmp_path / missing)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_study_is_told(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    said = ""
    try:
        with Study.open(path) as study:
            said = "damaged" if trouble(study) else "nothing"
    except StudyError as error:
        said = error.message
    assert "damaged" in said


def test_a_path_that_looks_like_an_address(whole_file: Path, tmp_path: Path) -> None:
    odd = tmp_path / "what? 100% #1 & café \udce9.study"
    try:
        shutil.copy(whole_file, odd)
    except OSError:
        pytest.skip("this file system takes no such name")
    with Study.open(odd, coder="Maya") as study:
        study.codebook.add(CodeDraft("Trust"))
    assert [entry.name for entry in tmp_path.iterdir()] == [odd.name]
    with Study.create(odd.with_name("? \udce9.study"), coder="Maya") as study:
        assert study.name == "? \ufffd"


def test_created_for_its_owner_only(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        Study.create(tmp_path / "a.study", coder="Maya").close()
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.study").stat().st_mode) == 0o600


@pytest.mark.parametrize("there", ["a study", "a text", "a folder", "a dangling link"])
def test_creating_on_a_path_that_is_taken(path: Path, there: str) -> None:
    if there == "a text":
        path.write_text("keep me")
    elif there != "a study":
        path.unlink()
        path.mkdir() if there == "a folder" else path.symlink_to(path.with_name("nothing"))
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StudyError, match="exists already"):
        Study.create(path, coder="Maya")
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "arguments",
    [
        {"name": " "},
        {"name": "n" * 201},
        {"coder": "\u202e"},
        {"codebook": [CodeDraft("A"), CodeDraft("a")]},
        {"codebook": [CodeDraft("A", colour="red")]},
        {"codebook": [CodeDraft("A", parent="B")]},
    ],
    ids=str,
)
def test_a_study_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, arguments: dict[str, object]
) -> None:
    with pytest.raises(StudyError):
        Study.create(tmp_path / "a.study", **{"coder": "Maya", **arguments})  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_creating_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="does not exist"):
        Study.create(tmp_path / "no" / "a.study", coder="Maya")


def test_opened_for_reading_only(path: Path) -> None:
    before, dump = path.read_bytes(), content(path)
    with Study.open(path, coder="Noor", read_only=True) as study:
        assert len(study.codings.list()) == 12
        assert study.find("price")
        assert trouble(study) == {}
        with pytest.raises(StudyError, match="open for reading only"):
            study.codebook.add(CodeDraft("Trust"))
        with pytest.raises(StudyError, match="open for reading only"):
            study.journal.undo()
    assert path.read_bytes() == before
    assert content(path) == dump


READ_THEN_WRITE = """
with Study.open(path, coder="Noor") as study:
    print(len(study.codings.list()), len(study.find("price")), study.revision() >= 0)
    print([f.check for f in study.check() if not f.good])
    for act in (lambda: study.codebook.add(CodeDraft("Trust")), study.journal.undo):
        try:
            act()
        except StudyError as error:
            print("refused", bool(error.remedy), error.message)
"""


@pytest.fixture
def shared(path: Path) -> Iterator[Path]:
    """A study in a folder that everybody may enter; pytest's own folders are its user's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        study = Path(shutil.copy(path, folder / "box.study"))
        study.chmod(0o644)
        yield study
        folder.chmod(0o755)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o755), (0o666, 0o555), (0o444, 0o555)]
)
def test_where_writing_is_not_allowed_reading_works(
    shared: Path, file_mode: int, folder_mode: int
) -> None:
    before = shared.read_bytes()
    shared.chmod(file_mode)
    shared.parent.chmod(folder_mode)
    try:
        lines = as_nobody(READ_THEN_WRITE, shared).splitlines()
    finally:
        shared.parent.chmod(0o755)
    assert lines[:2] == ["12 4 True", "[]"]
    assert len(lines) == 4
    for line in lines[2:]:
        assert line.startswith("refused True ")
        assert str(shared) in line
    assert shared.read_bytes() == before
    assert [entry.name for entry in shared.parent.iterdir()] == [shared.name]


def test_where_not_even_reading_is_allowed(shared: Path) -> None:
    shared.chmod(0)
    told = as_nobody(
        "try:\n    Study.open(path)\nexcept StudyError as error:\n    print(error.message)", shared
    )
    assert "cannot be read: Permission denied" in told
    shared.chmod(0o600)
    shared.parent.chmod(0o555)
    told = as_nobody(
        "try:\n    Study.create(path.with_name('other.study'), coder='N')\n"
        "except StudyError as error:\n    print(error.message)",
        shared,
    )
    shared.parent.chmod(0o755)
    assert "cannot be created: Permission denied" in told


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX locks")
def test_opening_again_does_not_let_the_lock_go(path: Path) -> None:
    """POSIX drops a process's locks when it closes any descriptor of the file."""
    attempt = """
import sqlite3
connection = sqlite3.connect(path, timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
    print("in")
except sqlite3.OperationalError as error:
    print(error)
"""
    link = path.with_name("link.study")
    link.symlink_to(path)
    with Study.open(path, coder="Maya") as study, study._file.locked():
        assert "locked" in outcome(attempt, path)
        for again in (path, link):
            Study.open(again, coder="Noor").close()
            with pytest.raises(StudyError, match="study that is open"):
                study.codebook.import_file(again)
        assert "locked" in outcome(attempt, path)
    assert "in" in outcome(attempt, path)


def test_a_file_that_took_the_place_of_an_open_one_is_looked_at(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        text = path.with_name("text")
        text_file(text)
        text.replace(path)
        with pytest.raises(StudyError, match="not an interviewcoder study"):
            Study.open(path)
        assert study.name == "Box"


def test_a_study_that_a_newer_program_took_further_is_not_written_to(path: Path) -> None:
    with Study.open(path, coder="Maya") as study:
        with closing(sqlite3.connect(path)) as newer:
            newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        before = path.read_bytes()
        for change in (lambda: study.codebook.add(CodeDraft("Late")), study.journal.undo):
            with pytest.raises(StudyError, match="brought to a newer schema"):
                change()
        assert path.read_bytes() == before
