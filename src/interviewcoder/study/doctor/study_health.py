"""A study seen from outside and inside, without changing it and without telling what is in it."""

import stat
import time
from collections.abc import Iterator
from pathlib import Path

from ...domain.diagnosis import Observation, Verdict
from ...domain.errors import PassphraseError, StudyError
from ...domain.passphrase import Passphrase
from ...storage.backup_folder import folder_of, list_backups
from ...storage.check import check
from ...storage.copies import likely_copies
from ...storage.file_replacing import unfinished
from ...storage.for_good import is_unfinished
from ...storage.header import APPLICATION_ID, SCHEMA_VERSION, WAYS_OUT, plain_marks
from ...storage.new_files import SCRATCH, left_behind
from ...storage.open_files import is_open_here
from ...storage.study_file import StudyFile

_PART = "study"
_OLD_BACKUP_DAYS = 7


def opened_to_look(
    path: Path, passphrase: Passphrase | None
) -> tuple[StudyFile | None, list[Observation]]:
    """The study open for reading, or why it is not; no schema is brought up to date for it."""
    if not path.is_file():
        return None, [_wrong("file", "there is no such file", "Check the path.")]
    schema = None if is_open_here(path) else _schema_of_plain(path)
    if schema is not None and schema != SCHEMA_VERSION:
        return None, [_other_schema(schema)]
    try:
        return StudyFile.open(path, read_only=True, passphrase=passphrase), []
    except PassphraseError:
        return None, [_locked(passphrase)]
    except StudyError as error:
        return None, [_wrong("file", _unnamed(error.message, path), _unnamed(error.remedy, path))]


def language_of(file: StudyFile) -> str:
    """What is spoken in a study; empty if it cannot be read."""
    try:
        return file.about()[1]
    except StudyError:
        return ""


def inside(file: StudyFile) -> Iterator[Observation]:
    """What a check of the study finds, without the particulars, which may hold names."""
    yield Observation(_PART, "schema", str(SCHEMA_VERSION))
    yield Observation(_PART, "encrypted", "yes" if file.encrypted else "no")
    try:
        with file.reading() as connection:
            findings = check(connection, index=False)
    except StudyError as error:
        yield _wrong("file", "it cannot be read", _unnamed(error.remedy, file.path))
        return
    for finding in findings:
        yield (
            Observation(_PART, finding.check, "good")
            if finding.good
            else _wrong(finding.check, "bad", f"interviewcoder check tells more. {WAYS_OUT}")
        )


def beside(path: Path, *, opens: bool = True) -> Iterator[Observation]:
    """What lies beside a study: what was broken off, and its backups.

    Args:
        opens: whether it is whole, so that a backup can be made.
    """
    if path.is_file():
        yield from _left_behind(path.resolve())
        yield from _backups(path.resolve(), opens)


def _locked(passphrase: Passphrase | None) -> Observation:
    if passphrase is None:
        remedy = "To have it looked into: interviewcoder --passphrase-file FILE doctor STUDY"
        seen = "yes, as it looks; not looked into"
        return Observation(_PART, "encrypted", seen, Verdict.WARNING, remedy)
    return _wrong("encrypted", "the passphrase does not open it", f"Check it. {WAYS_OUT}")


def _unnamed(words: str, path: Path) -> str:
    """A message without the study's path and name."""
    words = words.removeprefix(f"{path}: ")
    for name in (str(path.resolve()), str(path), path.name):
        words = words.replace(name, "the study")
    return words


def _wrong(subject: str, seen: str, remedy: str) -> Observation:
    return Observation(_PART, subject, seen, Verdict.ERROR, remedy)


def _other_schema(schema: int) -> Observation:
    if schema > SCHEMA_VERSION:
        remedy = "Upgrade with: pip install --upgrade interviewcoder"
        return _wrong("schema", f"{schema}, of a newer program", remedy)
    remedy = "Open it once: it is brought up to date, with a backup from before beside it."
    return Observation(
        _PART, "schema", f"{schema}, of an earlier program; not looked into", Verdict.OK, remedy
    )


def _schema_of_plain(path: Path) -> int | None:
    """The schema that the header of a plain study tells; None for any other file."""
    try:
        with path.open("rb") as file:
            page = file.read(100)
    except OSError:
        return None
    application, version = plain_marks(page) or (0, 0)
    return version if application == APPLICATION_ID else None


def _left_behind(place: Path) -> Iterator[Observation]:
    if is_unfinished(place):
        yield Observation(
            _PART,
            "erasing",
            "not carried through to the end",
            Verdict.WARNING,
            "Open the study: what is left is done then.",
        )
    left = list(left_behind(place.parent))
    journal = place.with_name(place.name + "-journal")
    if unfinished(place).exists():
        left.append(unfinished(place))
    if left:
        yield Observation(
            _PART,
            "files left behind",
            f"{len(left)} from work that was broken off",
            Verdict.WARNING,
            f"They may hold words of the study. Delete what begins with {SCRATCH} in its folder, and open the study.",
        )
    if journal.exists():
        yield Observation(
            _PART,
            "change",
            "one is on its way, or was broken off",
            Verdict.WARNING,
            "Leave the file that ends in -journal where it is, and open the study: it is taken back then.",
        )


def _age(days: float) -> str:
    hours = int(days * 24)
    if hours < 1:
        return "less than an hour"
    number, unit = (hours, "hour") if hours < 48 else (hours // 24, "day")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _backups(place: Path, opens: bool) -> Iterator[Observation]:
    backups = list_backups(place)
    if not backups:
        remedy = "There is none to go back to: look for a copy elsewhere."
        if opens:
            remedy = "Make one: interviewcoder backup STUDY"
        yield Observation(_PART, "backups", "none", Verdict.WARNING, remedy)
    else:
        newest = max(one.path.stat().st_mtime for one in backups)
        days = (time.time() - newest) / 86_400
        stale = opens and place.stat().st_mtime > newest and days > _OLD_BACKUP_DAYS
        yield Observation(
            _PART,
            "backups",
            f"{len(backups)}, the newest {_age(days)} old",
            Verdict.WARNING if stale else Verdict.OK,
            "The study was changed since. Make one: interviewcoder backup STUDY" if stale else "",
        )
    folder = folder_of(place)
    seen = [one for one in likely_copies(place) if not one.is_symlink()]
    seen += [folder] if folder.is_dir() else []
    open_ones = sum(bool(one.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)) for one in seen)
    if open_ones:
        yield Observation(
            _PART,
            "rights of the copies",
            f"others can get at {open_ones} of them",
            Verdict.WARNING,
            "Close them: chmod 700 for the folder of backups, chmod 600 for what is in it and for what begins with "
            "the study's name beside it.",
        )
