"""Projects that other programs keep as a folder: what such a folder is told by, and its files as one zip."""

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..domain.errors import StudyError
from .files import files_under, read_bytes, shown

_QUALCODER = "data.qda"
_QC = "settings.yaml"
_QC_SETTING = re.compile(rb"^corpus_dir\s*:", re.M)
_LARGEST_SETTINGS = 1_000_000
_LARGEST = 200 * 1024 * 1024
"""Bytes of all files that are read of a folder."""
_MOST = 10_000
_DATABASES = frozenset({".qda", ".sqlite3", ".rqda"})
_MEDIA = frozenset(
    {".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".mov", ".avi", ".mkv", ".webm", ".jpg", ".jpeg", ".png", ".pdf"}
    | {".docx", ".zip", ".qdpx"}
)  # fmt: skip
"""What no program reads as a text of its project."""


def is_project_folder(path: Path) -> bool:
    """Whether a path is the folder of a QualCoder or a qc project."""
    return path.is_dir() and ((path / _QUALCODER).is_file() or _is_qc(path))


def files_and_projects(paths: Iterable[Path], suffixes: frozenset[str]) -> Iterator[Path]:
    """As `files_under`, but a project's folder stands for itself wherever it is met, and not for the files in it.

    Raises:
        StudyError: a folder holds neither a project nor a file with such a suffix.
    """
    is_project: dict[Path, bool] = {}
    for path in paths:
        if is_project_folder(path):
            yield path
            continue
        for file in files_under([path], suffixes):
            above = [parent for parent in file.parents if path in parent.parents]
            for parent in above:
                if parent not in is_project:
                    is_project[parent] = is_project_folder(parent)
            yield next((parent for parent in reversed(above) if is_project[parent]), file)


def read_file_or_folder(path: Path) -> tuple[str, bytes]:
    """A name and the bytes of a file; of a project's folder a zip of what the project keeps in it.

    Links and hidden files are left aside, so that nothing outside the folder is read.

    Raises:
        StudyError: it cannot be read, or a folder holds too much.
    """
    if not is_project_folder(path):
        if path.is_dir():
            raise StudyError(
                f"{shown(path)} is a folder and not a project's.",
                f"Give a file, or a folder with {_QUALCODER} (QualCoder) or {_QC} (qc) in it.",
            )
        _refuse_open(path)
        return path.name, read_bytes(path)
    name = shown(path.resolve().name)
    if (path / _QUALCODER).is_file():
        # The texts are in the database; what lies beside it are their files as they came.
        return name, _zipped(name, path, [path / _QUALCODER])
    return name, _zipped(name, path, _texts_under(path))


def _is_qc(path: Path) -> bool:
    settings = path / _QC
    try:
        if not settings.is_file() or settings.stat().st_size > _LARGEST_SETTINGS:
            return False
        return _QC_SETTING.search(settings.read_bytes()) is not None
    except OSError:
        return False


def _refuse_open(database: Path) -> None:
    """What a program has not written to its database yet stands in a log beside it."""
    if database.suffix.lower() not in _DATABASES:
        return
    for log in ("-wal", "-journal"):
        beside = database.with_name(database.name + log)
        if beside.is_file() and beside.stat().st_size:
            raise StudyError(
                f"{shown(database)} is in use: changes to it stand in '{shown(beside.name)}' still.",
                "Close the program that has it open and try again.",
            )


def _texts_under(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(
            name for name in folders if not (name.startswith(".") or (here / name).is_symlink())
        )
        for name in sorted(names):
            file = here / name
            hidden = name.startswith(".") or file.suffix.lower() in _MEDIA
            if not hidden and not file.is_symlink() and file.is_file():
                yield file


def _zipped(called: str, folder: Path, files: Iterator[Path] | list[Path]) -> bytes:
    content = io.BytesIO()
    left = _LARGEST
    with zipfile.ZipFile(content, "w") as archive:
        for number, file in enumerate(files):
            left -= file.stat().st_size
            if left < 0 or number >= _MOST:
                raise StudyError(
                    f"{shown(folder)} holds more than a project does.",
                    "Take out of the folder what is not part of the project.",
                )
            _refuse_open(file)
            name = os.fsencode(file.relative_to(folder).as_posix()).decode("utf-8", "replace")
            archive.writestr(f"{called}/{name}", read_bytes(file))
    return content.getvalue()
