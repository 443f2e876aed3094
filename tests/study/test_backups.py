"""When backups are made, and that a study comes back from one."""

import gzip
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import PassphraseError, StudyError
from interviewcoder.domain.passphrase import Passphrase
from interviewcoder.study import Study
from interviewcoder.study.backups import (
    backups_of,
    chosen_backup,
    restore,
    restore_copy,
    trouble_with_backup,
)

from ..encrypted.test_bytes import known_words, words_in
from ..storage.test_migration import DATA
from .past_the_program import PASSPHRASE
from .samples import content, fill, tag, take_in, trouble, write_interviews

AGE = timedelta(minutes=31)


def reasons(study: Study) -> list[str]:
    return [one.reason for one in reversed(study.backups.list())]


def aged(study: Study, age: timedelta) -> None:
    """Let everything have been done so long ago; the other way round, the clock was set back since."""
    at = (datetime.now(UTC) - age).isoformat(timespec="microseconds")
    with study._file.locked() as connection:
        connection.exec_driver_sql("UPDATE journal_entry SET at = ?", (at,))


def test_bulk_actions_have_one_before_them(bare: Study, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "in")
    take_in(bare, *paths)
    assert reasons(bare) == []  # Nothing was there.
    tag(bare, "ana", "I check the price twice", "Needs")
    before = content(bare.path)
    take_in(bare, paths[0])
    bare.codebook.merge(bare.codebook.get("Needs").id, bare.codebook.get("Values").id)
    assert reasons(bare) == ["before-merge-code"]
    assert content(bare.backups.list()[0].path) == before
    bare.sources.remove(bare.sources.get("ben").id)
    take_in(bare, *write_interviews(tmp_path / "more", "Ben", "Ana"))
    assert reasons(bare) == ["before-merge-code", "before-remove-source", "before-import"]


def test_what_did_not_change_is_not_backed_up_again(study: Study) -> None:
    made = study.backups.make()
    assert study.backups.make() == made
    assert study.backups.list() == [made]
    study.sources.remove(study.sources.get("ben").id)
    assert len(study.backups.list()) == 1
    study.journal.undo()
    study.backups.make()
    assert len(study.backups.list()) == 2


def test_a_damaged_newest_one_does_not_count_when_one_is_asked_for(study: Study) -> None:
    made = study.backups.make()
    data = bytearray(made.path.read_bytes())
    data[data.index(b"Ana has a cat")] ^= 1
    made.path.write_bytes(data)
    assert trouble_with_backup(made)
    again = study.backups.make()
    assert again.number == made.number + 1
    assert trouble_with_backup(again) == ""


@pytest.mark.parametrize("age", [AGE, -AGE])
def test_no_change_is_long_without_one(study: Study, age: timedelta) -> None:
    start = len(study.backups.list())
    study.codebook.add(CodeDraft("New"))
    aged(study, timedelta())
    again = Study.open(study.path, coder="Maya")
    again.codebook.add(CodeDraft("Newer"))
    assert len(again.backups.list()) == start
    again.close()
    aged(study, age)
    before = content(study.path)
    with Study.open(study.path, coder="Maya") as again:
        assert again.backups.list() == study.backups.list()  # Opening costs nothing.
        again.codebook.add(CodeDraft("Newest"))
        assert again.backups.list()[0].reason == "changed"
        assert content(again.backups.list()[0].path) == before
        again.codebook.add(CodeDraft("The very newest"))
        assert len(again.backups.list()) == start + 1
        aged(again, age)
    with Study.open(study.path, coder="Maya") as again:
        assert again.backups.make_if_due() is not None
        assert again.backups.make_if_due() is None


def test_reading_makes_none(study: Study) -> None:
    aged(study, AGE)
    there = backups_of(study.path)
    with Study.open(study.path, coder="Maya", read_only=True) as again:
        again.find("price")
        again.check()
        again.journal.history()
        assert again.backups.make_if_due() is None
    assert backups_of(study.path) == there


def test_many_are_thinned_and_the_newest_stay(study: Study) -> None:
    made = []
    for number in range(25):
        study.codebook.add(CodeDraft(f"Passing {number}"))
        made.append(study.backups.make())
    there = study.backups.list()
    assert there[:10] == made[:14:-1]
    assert len(there) < 15


def test_a_failure_is_told_once_and_the_work_goes_on(study: Study) -> None:
    shutil.rmtree(study.path.with_name("box.study.backups"), ignore_errors=True)
    study.path.with_name("box.study.backups").write_bytes(b"")
    told: list[StudyError] = []
    study.backups.tell = told.append
    for name in ("Order", "Freedom"):
        study.codebook.remove(study.codebook.get(name).id)
    assert len(told) == 1
    assert told[0].remedy
    assert {"Order", "Freedom"}.isdisjoint(code.name for code in study.codebook.list())


def test_chosen_by_number_by_file_or_the_newest(study: Study) -> None:
    first = study.backups.make()
    study.codebook.add(CodeDraft("Later"))
    second = study.backups.make()
    assert chosen_backup(study.path, None) == second.path
    assert chosen_backup(study.path, str(first.number)) == first.path
    assert chosen_backup(study.path, "copies/a.study") == Path("copies/a.study")
    with pytest.raises(StudyError, match="no backup 99"):
        chosen_backup(study.path, "99")
    with pytest.raises(StudyError, match="no backups"):
        chosen_backup(study.path.with_name("other.study"), None)


def test_one_of_an_earlier_schema_comes_back_and_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "tea.study"
    path.write_bytes(gzip.decompress((DATA / "schema-1.study.gz").read_bytes()))
    with Study.open(path, coder="Maya") as study:
        (old,) = study.backups.list()
        names = {person.name for person in study.participants.list()}
        study.codebook.add(CodeDraft("Later"))
    path.unlink()
    restore(path, old.path)
    with Study.open(path, coder="Maya") as study:
        assert trouble(study) == {}
        assert {person.name for person in study.participants.list()} == names
        assert old in study.backups.list()


def test_a_copy_elsewhere(study: Study, tmp_path: Path) -> None:
    copy = study.backups.copy_to(tmp_path / "copy.study")
    assert content(copy) == content(study.path)
    with pytest.raises(StudyError, match="exists already"):
        study.backups.copy_to(copy)
    made = study.backups.make()
    other = restore_copy(study.path, made.path, tmp_path / "other.study")
    assert content(other) == content(study.path)
    with pytest.raises(StudyError, match="exists already"):
        restore_copy(study.path, made.path, other)


def test_what_was_erased_does_not_come_back(study: Study) -> None:
    study.backups.make()
    study.erasing.erase("Ana")
    (fresh,) = study.backups.list()
    assert fresh.reason == "after-erasing"
    assert b"Ana has a cat" not in fresh.path.read_bytes()


def test_encrypted(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3", reason="needs the extra 'encrypted'")
    path, known = tmp_path / "box.study", known_words()
    (tmp_path / "in").mkdir()
    with Study.create(path, coder="Maya", codebook=(), passphrase=PASSPHRASE) as study:
        fill(study, tmp_path / "in")
        study.backups.make()
        study.codebook.remove(study.codebook.get("Order").id)
        backups = study.backups.list()
        assert study.backups.make() != backups[0]
        before = content(backups[0].path)
        for one in study.backups.list():
            assert not words_in(one.path.read_bytes(), known)
            assert trouble_with_backup(one, PASSPHRASE) == ""
    for wrong in (None, Passphrase("something else entirely")):
        with pytest.raises(PassphraseError):
            restore(path, backups[0].path, wrong)
    done = restore(path, backups[0].path, PASSPHRASE)
    assert done.aside is None
    with Study.open(path, coder="Maya", passphrase=PASSPHRASE) as study:
        assert trouble(study) == {}
        assert study.codebook.get("Order")
        assert content(path) == before
    path.write_bytes(path.read_bytes()[:20_000])
    done = restore(path, backups[0].path, PASSPHRASE)
    assert done.aside is not None
    assert content(path) == before
    assert sum(not words_in(one.read_bytes(), known) for one in tmp_path.glob("*.study*/*")) > 1
