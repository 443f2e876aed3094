"""Reading a file as an import reads it: with its own options, and a survey as surveys like it were read before."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.imported import ImportedSource, ImportOptions
from ..domain.source import SourceKind
from ..domain.survey_mapping import ColumnUse, SurveyMapping
from ..domain.text import name_key, one_line
from ..storage.study_file import StudyFile
from .project_folder import read_file_or_folder
from .remembered_mappings import RememberedMappings

_SHOWN = 12
"""So many names are listed in a message."""


@dataclass(frozen=True)
class FileBytes:
    """A file's bytes, and how they are to be read."""

    path: Path
    name: str
    """The file's; of a project's folder its name."""
    data: bytes
    options: ImportOptions

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, as 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()


class FileReader:
    """Reads the files of one run.

    Args:
        file: the study, which remembers how surveys were read.
        options: how files are read.
        each: how some of them are read instead.
        alone: whether it is one file: what the user says of it must fit then.
    """

    def __init__(
        self,
        file: StudyFile,
        options: ImportOptions,
        each: Mapping[Path, ImportOptions],
        *,
        alone: bool,
    ) -> None:
        self._options = options
        self._each = each
        self._alone = alone
        self.remembered = RememberedMappings(file)

    def open(self, path: Path) -> FileBytes:
        """The bytes of a file, or of a project's folder as a zip.

        Raises:
            StudyError: it cannot be read.
        """
        name, data = read_file_or_folder(path)
        return FileBytes(path, name, data, self._each.get(path, self._options))

    def read(self, file: FileBytes) -> ImportedSource:
        """What the importers understand of it.

        Raises:
            StudyError: they cannot, or something that the user says does not fit.
        """
        told: tuple[str, ...] = ()
        try:
            imported = self.understood(file, file.options)
        except StudyError:
            known = self._known(file, self._headers_of_refused(file))
            if known is None:
                raise
            imported = self.understood(file, replace(file.options, mapping=known[1]))
        else:
            mapping = imported.mapping
            known = self._known(file, [one.header for one in mapping.columns] if mapping else ())
            if known and mapping and not _are_used_alike(mapping, known[1]):
                imported = self.understood(file, replace(file.options, mapping=known[1]))
        if known:
            told = (_as_before(*known),)
        told += self._misfits(file, imported)
        return replace(imported, warnings=imported.warnings + told)

    def understood(self, file: FileBytes, options: ImportOptions) -> ImportedSource:
        """What the importers make of a file with some options.

        Raises:
            StudyError: they cannot read it.
        """
        from ..importers.registry import read_source

        return read_source(file.name, file.data, options)

    def _known(self, file: FileBytes, headers: Sequence[str]) -> tuple[str, SurveyMapping] | None:
        """The survey like it, unless the user says how its columns are used."""
        options = file.options
        says = options.text_columns or options.attribute_columns or options.id_column
        if not headers or says or options.mapping is not None or not self.remembered:
            return None
        return self.remembered.of_table(headers)

    def _headers_of_refused(self, file: FileBytes) -> Sequence[str]:
        """The headers of a table that is refused as it is understood; none of anything else."""
        from ..importers.registry import preview_source

        if not self.remembered:
            return ()
        try:
            _, table = preview_source(file.name, file.data, file.options)
        except StudyError:
            return ()
        return [column.mapping.header for column in table.columns] if table else ()

    def _misfits(self, file: FileBytes, imported: ImportedSource) -> tuple[str, ...]:
        """What the user says that does not fit: a label that nobody has, a column that is not there.

        Raises:
            StudyError: nobody has the label, and it is said of this file alone.
        """
        if imported.kind is SourceKind.SURVEY:
            return _missing_columns(file.options.mapping, imported.mapping)
        there = {name_key(speaker.label) for speaker in imported.speakers}
        unheard = [
            voice.label for voice in file.options.voices if name_key(voice.label) not in there
        ]
        if not unheard:
            return ()
        message = f"Nobody speaks as {_listed(unheard)} in '{imported.name}'."
        remedy = f"There is: {_listed([speaker.label for speaker in imported.speakers])}."
        if self._alone:
            raise StudyError(message, remedy)
        return (f"{message} {remedy}",)


def _as_before(source: str, mapping: SurveyMapping) -> str:
    count = sum(column.use is ColumnUse.LEFT_OUT for column in mapping.columns)
    left_out = f"; {count} of them are left out" if count > 1 else "; 1 is left out"
    return f"The columns are used as in '{source}', which had the same{left_out * bool(count)}."


def _are_used_alike(found: SurveyMapping, known: SurveyMapping) -> bool:
    """Whether all columns that are known would be used as they are found out."""
    uses = found.by_header()
    return all(
        key in uses and uses[key].is_used_as(column) for key, column in known.by_header().items()
    )


def _missing_columns(given: SurveyMapping | None, used: SurveyMapping | None) -> tuple[str, ...]:
    if given is None or used is None:
        return ()
    there = used.by_header()
    missing = [column.header for key, column in given.by_header().items() if key not in there]
    if not missing:
        return ()
    return (f"The mapping has columns that the table lacks: {_listed(missing)}.",)


def _listed(names: Sequence[str]) -> str:
    """Some names, and how many more."""
    shown = ", ".join(f"'{one_line(name, 60)}'" for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"
