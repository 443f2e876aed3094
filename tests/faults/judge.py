"""What must be found after an interruption: all that was acknowledged, and the rest whole or not at all."""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study
from interviewcoder.study.backups import backups_of, trouble_with_backup

from ..study.past_the_program import PASSPHRASE
from ..study.samples import content, trouble
from .actions import FOR_GOOD, GO_BACK, KEEP_CONTENT
from .orders import LOOKING, Told
from .scene import Scene
from .state import State, digest, journal_of, state_of

UNCLEAR = re.compile(
    r"Traceback|File \"|sqlite|SQL\b|SELECT |INSERT |Error\(|Errno|has a fault|None\b|<.* object at"
)
_EXPECTED = re.compile(
    r"(pilot|old|new)\.study$|out$"  # What was asked for,
    r"|\w+\.study\.backups$|old\.study\.schema-"  # copies, one of them perhaps begun only,
    r"|pilot\.study\.damaged-"  # what a restore kept because it could not be read then,
    r"|\.pilot\.study\.converting|\.interviewcoder-"  # and what a later conversion, creation or export clears away.
)


@dataclass
class Verdict:
    """What was found to be wrong; nothing, if all is well."""

    lost: str = ""
    """What was acknowledged and is not there."""
    unsound: str = ""
    """What is there by half, or fails a check."""
    unclear: str = ""
    """A message that helps nobody."""

    def __bool__(self) -> bool:
        return bool(self.lost or self.unsound or self.unclear)


def judge(scene: Scene, told: Told) -> Verdict:
    """Open the study again and see whether it holds what it must."""
    verdict = Verdict()
    if told.code and (not told.error or UNCLEAR.search(told.said)):
        verdict.unclear = told.said[-600:] or "nothing was said"
    if told.state is None:
        return verdict
    try:
        with scene.opened() as study:
            if found := trouble(study):
                verdict.unsound = f"check finds {found}"
                return verdict
            _judge_content(scene, study, told, verdict)
            # It works again, and what SQLite left beside the file goes with the next change.
            study.memos.write(MemoTarget.STUDY, "", "It works again.")
            study.journal.undo()
    except StudyError as error:
        verdict.unsound = f"it does not open: {error.message}"
        return verdict
    for action, file in (("new", scene.new), ("export", scene.exported / "codebook.csv")):
        taken_away = told.in_flight is not None and told.looked == action
        if action in told.acknowledged and not taken_away and not file.exists():
            verdict.lost = f"{file.name} is not there"
    wrong = [
        _of_the_old_study(scene),
        _of_the_new_study(scene),
        _of_exports(scene),
        _of_backups(scene),
        _litter(scene),
    ]
    verdict.unsound = verdict.unsound or "; ".join(filter(None, wrong))
    return verdict


def _judge_content(scene: Scene, study: Study, told: Told, verdict: Verdict) -> None:
    kept = told.state
    assert kept is not None
    now = state_of(scene.path)
    if now == kept:
        return
    if told.in_flight in FOR_GOOD and "It is done" in told.error:
        if not _is_as_if_done_unharmed(scene, study, now):
            verdict.unsound = f"{told.in_flight} is half done"
        return
    if "The change is in the study" in told.error:
        return
    if told.in_flight == "restore":
        if now != state_of(scene.aside):
            verdict.unsound = "it is neither what it was nor the backup"
        return
    if told.again is not None:
        # It failed at first, and was done again afterwards.
        if told.after != kept:
            verdict.unsound = f"{told.in_flight} failed and did something all the same"
        return
    if told.in_flight in FOR_GOOD:
        if not _is_as_if_done_unharmed(scene, study, now):
            verdict.unsound = f"{told.in_flight} is half done"
        return
    if journal_of(scene.path, kept.newest)[1] != kept.journal or now.newest <= kept.newest:
        verdict.lost = "the journal lacks what was acknowledged"
    elif told.in_flight == LOOKING:
        pass
    elif told.in_flight is None or told.in_flight in KEEP_CONTENT:
        verdict.unsound = "something is there that nobody did"
    elif told.code:
        verdict.unsound = f"{told.in_flight} failed and did something all the same"
    elif not _goes_back(scene.path, study, kept, now, told.in_flight):
        verdict.lost = f"without {told.in_flight}, it is not what was acknowledged"


def _goes_back(path: Path, study: Study, kept: State, now: State, in_flight: str) -> bool:
    """Whether taking back what was in flight gives what was acknowledged, and putting it back what was found."""
    back, forth = study.journal.undo, study.journal.redo
    if in_flight == "undo":
        back, forth = forth, back
    elif in_flight == GO_BACK:
        back, forth = (partial(study.journal.undo_to, one.newest) for one in (kept, now))
    steps = 0
    while digest(content(path)) != kept.content and steps < now.newest - kept.newest:
        back()
        steps += 1
    if digest(content(path)) != kept.content:
        return False
    for _ in range(steps):
        forth()
    return digest(content(path)) == now.content and not trouble(study)


def _is_as_if_done_unharmed(scene: Scene, study: Study, now: State) -> bool:
    person = study.journal.history()[0]
    if person.verb != "erase":
        return False
    names = {one.name for one in study.participants.list()}
    copy = scene.aside.with_name("unharmed.study")
    shutil.copy(scene.aside, copy)
    with Study.open(copy, coder="Maya", passphrase=PASSPHRASE) as other:
        (gone,) = {one.name for one in other.participants.list()} - names
        other.erasing.erase(gone)
    left = gone.encode() in scene.path.read_bytes()
    return digest(content(copy)) == now.content and not left


def _of_the_old_study(scene: Scene) -> str:
    """A study of an earlier schema is that still, or of this one and has a backup."""
    if not scene.old.exists():
        return ""
    try:
        with Study.open(scene.old, coder="Maya") as study:
            if trouble(study) or not study.codings.list() or not study.personas.list():
                return f"a migrated study is not whole: {trouble(study)}"
            study.memos.write(MemoTarget.STUDY, "", "It works again.")
    except StudyError as error:
        return f"the old study does not open: {error.message}"
    return "" if any(map(_is_whole, _backups(scene.old))) else "it was migrated without a backup"


def _backups(path: Path) -> list[Path]:
    return [*path.parent.glob(f"{path.name}.schema-*"), *path.parent.glob(f"{path.name}.backups/*")]


def _is_whole(copy: Path) -> bool:
    with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
        try:
            return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and bool(
                connection.execute("SELECT count(*) FROM coding").fetchone()[0]
            )
        except sqlite3.Error:
            return False


def _of_the_new_study(scene: Scene) -> str:
    """A study that was being made is whole, or not there."""
    if not scene.new.exists():
        return ""
    try:
        with Study.open(scene.new, coder="Maya") as study:
            if trouble(study) or not study.codebook.list():
                return "a new study is not whole"
            study.memos.write(MemoTarget.STUDY, "", "It works again.")
    except StudyError as error:
        return f"a new study is half made: {error.message}"
    return ""


def _of_exports(scene: Scene) -> str:
    for file in scene.exported.iterdir():
        if file.name.startswith(".interviewcoder-"):
            continue  # Goes with a later export.
        if not file.read_bytes().endswith(b"\n"):
            return f"{file.name} is not whole"
    return ""


def _of_backups(scene: Scene) -> str:
    """What has the name of a backup is one, whole."""
    for backup in backups_of(scene.path):
        if why := trouble_with_backup(backup, PASSPHRASE):
            return f"{backup.path.name} is no backup: {why}"
    return ""


def _litter(scene: Scene) -> str:
    """Files that nobody asked for."""
    left = [one.name for one in scene.folder.iterdir() if not _EXPECTED.match(one.name)]
    return f"left behind: {', '.join(left)}" if left else ""
