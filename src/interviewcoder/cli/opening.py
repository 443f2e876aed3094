"""How a command gets the study that it works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .screen import coder_name

if TYPE_CHECKING:
    from interviewcoder.study import Study


@contextmanager
def opened(path: Path, coder: str | None = None) -> "Iterator[Study]":
    """The study at a path, closed afterwards.

    Raises:
        StudyError: there is no file, it is not a study, or it cannot be opened.
    """
    from interviewcoder.study import Study

    with Study.open(path, coder=coder_name(coder)) as study:
        yield study
