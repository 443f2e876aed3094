"""The import: what to bring in, a look at what it would become, the work itself, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.preview import FilePreview
from ...domain.progress import FileFailed, FileImported, FileSkipped, ImportReport
from ...domain.text import one_line
from ..import_run import ImportAsked, ImportOutcome, ImportRun, Progress
from ..labels import SOFT, counted
from ..widgets.import_form import ImportForm
from ..widgets.import_report import (
    outcome_line,
    progress_lines,
    report_rows,
    understood_lines,
)
from ..widgets.listing import Listing
from ..widgets.path_line import PathLine
from .import_choices import ImportChoices

if TYPE_CHECKING:
    from ...study import Study
    from ...study.preview import KnownFormat

_HINTS = {
    "form": "Tab: complete or go on   Enter: look first   Esc: close",
    "running": "Esc: stop",
    "looked": "Enter: import them   e: what the file becomes, to change it   Esc: back",
    "done": "Enter: close   z, afterwards: take the import back",
    "nothing": "e: what the file becomes, to change it   Esc: back",
}


class ImportDialog(ImportChoices):
    """Imports sources. What was typed stays until the import is done."""

    TITLE_TEXT = "Import"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e,right", "open_file", "Look closer", show=False, id="import.open"),
    ]

    CSS = """
    ImportDialog #dialog { width: 92; }
    ImportDialog #dialog.-full { height: 94%; max-height: 40; }
    ImportDialog #progress { height: auto; padding: 1 0; }
    ImportDialog #sum { height: auto; margin-top: 1; }
    ImportDialog #dialog #files { height: 1fr; }
    ImportDialog #understood {
        height: auto;
        max-height: 8;
        margin-top: 1;
        padding: 0 1;
        border-top: solid $border-blurred;
    }
    .-short ImportDialog #sum, .-short ImportDialog #dialog #files { margin-top: 0; }
    .-short ImportDialog #understood { margin-top: 0; max-height: 4; }
    .-short ImportDialog .hint { margin-top: 0; }
    """

    phase: reactive[str] = reactive("form", init=False)
    """Where the user is: form, running, looked, done, or nothing (a look that found nothing to import)."""

    @dataclass
    class Progressed(Message):
        """The run is further."""

        progress: Progress

    def __init__(self) -> None:
        super().__init__(hint=_HINTS["form"])
        self._run: ImportRun | None = None
        self._outcome: ImportOutcome | None = None

    def parts(self) -> Iterable[Widget]:
        """What each phase shows."""
        yield ImportForm(self.coder_app.own_settings.settings.interviewers)
        yield Static(id="progress")
        yield Static(id="sum")
        yield Listing(id="files")
        yield Static(id="understood")

    def on_mount(self) -> None:
        """Begin with the form; load the formats' names."""
        self._show_phase()
        self.query_one(ImportForm).focus_line()
        self.ask(_formats, self.query_one(ImportForm).offer_formats, group="formats")

    def on_resize(self) -> None:
        """Leave room for the options."""
        self.query_one(PathLine).show_lines(2 if self.size.height < 23 else 5)

    def on_unmount(self) -> None:
        """Leave no run behind that nobody sees."""
        super().on_unmount()
        if self._run is not None:
            self._run.stop.set()

    # -- Phases ----------------------------------------------------------------------------------------------

    def watch_phase(self) -> None:
        """Show another phase."""
        self._show_phase()

    def _show_phase(self) -> None:
        phase = self.phase
        ended = phase in ("looked", "done", "nothing")
        self.query_one(ImportForm).display = phase == "form"
        self.query_one("#progress").display = phase == "running"
        self.query_one("#sum").display = ended
        self.query_one("#files").display = ended
        self.query_one("#understood").display = phase in ("looked", "nothing")
        self.query_one("#dialog").set_class(ended, "-full")
        self.query_one("#dialog").border_title = {
            "looked": "Import: what it would become",
            "nothing": "Import: nothing to bring in",
            "done": "Imported",
        }.get(phase, "Import")
        self.say(_HINTS[phase])
        if ended:
            self.query_one("#files").focus()
        elif phase == "form":
            self.query_one(ImportForm).focus_line()

    def on_import_form_submitted(self, message: ImportForm.Submitted) -> None:
        """Look first."""
        message.stop()
        self.look_again()

    def look_again(self) -> None:
        """Look at all files, as the form and the choices say."""
        form = self.query_one(ImportForm)
        options = form.options
        self._start(ImportAsked(form.line, options, True, self.choices.each(options)))

    def _start(self, asked: ImportAsked) -> None:
        run = ImportRun(asked, self._tell)
        self._run = run
        self.clear_trouble()
        self._show_progress(Progress(0, 0, "", 0.0))
        self.phase = "running"
        if asked.dry_run:
            self.ask(run, self._ended, group="run", refused=self._refused)
        else:
            self.change(run, self._ended, self._refused)

    def _tell(self, progress: Progress) -> None:
        self.post_message(self.Progressed(progress))

    def on_import_dialog_progressed(self, message: Progressed) -> None:
        """Show how far it is."""
        message.stop()
        if self.phase == "running":
            self._show_progress(message.progress)

    def _show_progress(self, progress: Progress) -> None:
        dry_run = self._run is not None and self._run.asked.dry_run
        width = max(20, self.query_one("#dialog").content_size.width)
        self.query_one("#progress", Static).update(progress_lines(progress, width, dry_run=dry_run))

    def _refused(self, error: StudyError) -> None:
        """Back to the form with everything that was typed."""
        self._run = None
        self.phase = "form"
        self.show_trouble(error)

    def _ended(self, outcome: ImportOutcome) -> None:
        """Show what came of it."""
        self._run = None
        if outcome.asked.dry_run and outcome.stopped:
            self.phase = "form"
            return
        self._outcome = outcome
        self.query_one("#understood", Static).update(Content(""))
        self.show_report(outcome.report)

    def show_report(self, report: ImportReport) -> None:
        """Show what came of the files, or would."""
        if self._outcome is None:
            return
        outcome = self._outcome = replace(self._outcome, report=report)
        self.query_one("#sum", Static).update(outcome_line(outcome))
        if not outcome.asked.dry_run:
            self.phase = "done"
        else:
            self.phase = "looked" if report.imported else "nothing"
        self.query_one("#files", Listing).fill(report_rows(report, self.choices))

    # -- What one file would become --------------------------------------------------------------------------

    @property
    def outcome(self) -> ImportOutcome | None:
        """What looking at all files came to."""
        return self._outcome if self.phase in ("looked", "nothing") else None

    @property
    def path_here(self) -> Path | None:
        """The file that is highlighted; None for a project, which is taken in as it is."""
        row = self.query_one("#files", Listing).row
        event = row.value if row is not None else None
        if isinstance(event, FileImported) and event.project:
            return None
        if isinstance(event, FileImported | FileSkipped | FileFailed):
            return Path(event.path)
        return None

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Look, in a thread, what the highlighted file would become."""
        message.stop()
        path = self.path_here
        if path is not None:
            self.see(path)
        elif isinstance(message.row.value, FileImported):
            told = Content.assemble(
                ("A project, taken in whole. ", SOFT), one_line(message.row.value.source)
            )
            self.query_one("#understood", Static).update(told)

    def show_seen(self, preview: FilePreview | None) -> None:
        """Show what a file would become; None: it cannot be read."""
        pane = self.query_one("#understood", Static)
        width = max(20, self.query_one("#dialog").content_size.width - 2)
        pane.update(
            understood_lines(preview, width)
            if preview
            else Content.styled("This file would be left out.", SOFT)
        )

    # -- Keys ------------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter: import what was looked at; close what is done. A click looks closer."""
        message.stop()
        outcome = self._outcome
        if message.clicked and self.phase != "done":
            self.action_open_file()
        elif self.phase == "looked" and outcome is not None:
            asked = outcome.asked
            each = self.choices.each(asked.options)
            self._start(replace(asked, dry_run=False, each=each))
        elif self.phase == "done":
            self.dismiss(None)

    def action_cancel(self) -> None:
        """Stop what runs; go back to the form; close."""
        if self.phase == "running":
            if self._run is not None:
                self._run.stop.set()
                self.say("Stopping after this file…")
        elif self.phase in ("looked", "nothing"):
            self.phase = "form"
        elif self.phase == "form" and self.choices:
            self._ask_whether_to_close()
        else:
            self.dismiss(None)

    def _ask_whether_to_close(self) -> None:
        from .confirm import Confirm

        def close(agreed: bool | None) -> None:
            if agreed:
                self.dismiss(None)

        told = f"How you want {counted(len(self.choices), 'file')} to be read would be lost."
        self.app.push_screen(Confirm("Close the import?", told, "close it"), close)


def _formats(_: "Study") -> "tuple[KnownFormat, ...]":
    from ...study.preview import formats

    return formats()
