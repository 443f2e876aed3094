"""The researcher's verbs on whole projects: taking another program's in, and handing this one on."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..domain.errors import StudyError
from ..domain.exchange import ExchangedSegment, ExchangedStudy
from ..domain.exchange_check import sound
from ..domain.exchange_report import ProjectReport
from ..domain.exchange_speakers import with_speakers
from ..domain.redaction import Redaction
from ..storage.change import Change
from ..storage.exchange import enter
from ..storage.exchanged_study import read_study
from ..storage.study_file import StudyFile
from .exchanged_groups import enter_personas, enter_segments
from .exporting import Told, export, pseudonyms, unheard, without_quotations
from .files import shown
from .project_folder import read_file_or_folder
from .querying import Queried

if TYPE_CHECKING:
    from ..exporters.pseudonyms import Pseudonyms


class Exchange:
    """Projects as programs hand them to one another."""

    def __init__(self, file: StudyFile, coder: str) -> None:
        self._file = file
        self._coder = coder

    def import_project(
        self, path: str | Path, *, project: str = "", dry_run: bool = False
    ) -> ProjectReport:
        """Take a project file of another program into the study, as one action.

        Args:
            path: the file, or the folder of a project that is one.
            project: the name of the project, for a file that holds several.
            dry_run: only tell what would come in; nothing is changed.

        Raises:
            StudyError: the file cannot be read, or holds nothing that a study could keep.
        """
        from ..importers.projects import read_project

        name, data = read_file_or_folder(Path(path))
        return self.enter(read_project(name, data, project), name, dry_run=dry_run)

    def enter(
        self, project: ExchangedStudy, file_name: str, *, dry_run: bool = False
    ) -> ProjectReport:
        """Take a project in that has been read; otherwise as `import_project`.

        What the study has already is put together with it: coders and participants of a name, codes of a GUID or
        name, sources of the same text, and codings of the same words, code and coder.
        """
        given = sound(project)
        if not (given.sources or given.codes or given.participants or given.memos):
            raise StudyError(
                f"{shown(file_name)} holds nothing that a study could keep.",
                "Check that the project was exported with its texts and codes.",
            )
        try:
            with self._file.writing("import project", self._coder, bulk=not dry_run) as change:
                report = _entered(change, given)
                change.summary = f"{given.name} from {shown(file_name)}: {report.summary()}"
                if dry_run:
                    raise _OnlyTried
        except _OnlyTried:
            pass
        return report

    def project(self) -> ExchangedStudy:
        """The whole study as one value."""
        with self._file.reading() as connection:
            study = read_study(connection)
            queried = Queried(connection)
            guids = {one.id: one.guid for one in queried.people}
            segments = tuple(
                ExchangedSegment(
                    one.guid, one.name, one.rule, tuple(guids[member] for member in one.members)
                )
                for one in queried.segments()
            )
        return replace(study, segments=segments, origin=f"interviewcoder {__version__}")

    def export_project(
        self,
        path: str | Path,
        *,
        speakers: bool = False,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Path:
        """Write the study as a REFI-QDA project (.qdpx) that other programs read.

        Args:
            path: where.
            speakers: write `Name: ` before each passage, for programs that know no speakers. Such a project does
                not come back equal: its texts are others.
            redact: what to leave out. Such a project does not come back equal either.
            told: is told what of the study the file does not hold.

        Raises:
            StudyError: the suffix is another, or the file cannot be written.
        """
        from ..exporters.registry import PROJECT

        def content() -> "tuple[ExchangedStudy, Pseudonyms | None]":
            study, names = self._redacted(sound(self.project()), redact)
            return (with_speakers(study) if speakers else study), names

        return export(path, PROJECT, content, told)

    def _redacted(
        self, study: ExchangedStudy, redact: Collection[Redaction]
    ) -> "tuple[ExchangedStudy, Pseudonyms | None]":
        """The study without what is to be left out, and sound; and what stands for names in it."""
        if not redact:
            return study, None
        from ..exporters.project_redaction import redacted_project

        with self._file.reading() as connection:
            names = pseudonyms(connection, redact)
            # What sources say is hidden passage by passage.
            written = without_quotations(connection, redact, replace(study, sources=()))
        study = replace(written, sources=study.sources)
        return sound(redacted_project(study, names, words=Redaction.QUOTES not in redact)), names


class _OnlyTried(Exception):
    """Takes back what a dry run did."""


def _entered(change: Change, given: ExchangedStudy) -> ProjectReport:
    done = enter(change, given)
    enter_segments(change, given, done)
    enter_personas(change, given, done)
    return ProjectReport(
        given.name,
        given.origin,
        {noun: n for noun, n in done.added.items() if n},
        {noun: n for noun, n in done.already.items() if n},
        (*given.told, *done.told),
        given.not_carried,
    )
