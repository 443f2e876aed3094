"""The open study file: its engine, and the two ways in, reading and writing."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, NoResultFound

from ..domain.backup import BEFORE_UPGRADE, BULK
from ..domain.errors import PassphraseError, StudyError
from ..domain.passphrase import Passphrase
from . import search
from .backups import make
from .change import Change, moment, new_guid, newest_entry
from .check import check
from .cipher import SALT_BYTES, Keys, driver
from .engine import WRITING, connect, driver_of, error_name, make_engine, marks, sqlite_errors
from .faults import DAMAGED, DAMAGED_REMEDY, told_as_study_errors
from .file_replacing import discard_unfinished
from .header import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    WAYS_OUT,
    require_known,
    require_study,
    salt_of,
)
from .journal import OwnEntries
from .migrations import migrate, schema_of
from .new_files import new_study, sync_folder
from .open_files import hold, is_in_place, let_go
from .study_state import StudyState, state_of
from .tables import CODING_PASSAGE_VIEW, METADATA, StudyRow, table_of

_DAMAGE = (LookupError, ValueError, TypeError, AssertionError, MemoryError)
"""What reading rows that are not as they were written can end in; SQLCipher is out of memory on a damaged page."""


class StudyFile:
    """A study's SQLite file. One connection a call, so it can be used from any thread."""

    def __init__(
        self,
        path: Path,
        look: Callable[[Path], bytes],
        *,
        read_only: bool = False,
        passphrase: Passphrase | None = None,
    ) -> None:
        self._file = hold(path, look)
        self._let_go = weakref.finalize(self, let_go, self._file)
        self.path = path
        self.read_only = read_only or not os.access(path, os.W_OK)
        self.encrypted = bool(self._file.salt)
        if self.encrypted and passphrase is None:
            self._let_go()
            raise PassphraseError(f"{path} is encrypted.", "Give its passphrase.")
        self._keys = Keys(passphrase) if self.encrypted and passphrase else None
        key = self._keys.of(self._file.salt) if self._keys else None
        self._engine = make_engine(path, read_only=self.read_only, key=key)
        self.entries = OwnEntries(0)
        self._watch: Connection | None = None
        self._watch_lock = threading.Lock()
        self.before_change: Callable[[str, bool], None] = lambda verb, bulk: None
        """Is told of every change before it begins: its verb, and whether it changes much at once."""

    @classmethod
    def create(
        cls,
        path: Path,
        name: str,
        language: str,
        passphrase: Passphrase | None = None,
        begin: Callable[["StudyFile"], None] = lambda file: None,
    ) -> "StudyFile":
        """Make a study file that only its owner can read, encrypted if there is a passphrase, and open it.

        It is there whole or not at all, also if the process dies.

        Args:
            begin: what is done in it before it is there.

        Raises:
            StudyError: the path is taken or cannot be written, the passphrase is short, or the extra for encrypted
                studies is missing.
        """
        salt = b""
        if passphrase is not None:
            passphrase.require_long_enough()
            driver()
            salt = os.urandom(SALT_BYTES)
        with new_study(path) as unnamed:
            file = cls(unnamed, lambda _: salt, passphrase=passphrase)
            try:
                file._lay_out(name, language)
                begin(file)
            except StudyError as error:
                # Nobody knows the name that it has for now.
                told = error.message.replace(str(unnamed), str(path))
                raise StudyError(told, error.remedy) from error
            finally:
                file.close()
        try:
            return cls.open(path, passphrase=passphrase)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def _lay_out(self, name: str, language: str) -> None:
        with told_as_study_errors(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(**WRITING)
            with connection.begin():
                METADATA.create_all(connection)
                connection.exec_driver_sql(CODING_PASSAGE_VIEW)
                for statement in search.SCHEMA:
                    connection.exec_driver_sql(statement)
                connection.execute(
                    insert(table_of(StudyRow)),
                    {
                        "id": 1,
                        "guid": new_guid(),
                        "name": name,
                        "language": language,
                        "created_at": moment(),
                    },
                )
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, passphrase: Passphrase | None = None
    ) -> "StudyFile":
        """Open a study file that is there.

        A study of an earlier schema is brought to this one, after a backup.

        Args:
            passphrase: what an encrypted study is opened with; a plain one needs none and minds none.

        Raises:
            PassphraseError: it is encrypted, and the passphrase is missing or not right.
            StudyError: it is missing, is no study, or has a newer schema; or it has an earlier one and cannot
                be changed or backed up.
        """
        file = cls(path, require_study, read_only=read_only, passphrase=passphrase)
        try:
            if file.encrypted:
                file._unlock()
            if not file.read_only:
                # What was to take the study's place when a process was killed may hold what the study does not.
                discard_unfinished(path.resolve())
            file._upgrade()
            with file.reading() as connection:
                file.entries = OwnEntries(newest_entry(connection) or 0)
        except BaseException:
            file.close()
            raise
        return file

    def _unlock(self) -> None:
        """See that the key fits, and what the header of a plain file would have told."""
        with told_as_study_errors(self.path):
            try:
                with closing(self._engine.raw_connection()) as connection:
                    driver_connection = connection.driver_connection
                    assert driver_connection is not None
                    told = marks(driver_connection)
            except sqlite_errors(DBAPIError) as error:
                if error_name(error) != "SQLITE_NOTADB":
                    raise
                # Every byte of the first page goes into its seal, so damage there looks like another key.
                raise PassphraseError(
                    f"{self.path} does not open with this passphrase.",
                    f"Type it again. If it is surely right, the file is damaged or no study: {WAYS_OUT}",
                ) from None
        require_known(self.path, *told)

    def connect(self, copy: Path, mode: str) -> sqlite3.Connection:
        """Open a copy of the study, or an empty file that becomes one, with the key that it has or should have.

        Args:
            mode: as in `engine.connect`.
        """
        salt = salt_of(copy) if copy.exists() else None
        if salt is None:
            salt = self._file.salt
        return connect(copy, mode, self._keys.of(salt) if salt and self._keys else None)

    def _upgrade(self) -> None:
        with self.reading() as connection:
            schema = schema_of(connection)
        if schema >= SCHEMA_VERSION:
            return
        if schema < 1:
            raise StudyError(f"{self.path}: {DAMAGED}", DAMAGED_REMEDY)
        if self.read_only:
            raise StudyError(
                f"{self.path} is of an earlier schema ({schema}) and cannot be changed here.",
                "Open it once where it can be written to; a backup is made first.",
            )
        with self.locked(rebuilding=True) as connection:
            try:
                make(self, BEFORE_UPGRADE, checked=True, damaged=True)
            except StudyError as error:
                raise StudyError(
                    f"{self.path} is of an earlier schema ({schema}). {error.message}",
                    "Nothing was changed. Make room, or copy the study to a folder that you can write to.",
                ) from error
            migrate(connection)

    def about(self) -> tuple[str, str]:
        """The study's name and language."""
        study = table_of(StudyRow)
        try:
            with self.reading() as connection:
                row = connection.execute(select(study.c.name, study.c.language)).one()
        except (DBAPIError, NoResultFound) as error:
            raise StudyError(f"{self.path}: {DAMAGED}", DAMAGED_REMEDY) from error
        return str(row.name), str(row.language)

    def guid(self) -> str:
        """The study's own GUID, which its copies have as well."""
        with self.reading() as connection:
            return str(connection.execute(select(table_of(StudyRow).c.guid)).scalar_one())

    def close(self) -> None:
        """Let the file go."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self._engine.dispose()
        self._let_go()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the file."""
        with self._damage_told(), self._reading() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with (
            told_as_study_errors(self.path),
            self._engine.connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        """Tell what only a damaged file can do to whoever works on it as damage; a fault of the program stays one."""
        try:
            yield
        except sqlite_errors(DBAPIError, *_DAMAGE) as error:
            if self._is_whole():
                raise
            raise StudyError(f"{self.path}: {DAMAGED}", DAMAGED_REMEDY) from error

    def _is_whole(self) -> bool:
        with suppress(StudyError), self._reading() as connection:
            return all(finding.good for finding in check(connection, index=False))
        return False

    @contextmanager
    def writing(
        self, verb: str, coder: str, *, continuing: int | None = None, bulk: bool | None = None
    ) -> Iterator[Change]:
        """One transaction and one journal entry; all of it is kept, safe on disk, or none of it.

        Args:
            continuing: the entry of a bulk job to go on with, None for a fresh one. Where somebody has
                acted since, a fresh one is made: what is undone first must be what was done last.
            bulk: whether it changes much at once; None leaves that to the verb.
        """
        if continuing is None:
            self.before_change(verb, verb in BULK if bulk is None else bulk)
        with self.locked() as connection:
            if continuing != newest_entry(connection):
                continuing = None
            change = Change(connection, verb, coder, continuing)
            yield change
            change.finish()
        if change.entry_id is not None:
            self.entries.add(change.entry_id)

    @contextmanager
    def locked(self, *, rebuilding: bool = False) -> Iterator[Connection]:
        """A connection that holds the writers' lock until its transaction ends.

        Args:
            rebuilding: whether tables are built anew: references and constraints of the rows that are there are not
                looked at then, and damage stays what it was.
        """
        if self.read_only:
            raise StudyError(
                f"{self.path} is open for reading only.",
                "Check the permissions of the file and its folder.",
            )
        done: StudyState | None = None
        try:
            with (
                self._damage_told(),
                told_as_study_errors(self.path),
                self._engine.connect() as connection,
            ):
                connection = connection.execution_options(**WRITING)
                if rebuilding:
                    _leave_rows_alone(connection)
                with connection.begin():
                    if not is_in_place(self.path, self._file):
                        raise StudyError(
                            f"{self.path} was moved, or another file was put in its place, while it was open.",
                            "Open it again. Nothing was changed.",
                        )
                    if schema_of(connection) > SCHEMA_VERSION:
                        # What this program writes would lack what the newer one looks for.
                        raise StudyError(
                            f"{self.path} was brought to a newer schema by another program while it was open.",
                            "Go on with the newer interviewcoder. Nothing was changed.",
                        )
                    yield connection
                    # A check takes the lock as well, on a file that may be damaged.
                    with suppress(*sqlite_errors()):
                        done = state_of(driver_of(connection))
        except StudyError:
            # The last step of a commit can fail when the change is in the file, and not yet surely in its folder.
            if done is None or not self._holds(done):
                raise
            self._make_safe()

    def _holds(self, state: StudyState) -> bool:
        with suppress(StudyError), self.reading() as connection:
            return state_of(driver_of(connection)) == state
        return False

    def _make_safe(self) -> None:
        try:
            sync_folder(self.path.resolve().parent)
        except OSError as error:
            raise StudyError(
                f"{self.path}: The disk failed to make a change safe: {error.strerror}.",
                "The change is in the study, but a power cut could still take it back. Check the disk.",
            ) from None

    def pack(self) -> None:
        """Write the file anew, without free room that may hold what was there before.

        Raises:
            StudyError: another program holds it, or there is no room for it twice.
        """
        with told_as_study_errors(self.path), self._engine.connect() as connection:
            driver_of(connection).execute("VACUUM")

    def revision(self) -> int:
        """A number that differs once anybody has changed the file."""
        with self._watch_lock, told_as_study_errors(self.path):
            if self._watch is None:
                self._watch = self._engine.connect()
            return int(driver_of(self._watch).execute("PRAGMA data_version").fetchone()[0])


def _leave_rows_alone(connection: Connection) -> None:
    """Look at no references and constraints, which is possible outside of a transaction only."""
    driver = driver_of(connection)
    # It is closed after use, so nobody gets it who counts on them.
    connection.detach()
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("PRAGMA ignore_check_constraints=ON")
