"""All files that are copies of a study, wherever they come from: what erasing deletes and encrypting converts.

Its backups are the files in its folder of backups (`backup_folder.py`). Beside the study lie what earlier versions
copied before migrations (`NAME.study.schema-2`), and damaged files that something was put in the place of
(`NAME.study.damaged-...`).
"""

from pathlib import Path

from .backup_folder import folder_of

_BESIDE = ("schema-", "damaged-", "before-")
"""How what follows the study's name and a dot begins in the names of copies beside it."""


def copies_of(study: Path) -> list[Path]:
    """The copies of a study, and links to files among them."""
    place = study.resolve()
    folder = folder_of(place)
    found = [one for one in sorted(folder.iterdir()) if is_file(one)] if folder.is_dir() else []
    begins = tuple(f"{place.name}.{how}" for how in _BESIDE)
    beside = (one for one in place.parent.iterdir() if one.name.startswith(begins))
    return found + sorted(one for one in beside if is_file(one))


def is_file(path: Path) -> bool:
    """Whether there is a file, or a link, whatever that leads to."""
    return path.is_file() or path.is_symlink()
