"""Backups: how they are named, when one is due, and which ones stay."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from .records import Record
from .text import one_line

ASKED = "asked"
"""Somebody asked for it."""
CHANGED = "changed"
"""There were changes that no backup held."""
BEFORE_UPGRADE = "before-upgrade"
"""The file was of an earlier schema."""
BEFORE_RESTORE = "before-restore"
"""An earlier state was put in its place."""
AFTER_ERASING = "after-erasing"
"""All backups before it were deleted, since they held what was erased."""

BULK = frozenset(
    {
        "autocode",
        "import codebook",
        "import codings",
        "import participants",
        "import project",
        "merge code",
        "remove code",
        "remove source",
        "retag",
        "revise",
        "split code",
    }
)
"""Verbs that change much at once; a backup goes before them. An import does when it is of many files."""

LEFT_FOR = timedelta(minutes=30)
"""For so long a change may be without a backup."""

NEWEST, DAYS, WEEKS, MONTHS = 10, 12, 10, 9
"""The newest backups stay, and the last of so many days, weeks and months."""

_NAME = re.compile(r"(\d{4,9})_(\d{8}T\d{6}Z)_([a-z0-9]+(?:-[a-z0-9]+)*)\.study")
_MOMENT = "%Y%m%dT%H%M%SZ"
_LONGEST_REASON = 40


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a study as it was at some moment."""

    number: int
    """Counted from 1 for each study, so that their order stands whatever the clock says."""
    at: datetime
    """When it was made, in UTC, to the second."""
    reason: str
    """Why: `asked`, `changed`, `before-merge-code`, ..."""
    path: Path
    size: int
    """In bytes."""

    @property
    def why(self) -> str:
        """The reason in words."""
        return self.reason.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a study that was put back to a backup."""

    backup: Path
    """What it was put back to."""
    before: Backup | None = None
    """Holds the state that was there before; None where there was none, or it could not be read."""
    aside: Path | None = None
    """A damaged file that was there before, byte for byte."""

    @property
    def told(self) -> tuple[str, ...]:
        """What the study is now, and where that is what was there before: sentences, the first without its subject."""
        made = named_backup(self.backup, 0)
        state = f"backup {made.number}" if made is not None else one_line(self.backup.name)
        told = [f"is as in {state}."]
        if self.before is not None and self.before.path == self.backup:
            told.append("Nothing had changed since.")
        elif self.before is not None:
            told.append(f"What was there before is backup {self.before.number}.")
        if self.aside is not None:
            told.append(
                f"The file before could not be read. It is kept as {one_line(str(self.aside))}."
            )
        return tuple(told)


def backup_name(number: int, at: datetime, reason: str) -> str:
    """What a backup's file is called: in the order of their making, and safe on every file system.

    >>> backup_name(7, datetime(2026, 3, 1, 12, 30, tzinfo=UTC), before("merge code"))
    '0007_20260301T123000Z_before-merge-code.study'
    """
    return f"{number:04}_{at.astimezone(UTC):{_MOMENT}}_{reason}.study"


def named_backup(path: Path, size: int) -> Backup | None:
    """What the name of a file in the folder of backups tells; None where it is none that the program made."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[2], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(int(match[1]), at, match[3], path, size)


def before(verb: str) -> str:
    """The reason of a backup that goes before an action."""
    words = re.findall("[a-z0-9]+", verb.casefold())
    return "-".join(["before", *words])[:_LONGEST_REASON].rstrip("-")


def is_old(change: datetime, now: datetime) -> bool:
    """Whether a change has been without a backup for too long. A clock that was set back makes no difference."""
    return abs(now - change) >= LEFT_FOR


def kept(backups: Sequence[Backup]) -> set[int]:
    """The numbers of those that stay: the newest, and the last of each of some days, weeks and months.

    The order is that of their numbers: with a clock that was set back, what was made last is still the newest. The
    newest one from before an upgrade stays too: only an earlier version of the program may be able to read it.
    """
    newest_first = sorted(backups, key=lambda one: -one.number)
    stay = {one.number for one in newest_first[:NEWEST]}
    for most, period in _PERIODS:
        last: dict[tuple[int, ...], int] = {}
        for one in newest_first:
            last.setdefault(period(one.at), one.number)
        stay.update(list(last.values())[:most])
    upgrades = [one.number for one in newest_first if one.reason == BEFORE_UPGRADE]
    return stay.union(upgrades[:1])


def _day(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month, at.day)


def _week(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _month(at: datetime) -> tuple[int, ...]:
    return (at.year, at.month)


_PERIODS: Sequence[tuple[int, Callable[[datetime], tuple[int, ...]]]] = (
    (DAYS, _day),
    (WEEKS, _week),
    (MONTHS, _month),
)


def backup_record(backup: Backup, whole: bool | None = None) -> Record:
    """A backup as JSON; `whole` is left out where nobody looked."""
    record: Record = {
        "number": backup.number,
        "at": backup.at.isoformat(),
        "reason": backup.reason,
        "path": str(backup.path),
        "size": backup.size,
    }
    return record if whole is None else {**record, "whole": whole}
