"""Asking where a file should go, writing it there, and saying where it is."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .text_prompt import TextPrompt

if TYPE_CHECKING:
    from ...study import Study
    from ..app import InterviewCoderApp

Told = Callable[[str], None]
Write = Callable[["Study", Path, Told], Path]
"""Writes a file, tells what could not go into it as it is, and returns its path."""


def ask_where(
    app: "InterviewCoderApp", title: str, endings: str, offered: Path, write: Write, done: str
) -> None:
    """Ask for the path of a file and write it.

    Args:
        app: the app.
        title: the dialog's title.
        endings: the suffixes that the path can have, in words.
        offered: the path that the line begins as.
        write: writes the file, in a thread; the dialog stays when it refuses.
        done: what is said when it is written, with the path and what to mind under it.
    """
    warnings: list[str] = []

    def verb(study: "Study", line: str) -> Path:
        warnings.clear()
        return write(study, Path(line.strip()).expanduser(), warnings.append)

    def tell(path: object) -> None:
        if path is None:
            return
        app.notify(f"In {path}", title=done)
        for warning in warnings:
            app.notify(warning, severity="warning", timeout=15)

    label = f"A file that ends in {endings}"
    app.push_screen(TextPrompt(title, label, verb, text=str(offered)), tell)
