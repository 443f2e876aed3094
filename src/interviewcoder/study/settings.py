"""The file of settings: where it is, what is in it, what is wrong with it, and what is in force and from where.

Both fronts read it when they first need it. Nothing in it can keep the program from starting: what cannot be used is told
and left out.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import wrap
from typing import Any

from ..domain.errors import StudyError
from ..domain.settings import CODER_VARIABLE, KNOWN, InForce, Settings, settings_of
from ..domain.text import one_line

_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class SettingsFound:
    """What was found of a user's settings."""

    path: Path
    """Where the file is, or would be."""
    settings: Settings = field(default_factory=Settings)
    troubles: tuple[StudyError, ...] = ()
    """What cannot be used, each with its file and line."""
    given: frozenset[str] = frozenset()
    """Names of the settings that the file gives."""
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    """Names from the top of the file down to the line where it says so."""
    old_keys: Path | None = None
    """The file of keys of earlier versions, where it has any."""

    @property
    def is_there(self) -> bool:
        """Whether there is a file."""
        return self.path.exists()

    def where(self, *place: str) -> str:
        """Where something is said, for messages: the file, and the line if it is known."""
        line = _line(self.lines, place)
        if line is None and place[:1] == ("keys",) and self.old_keys is not None:
            return str(self.old_keys)
        return str(self.path) if line is None else f"{self.path}, line {line}"


def settings_folder() -> Path:
    """The user's folder for settings."""
    from platformdirs import user_config_path

    return user_config_path("interviewcoder")


def settings_file(folder: Path | None = None) -> Path:
    """Where the file is, or would be; `folder` is by default `settings_folder()`."""
    return (folder or settings_folder()) / "settings.toml"


def read_settings(folder: Path | None = None) -> SettingsFound:
    """The settings of this user; never fails.

    Args:
        folder: where the files are, by default `settings_folder()`.
    """
    folder = folder or settings_folder()
    path = settings_file(folder)
    troubles: list[StudyError] = []
    words, found = "", {}
    try:
        words = _words_of(path)
        found = _parsed(path, words)
    except StudyError as error:
        troubles.append(error)
    settings, wrong = settings_of(found)
    lines = _lines_of(words)
    for one in wrong:
        line = _line(lines, one.place)
        at = f"{path}, line {line}" if line else str(path)
        troubles.append(StudyError(f"{at}: {one.message}", one.remedy))
    old_path = folder / "keys.json"
    try:
        old = _old_keys(old_path)
    except StudyError as error:
        old = {}
        troubles.append(error)
    if old:
        settings = replace(settings, keys={**old, **settings.keys})
    given = frozenset(found.keys() - {one.place[0] for one in wrong if len(one.place) == 1})
    return SettingsFound(path, settings, tuple(troubles), given, lines, old_path if old else None)


def in_force(found: SettingsFound) -> tuple[InForce, ...]:
    """Each setting as it holds now, and where that comes from: the file, the environment, the screen, or the program."""
    from .chosen_theme import theme_in_force

    told = []
    for one in KNOWN:
        value = _as_words(getattr(found.settings, one.name))
        origin = "by default"
        if one.name in found.given and value:
            origin = f"line {_line(found.lines, (one.name,))}"
        if one.name == "keys" and found.old_keys is not None:
            origin = f"{origin}, and keys.json" if one.name in found.given else "keys.json"
        if one.name == "coder" and (variable := os.environ.get(CODER_VARIABLE)):
            value, origin = one_line(variable), CODER_VARIABLE
        if one.name == "theme":
            theme = theme_in_force(found.settings.theme)
            if theme is not None and theme != found.settings.theme:
                value, origin = one_line(theme), "chosen on the screen"
        told.append(InForce(one.name, value or one.by_default, origin))
    return tuple(told)


def begin_settings(found: SettingsFound) -> Path:
    """Write a file with all settings in comments, to be edited; keys of an earlier version's file go into it.

    Raises:
        StudyError: there is a file already, or its folder cannot be written.
    """
    from .files import make_folder, write_new_bytes

    make_folder(found.path.parent)
    return write_new_bytes(found.path, commented(found.settings.keys).encode())


def commented(keys: Mapping[str, str]) -> str:
    """A file of settings in which everything is a comment, apart from keys that the user has."""
    parts = [
        "# Settings of interviewcoder. Take the # away from a line to have it so.\n"
        "# 'interviewcoder settings' tells what is in force."
    ]
    for one in KNOWN:
        told = [*wrap(one.meaning.replace("`", ""), 98), f"Without it: {one.by_default}."]
        head = "\n".join(f"# {line}" for line in told)
        if one.name == "keys" and keys:
            lines = [f"{json.dumps(name)} = {json.dumps(own)}" for name, own in keys.items()]
            parts.append("\n".join([head, "[keys]", *lines]))
        else:
            parts.append("\n".join([head, *(f"# {line}" for line in one.example)]))
    return "\n\n".join(parts) + "\n"


# -- Reading -------------------------------------------------------------------------------------------------------


def _words_of(path: Path) -> str:
    """The text of a file; none where there is no file."""
    try:
        if not path.exists():
            return ""
        if not path.is_file():
            raise StudyError(f"{path} is no file.", "Put a file of settings in its place.")
        if path.stat().st_size > _LARGEST:
            raise StudyError(f"{path} is too large for a file of settings.", _BEGIN_ANEW)
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StudyError(
            f"{path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from None
    except UnicodeDecodeError:
        raise StudyError(f"{path} is not written in UTF-8.", "Save it as UTF-8.") from None


def _parsed(path: Path, words: str) -> dict[str, Any]:
    if not words:
        return {}
    import tomllib

    try:
        return tomllib.loads(f"{words}\n")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        told = one_line(str(error), 120)
        found = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", told)
        why, line = (found[1], found[2]) if found else (told, str(words.count("\n") + 1))
        raise StudyError(f"{path}, line {line}: {why}. No setting is used.", _MEND) from None


_MEND = "Mend the line; 'interviewcoder settings' tells whether it is right."
_BEGIN_ANEW = "Move it away, and begin anew: interviewcoder settings --init."
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[\s*({_NAME})\s*\]")
_ENTRY = re.compile(rf"\s*({_NAME})\s*=")


def _lines_of(words: str) -> dict[tuple[str, ...], int]:
    """Where each name stands: TOML's reader keeps no lines."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(words.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _parts(header[1])
            lines.setdefault(table, number)
        elif entry := _ENTRY.match(line):
            lines.setdefault((*table, *_parts(entry[1])), number)
    return lines


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def _line(lines: Mapping[tuple[str, ...], int], place: tuple[str, ...]) -> int | None:
    """The line of a place, however its name is divided by quotes and dots; else of what it is in."""
    wanted = ".".join(place)
    by_name = {".".join(known): number for known, number in lines.items()}
    while wanted:
        if wanted in by_name:
            return by_name[wanted]
        inside = [number for name, number in by_name.items() if name.startswith(f"{wanted}.")]
        if inside:
            return min(inside)
        wanted = wanted.rpartition(".")[0]
    return None


def _old_keys(path: Path) -> dict[str, str]:
    """The keys of an earlier version's file, a JSON object of names and keys; none where there is no file."""
    words = _words_of(path)
    if not words:
        return {}
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise StudyError(
            f"{path} cannot be read: {one_line(str(error), 80)}.", _OLD_REMEDY
        ) from None
    if not isinstance(found, dict) or not all(isinstance(keys, str) for keys in found.values()):
        raise StudyError(f"{path} is no list of commands and keys.", _OLD_REMEDY)
    return found


_OLD_REMEDY = "Write your keys under [keys] in settings.toml instead; docs/settings.md tells how."


def _as_words(value: object) -> str:
    match value:
        case bool():
            return "on" if value else "off"
        case None:
            return ""
        case str():
            return value
        case Mapping():
            return ", ".join(f"{one_line(name)}: {one_line(own)}" for name, own in value.items())
        case tuple():
            return ", ".join(value)
    raise TypeError(f"{type(value).__name__} is no setting.")
