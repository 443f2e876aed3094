"""How a command gets the study that it works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .own_settings import own_settings
from .passphrases import opened_by
from .printing import warn
from .screen import coder_name

if TYPE_CHECKING:
    from interviewcoder.study import Study


@contextmanager
def opened(path: Path, coder: str | None = None) -> "Iterator[Study]":
    """The study at a path, closed afterwards. The passphrase of an encrypted one is asked for where none was given.

    Raises:
        StudyError: there is no file, it is not a study, or it cannot be opened.
    """
    from interviewcoder.study import Study

    who = coder_name(coder)
    models = own_settings().models
    study = opened_by(
        path, lambda words: Study.open(path, coder=who, passphrase=words, models=models)
    )
    with study:
        study.backups.tell = lambda error: warn(f"{error} It goes on without a backup.")
        yield study
