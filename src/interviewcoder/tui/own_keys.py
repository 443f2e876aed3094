"""The user's own keys, as the settings give them: whether there are such commands, and no two of a screen share a key."""

from typing import TYPE_CHECKING

from ..domain.errors import StudyError
from ..domain.text import one_line
from .commands import Command, clashes
from .keymap import DIALOGS, EVERYWHERE, GROUPS
from .widgets.reading_keys import READING_KEYS

if TYPE_CHECKING:
    from ..study.settings import SettingsFound

OwnKeys = dict[str, str]
"""Command name to Textual's names of its keys, with commas between them."""


def own_keys(found: "SettingsFound") -> OwnKeys:
    """The keys of the settings.

    Raises:
        StudyError: one is of an unknown command, or a key that another command of the same screen has.
    """
    keys = dict(found.settings.keys)
    if not keys:
        return {}
    unknown = sorted(keys.keys() - _known_names())
    if unknown:
        raise StudyError(
            f"{found.where('keys', unknown[0])}: There is no command '{one_line(unknown[0], 60)}'.",
            "The names are in docs/keys.md. No own key is used.",
        )
    doubled = clashes(screens(), keys)
    if doubled:
        key = one_line(keys[doubled[0]], 30)
        raise StudyError(
            f"{found.where('keys', doubled[0])}: The key '{key}' of '{doubled[0]}' has another use on its screen.",
            "Choose another key, or give the other command one. No own key is used.",
        )
    return keys


def screens() -> list[list[Command]]:
    """The commands that work together, screen by screen and dialog by dialog."""
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
    return {command.name for commands in screens() for command in commands}
