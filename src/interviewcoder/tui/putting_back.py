"""Putting the study on screen back to a backup: it is closed, put back, and opened again, with all modes made anew."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import InterviewCoderApp

_OPENING = "opening"
"""The mode in which the study is opened once more."""


async def put_back(app: "InterviewCoderApp", backup: Path | None) -> None:
    """Put the study back; nothing where no backup was chosen or there is no study."""
    study = app.study
    if backup is None or study is None:
        return
    if app.pending:
        app.notify("Changes are still being saved. Do it again in a moment.")
        return
    app.forget_study()
    if _OPENING in app._modes:
        await app.remove_mode(_OPENING)
    app.add_mode(_OPENING, partial(app.opening_screen, (study, backup)))
    await app.switch_mode(_OPENING)
    await app.make_modes_anew()
