"""The researcher's verbs on sources."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ..domain.coding import Span
from ..domain.conflict import Seen
from ..domain.errors import StudyError
from ..domain.imported import ImportOptions
from ..domain.preview import FilePreview
from ..domain.progress import ImportEvent
from ..domain.redaction import Redaction
from ..domain.revision import Revision, RevisionReport
from ..domain.source import Role, Source, SourceText, Speaker
from ..domain.survey_mapping import SurveyMapping
from ..storage import sources as stored
from ..storage.revisions import list_revisions, read_revision
from ..storage.study_file import StudyFile
from .exporting import Told, unheard
from .importing import import_files
from .naming import by_name
from .preview import PreviewEvent, Previews, previews
from .project_folder import files_and_projects
from .transcript_exports import TranscriptFormat, export_transcripts
from .updating import revise_source

Revisions = list[Revision]
Speakers = list[Speaker]


_SENTENCES_KEPT = 16
"""Of so many sources the sentences are remembered."""


class Sources:
    """Transcripts and surveys."""

    def __init__(self, file: StudyFile, coder: str, language: str) -> None:
        self._file = file
        self._coder = coder
        self._language = language
        self._sentences: dict[int, tuple[Span, ...]] = {}

    def import_files(
        self,
        paths: Iterable[str | Path],
        options: ImportOptions | None = None,
        *,
        each: Mapping[Path, ImportOptions] | None = None,
        dry_run: bool = False,
        update: bool = False,
    ) -> Iterator[ImportEvent]:
        """Import files, and what folders hold; each is imported whole or not at all.

        A file whose bytes are in the study is skipped. All of it is one journal entry, but for project files of
        other programs (see `Exchange.import_project`), each of which is one of its own. A survey with the
        columns of one that is in the study is read as that one, unless the options say how.

        Args:
            paths: files and folders.
            options: how they are read.
            each: how some of the files are read instead.
            dry_run: read everything and change nothing.
            update: a file with the name of a source becomes its next revision, as with `revise`.

        Yields:
            `ImportStarted`, then one event a file, when its fate is safe on disk.

        Raises:
            StudyError: there is nothing to import, or the study cannot be written.
        """
        return import_files(
            self._file,
            self._coder,
            _importable(paths),
            options or ImportOptions(),
            each or {},
            dry_run=dry_run,
            update=update,
        )

    def preview(self, path: str | Path, options: ImportOptions | None = None) -> FilePreview:
        """What importing a file would make of it. Nothing is written.

        Raises:
            StudyError: it cannot be read.
        """
        return Previews(self._file, options or ImportOptions(), {}, alone=True).of(Path(path))

    def preview_files(
        self,
        paths: Iterable[str | Path],
        options: ImportOptions | None = None,
        *,
        each: Mapping[Path, ImportOptions] | None = None,
    ) -> Iterator[PreviewEvent]:
        """What importing files, and what folders hold, would make of each. Nothing is written.

        Yields:
            `ImportStarted`, then one `FilePreview` or `FileFailed` a file.

        Raises:
            StudyError: there is nothing to import.
        """
        return previews(self._file, _importable(paths), options or ImportOptions(), each or {})

    def mapping(self, source_id: int) -> SurveyMapping | None:
        """How the columns of a survey were used; None for a transcript.

        Raises:
            StudyError: the source is not in the study.
        """
        with self._file.reading() as connection:
            return stored.mapping_of(connection, source_id)

    def list(self) -> list[Source]:
        """The sources, in the order in which they were imported."""
        with self._file.reading() as connection:
            return stored.list_sources(connection)

    def get(self, name: str) -> Source:
        """The source of that name, whatever its case.

        Raises:
            StudyError: there is none.
        """
        return by_name(self.list(), name, "source", "sources")

    def read(self, source_id: int) -> SourceText:
        """A source whole: its text and its passages.

        Raises:
            StudyError: it is not in the study.
        """
        with self._file.reading() as connection:
            return stored.read_source(connection, source_id)

    def words(self, source_id: int, span: Span) -> str:
        """The words of a span of a source.

        Raises:
            StudyError: the source is gone, or the span is not within its text.
        """
        with self._file.reading() as connection:
            text = stored.read_text(connection, source_id)
        span.within(len(text))
        return text[span.start : span.end]

    def speakers(self, source_id: int) -> Speakers:
        """The voices of a source, in order of first appearance."""
        with self._file.reading() as connection:
            return stored.list_speakers(connection, source_id)

    def set_speaker(self, speaker_id: int, role: Role, participant: str | None = None) -> None:
        """Say what a voice does; a participant's name that the study does not know is entered.

        Raises:
            StudyError: the speaker is gone or the name cannot be used.
        """
        self.set_speakers([(speaker_id, role, participant)])

    def set_speakers(
        self,
        voices: Sequence[tuple[int, Role, str | None]],
        *,
        seen: Seen | None = None,
    ) -> None:
        """Say what several voices do, as one action.

        Args:
            voices: speaker's id, role, and for a participant the name, None for the speaker's label.
            seen: for each speaker `voice ID`, as `domain.source.voice` told it when the editing began; None:
                whatever they are now.

        Raises:
            EditConflict: another has said something else of one of them since.
            StudyError: a speaker is gone or a name cannot be used; nothing is changed then.
        """
        with self._file.writing("set speaker", self._coder) as change:
            change.summary = ", ".join(
                f"{name or 'a speaker'}: {role.value}" for _, role, name in voices
            )
            # Participants first: a person who changes voices is then never without one, and so not dropped.
            for voice in sorted(voices, key=lambda voice: voice[1] is not Role.PARTICIPANT):
                stored.set_speaker(change, *voice, seen)

    def rename(self, source_id: int, name: str, *, seen: Seen | None = None) -> None:
        """Give a source another name.

        Args:
            seen: `name` as it was when the editing began; None: whatever it is now.

        Raises:
            EditConflict: another has renamed or removed the source since.
            StudyError: the name is taken or empty.
        """
        with self._file.writing("rename source", self._coder) as change:
            old = stored.source_to_edit(change, source_id, seen)
            change.summary = f"{old.name} to {name}"
            stored.rename_source(change, source_id, name, seen)

    def remove(self, source_id: int, *, seen: Seen | None = None) -> None:
        """Take a source out of the study, with its codings. It can be undone.

        Args:
            seen: how many `codings` were on show; None: however many there are now.

        Raises:
            EditConflict: another has tagged it since.
        """
        with self._file.writing("remove source", self._coder) as change:
            change.summary = stored.require_source(change.connection, source_id).name
            stored.remove_source(change, source_id, seen)

    def export(
        self,
        to: str | Path,
        format: TranscriptFormat | None = None,
        *,
        sources: Sequence[str] = (),
        code: str | None = None,
        coder: str | None = None,
        where: str | None = None,
        memos: bool = False,
        redact: Collection[Redaction] = (),
        told: Told = unheard,
    ) -> Iterator[Path]:
        """Write sources with their codings, as `transcript_exports.export_transcripts` tells."""
        return export_transcripts(
            self._file,
            to,
            format,
            sources=sources,
            code=code,
            coder=coder,
            where=where,
            memos=memos,
            redact=redact,
            told=told,
        )

    def revise(
        self,
        source_id: int,
        path: str | Path,
        options: ImportOptions | None = None,
        *,
        dry_run: bool = False,
    ) -> RevisionReport:
        """Make a corrected file the next revision of a source: its codings move with the text.

        What becomes of each coding is told, and is in the review list (`study.relocations`). Speakers keep the roles
        and participants that they have. A survey that was exported again adds the new respondents, by id.
        All of it is one action, which can be undone. The text before stays readable.

        Raises:
            StudyError: the source is gone, or the file cannot be read or cannot be a revision of it.
        """
        return revise_source(
            self._file,
            self._coder,
            source_id,
            Path(path),
            options or ImportOptions(),
            dry_run=dry_run,
        )

    def revisions(self, source_id: int) -> Revisions:
        """The revisions of a source, the first first; the last is the one that is read and tagged.

        Raises:
            StudyError: the source is not in the study.
        """
        with self._file.reading() as connection:
            stored.require_source(connection, source_id)
            return list_revisions(connection, source_id)

    def read_revision(self, source_id: int, revision: int) -> str:
        """The text of a revision.

        Raises:
            StudyError: there is no such revision.
        """
        with self._file.reading() as connection:
            return read_revision(connection, source_id, revision)

    def sentences(self, source_text: SourceText) -> tuple[Span, ...]:
        """The sentences of a source, in order, as absolute spans. Takes a second at first: call it in a worker."""
        from ..analysis.sentence_process import sentences_apart

        passages = tuple((passage.start, passage.text) for passage in source_text.passages)
        asked = hash(passages)
        if asked not in self._sentences:
            while len(self._sentences) >= _SENTENCES_KEPT:
                self._sentences.pop(next(iter(self._sentences)))
            self._sentences[asked] = sentences_apart(passages, self._language)
        return self._sentences[asked]


def _importable(paths: Iterable[str | Path]) -> Sequence[Path]:
    """The files to import, each once.

    Raises:
        StudyError: there are none.
    """
    from ..importers.projects import PROJECT_SUFFIXES
    from ..importers.registry import SUFFIXES

    suffixes = SUFFIXES | PROJECT_SUFFIXES
    files = tuple(dict.fromkeys(files_and_projects((Path(path) for path in paths), suffixes)))
    if not files:
        raise StudyError("There is nothing to import.", "Name at least one file or folder.")
    return files
