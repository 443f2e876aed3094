"""The user's settings as commands use them; what is wrong with them is told once."""

from typing import TYPE_CHECKING

from .printing import warn

if TYPE_CHECKING:
    from interviewcoder.domain.settings import Settings

_told: set[str] = set()


def own_settings() -> "Settings":
    """What is in the file, read when a command first needs it."""
    from interviewcoder.study.settings import read_settings

    found = read_settings()
    for trouble in map(str, found.troubles):
        if trouble not in _told:
            _told.add(trouble)
            warn(trouble)
    return found.settings
