"""Reading the user's files and writing what is exported, safely."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.text import one_line
from ..storage.new_files import fill, name_new, replace, unnamed
from ..storage.open_files import is_open_here

_ABOUT_THE_FOLDER = {"readme", "license", "licence"}

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes; a larger file is refused before it is read."""


def shown(path: Path | str) -> str:
    """A path as it may be printed."""
    return one_line(os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file.

    Raises:
        StudyError: it is missing, not a regular file, too large, unreadable, or a study that is open.
    """
    if is_open_here(path):
        raise StudyError(
            f"{shown(path)} is a study that is open.", "Give a transcript, a survey or a table."
        )
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise StudyError(f"{shown(path)} does not exist.", "Check the path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a path"
        raise StudyError(
            f"{shown(path)} cannot be read: {reason}.", "Check its name and permissions."
        ) from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise StudyError(f"{shown(path)} is {kind}.", "Give a file.")
    with os.fdopen(descriptor, "rb") as file:
        if status.st_size > LARGEST_FILE:
            raise StudyError(
                f"{shown(path)} is larger than {LARGEST_FILE // 1024**2} MB.", "Split it."
            )
        try:
            return file.read()
        except OSError as error:
            raise StudyError(
                f"{shown(path)} cannot be read: {error.strerror}.", "Check the disk."
            ) from None


def files_under(paths: Iterable[Path], suffixes: frozenset[str]) -> Iterator[Path]:
    """The files named, and those with a known suffix in the folders named, sorted.

    In folders, hidden files and links are left aside, so that nothing outside them is read, and so is what
    tells of the files rather than being one (README).

    Raises:
        StudyError: a folder holds no such file.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in suffixes
            and file.stem.casefold() not in _ABOUT_THE_FOLDER
            and not file.is_symlink()
            and file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
        ]
        if not found:
            raise StudyError(
                f"{shown(path)} holds no transcript or survey.",
                f"Files that are looked for end in {', '.join(sorted(suffixes))}.",
            )
        yield from found


def make_folder(folder: Path) -> Path:
    """Make a folder, and those above it, where there is none.

    Raises:
        StudyError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(
            f"{shown(folder)} cannot be made: {error.strerror}.",
            "Choose a folder that you can write to.",
        ) from None
    return folder


def write_text(path: Path, words: str) -> Path:
    """Write a file in UTF-8 whole or not at all, replacing one that is there.

    Raises:
        StudyError: the folder is missing or cannot be written.
    """
    return write_bytes(path, words.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, replacing one that is there.

    A new file can be read by its owner alone, since it holds what people said in confidence; one that is replaced
    keeps its permissions. A link in its place is replaced and not followed.

    Raises:
        StudyError: the folder is missing or cannot be written.
    """
    try:
        with unnamed(path.parent) as file:
            fill(file, content, _permissions(path))
            replace(file, path)
    except OSError as error:
        raise StudyError(
            f"{shown(path)} cannot be written: {error.strerror}.",
            "Choose a folder that you can write to.",
        ) from None
    return path


def write_new_bytes(path: Path, content: bytes) -> Path:
    """Write a file that is not there yet, which only its owner can read; whole or not at all, and safe on disk.

    Raises:
        StudyError: there is one of the name, or the folder is missing or cannot be written.
    """
    try:
        if os.path.lexists(path):
            raise FileExistsError(path)
        with unnamed(path.parent) as file:
            fill(file, content)
            name_new(file, path)
    except FileExistsError:
        raise StudyError(
            f"There is a file {shown(path)} already.", "Give another name, or remove it first."
        ) from None
    except (OSError, ValueError) as error:
        raise StudyError(
            f"{shown(path)} cannot be written: {getattr(error, 'strerror', None) or 'not a path'}.",
            "Choose a folder that you can write to.",
        ) from None
    return path


def _permissions(path: Path) -> int | None:
    """Those of the file that is there; None where there is none, or something else."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return stat.S_IMODE(status.st_mode) & 0o666 if stat.S_ISREG(status.st_mode) else None
