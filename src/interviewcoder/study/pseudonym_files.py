"""The files beside a study that hold names: lists to go through, and the key of pseudonyms."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..domain.errors import StudyError
from ..domain.name_review import Candidate
from ..domain.pseudonym_key import KeyEntry
from ..storage.backup_folder import folder_of
from .files import read_bytes, shown, write_bytes, write_new_bytes


def write_review(path: str | Path, names: Sequence[Candidate]) -> Path:
    """Write a list of names as CSV, which only its owner can read.

    Raises:
        StudyError: it does not end in .csv, there is a file of that name, or it cannot be written.
    """
    from ..exporters.pseudonym_tables import review_table

    file = Path(path)
    _require_csv(file)
    return write_new_bytes(file, review_table(names).content)


def read_review(path: str | Path) -> tuple[Candidate, ...]:
    """The names in a list that a person went through: CSV or a spreadsheet.

    Raises:
        StudyError: it cannot be read, or is no such list.
    """
    from ..importers.pseudonym_tables import read_review as understood

    file = Path(path)
    return understood(file.name, read_bytes(file))


def read_key(path: str | Path) -> tuple[KeyEntry, ...]:
    """The key in a file; without any entry where there is no file.

    Raises:
        StudyError: it cannot be read, or is no key.
    """
    from ..importers.pseudonym_tables import read_key as understood

    file = Path(path)
    if not os.path.lexists(file):
        return ()
    content = read_bytes(file)
    return understood(file.name, content)


def require_key_path(path: str | Path, study: Path) -> Path:
    """Where a key can lie.

    Raises:
        StudyError: it does not end in .csv, is a link, has no folder, or lies where copies of the study do.
    """
    file = Path(path)
    _require_csv(file)
    if file.is_symlink():
        raise StudyError(f"{shown(file)} is a link.", "Give the file that it leads to.")
    if not file.parent.is_dir():
        raise StudyError(f"{shown(file.parent)} is not a folder.", "Make it, or give another path.")
    backups = folder_of(study)
    if file.parent.resolve().is_relative_to(backups):
        raise StudyError(
            f"{shown(file)} lies among the backups of the study, which are deleted.",
            "Give a path elsewhere.",
        )
    return file


def write_key(path: Path, entries: Sequence[KeyEntry], earlier: Sequence[KeyEntry]) -> None:
    """Have a key safe on disk, which only its owner can read: a new file, or the one that was there made longer.

    Args:
        earlier: what was read from it; it must be so still.

    Raises:
        StudyError: it cannot be written, or somebody else has changed it.
    """
    from ..exporters.pseudonym_tables import key_table

    content = key_table(entries).content
    if not os.path.lexists(path):
        write_new_bytes(path, content)
    elif tuple(read_key(path)) != tuple(earlier):
        raise StudyError(
            f"{shown(path)} was changed meanwhile.", "Nothing else was changed. Do it again."
        )
    else:
        with suppress(OSError):
            # What replaces a file keeps its permissions.
            path.chmod(0o600)
        write_bytes(path, content)


def _require_csv(file: Path) -> None:
    if file.suffix.lower() != ".csv":
        raise StudyError(
            f"'{shown(file.name)}' does not say that it is a table.", "End it in .csv."
        )
