"""Erasing a participant from an encrypted study: nothing of them is left beneath the encryption either."""

from pathlib import Path

from interviewcoder.storage.conversion import convert
from interviewcoder.study import Study

from ..study.past_the_program import KEYS, PASSPHRASE, database
from ..study.samples import trouble
from ..study.test_erasing import erasable, runs_left


def test_nothing_is_left_beneath_the_encryption(tmp_path: Path) -> None:
    path = erasable(tmp_path)
    assert convert(path, None, KEYS)
    with Study.open(path, coder="Maya", passphrase=PASSPHRASE) as study:
        study.erasing.erase("Zenobia Q. Quarx")
        assert trouble(study) == {}
    assert not path.read_bytes().startswith(b"SQLite")
    # The backup that is made then is encrypted as well, and looked into as the study is.
    (backup,) = (one for one in tmp_path.rglob("*") if one.is_file() and one != path)
    assert backup.name.endswith("after-erasing.study")
    assert not backup.read_bytes().startswith(b"SQLite")
    assert convert(backup, KEYS, None)
    # Converting copies rows: what free pages held would not be seen by it.
    assert database(path).execute("PRAGMA freelist_count").fetchone() == (0,)
    assert convert(path, KEYS, None)
    assert runs_left(tmp_path) == set()
    with Study.open(path, coder="Maya") as study:
        assert "Zenobia Q. Quarx" not in {person.name for person in study.participants.list()}
        assert trouble(study) == {}
