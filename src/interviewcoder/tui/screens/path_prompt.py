"""A dialog that asks for one file and does something with it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.errors import StudyError
from ...domain.text import visible
from ..paths import paths_in
from ..widgets.path_line import PathLine
from .dialog import Dialog

if TYPE_CHECKING:
    from ...study import Study

T = TypeVar("T")


class PathPrompt(Dialog[T], Generic[T]):
    """Asks for a file; stays open with its path when the study refuses it. Dismissed with what was done.

    Args:
        title: the dialog's title.
        label: what the file has to be.
        verb: what to do with it, in a thread.
    """

    CSS = """
    PathPrompt PathLine {
        margin-top: 1;
    }
    """

    def __init__(self, title: str, label: str, verb: Callable[["Study", Path], T]) -> None:
        super().__init__(title, hint="Tab: complete   Enter: read the file   Esc: leave it")
        self._label = label
        self._verb = verb

    def parts(self) -> Iterable[Widget]:
        """What is asked for, and the line."""
        yield Static(Content(visible(self._label)), classes="label")
        yield PathLine(placeholder="Path of a file")

    def on_path_line_submitted(self, message: PathLine.Submitted) -> None:
        """Do it."""
        message.stop()
        line = self.query_one(PathLine).line

        def act(study: "Study") -> T:
            return self._verb(study, one_file(line))

        self.attempt(act, self._done)

    def _done(self, result: T) -> None:
        self.dismiss(result)


def one_file(line: str) -> Path:
    """The one file that a line names.

    Raises:
        StudyError: it names none, or several.
    """
    paths = paths_in(line)
    if len(paths) > 1:
        raise StudyError("Several files are named.", "Give one; quote a path that has spaces.")
    return paths[0]
