"""The dialog that writes sources with their tags to a folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.source import Source
from ...domain.text import one_line, visible
from ..labels import counted
from ..widgets.cycle_field import CycleField
from ..widgets.left_out_field import LEFT_OUT_LABEL, LeftOutField
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study
    from ...study.transcript_exports import TranscriptFormat

_FORMATS = (
    ("HTML: pages to open and to print", "html"),
    ("Word: a document each, tags as comments", "docx"),
    ("Markdown: plain pages", "md"),
)
_BESIDE = (
    ("tags", ""),
    ("tags, and the memos on them", "memos"),
)


class ExportTranscriptsDialog(Dialog[bool]):
    """Asks for a folder, a format and what to show, and says where the files went.

    Args:
        study_path: the study's file; the folder that is offered lies beside it.
        source: the source that is meant first; None: all.
    """

    TITLE_TEXT = "Export the texts with their tags"
    CSS = """
    ExportTranscriptsDialog #dialog .label { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write", show=False, id="transcripts.write"),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(self, study_path: Path, source: Source | None, *, first: bool) -> None:
        super().__init__(hint="Enter: write   Tab: next field   Esc: leave it")
        self._folder = study_path.parent / f"{study_path.stem}-transcripts"
        whole = ("all sources", None)
        chosen = [(f"only {one_line(source.name, 50)}", source.name)] if source else []
        self._sources = [*chosen, whole] if first else [whole, *chosen]

    def parts(self) -> Iterable[Widget]:
        """Folder, sources, format, what is shown and left out, and a query."""
        yield Static(
            Content("The folder to write into; it is made if it is not there"), classes="label"
        )
        yield Input(visible(str(self._folder)), id="folder")
        yield Static(Content("What to write, and as what"), classes="label")
        yield CycleField(self._sources, id="sources")
        yield CycleField(_FORMATS, id="format")
        yield CycleField(_BESIDE, id="beside")
        yield Static(Content(LEFT_OUT_LABEL), classes="label")
        yield LeftOutField()
        yield Static(Content("Only tags that a query is true of; empty for all"), classes="label")
        yield Input(placeholder="coder:Ana AND under:Needs", id="where")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Write the files."""
        message.stop()
        self.action_write()

    def action_write(self) -> None:
        """Write the files; on trouble the dialog stays."""
        folder = self.query_one("#folder", Input).value.strip()
        if not folder:
            self.show_trouble(StudyError("There is no folder.", "Write where the files should go."))
            return
        path = Path(folder).expanduser()
        source = self.query_one("#sources", CycleField).value
        chosen = cast("TranscriptFormat", self.query_one("#format", CycleField).value)
        memos = self.query_one("#beside", CycleField).value == "memos"
        redact = self.query_one(LeftOutField).redact
        where = self.query_one("#where", Input).value.strip() or None

        warnings: list[str] = []

        def write(study: "Study") -> list[Path]:
            return list(
                study.sources.export(
                    path,
                    chosen,
                    sources=[source] if source else (),
                    where=where,
                    memos=memos,
                    redact=redact,
                    told=warnings.append,
                )
            )

        self.clear_trouble()
        self.say("Writing…")
        self.ask(
            write,
            lambda paths: self._written(paths, warnings),
            group="transcripts",
            refused=self._refused,
        )

    def _refused(self, error: StudyError) -> None:
        self.say(self._hint)
        self.show_trouble(error)

    def _written(self, paths: list[Path], warnings: list[str]) -> None:
        folder = paths[0].parent.resolve()
        self.app.notify(f"In {folder}", title=f"Wrote {counted(len(paths), 'file')}", timeout=10)
        self.warn(warnings)
        self.dismiss(True)
