"""The program, what it is made of, and where it keeps things."""

import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata
from pathlib import Path

from ...domain.diagnosis import Observation, Verdict

_PART = "program"
_PACKAGE = "interviewcoder"
_TOLD = ("textual", "rich", "typer", "sqlmodel", "sqlalchemy", "spacy", "numpy")
"""Packages whose versions matter when somebody helps."""
_NOT_FOR_USERS = "dev"
_OLDEST_SQLITE = (3, 35, 0)
_WAL_MENDED = (3, 51, 3)
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^]]*])?\s*([^;]*)(?:;(.*))?")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")


def program() -> Iterator[Observation]:
    """Versions, extras and folders."""
    from ... import __version__

    yield Observation(_PART, _PACKAGE, __version__)
    yield Observation(_PART, "Python", f"{platform.python_version()} ({sys.implementation.name})")
    yield Observation(_PART, "system", platform.platform(terse=True))
    yield _sqlite()
    yield from _packages()
    yield from _folders()


def _sqlite() -> Observation:
    version = tuple(map(int, sqlite3.sqlite_version.split(".")))
    seen = sqlite3.sqlite_version
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if version < _OLDEST_SQLITE or "ENABLE_FTS5" not in options:
        lack = "too old" if version < _OLDEST_SQLITE else "without full-text search (FTS5)"
        remedy = "Use a Python with SQLite 3.35 or newer and FTS5, such as the one of python.org."
        return Observation(_PART, "SQLite", f"{seen}, {lack}", Verdict.ERROR, remedy)
    if version < _WAL_MENDED:
        seen += "; its fault in write-ahead logs does not touch studies, which do not use them"
    return Observation(_PART, "SQLite", seen)


def _packages() -> Iterator[Observation]:
    """Those that matter, those that are missing or too old, and the extras."""
    try:
        needed = metadata.requires(_PACKAGE) or []
    except metadata.PackageNotFoundError:
        yield Observation(
            _PART, "packages", "not known, since the program was not installed with pip"
        )
        needed = list(_TOLD)
    extras: dict[str, list[str]] = {}
    for line in needed:
        match = _REQUIREMENT.match(line)
        if match is None:
            continue
        name, bounds, marker = match[1], match[2], match[3] or ""
        extra = _EXTRA.search(marker)
        if extra is not None:
            if extra[1] != _NOT_FOR_USERS:
                extras.setdefault(extra[1], []).append(name)
            continue
        version = _version(name)
        trouble = _trouble(version, bounds)
        if trouble or name.lower() in _TOLD:
            yield Observation(
                _PART,
                name.lower(),
                f"{version or 'missing'}{trouble}",
                Verdict.ERROR if trouble else Verdict.OK,
                "Install again: pip install --upgrade interviewcoder" if trouble else "",
            )
    for extra_name, names in sorted(extras.items()):
        versions = {name: _version(name) for name in names}
        if all(versions.values()):
            seen = ", ".join(f"{name} {version}" for name, version in versions.items())
            yield Observation(_PART, f"extra '{extra_name}'", f"installed ({seen})")
        else:
            remedy = f"To have it: pip install 'interviewcoder[{extra_name}]'"
            yield Observation(_PART, f"extra '{extra_name}'", "not installed", Verdict.OK, remedy)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _trouble(version: str | None, bounds: str) -> str:
    if version is None:
        return ", and needed"
    least = re.search(r">=\s*([\d.]+)", bounds)
    if least is not None and _numbers(version) < _numbers(least[1]):
        return f", too old: {least[1]} is needed"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", version)[:4])


def _folders() -> Iterator[Observation]:
    from platformdirs import user_config_path, user_data_path

    for what, folder in (
        ("settings", user_config_path(_PACKAGE)),
        ("demo study", user_data_path(_PACKAGE)),
    ):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        well = os.access(there, os.W_OK)
        yield Observation(
            _PART,
            f"folder of the {what}",
            _without_home(folder) + ("" if folder.exists() else ", not made yet"),
            Verdict.OK if well else Verdict.WARNING,
            "" if well else "Make it writable, or set XDG_CONFIG_HOME and XDG_DATA_HOME.",
        )


def _without_home(path: Path) -> str:
    """The path with no name of a user in it."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
