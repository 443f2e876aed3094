"""A new file takes a study's place: written beside it, and renamed when it is whole.

A process that is killed leaves the old file or the new one, and never half of one.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..domain.errors import StudyError
from .new_files import discard, make_empty, replace


def discard_unfinished(place: Path) -> None:
    """Remove what a process that was killed in the midst of writing a new file left beside a study."""
    discard(unfinished(place))


def unfinished(place: Path) -> Path:
    """Where the new file is written until it takes the old one's place."""
    return place.with_name(f".{place.name}.converting")


@contextmanager
def replacement(place: Path) -> Iterator[Path]:
    """An empty file of the owner's alone, removed unless it takes its place."""
    discard_unfinished(place)
    copy = unfinished(place)
    try:
        make_empty(copy)
        yield copy
    except OSError as error:
        raise StudyError(
            f"{copy} cannot be written: {error.strerror}.",
            "Choose a folder that you can write to. Nothing was changed.",
        ) from error
    finally:
        discard_unfinished(place)


def put_in_place(copy: Path, place: Path, descriptor: int | None) -> None:
    """Rename a new file to its place, with the owner and the permissions of the old one.

    Args:
        descriptor: of the old file; None where there is none.

    Raises:
        OSError: it cannot be done.
        StudyError: it is done, and may not last.
    """
    if descriptor is not None:
        status = os.fstat(descriptor)
        with suppress(PermissionError):
            os.chown(copy, status.st_uid, status.st_gid)
        os.chmod(copy, status.st_mode & 0o777)
    replace(copy, place)
