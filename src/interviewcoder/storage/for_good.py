"""Carrying a rewriting through to the last byte: packing the file, and deleting the copies that hold what went.

What is to follow the transaction is noted in a file beside the study first, so that it is made up for when the
process dies in between.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import Connection

from ..domain.backup import AFTER_ERASING
from ..domain.errors import StudyError
from ..domain.rewriting import FOR_GOOD
from .backup_folder import folder_of, held
from .backups import make
from .copies import copies_of
from .file_replacing import unfinished
from .new_files import discard_left_behind, fill, make_empty, sync_folder
from .study_file import StudyFile

_LEFT_BEHIND = 60
"""Seconds after which nobody is taken to be writing an unnamed file any more, where words are to go."""
_NOTE = ".unfinished"


@contextmanager
def carried_through(
    file: StudyFile, *, copies_go: bool, told: Callable[[str], None] = lambda step: None
) -> Iterator[Connection]:
    """A connection that holds the writers' lock, for a rewriting; after its transaction follows what has to.

    Args:
        copies_go: whether the copies of the study are deleted.
        told: is told what comes next.

    Raises:
        StudyError: the folder or the file cannot be written to, or a copy cannot be deleted.
    """
    try:
        with file.locked() as connection:
            _begin(connection, note_of(file.path), copies_go)
            yield connection
    except BaseException:
        # A failure to make the change safe on disk may come when it is in.
        with suppress(StudyError):
            finish(file)
        raise
    told("Clearing the file of what was in it")
    try:
        finish(file)
    except StudyError as error:
        raise StudyError(
            f"It is done, but its traces could not be cleared. {error.message}",
            "Open the study again once that is put right: the rest is done then.",
        ) from error


def _begin(connection: Connection, note: Path, copies_go: bool) -> None:
    newest = connection.execute(text("SELECT coalesce(max(id), 0) FROM journal_entry")).scalar()
    try:
        note.unlink(missing_ok=True)
        make_empty(note)
        fill(note, json.dumps({"after": newest, "copies_go": copies_go}).encode("ascii"))
        sync_folder(note.parent)
    except OSError as error:
        raise StudyError(
            f"{note} cannot be written: {error.strerror}.",
            "Nothing was changed. Make room, or make the folder writable.",
        ) from None


def is_unfinished(path: Path) -> bool:
    """Whether a rewriting of this study began and was not carried through, or is on its way."""
    return note_of(path).is_file()


def finish(file: StudyFile) -> bool:
    """Carry through what follows a rewriting; returns whether there was one.

    Raises:
        StudyError: the file cannot be packed now, or a copy cannot be deleted. It is still noted then.
    """
    note = note_of(file.path)
    try:
        told = json.loads(note.read_text(encoding="ascii"))
        after, copies_go = int(told["after"]), bool(told["copies_go"])
    except FileNotFoundError:
        return False
    except (OSError, ValueError, LookupError, TypeError):
        # Nothing is known of it but that it began: all that may have to be done is done.
        after, copies_go = 0, True
    if not _is_done(file, after):
        # Who is at it holds the lock. Where nobody is, it was broken off before anything was changed.
        with file.locked():
            if not _is_done(file, after):
                _forget(note)
                return False
    file.pack()
    if copies_go:
        _delete_copies(file)
    _forget(note)
    if copies_go:
        # Where it cannot be made now, the next change is told so.
        with suppress(StudyError):
            make(file, AFTER_ERASING)
    return True


def _delete_copies(file: StudyFile) -> None:
    folder = folder_of(file.path)
    discard_left_behind(file.path.resolve().parent, _LEFT_BEHIND)
    # Who is making a backup of the state before is waited for.
    failed: list[OSError] = []
    try:
        with held(folder) if folder.is_dir() else nullcontext():
            for copy in [*copies_of(file), unfinished(file.path.resolve())]:
                try:
                    copy.unlink(missing_ok=True)
                except OSError as error:
                    failed.append(error)
    except OSError as error:
        failed.append(error)
    if failed:
        raise StudyError(
            f"{failed[0].filename} holds what was erased, and cannot be deleted: {failed[0].strerror}.",
            "Delete it, then do this again: the study itself is done.",
        )


def _forget(note: Path) -> None:
    try:
        note.unlink(missing_ok=True)
    except OSError as error:
        raise StudyError(
            f"{note} cannot be deleted: {error.strerror}.", "Make the folder writable."
        ) from None


def _is_done(file: StudyFile, after: int) -> bool:
    with file.reading() as connection:
        verbs = connection.execute(
            text("SELECT verb FROM journal_entry WHERE id > :after"), {"after": after}
        ).scalars()
        return any(verb in FOR_GOOD for verb in verbs)


def note_of(path: Path) -> Path:
    """The file that tells that a rewriting of a study is to be carried through."""
    # Beside the file itself, by whatever link it was opened.
    path = path.resolve()
    return path.with_name(path.name + _NOTE)
