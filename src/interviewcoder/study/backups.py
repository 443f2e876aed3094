"""Backups of a study: made by themselves or when asked for, listed, looked through, and gone back to."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..domain.backup import ASKED, CHANGED, LEFT_FOR, Backup, Restored, before, is_old
from ..domain.errors import PassphraseError, StudyError
from ..domain.passphrase import Passphrase
from ..storage import for_good
from ..storage.backup_folder import folder_of, list_backups
from ..storage.backups import driver_connection, make, state_in, trouble_with
from ..storage.cipher import Keys
from ..storage.open_files import is_open_here
from ..storage.restoring import restore as put_back
from ..storage.restoring import restore_to, trouble_of, write_out
from ..storage.study_file import StudyFile
from ..storage.study_state import nothing_to_keep, oldest_change_since
from .files import shown


class Backups:
    """The backups of an open study, in the folder `NAME.study.backups` beside it.

    One is made before an action that changes much at once, and before any change once another has been without a backup for
    half an hour. If that fails, the change goes on and `tell` hears of it once.
    """

    def __init__(self, file: StudyFile) -> None:
        self._file = file
        self._told = False
        self._quiet_until = 0.0
        self.automatic = True
        """Whether they are made by themselves."""
        self.tell: Callable[[StudyError], None] = lambda error: None
        """Is told once why a backup could not be made by itself."""
        file.before_change = self._before_change

    def list(self) -> list[Backup]:
        """The backups, the newest first.

        Raises:
            StudyError: their folder cannot be read.
        """
        return backups_of(self._file.path)

    def make(self, reason: str = ASKED) -> Backup:
        """Make a backup, unless the newest one is whole and holds the study as it is; older ones are thinned.

        Returns:
            the backup that holds the study as it is.

        Raises:
            StudyError: it cannot be made, or the study is damaged; no older one is gone then.
        """
        return make(self._file, reason, checked=True)

    def make_if_due(self) -> Backup | None:
        """Make a backup if a change has been without one for half an hour; None where none was made.

        A failure is told by `tell`. Reads only the journal's end, and the newest backup's, unless one is due.
        """
        return self._automatic(CHANGED, bulk=False)

    def trouble_of(self, backup: Backup) -> str:
        """Why a backup cannot be gone back to; nothing if it is whole. Reads all of it."""
        return trouble_with(backup.path, self._file.connect)

    def copy_to(self, to: str | Path) -> Path:
        """Write a copy of the study to a file that is not there yet, compared with it and safe on disk.

        Raises:
            StudyError: something is there, it cannot be written, or the study is damaged.
        """
        with driver_connection(self._file) as connection:
            write_out(connection, Path(to), self._file.connect)
        return Path(to)

    def _before_change(self, verb: str, bulk: bool) -> None:
        self._automatic(before(verb) if bulk else CHANGED, bulk)

    def _automatic(self, reason: str, bulk: bool) -> Backup | None:
        if not self.automatic or self._file.read_only:
            return None
        if not bulk and time.monotonic() < self._quiet_until:
            return None
        try:
            return make(self._file, reason) if self._is_due(bulk) else None
        except StudyError as error:
            self._quiet_until = time.monotonic() + LEFT_FOR.total_seconds()
            if not self._told:
                self._told = True
                self.tell(error)
            return None

    def _is_due(self, bulk: bool) -> bool:
        newest = next(iter(self.list()), None)
        saved = state_in(newest, self._file.connect) if newest else None
        with driver_connection(self._file) as connection:
            if nothing_to_keep(connection):
                return False
            change = oldest_change_since(connection, saved)
        now = datetime.now(UTC)
        due = change is not None and (bulk or is_old(change, now))
        # What is changed from now on becomes old half an hour from now, what was changed before earlier.
        left = LEFT_FOR - (now - change if change and not due else timedelta())
        self._quiet_until = time.monotonic() + left.total_seconds()
        return due


def backups_of(study: Path) -> list[Backup]:
    """The backups of a study that need not be there or be whole, the newest first.

    Raises:
        StudyError: their folder cannot be read.
    """
    try:
        return list_backups(study)
    except OSError as error:
        raise StudyError(
            f"{shown(folder_of(study))} cannot be read: {error.strerror}.", "Check its permissions."
        ) from None


def trouble_with_backup(backup: Backup, passphrase: Passphrase | None = None) -> str:
    """Why a backup cannot be gone back to; nothing if it is whole. Reads all of it.

    Raises:
        PassphraseError: it is encrypted, and there is no passphrase.
    """
    return trouble_of(backup.path, _keys(passphrase))


def chosen_backup(study: Path, named: str | None) -> Path:
    """The file of a backup.

    Args:
        named: its number, or a file; None for the newest one.

    Raises:
        StudyError: there is none of that number, or none at all.
    """
    if named is not None and not named.isdecimal():
        return Path(named)
    backups = backups_of(study)
    if not backups:
        raise StudyError(
            f"There are no backups of {shown(study)} in {shown(folder_of(study))}.",
            "If there is a copy elsewhere, name its file: interviewcoder restore STUDY FILE",
        )
    if named is None:
        return backups[0].path
    for one in backups:
        if one.number == int(named):
            return one.path
    raise StudyError(
        f"There is no backup {named} of {shown(study)}.",
        "See which there are: interviewcoder backup STUDY --list",
    )


def restore(study: Path, backup: Path, passphrase: Passphrase | None = None) -> Restored:
    """Put a study back to a backup, or to any other copy of it. The state before is kept, as a backup or byte for byte.

    The study may be missing, or too damaged to be opened.

    Raises:
        PassphraseError: the backup is encrypted, and the passphrase is missing or not right.
        StudyError: the backup is damaged or of a newer schema, somebody has the study open, or a file cannot be written;
            or who was erased would come back by it; the study is as it was.
    """
    _require_erased(study, passphrase)
    with _next_good_one_named(study, backup, passphrase):
        return put_back(study, backup, _keys(passphrase))


def restore_copy(study: Path, backup: Path, to: Path, passphrase: Passphrase | None = None) -> Path:
    """Write a backup to a file that is not there yet, and leave the study as it is.

    Raises:
        PassphraseError, StudyError: as `restore`; or something is there.
    """
    _require_erased(study, passphrase)
    with _next_good_one_named(study, backup, passphrase):
        restore_to(backup, to, _keys(passphrase))
    return to


def _keys(passphrase: Passphrase | None) -> Keys | None:
    return None if passphrase is None else Keys(passphrase)


def _require_erased(study: Path, passphrase: Passphrase | None) -> None:
    """Carry an erasure through that was broken off: what was erased must not come back from a backup.

    Raises:
        StudyError: that cannot be done now.
    """
    if not for_good.is_unfinished(study):
        return
    if not is_open_here(study):
        try:
            file = StudyFile.open(study, passphrase=passphrase)
        except PassphraseError:
            raise
        except StudyError:
            pass
        else:
            with closing(file):
                for_good.finish(file)
    if for_good.is_unfinished(study):
        note = shown(for_good.note_of(study))
        raise StudyError(
            "An erasing of this study was broken off, and cannot be finished now: its backups may hold what was erased.",
            f"Close it everywhere, and open it once. If it does not open any more, delete {note} to take a backup all "
            "the same, and erase again then.",
        )


@contextmanager
def _next_good_one_named(
    study: Path, backup: Path, passphrase: Passphrase | None
) -> Iterator[None]:
    """Where a backup is damaged, say which one before it is whole."""
    try:
        yield
    except PassphraseError:
        raise
    except StudyError as error:
        good = _good_one_instead(study, backup, passphrase)
        if good is None:
            raise
        raise StudyError(
            error.message,
            f"Nothing was changed. Backup {good.number}, of {good.at:%Y-%m-%d %H:%M} UTC, is whole: "
            f"interviewcoder restore STUDY {good.number}",
        ) from error


def _good_one_instead(study: Path, backup: Path, passphrase: Passphrase | None) -> Backup | None:
    keys, place = _keys(passphrase), backup.resolve()
    if is_open_here(backup) or not _trouble(backup, keys):
        return None
    backups = backups_of(study)
    number = next((one.number for one in backups if one.path == place), 0)
    others = [one for one in backups if one.number != number]
    # Those before it, the newest first, and then those after it.
    others.sort(key=lambda one: (one.number > number > 0, -one.number))
    return next((one for one in others if not _trouble(one.path, keys)), None)


def _trouble(backup: Path, keys: Keys | None) -> str:
    try:
        return trouble_of(backup, keys)
    except PassphraseError as error:
        return error.message
