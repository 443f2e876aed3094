"""Looking at single files of an import, and deciding how they are read."""

from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from ...domain.errors import StudyError
from ...domain.imported import ImportOptions
from ...domain.preview import FilePreview
from ...domain.progress import ImportReport
from ..file_choices import FileChoices, alike
from ..import_run import ImportOutcome
from ..labels import counted
from .dialog import Dialog
from .file_look import Decided

if TYPE_CHECKING:
    from ...study import Study


class ImportChoices(Dialog[None]):
    """The part of the import dialog that is about one file: it shows what it would become, and opens it."""

    def __init__(self, *, hint: str) -> None:
        super().__init__(hint=hint)
        self.choices = FileChoices()
        self._seen: FilePreview | None = None
        self._opens_when_seen = False
        self._enough = Event()

    @property
    def outcome(self) -> ImportOutcome | None:
        """What looking at all files came to."""
        raise NotImplementedError

    @property
    def path_here(self) -> Path | None:
        """The file that is highlighted."""
        raise NotImplementedError

    def show_seen(self, preview: FilePreview | None) -> None:
        """Show what a file would become; None: it cannot be read."""
        raise NotImplementedError

    def show_report(self, report: ImportReport) -> None:
        """Show what has come of files by now."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Look at all files once more."""
        raise NotImplementedError

    # -- Looking ---------------------------------------------------------------------------------------------

    def see(self, path: Path) -> None:
        """Look, in a thread, what a file would become."""
        outcome = self.outcome
        if outcome is None:
            return
        options = self.choices.options_of(path, outcome.asked.options)
        self._seen, self._opens_when_seen = None, False
        self.ask(
            lambda study: study.sources.preview(path, options),
            self._take_seen,
            group="file",
            refused=self._cannot_see,
        )

    def _take_seen(self, preview: FilePreview) -> None:
        self._seen = preview
        self.show_seen(preview)
        if self._opens_when_seen:
            self.action_open_file()

    def _cannot_see(self, error: StudyError) -> None:
        self.show_seen(None)
        if self._opens_when_seen:
            self.show_trouble(error)

    def action_open_file(self) -> None:
        """Show on a screen of its own what the highlighted file would become, to change it."""
        path, outcome, seen = self.path_here, self.outcome, self._seen
        if path is None or outcome is None:
            return
        self.clear_trouble()
        if seen is None or Path(seen.path) != path:
            self.see(path)
            self._opens_when_seen = True
            return
        self._opens_when_seen = False
        options = self.choices.options_of(path, outcome.asked.options)

        def decided(result: Decided | None) -> None:
            if result is not None:
                self._decide(path, seen, result)

        if seen.survey is not None:
            from .survey_look import SurveyLook

            self.app.push_screen(SurveyLook(path, options, seen), decided)
        else:
            from .transcript_look import TranscriptLook

            self.app.push_screen(TranscriptLook(path, options, seen), decided)

    # -- Deciding --------------------------------------------------------------------------------------------

    def _decide(self, path: Path, seen: FilePreview, decided: Decided) -> None:
        outcome = self.outcome
        if outcome is None:
            return
        self.choices.decide(path, decided.options)
        if not decided.alike:
            self._look_at(path)
            return
        form, enough = outcome.asked.options, self._enough
        others = [Path(event.path) for event in outcome.report.files if event.path != str(path)]

        def find(study: "Study") -> Mapping[Path, ImportOptions]:
            return alike(study, seen, decided.options, others, form, lambda: not enough.is_set())

        def found(chosen: Mapping[Path, ImportOptions]) -> None:
            self.choices.decide_all(chosen)
            self.app.notify(f"{counted(len(chosen), 'other file')} read like {path.name}.")
            self.look_again()

        self.say(f"Looking for files like {path.name}…")
        self.ask(find, found, group="alike", refused=self.show_trouble)

    def _look_at(self, path: Path) -> None:
        """Look once more at a file that is read in another way now."""
        outcome = self.outcome
        if outcome is None:
            return
        options, each = outcome.asked.options, self.choices.each(outcome.asked.options)

        def look(study: "Study") -> ImportReport:
            report = ImportReport()
            for event in study.sources.import_files([path], options, each=each, dry_run=True):
                report.add(event)
            return report

        self.ask(look, self._take_look, group="again", refused=self.show_trouble)

    def _take_look(self, again: ImportReport) -> None:
        if self.outcome is not None:
            self.show_report(with_again(self.outcome.report, again))

    def on_unmount(self) -> None:
        """Leave no search behind that nobody sees."""
        self._enough.set()


def with_again(report: ImportReport, again: ImportReport) -> ImportReport:
    """A report with what came of some files at a second look, in their places."""
    anew = {event.path: event for event in again.files}
    result = ImportReport()
    for event in report.files:
        result.add(anew.get(event.path, event))
    return result
