"""The theme that was chosen on the screen, kept beside the settings: a file that somebody wrote is not written over.

What was done last holds: the choice, until the theme in the file of settings is another than when it was made.
"""

import json
from contextlib import suppress
from pathlib import Path

from ..domain.errors import StudyError


def theme_file() -> Path:
    """Where the choice lies: in the user's state folder."""
    from platformdirs import user_state_path

    return user_state_path("interviewcoder") / "theme.json"


def theme_in_force(settled: str | None, path: Path | None = None) -> str | None:
    """The theme to begin with; None where nobody said.

    Args:
        settled: the one of the settings, if there is one.
        path: of the choice, by default `theme_file()`.
    """
    try:
        found = json.loads((path or theme_file()).read_text(encoding="utf-8"))
        chosen, over = found["theme"], found["over"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return settled
    return chosen if isinstance(chosen, str) and over == settled else settled


def remember_theme(chosen: str, settled: str | None, path: Path | None = None) -> None:
    """Keep a choice, made while the settings said `settled`; it costs nothing where it cannot be written."""
    from .files import make_folder, write_text

    path = path or theme_file()
    with suppress(StudyError):
        make_folder(path.parent)
        write_text(path, json.dumps({"theme": chosen, "over": settled}))
