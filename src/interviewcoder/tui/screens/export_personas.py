"""The dialog that writes the personas to a folder."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Literal, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.errors import StudyError
from ...domain.text import visible
from ..labels import counted
from ..widgets.cycle_field import CycleField
from ..widgets.left_out_field import LEFT_OUT_LABEL, LeftOutField
from .dialog import Dialog

Format = Literal["markdown", "json", "html", "docx"]

_FORMATS = (
    ("Markdown: a page for each persona, for people", "markdown"),
    ("HTML: a poster for each persona, to print or to open", "html"),
    ("Word: one document", "docx"),
    ("JSON: one file with everything, for programs", "json"),
)


class ExportPersonasDialog(Dialog[bool]):
    """Asks for a folder and a format, and says where the files went.

    Args:
        study_path: the study's file; the folder that is offered lies beside it.
    """

    TITLE_TEXT = "Export the personas"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "Write", show=False, id="export.write"),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(self, study_path: Path) -> None:
        super().__init__(hint="Enter: write   Tab: next field   Esc: leave it")
        self._folder = study_path.parent / f"{study_path.stem}-personas"

    def parts(self) -> Iterable[Widget]:
        """Folder, format and what is left out."""
        yield Static(
            Content("The folder to write into; it is made if it is not there"), classes="label"
        )
        yield Input(visible(str(self._folder)), id="folder")
        yield Static(Content("What to write"), classes="label")
        yield CycleField(_FORMATS, id="format")
        yield Static(Content(LEFT_OUT_LABEL), classes="label")
        yield LeftOutField()

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
        chosen = cast("Format", self.query_one("#format", CycleField).value)
        redact = self.query_one(LeftOutField).redact
        warnings: list[str] = []
        self.attempt(
            lambda study: study.personas.export(path, chosen, redact=redact, told=warnings.append),
            lambda paths: self._written(paths, warnings),
        )

    def _written(self, paths: list[Path], warnings: list[str]) -> None:
        folder = paths[0].parent.resolve() if paths else ""
        self.app.notify(f"In {folder}", title=f"Wrote {counted(len(paths), 'file')}", timeout=10)
        self.warn(warnings)
        self.dismiss(True)
