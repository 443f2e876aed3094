"""Backups of an encrypted study: what is put back, and what is kept of what was there, opens with its passphrase."""

from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import PassphraseError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.storage.backup_folder import UNFINISHED
from interviewcoder.study import Study
from interviewcoder.study.backups import backups_of, restore, trouble_with_backup
from interviewcoder.study.encryption import encrypt

from ..study.past_the_program import PASSPHRASE
from ..study.samples import trouble


def codes(path: Path) -> set[str]:
    with Study.open(path, passphrase=PASSPHRASE) as study:
        assert trouble(study) == {}
        return {code.name for code in study.codebook.list()}


def test_put_back_and_forth(path: Path) -> None:
    known = codes(path)
    with Study.open(path, passphrase=PASSPHRASE) as study:
        first = study.backups.make()
        study.codebook.add(CodeDraft("Later"))
    done = restore(path, first.path, PASSPHRASE)
    assert codes(path) == known
    assert done.before is not None
    assert [one.reason for one in backups_of(path)] == ["before-restore", "asked"]
    for one in backups_of(path):
        assert trouble_with_backup(one, PASSPHRASE) == ""
        assert not one.path.read_bytes().startswith(b"SQLite")
    restore(path, done.before.path, PASSPHRASE)
    assert codes(path) == known | {"Later"}


def test_without_the_passphrase_nothing_is_put_back(path: Path) -> None:
    with Study.open(path, passphrase=PASSPHRASE) as study:
        first = study.backups.make()
        study.codebook.add(CodeDraft("Later"))
    before = path.read_bytes()
    with pytest.raises(PassphraseError):
        restore(path, first.path, None)
    assert path.read_bytes() == before


def test_a_damaged_study_comes_back(path: Path) -> None:
    known = codes(path)
    with Study.open(path, passphrase=PASSPHRASE) as study:
        first = study.backups.make()
    path.write_bytes(path.read_bytes()[:9_000])
    done = restore(path, first.path, PASSPHRASE)
    assert done.aside is not None
    assert codes(path) == known


def test_a_backup_that_a_killed_process_left_goes_when_a_study_is_encrypted(tmp_path: Path) -> None:
    path = tmp_path / "box.study"
    with Study.create(path, coder="Maya") as study:
        study.memos.write(MemoTarget.STUDY, "", "One")
        folder = study.backups.make().path.parent
    (folder / UNFINISHED).write_bytes(path.read_bytes()[:5000])
    done = encrypt(path, PASSPHRASE)
    assert done.left == ()
    assert not (folder / UNFINISHED).exists()
