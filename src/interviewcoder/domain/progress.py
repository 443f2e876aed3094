"""What long work tells while it goes on."""

from dataclasses import dataclass, field

from .revision import RevisionReport


@dataclass(frozen=True, slots=True)
class ImportStarted:
    """The files were found; the work begins."""

    files: int


@dataclass(frozen=True, slots=True)
class FileImported:
    """A file is in the study, whole and safe on disk (or would be, in a dry run)."""

    path: str
    source: str
    format: str
    passages: int
    characters: int
    warnings: tuple[str, ...] = ()
    project: str = ""
    """What a project file brought in, in a line; empty for a source."""


@dataclass(frozen=True, slots=True)
class FileRevised:
    """A file is the next revision of a source (or would be, in a dry run)."""

    path: str
    report: RevisionReport


@dataclass(frozen=True, slots=True)
class FileSkipped:
    """A file whose bytes are already in the study."""

    path: str
    format: str
    passages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileFailed:
    """A file that was not imported, why, and what helps."""

    path: str
    error: str
    remedy: str


FileEvent = FileImported | FileRevised | FileSkipped | FileFailed
ImportEvent = ImportStarted | FileEvent


@dataclass(slots=True)
class ImportReport:
    """Everything that one import did."""

    imported: list[FileImported] = field(default_factory=list)
    skipped: list[FileSkipped] = field(default_factory=list)
    failed: list[FileFailed] = field(default_factory=list)
    revised: list[FileRevised] = field(default_factory=list)

    @property
    def files(self) -> list[FileEvent]:
        """What became of each file: of those imported, revised, skipped, and failed."""
        events: list[FileEvent] = [*self.imported, *self.revised, *self.skipped]
        return [*events, *self.failed]

    def add(self, event: ImportEvent) -> None:
        """Take an event into the report."""
        match event:
            case FileImported():
                self.imported.append(event)
            case FileRevised():
                self.revised.append(event)
            case FileSkipped():
                self.skipped.append(event)
            case FileFailed():
                self.failed.append(event)
            case ImportStarted():
                pass
