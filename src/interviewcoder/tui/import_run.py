"""One import, or one look at what it would do, in a thread: it tells how far it is and can be stopped."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from ..domain.imported import ImportOptions
from ..domain.progress import FileImported, ImportReport, ImportStarted
from .paths import paths_in

if TYPE_CHECKING:
    from ..study import Study

TELL_SECONDS = 0.1
"""How often it tells at most, so that a thousand files do not flood the screen."""


@dataclass(frozen=True, slots=True)
class ImportAsked:
    """What the user asked for."""

    line: str
    """Paths as they were typed."""
    options: ImportOptions
    dry_run: bool
    each: Mapping[Path, ImportOptions] = field(default_factory=dict)
    """How some of the files are read instead."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    done: int
    files: int
    current: str
    """The file that was done last."""
    seconds: float


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How it ended."""

    asked: ImportAsked
    report: ImportReport
    files: int
    stopped: bool


@dataclass(slots=True)
class ImportRun:
    """An import that can be stopped between files."""

    asked: ImportAsked
    tell: Callable[[Progress], None]
    stop: Event = field(default_factory=Event)

    def __call__(self, study: "Study") -> ImportOutcome:
        """Do it. Runs in a thread.

        Raises:
            StudyError: nothing can be imported.
        """
        asked = self.asked
        began = told = time.monotonic()
        paths: Sequence[Path] = paths_in(asked.line)
        before = {source.id for source in study.sources.list()}
        report, files, done, stopped = ImportReport(), 0, 0, False
        for event in study.sources.import_files(
            paths, asked.options, each=asked.each, dry_run=asked.dry_run
        ):
            report.add(event)
            now = time.monotonic()
            if isinstance(event, ImportStarted):
                files = event.files
                self.tell(Progress(0, files, "", now - began))
            else:
                done += 1
                if now - told >= TELL_SECONDS:
                    told = now
                    self.tell(Progress(done, files, event.path, now - began))
            if self.stop.is_set() and done < files:
                stopped = True
                break
        if stopped and not asked.dry_run:
            _complete(study, report, before)
        return ImportOutcome(asked, report, files, stopped)


def _complete(study: "Study", report: ImportReport, before: set[int]) -> None:
    """Add the files that were safe on disk together with the last one told, before the stop was seen."""
    told = {event.source for event in report.imported}
    for source in study.sources.list():
        if source.id not in before and source.name not in told:
            report.imported.append(
                FileImported(
                    source.file_name,
                    source.name,
                    source.format,
                    source.passages,
                    source.characters,
                )
            )
