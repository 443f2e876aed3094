"""The bulk import: files in, one journal entry, whole files only.

Files are committed in groups of a fraction of a second, so that an open screen can write in between; a file is
told as imported after its group is safe on disk.
"""

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.exchange import ExchangedStudy
from ..domain.imported import ImportedSource, ImportOptions
from ..domain.progress import (
    FileFailed,
    FileImported,
    FileRevised,
    FileSkipped,
    ImportEvent,
    ImportStarted,
)
from ..domain.source import Role
from ..domain.text import one_line
from ..storage.change import Change
from ..storage.participants import Registrar
from ..storage.sources import add_source, free_name, source_with_bytes
from ..storage.study_file import StudyFile
from .exchange import Exchange
from .file_reader import FileReader
from .files import shown
from .updating import Updates

GROUP_SECONDS = 0.25
"""How long one transaction of a bulk import holds the lock."""

PAUSE_SECONDS = 0.02
"""How long it lets others write between two transactions."""


def import_files(
    file: StudyFile,
    coder: str,
    paths: Sequence[Path],
    options: ImportOptions,
    each: Mapping[Path, ImportOptions],
    *,
    dry_run: bool,
    update: bool,
) -> Iterator[ImportEvent]:
    """Import files one after the other, telling what became of each."""
    yield ImportStarted(len(paths))
    waiting = list(reversed(paths))
    reader = FileReader(file, options, each, alone=len(paths) == 1)
    updates = Updates(reader, wanted=update)
    run = _Run(file, coder, reader, dry_run, updates, len(paths) > 1)
    while waiting:
        yield from run.next_group(waiting)
        if waiting and not dry_run:
            time.sleep(PAUSE_SECONDS)


@dataclass(frozen=True, slots=True)
class _Project:
    """A file that holds a whole project of another program."""

    path: Path
    project: ExchangedStudy


class _Run:
    """One import command: how it reads, and the journal entry that all of its groups belong to."""

    def __init__(
        self,
        file: StudyFile,
        coder: str,
        reader: FileReader,
        dry_run: bool,
        updates: Updates,
        bulk: bool,
    ) -> None:
        self._file = file
        self._coder = coder
        self._reader = reader
        self._dry_run = dry_run
        self._updates = updates
        self._bulk = bulk
        self._entry: int | None = None
        self._entered: list[Path] = []
        self._seen: dict[str, str] = {}

    def next_group(self, waiting: list[Path]) -> list[ImportEvent]:
        """Import files from the end of `waiting` until the time is up; the events of those done."""
        if self._dry_run:
            return [self._tried(waiting.pop())]
        ready = self._read(waiting.pop())
        if isinstance(ready, FileFailed):
            return [ready]
        if isinstance(ready, _Project):
            return [self._taken_in(ready)]
        from ..importers.collector import collector_paused

        project: _Project | None = None
        events: list[ImportEvent] = []
        # Thousands of rows are made and none is garbage in a circle: looking for that takes a third of the time.
        with (
            collector_paused(),
            self._file.writing(
                "import", self._coder, continuing=self._entry, bulk=self._bulk
            ) as change,
        ):
            registrar = Registrar(change)
            ends = time.monotonic() + GROUP_SECONDS
            events.append(self._enter(change, registrar, *ready))
            while waiting and time.monotonic() < ends:
                ready = self._read(waiting.pop())
                if isinstance(ready, FileFailed):
                    events.append(ready)
                elif isinstance(ready, _Project):
                    project = ready
                    break
                else:
                    events.append(self._enter(change, registrar, *ready))
            change.summary = self._summary()
            self._entry = change.entry_id
        if project is not None:
            events.append(self._taken_in(project))
        return events

    def _summary(self) -> str:
        """The files that are in the entry so far."""
        if len(self._entered) == 1:
            return shown(self._entered[0].name)
        return f"{len(self._entered)} files"

    def _read(self, path: Path) -> "tuple[Path, str, ImportedSource] | FileFailed | _Project":
        from ..importers.projects import project_in

        try:
            file = self._reader.open(path)
            project = project_in(file.name, file.data, file.options.format)
            if project is not None:
                return _Project(path, project)
            imported = self._reader.read(file)
        except StudyError as error:
            return FileFailed(str(path), error.message, error.remedy)
        return path, file.sha256, imported

    def _taken_in(self, given: "_Project") -> ImportEvent:
        """What became of a project, which is an entry of its own in the journal."""
        path, project = str(given.path), given.project
        passages = sum(len(one.source.passages) for one in project.sources)
        try:
            report = Exchange(self._file, self._coder).enter(
                project, given.path.name, dry_run=self._dry_run
            )
        except StudyError as error:
            return FileFailed(path, error.message, error.remedy)
        if not report.added:
            return FileSkipped(path, project.format, passages, ("All of it is in already.",))
        characters = sum(len(one.source.text) for one in project.sources)
        return FileImported(
            path,
            report.name,
            project.format,
            passages,
            characters,
            report.warnings,
            report.summary(),
        )

    def _enter(
        self,
        change: Change,
        registrar: Registrar,
        path: Path,
        sha256: str,
        imported: ImportedSource,
    ) -> ImportEvent:
        if known := source_with_bytes(change.connection, sha256):
            return _skipped(path, imported, known.name)
        if revised := self._updates.revised(change, registrar, path, sha256, imported):
            if isinstance(revised, FileRevised):
                self._entered.append(path)
            return revised
        told = self._updates.told(change.connection, path, imported)
        imported = imported.renamed(free_name(change.connection, imported.name))
        warnings = imported.warnings + told + _known_already(registrar, imported)
        add_source(
            change,
            registrar,
            imported,
            file_name=shown(path.name),
            file_sha256=sha256,
            text_sha256=hashlib.sha256(imported.text.encode()).hexdigest(),
        )
        self._entered.append(path)
        self._remember(imported)
        return _imported(path, imported, warnings)

    def _remember(self, imported: ImportedSource) -> None:
        if imported.mapping is not None:
            self._reader.remembered.keep(imported.name, imported.mapping)

    def _tried(self, path: Path) -> ImportEvent:
        """What importing the file would do."""
        ready = self._read(path)
        if isinstance(ready, FileFailed):
            return ready
        if isinstance(ready, _Project):
            return self._taken_in(ready)
        _, sha256, imported = ready
        with self._file.reading() as connection:
            known = source_with_bytes(connection, sha256)
            there = known.name if known else self._seen.get(sha256)
            if there is not None:
                return _skipped(path, imported, there)
            self._seen[sha256] = imported.name
            if revised := self._updates.tried(connection, path, sha256, imported):
                return revised
            told = self._updates.told(connection, path, imported)
        self._remember(imported)
        return _imported(path, imported, imported.warnings + told)


def _skipped(path: Path, imported: ImportedSource, name: str) -> FileSkipped:
    warning = f"Already imported as '{name}'."
    return FileSkipped(str(path), imported.format, len(imported.passages), (warning,))


def _imported(path: Path, imported: ImportedSource, warnings: tuple[str, ...]) -> FileImported:
    return FileImported(
        str(path),
        imported.name,
        imported.format,
        len(imported.passages),
        len(imported.text),
        warnings,
    )


def _known_already(registrar: Registrar, imported: ImportedSource) -> tuple[str, ...]:
    """A warning where people of a file are taken for participants whom the study has, by their names."""
    people = [s.participant or s.label for s in imported.speakers if s.role is Role.PARTICIPANT]
    known = registrar.known(people)
    if not known:
        return ()
    if len(known) == 1:
        return (f"'{one_line(known[0], 60)}' is in the study already; taken as the same person.",)
    return (
        f"{len(known)} of {len(people)} people are in the study already; taken as the same persons.",
    )
