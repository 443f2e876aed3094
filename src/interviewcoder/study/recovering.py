"""Getting a damaged study back into a new file, as far as its bytes allow."""

from pathlib import Path

from ..domain.errors import PassphraseError, StudyError
from ..domain.passphrase import Passphrase
from ..domain.recovery import Recovery
from ..storage.cipher import Keys
from ..storage.copies import likely_copies
from ..storage.header import APPLICATION_ID, plain_marks, require_known
from ..storage.open_files import is_open_here
from ..storage.recovery.decrypted import decrypted, likely_salts, may_be_encrypted
from ..storage.recovery.pages import pages_of
from ..storage.recovery.rescue import Read, read, rescue
from ..storage.recovery.snapshot import states_of
from .files import shown


def recover(
    damaged: str | Path, new: str | Path, *, passphrase: Passphrase | None = None
) -> Recovery:
    """Write what a damaged study still holds to a new study, which is encrypted if the damaged one is.

    The damaged file is only read: all work is done on a copy of its bytes.

    Args:
        damaged: a study that does not open, or whose check finds something bad.
        new: where the new study goes; nothing may be there yet.
        passphrase: what an encrypted study was opened with; a plain one needs none and minds none.

    Raises:
        PassphraseError: it looks encrypted, and the passphrase is missing or fits none of its pages.
        StudyError: there is no such file, it is open here, a newer program made it, nothing of a study is in it, or
            the new one cannot be written.
    """
    path, target = Path(damaged), Path(new)
    if not path.is_file():
        raise StudyError(f"{shown(path)} is not a file.", "Give the path of the damaged study.")
    if is_open_here(path):
        raise StudyError(f"{shown(path)} is open.", "Close it first.")
    if target.exists() or target.is_symlink():
        raise StudyError(f"{shown(target)} exists already.", "Choose another name.")
    if not target.parent.is_dir():
        raise StudyError(f"The folder {shown(target.parent)} does not exist.", "Create it first.")
    keys = None if passphrase is None else Keys(passphrase)
    try:
        with states_of(path, target.parent, keys) as states:
            found = [_read(path, data, keys) for data in states]
    except OSError as error:
        raise StudyError(
            f"{shown(path)} cannot be copied: {error.strerror}.",
            "Check its permissions and the free space of the folder of the new study.",
        ) from None
    best = max(found, key=lambda one: one.rows)
    encrypted = passphrase if best.encrypted else None
    rolled_back = len(found) > 1 and best is found[0]
    return rescue(best, path, target, encrypted, rolled_back=rolled_back)


def _read(path: Path, data: bytes, keys: Keys | None) -> Read:
    """What the bytes of a file hold, which may be encrypted."""
    _require_no_newer(path, data)
    plain = read(pages_of(data))
    if plain.rows or not may_be_encrypted(data):
        return plain
    if keys is None:
        raise PassphraseError(f"{shown(path)} may be an encrypted study.", "Give its passphrase.")
    pages = decrypted(data, keys, likely_salts(data, likely_copies(path)))
    if pages is None:
        raise PassphraseError(
            f"The passphrase fits no page of {shown(path)}.",
            "Type it again. If the file's first bytes are damaged, put a backup of it into the folder "
            f"{shown(path.name)}.backups: it begins with the same ones. Else go back to that backup.",
        )
    _require_no_newer(path, pages.data)
    return read(pages)


def _require_no_newer(path: Path, data: bytes) -> None:
    """See that no newer program made the file: what it keeps there would be lost."""
    told = plain_marks(data[:100])
    if told is not None and told[0] == APPLICATION_ID:
        require_known(path, *told)
