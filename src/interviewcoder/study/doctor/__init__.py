"""A look at the program and all that it stands on: what is well, what is not, and what helps.

Nothing is loaded to be looked at: versions come from the packages' metadata. What is told holds no text of a study and
no names, so that it can be sent to somebody who helps.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.diagnosis import Observation, Verdict, verdict_on
from ...domain.passphrase import Passphrase
from .language_models import language_models
from .place import place_of
from .program import program
from .terminal import terminal

if TYPE_CHECKING:
    from ...storage.study_file import StudyFile


def examine(
    study: Path | None = None, *, passphrase: Passphrase | None = None
) -> Iterator[Observation]:
    """Look at everything, and at a study if one is named. Nothing is changed, and nothing raised for what is found.

    Args:
        passphrase: what the study is opened with if it is encrypted; without it, it is looked at from outside.
    """
    if study is None:
        yield from _surroundings("")
        return
    from .study_health import opened_to_look

    file, told = opened_to_look(study, passphrase)
    try:
        yield from _with_study(study, file, told)
    finally:
        if file is not None:
            file.close()


def examine_open(file: "StudyFile") -> Iterator[Observation]:
    """Look at everything, and at a study that is open."""
    yield from _with_study(file.path, file, [])


def _surroundings(language: str) -> Iterator[Observation]:
    yield from program()
    yield from terminal()
    yield from language_models(language)


def _with_study(
    path: Path, file: "StudyFile | None", told: list[Observation]
) -> Iterator[Observation]:
    from .study_health import beside, inside, language_of

    yield from _surroundings("" if file is None else language_of(file))
    yield from place_of(path)
    seen = told if file is None else [*told, *inside(file)]
    yield from seen
    yield from beside(path, opens=verdict_on(seen) is not Verdict.ERROR)
