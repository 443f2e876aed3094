"""Erasing where the study is opened by a link, where copies lie elsewhere, and where others keep files among the backups."""

import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.storage import for_good
from interviewcoder.storage.backup_folder import folder_of
from interviewcoder.study import Study
from interviewcoder.study.backups import restore, restore_copy

from .test_erasing import SAID, erasable, runs_left

NOW = "Zenobia Q. Quarx"


class Died(BaseException):
    """The process, for the purpose of these tests."""


@pytest.fixture(scope="module")
def erasable_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("erasable")
    erasable(folder)
    return folder


@pytest.fixture
def path(erasable_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(erasable_folder, tmp_path / "study")) / "box.study"


def broken_off(path: Path) -> None:
    """Erase somebody, and die when the study is changed and nothing else is."""

    def dies(file: object) -> bool:
        raise Died

    with Study.open(path, coder="Maya") as study, pytest.MonkeyPatch.context() as patch:
        patch.setattr(for_good, "finish", dies)
        with pytest.raises(Died):
            study.erasing.erase(NOW)


@pytest.mark.parametrize("first", ["link", "file"])
def test_it_is_carried_through_by_whatever_name_the_study_is_opened(
    path: Path, tmp_path: Path, first: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.study"
    link.symlink_to(path)
    names = [link, path] if first == "link" else [path, link]
    broken_off(names[0])
    assert runs_left(path.parent)
    Study.open(names[1], coder="Maya").close()
    assert runs_left(path.parent) == set()
    assert list(link.parent.iterdir()) == [link]


def test_other_files_among_the_backups_stay(path: Path, tmp_path: Path) -> None:
    backups, disk = folder_of(path), tmp_path / "disk"
    shutil.move(backups, disk)
    backups.symlink_to(disk)
    disk.chmod(0o755)
    (disk / "letters").mkdir()
    (disk / "letters" / "one.txt").write_text("Dear all.")
    (disk / "letters" / "old.study").write_bytes((disk / "1.study").read_bytes())
    (disk / "thesis.odt").write_text("Of cats.")
    Study.create(disk / "another.study", coder="Maya").close()
    with Study.open(path, coder="Maya") as study:
        plan = study.erasing.plan(NOW)
        assert plan.copies == study.erasing.erase(NOW).plan.copies
    assert runs_left(path.parent) == runs_left(disk) == set()
    assert {one.name for one in disk.rglob("*")} == {
        *("letters", "one.txt", "thesis.odt", "another.study", study.backups.list()[0].path.name)
    }
    assert {"1.study", "old.study"} <= {Path(one).name for one in plan.copies}
    assert stat.S_IMODE(disk.stat().st_mode) == 0o755


def test_other_studies_that_hold_their_words_are_told(path: Path) -> None:
    (path.parent / "box.study.codebook.md").write_text(f"As they said: {SAID[2]}")
    (path.parent / "sub").mkdir()
    with Study.open(path, coder="Maya") as study:
        study.backups.copy_to(path.parent / "look.study")
        shutil.copy(path, path.parent / "sub" / "copy of box.study.old")
        Study.create(path.parent / "another.study", coder="Maya").close()
        found = study.erasing.erase(NOW).found
    assert sorted(Path(one).name for one in found) == [
        *("box.study.codebook.md", "copy of box.study.old", "look.study")
    ]


@pytest.mark.parametrize("to_a_copy", [False, True])
def test_no_backup_brings_back_who_was_erased(path: Path, to_a_copy: bool) -> None:
    backup = sorted(folder_of(path).iterdir())[-2]
    broken_off(path)
    assert backup.exists()
    to = path.with_name("look.study")
    with pytest.raises(StudyError, match="does not exist"):
        restore_copy(path, backup, to) if to_a_copy else restore(path, backup)
    assert runs_left(path.parent) == set()


@pytest.mark.parametrize("to_a_copy", [False, True])
def test_a_study_that_was_damaged_before_its_erasing_ended_is_not_restored_unseen(
    path: Path, to_a_copy: bool
) -> None:
    backup, to = sorted(folder_of(path).iterdir())[-2], path.with_name("look.study")
    broken_off(path)
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    before = path.read_bytes()
    with pytest.raises(StudyError, match="broken off") as refused:
        restore_copy(path, backup, to) if to_a_copy else restore(path, backup)
    assert path.read_bytes() == before
    assert not to.exists()
    note = for_good.note_of(path)
    assert str(note) in refused.value.remedy
    note.unlink()
    restore(path, backup)
    with Study.open(path, coder="Maya") as study:
        study.erasing.erase(next(p.name for p in study.participants.list() if "Quarx" in p.name))
    assert runs_left(path.parent) == set()


def test_what_killed_processes_left_behind_goes(path: Path) -> None:
    export, copy = path.parent / ".interviewcoder-export", path.parent / ".interviewcoder-recovery"
    copy.mkdir(mode=0o700)
    shutil.copy(path, copy / "damaged.study")
    export.write_text(SAID[2])
    for one in (export, copy):
        os.utime(one, (time.time() - 90,) * 2)
    with Study.open(path, coder="Maya") as study:
        study.erasing.erase(NOW)
    assert sorted(one.name for one in path.parent.iterdir()) == ["box.study", "box.study.backups"]
