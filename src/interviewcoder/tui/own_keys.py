"""The user's own keys: a file of command names and the keys they should have instead."""

import json
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.text import one_line
from .commands import Command, clashes
from .keymap import DIALOGS, EVERYWHERE, GROUPS
from .widgets.reading_keys import READING_KEYS

OwnKeys = dict[str, str]
"""Command name to Textual's names of its keys, with commas between them."""


def keys_file() -> Path:
    """Where the file lies: `keys.json` in the user's settings folder."""
    from platformdirs import user_config_path

    return user_config_path("interviewcoder") / "keys.json"


def read_own_keys(path: Path) -> OwnKeys:
    """The keys of a file; none where there is no file.

    Raises:
        StudyError: it is no JSON object of names and keys, names an unknown command, or gives a key that
            another command of the same screen has.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StudyError(f"{path} cannot be read: {one_line(str(error), 80)}.", _REMEDY) from None
    if not isinstance(found, dict) or not all(isinstance(keys, str) for keys in found.values()):
        raise StudyError(f"{path} is no list of commands and keys.", _REMEDY)
    unknown = sorted(found.keys() - _known_names())
    if unknown:
        raise StudyError(f"There is no command '{one_line(unknown[0], 60)}' (in {path}).", _REMEDY)
    doubled = clashes(_screens(), found)
    if doubled:
        raise StudyError(
            f"The key '{one_line(found[doubled[0]], 30)}' of '{doubled[0]}' has another use on its screen (in {path}).",
            "Choose another key, or give the other command one.",
        )
    return found


_REMEDY = 'Write it like {"reading.tag": "Q"}; the names are in docs/keys.md.'


def _screens() -> list[list[Command]]:
    """The commands that work together on each screen."""
    motions = [
        Command(key.id or "", key.key, key.description, "", key.action) for key in READING_KEYS
    ]
    modes = [
        [*commands, *EVERYWHERE, *(motions if name == "reading" else ())]
        for name, commands in GROUPS.items()
        if name != "app"
    ]
    return [*modes, *(list(commands) for _, commands in DIALOGS.values())]


def _known_names() -> set[str]:
    return {command.name for commands in _screens() for command in commands}
