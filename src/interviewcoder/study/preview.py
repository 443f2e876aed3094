"""What an import would make of files, before anything is imported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.imported import ImportedSource, ImportOptions
from ..domain.preview import FilePreview
from ..domain.progress import FileFailed, ImportStarted
from ..domain.source import Role, SourceKind
from ..domain.table_preview import TablePreview
from ..domain.text import name_key
from ..storage.participants import keys_of_participants
from ..storage.sources import source_with_bytes
from ..storage.study_file import StudyFile
from .file_reader import FileBytes, FileReader
from .files import shown
from .survey_preview import survey_preview, survey_preview_of_table
from .transcript_preview import transcript_preview

PreviewEvent = ImportStarted | FilePreview | FileFailed


@dataclass(frozen=True, slots=True)
class KnownFormat:
    """A format that can be imported."""

    name: str
    """What `ImportOptions.format` calls it."""
    label: str
    suffixes: tuple[str, ...]


def formats() -> tuple[KnownFormat, ...]:
    """The formats, in the order in which they are asked whether they recognise a file."""
    from ..importers.registry import FORMATS

    return tuple(KnownFormat(known.name, known.label, known.suffixes) for known in FORMATS)


def previews(
    file: StudyFile,
    paths: Sequence[Path],
    options: ImportOptions,
    each: Mapping[Path, ImportOptions],
) -> Iterator[PreviewEvent]:
    """What importing the files would make of each, one after the other."""
    yield ImportStarted(len(paths))
    looking = Previews(file, options, each, alone=len(paths) == 1)
    for path in paths:
        try:
            yield looking.of(path)
        except StudyError as error:
            yield FileFailed(str(path), error.message, error.remedy)


class _TableReader(FileReader):
    """Keeps the table of the survey that it read last, whether or not it was refused."""

    table: TablePreview | None = None

    def understood(self, file: FileBytes, options: ImportOptions) -> ImportedSource:
        """What the importers make of a file with some options."""
        from ..importers.registry import preview_source

        self.table = None
        source, self.table = preview_source(file.name, file.data, options)
        if isinstance(source, StudyError):
            raise source
        return source


class Previews:
    """Looks at the files of one run as its import would read them; the arguments are those of `FileReader`."""

    def __init__(
        self,
        file: StudyFile,
        options: ImportOptions,
        each: Mapping[Path, ImportOptions],
        *,
        alone: bool,
    ) -> None:
        self._file = file
        self._reader = _TableReader(file, options, each, alone=alone)
        self._people: frozenset[str] | None = None
        self._seen: dict[str, str] = {}

    def of(self, path: Path) -> FilePreview:
        """What importing the file would make of it.

        Raises:
            StudyError: it would be refused, and not only because of how a survey's columns are used.
        """
        file = self._reader.open(path)
        try:
            imported = self._reader.read(file)
        except StudyError as refusal:
            if self._reader.table is None:
                raise
            return _refused(file, self._reader.table, refusal)
        preview = self._understood(file, imported)
        if imported.mapping is not None and not preview.imported_as:
            self._reader.remembered.keep(imported.name, imported.mapping)
        return preview

    def _understood(self, file: FileBytes, imported: ImportedSource) -> FilePreview:
        people = [s.participant or s.label for s in imported.speakers if s.role is Role.PARTICIPANT]
        known = self._known_people()
        with self._file.reading() as connection:
            there = source_with_bytes(connection, file.sha256)
        imported_as = there.name if there else self._seen.get(file.sha256, "")
        self._seen.setdefault(file.sha256, imported.name)
        preview = FilePreview(
            path=str(file.path),
            source=imported.name,
            kind=imported.kind,
            format=imported.format,
            encoding=imported.encoding,
            passages=len(imported.passages),
            characters=len(imported.text),
            warnings=() if imported_as else imported.warnings,
            people=len(dict.fromkeys(people)),
            known=tuple(name for name in dict.fromkeys(people) if name_key(name) in known),
            imported_as=imported_as,
        )
        if imported.kind is SourceKind.TRANSCRIPT:
            return replace(preview, transcript=transcript_preview(imported, known))
        table = self._reader.table
        assert table is not None, "what was read as a survey has a table"
        return replace(preview, survey=survey_preview(imported, table))

    def _known_people(self) -> frozenset[str]:
        if self._people is None:
            with self._file.reading() as connection:
                self._people = keys_of_participants(connection)
        return self._people


def _refused(file: FileBytes, table: TablePreview, refusal: StudyError) -> FilePreview:
    """A survey that would be refused as its columns are used now."""
    return FilePreview(
        path=str(file.path),
        source=shown(file.path.stem),
        kind=SourceKind.SURVEY,
        format="survey",
        encoding=table.encoding,
        passages=0,
        characters=0,
        warnings=(),
        people=table.respondents,
        known=(),
        survey=survey_preview_of_table(table),
        error=refusal.message,
        remedy=refusal.remedy,
    )
