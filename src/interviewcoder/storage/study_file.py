"""The open study file: its engine, and the two ways in, reading and writing."""

import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, NoResultFound

from ..domain.errors import StudyError
from . import search
from .change import Change, moment, new_guid, newest_entry
from .engine import WRITING, make_engine
from .faults import DAMAGED, DAMAGED_REMEDY, told_as_study_errors
from .header import APPLICATION_ID, SCHEMA_VERSION, make_empty_file, require_study
from .migrations import backup_before, migrate, schema_of
from .open_files import hold, let_go
from .tables import CODING_PASSAGE_VIEW, METADATA, StudyRow, table_of


class StudyFile:
    """A study's SQLite file. One connection a call, so it can be used from any thread."""

    def __init__(
        self, path: Path, *, read_only: bool = False, look: Callable[[Path], None] | None = None
    ) -> None:
        self._let_go = weakref.finalize(self, let_go, hold(path, look))
        self.path = path
        self.read_only = read_only or not os.access(path, os.W_OK)
        self._engine = make_engine(path, read_only=self.read_only)
        self._watch: Connection | None = None
        self._watch_lock = threading.Lock()

    @classmethod
    def create(cls, path: Path, name: str, language: str) -> "StudyFile":
        """Make a study file that only its owner can read, and open it.

        Raises:
            StudyError: the path is taken or cannot be written.
        """
        make_empty_file(path)
        try:
            file = cls(path)
            with told_as_study_errors(path), file._engine.connect() as connection:
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
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return file

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> "StudyFile":
        """Open a study file that is there.

        A study of an earlier schema is brought to this one, with a backup beside it.

        Raises:
            StudyError: it is missing, is no study, or has a newer schema; or it has an earlier one and cannot
                be changed or backed up.
        """
        file = cls(path, read_only=read_only, look=require_study)
        try:
            file._upgrade()
        except BaseException:
            file.close()
            raise
        return file

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
        with self.locked() as connection:
            with self.reading() as copied:
                backup_before(copied, self.path, schema)
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
        with (
            told_as_study_errors(self.path),
            self._engine.connect() as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def writing(self, verb: str, coder: str, *, continuing: int | None = None) -> Iterator[Change]:
        """One transaction and one journal entry; all of it is kept, safe on disk, or none of it.

        Args:
            continuing: the entry of a bulk job to go on with, None for a fresh one. Where somebody has
                acted since, a fresh one is made: what is undone first must be what was done last.
        """
        with self.locked() as connection:
            if continuing != newest_entry(connection):
                continuing = None
            change = Change(connection, verb, coder, continuing)
            yield change
            change.finish()

    @contextmanager
    def locked(self) -> Iterator[Connection]:
        """A connection that holds the writers' lock until its transaction ends."""
        if self.read_only:
            raise StudyError(
                f"{self.path} is open for reading only.",
                "Check the permissions of the file and its folder.",
            )
        with told_as_study_errors(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(**WRITING)
            with connection.begin():
                yield connection

    def pack(self) -> None:
        """Write the file anew, without free room that may hold what was there before.

        Raises:
            StudyError: another program holds it, or there is no room for it twice.
        """
        with told_as_study_errors(self.path), self._engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("VACUUM")

    def revision(self) -> int:
        """A number that differs once anybody has changed the file."""
        with self._watch_lock, told_as_study_errors(self.path):
            if self._watch is None:
                self._watch = self._engine.connect()
            driver = self._watch.connection.dbapi_connection
            assert driver is not None
            return int(driver.execute("PRAGMA data_version").fetchone()[0])
