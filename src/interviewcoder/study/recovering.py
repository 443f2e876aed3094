"""Getting a damaged study back into a new file, as far as its bytes allow."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.recovery import BackupSeen, Recovery
from ..storage.open_files import is_open_here
from ..storage.recovery.rescue import Read, read, records_of, rescue
from ..storage.recovery.snapshot import states_of
from ..storage.study_file import StudyFile
from .files import shown, write_text
from .recovery_report import report_text

_BACKUPS = ".backups"


def recover(damaged: str | Path, new: str | Path) -> Recovery:
    """Write what a damaged study still holds to a new study, and a report beside it.

    The damaged file is only read: all work is done on a copy of its bytes.

    Args:
        damaged: a study that does not open, or whose check finds something bad.
        new: where the new study goes; nothing may be there yet.

    Raises:
        StudyError: there is no such file, it is open here, nothing of a study is in it, or the new one cannot be
            written.
    """
    path, target = Path(damaged), Path(new)
    if not path.is_file():
        raise StudyError(f"{shown(path)} is not a file.", "Give the path of the damaged study.")
    if is_open_here(path):
        raise StudyError(f"{shown(path)} is open.", "Close it first.")
    for one in (target, _beside(target, ".report.txt"), _beside(target, ".lost.json")):
        if one.exists():
            raise StudyError(f"{shown(one)} exists already.", "Choose another name.")
    if not target.parent.is_dir():
        raise StudyError(f"The folder {shown(target.parent)} does not exist.", "Create it first.")
    best, rolled_back = _best_state(path, target)
    rescued = rescue(best, target, path.stem[:100] or "Recovered")
    with _opened(target) as file:
        name, _ = file.about()
    recovery = Recovery(
        damaged=path,
        new=target,
        name=name,
        tables=rescued.tables,
        texts=rescued.texts,
        lost_tags=rescued.lost_tags,
        entries_kept=rescued.entries_kept,
        entries_left_out=rescued.entries_left_out,
        journal_mended=rescued.journal_mended,
        rolled_back=rolled_back,
        healthy=rescued.healthy,
        aside=_write_aside(target, records_of(rescued.aside)),
        backup=newest_backup(path, rescued.newest_entry),
    )
    report = write_text(_beside(target, ".report.txt"), report_text(recovery))
    return replace(recovery, report=report)


def _beside(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _best_state(path: Path, target: Path) -> tuple[Read, bool]:
    """The state of the file that holds most, and whether it is the one before a change that was broken off."""
    try:
        with states_of(path, target.parent) as states:
            found = [read(data) for data in states]
    except OSError as error:
        raise StudyError(
            f"{shown(path)} cannot be copied: {error.strerror}.",
            "Check its permissions and the free space of the folder of the new study.",
        ) from None
    best = max(found, key=lambda one: one.rows)
    return best, len(found) > 1 and best is found[0]


def _write_aside(target: Path, records: list[dict[str, object]]) -> Path | None:
    if not records:
        return None
    words = json.dumps(records, ensure_ascii=True, indent=1)
    return write_text(_beside(target, ".lost.json"), words + "\n")


@contextmanager
def _opened(path: Path) -> Iterator[StudyFile]:
    """A study's file, closed afterwards."""
    file = StudyFile.open(path, read_only=True)
    try:
        yield file
    finally:
        file.close()


def newest_backup(path: Path, newest_entry: int) -> BackupSeen | None:
    """The newest backup of a study that SQLite finds whole, and how far behind it is.

    Args:
        newest_entry: the newest entry of the journal that is known of the study.
    """
    folder = path.with_name(path.name + _BACKUPS)
    if not folder.is_dir():
        return None
    copies = [one for one in folder.iterdir() if one.is_file() and one.suffix != ".json"]
    for copy in sorted(copies, key=lambda one: one.stat().st_mtime, reverse=True):
        try:
            with _opened(copy) as file, file.reading() as connection:
                told = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
                highest = connection.exec_driver_sql("SELECT max(id) FROM journal_entry").scalar()
        except StudyError:
            continue
        if told == "ok":
            made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
            return BackupSeen(copy, made, max(0, newest_entry - (highest or 0)))
    return None
