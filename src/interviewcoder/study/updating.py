"""Files as revisions of sources that are there: one that is named for its source, and those of an import."""

import hashlib
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.imported import ImportedSource, ImportOptions
from ..domain.progress import FileFailed, FileRevised, ImportEvent
from ..domain.revision import RevisionReport
from ..domain.source import Source, SourceKind
from ..domain.survey_mapping import ColumnUse
from ..domain.text import name_key, one_line
from ..storage.change import Change
from ..storage.engine import Connection
from ..storage.participants import Registrar
from ..storage.revisions import questions_of
from ..storage.sources import mapping_of, require_source, sources_named
from ..storage.study_file import StudyFile
from .file_reader import FileReader
from .files import read_bytes, shown
from .revising import (
    LEAST_SHARE,
    FileGiven,
    RevisionPlan,
    carry_out,
    options_for,
    planned,
)


def revise_source(
    file: StudyFile,
    coder: str,
    source_id: int,
    path: Path,
    options: ImportOptions,
    *,
    dry_run: bool,
) -> RevisionReport:
    """Make a file the next revision of a source; the very file that it was imported from changes nothing.

    Raises:
        StudyError: the file cannot be read, or cannot be a revision of the source.
    """
    from ..importers.registry import read_source

    data = read_bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    with file.reading() as connection:
        source = require_source(connection, source_id)
        options = options_for(connection, source_id, options)
    if sha256 == source.sha256:
        return RevisionReport(
            source.name,
            source.revision,
            source.format,
            source.passages,
            source.characters,
            unchanged=True,
        )
    given = FileGiven(shown(path.name), sha256, read_source(path.name, data, options))
    if dry_run:
        with file.reading() as connection:
            return planned(connection, source_id, given).report
    with file.writing("revise", coder) as change:
        plan = planned(change.connection, source_id, given)
        change.summary = f"{source.name}: {plan.report.tally.told()}"
        carry_out(change, Registrar(change), plan)
    return plan.report


class Updates:
    """The files of an import that have the names of sources.

    Args:
        reader: how the files are read.
        wanted: whether such a file is a revision of its source, rather than a source of its own.
    """

    def __init__(self, reader: FileReader, *, wanted: bool) -> None:
        self._reader = reader
        self._wanted = wanted

    def revised(
        self,
        change: Change,
        registrar: Registrar,
        path: Path,
        sha256: str,
        imported: ImportedSource,
    ) -> ImportEvent | None:
        """Make a file a revision of the source that it belongs to; None where it is a source of its own."""
        plan = self._planned(change.connection, path, sha256, imported)
        if isinstance(plan, RevisionPlan):
            carry_out(change, registrar, plan)
            return FileRevised(str(path), plan.report)
        return plan

    def tried(
        self, connection: Connection, path: Path, sha256: str, imported: ImportedSource
    ) -> ImportEvent | None:
        """What `revised` would do."""
        plan = self._planned(connection, path, sha256, imported)
        return FileRevised(str(path), plan.report) if isinstance(plan, RevisionPlan) else plan

    def told(self, connection: Connection, path: Path, imported: ImportedSource) -> tuple[str, ...]:
        """What is to be said of a file that becomes a source of its own and has the name of another."""
        same = _of_the_same_name(connection, path, imported)
        if not same:
            return ()
        name = f"'{one_line(same[0].name, 60)}'"
        if self._wanted:
            return (
                f"It does not look like another version of the source {name}, so it is a source of its own.",
            )
        return (
            f"There is a source of this name, {name}. With --update, or u in the library, such a file becomes its "
            "next revision.",
        )

    def _planned(
        self, connection: Connection, path: Path, sha256: str, imported: ImportedSource
    ) -> RevisionPlan | FileFailed | None:
        same = _of_the_same_name(connection, path, imported) if self._wanted else []
        alike = [one for one in same if _is_alike(connection, one, imported)]
        if not alike:
            return None
        try:
            if len(alike) > 1:
                raise StudyError(
                    f"{len(alike)} sources come from files of this name.",
                    "Say which one it belongs to: interviewcoder revise STUDY SOURCE FILE",
                )
            source = alike[0]
            if source.kind is SourceKind.SURVEY:
                imported = self._read_as_before(connection, source, path)
            given = FileGiven(shown(path.name), sha256, imported)
            plan = planned(connection, source.id, given)
            return plan if plan.share >= LEAST_SHARE else None
        except StudyError as error:
            return FileFailed(str(path), error.message, error.remedy)

    def _read_as_before(self, connection: Connection, source: Source, path: Path) -> ImportedSource:
        """A survey's table with its columns used as in the source."""
        file = self._reader.open(path)
        return self._reader.understood(file, options_for(connection, source.id, file.options))


def _of_the_same_name(connection: Connection, path: Path, imported: ImportedSource) -> list[Source]:
    """The sources that were imported from a file of this name; else the one that is called like the file."""
    return sources_named(connection, shown(path.name), imported.name)


def _is_alike(connection: Connection, source: Source, imported: ImportedSource) -> bool:
    """Whether a file is of the source's sort; a survey must have its respondents' column and one of its questions."""
    if source.kind is not imported.kind:
        return False
    if source.kind is SourceKind.TRANSCRIPT:
        return True
    before = mapping_of(connection, source.id)
    if before is None or imported.mapping is None:
        questions = {name_key(one) for one in questions_of(connection, source.id)}
        return not questions.isdisjoint(map(name_key, imported.questions))
    there = imported.mapping.by_header().keys()
    needed = {k for k, one in before.by_header().items() if one.use is ColumnUse.RESPONDENT}
    asked = {k for k, one in before.by_header().items() if one.use is ColumnUse.QUESTION}
    return needed <= there and not asked.isdisjoint(there)
