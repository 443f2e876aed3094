"""Encrypting a study that is there, decrypting it, and changing its passphrase, its backups included."""

from collections.abc import Sequence
from pathlib import Path

from ..domain.encryption import Conversion
from ..domain.errors import PassphraseError, StudyError
from ..domain.passphrase import Passphrase
from ..storage.backup_folder import discard_begun
from ..storage.cipher import Keys, driver
from ..storage.conversion import convert, opens
from ..storage.copies import likely_copies
from .files import shown

Opener = Keys | None
"""What a file opens with; None for a plain one."""


def require_extra() -> None:
    """See that encrypted studies can be made here, before anybody thinks of a passphrase.

    Raises:
        StudyError: the extra is missing.
    """
    driver()


def encrypt(path: Path, passphrase: Passphrase) -> Conversion:
    """Encrypt a study and its backups. Where that was broken off, calling it again does the rest.

    Raises:
        PassphraseError: it is encrypted already, with another passphrase.
        StudyError: the passphrase is short, the extra is missing, the study is open somewhere or cannot be written, or
            it is encrypted already and so are its backups.
    """
    passphrase.require_long_enough()
    require_extra()
    keys = Keys(passphrase)
    if is_encrypted(path):
        if not opens(path, keys):
            raise PassphraseError(
                f"{shown(path)} is encrypted already, with another passphrase.",
                "To change it: interviewcoder passphrase",
            )
        rest = _with_copies((), _copies_of(path), [None], keys)
        if not rest.converted and not rest.left:
            raise StudyError(f"{shown(path)} is encrypted already.", "There is nothing to do.")
        return rest
    return _with_copies((path,), _copies_of(path), [None], keys)


def decrypt(path: Path, passphrase: Passphrase) -> Conversion:
    """Make a plain study of an encrypted one, and of its backups.

    Raises:
        PassphraseError: the passphrase is not right.
        StudyError: it is not encrypted, is open somewhere or cannot be written.
    """
    keys = Keys(passphrase)
    _require_fitting(path, keys)
    return _with_copies((path,), _copies_of(path), [keys], None)


def change_passphrase(path: Path, old: Passphrase, new: Passphrase) -> Conversion:
    """Encrypt a study and its backups with another passphrase and fresh keys.

    Raises:
        PassphraseError: the old passphrase is not right.
        StudyError: the new one is short or the old one again, or the study is not encrypted, is open somewhere or
            cannot be written.
    """
    new.require_long_enough()
    if new == old:
        raise StudyError("The new passphrase is the old one.", "Choose another.")
    keys = Keys(old)
    _require_fitting(path, keys)
    return _with_copies((path,), _copies_of(path), [keys, None], Keys(new))


def is_encrypted(path: Path) -> bool:
    """Whether a study that is not open here is encrypted, or looks so.

    Raises:
        StudyError: it is no study.
    """
    return not opens(path, None)


def require_encrypted(path: Path) -> None:
    """See that a study is encrypted, or looks so.

    Raises:
        StudyError: it is a plain one, or no study.
    """
    if not is_encrypted(path):
        raise StudyError(
            f"{shown(path)} is not encrypted.", "To encrypt it: interviewcoder encrypt"
        )


def fitting(path: Path, passphrase: Passphrase) -> Passphrase:
    """The passphrase, if it opens the study.

    Raises:
        PassphraseError: it does not.
        StudyError: the study is a plain one, or no study.
    """
    _require_fitting(path, Keys(passphrase))
    return passphrase


def _require_fitting(path: Path, keys: Keys) -> None:
    require_encrypted(path)
    if not opens(path, keys):
        raise _not_right(path)


def _not_right(path: Path) -> PassphraseError:
    return PassphraseError(
        f"{shown(path)} does not open with this passphrase.", "Nothing was changed."
    )


def _copies_of(path: Path) -> list[Path]:
    """The copies of a study that can be replaced: a link leads to a file that is somebody else's.

    A backup that was begun when a process was killed is none, and goes.
    """
    discard_begun(path)
    return [copy for copy in likely_copies(path) if copy.is_file() and not copy.is_symlink()]


def _with_copies(
    study: Sequence[Path], copies: Sequence[Path], olds: Sequence[Opener], new: Opener
) -> Conversion:
    """Convert the study, which must succeed, and then those of its copies that can be."""
    converted: list[Path] = []
    left: list[tuple[Path, str]] = []
    named_twice: list[Path] = []

    def one(path: Path) -> None:
        if opens(path, new):
            return
        fitting = [old for old in olds if opens(path, old)]
        if not fitting:
            raise _not_right(path)
        if not convert(path, fitting[0], new):
            named_twice.append(path)
        converted.append(path)

    for path in study:
        one(path)
    for path in copies:
        try:
            one(path)
        except StudyError as error:
            left.append((path, error.message))
    return Conversion(tuple(converted), tuple(left), tuple(named_twice))
