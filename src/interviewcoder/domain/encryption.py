"""What became of a study's files when it was encrypted, decrypted or given another passphrase."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Conversion:
    """The files that were converted, and those that were not."""

    converted: tuple[Path, ...] = ()
    """The study and its backups, as they were replaced; without those that were as they should be."""

    left: tuple[tuple[Path, str], ...] = ()
    """Backups that stay as they are, with the reason."""

    named_twice: tuple[Path, ...] = ()
    """Files that had another name (a hard link), under which their plain bytes are still there."""
