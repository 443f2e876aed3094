"""What to import and how to read it: a line of paths, and options that are found out where they stay as they are."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from ...domain.imported import ImportOptions
from .cycle_field import CycleField
from .path_line import PathLine

if TYPE_CHECKING:
    from ...study.preview import KnownFormat

_FIELDS = (
    ("interviewers", "Interviewers", "automatic, or names with commas"),
    ("text", "Survey: answers", "automatic, or column titles"),
    ("attributes", "Survey: attributes", "automatic, or column titles"),
    ("id", "Survey: name or id", "automatic, or a column title"),
    ("encoding", "Encoding", "automatic, or utf-8, latin-1, …"),
)


class ImportForm(VerticalScroll, can_focus=False):
    """The form of the import dialog."""

    DEFAULT_CSS = """
    ImportForm {
        height: auto;
        max-height: 100%;
        & .title { margin-top: 1; color: $foreground 70%; }
        & #options { height: auto; margin-top: 1; }
        & .option { height: 1; }
        & .option Static { width: 20; color: $foreground 60%; }
        & .option Input, & .option CycleField { width: 1fr; }
    }
    .-short ImportForm .title, .-short ImportForm #options { margin-top: 0; }
    """

    class Submitted(Message):
        """Enter was pressed in a field."""

    def __init__(self, usual_interviewers: Sequence[str] = ()) -> None:
        """Make the form; the settings may name who asks in most files."""
        super().__init__()
        self._usual = tuple(usual_interviewers)

    def compose(self) -> ComposeResult:
        """The line and the options."""
        yield Static("Files, folders or patterns such as interviews/*.docx", classes="title")
        yield PathLine(placeholder="~/interviews", id="paths")
        with Vertical(id="options"):
            yield from self._option("Format", CycleField([("automatic", None)], id="format"))
            for name, title, placeholder in _FIELDS:
                told = placeholder
                if name == "interviewers" and self._usual:
                    told = f"automatic, among them {', '.join(self._usual)}"
                yield from self._option(title, Input(placeholder=told, id=name))

    def _option(self, title: str, field: Widget) -> Iterable[Widget]:
        with Horizontal(classes="option"):
            yield Static(title)
            yield field

    def offer_formats(self, formats: "Sequence[KnownFormat]") -> None:
        """Let one of the formats be chosen."""
        choices = [(f"{known.label} ({known.name})", known.name) for known in formats]
        self.query_one(CycleField).offer([("automatic", None), *choices])

    @property
    def line(self) -> str:
        """The paths as they are typed."""
        return self.query_one(PathLine).line

    @property
    def options(self) -> ImportOptions:
        """The options as they are set."""
        return ImportOptions(
            format=self.query_one(CycleField).value,
            encoding=self._typed("encoding") or None,
            interviewers=_listed(self._typed("interviewers")),
            usual_interviewers=self._usual,
            text_columns=_listed(self._typed("text")),
            attribute_columns=_listed(self._typed("attributes")),
            id_column=self._typed("id") or None,
        )

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in an option."""
        message.stop()
        self.post_message(self.Submitted())

    def on_path_line_submitted(self, message: PathLine.Submitted) -> None:
        """Enter in the line."""
        message.stop()
        self.post_message(self.Submitted())

    def key_enter(self) -> None:
        """Enter in the format."""
        self.post_message(self.Submitted())

    def focus_line(self) -> None:
        """Go back to the paths."""
        line = self.query_one("#path", Input)
        line.focus()
        # A hidden line forgets how far it was scrolled; its end comes back into view with the cursor.
        line.action_home()
        self.call_after_refresh(line.action_end)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
