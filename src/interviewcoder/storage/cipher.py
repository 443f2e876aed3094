"""Encrypted studies: SQLCipher, an extra, and the keys that it takes.

SQLCipher 4's own settings: a 256-bit key by PBKDF2 with HMAC-SHA512 and 256,000 rounds over a salt of 16 bytes, which are
the file's first; AES-256-CBC and an HMAC-SHA512 on every page. The key is derived here, once for an open study, because SQLCipher would
take a tenth of a second for it on every connection.
"""

import hashlib
import os
import sys
from dataclasses import dataclass, field
from typing import Any

from ..domain.errors import StudyError
from ..domain.passphrase import Passphrase

SALT_BYTES = 16
"""A file begins with its salt, where a plain one begins with SQLite's name."""

_ROUNDS = 256_000
_KEY_BYTES = 32
_MODULE = "sqlcipher3.dbapi2"


def driver() -> Any:
    """SQLCipher's module, which has the interface of `sqlite3`.

    Raises:
        StudyError: the extra is not installed.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise missing_extra() from None
    return dbapi2


def missing_extra() -> StudyError:
    """What is said where the packages of encrypted studies are missing."""
    return StudyError(
        "Encrypted studies are an extra that is not installed.",
        "Install what they need: pip install 'interviewcoder[encrypted]'",
    )


def cipher_errors() -> tuple[type[Exception], ...]:
    """What SQLCipher raises where `sqlite3` raises `sqlite3.Error`; nothing while it is not in use."""
    module = sys.modules.get(_MODULE)
    return () if module is None else (module.Error,)


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What a file's pages are encrypted with."""

    _key: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Key(...)"

    @property
    def octets(self) -> bytes:
        """The key itself, for reading pages without SQLCipher."""
        return self._key

    @property
    def literal(self) -> str:
        """The key and its salt as SQLCipher takes them: as they are, nothing more to derive."""
        return f"\"x'{self._key.hex()}{self.salt.hex()}'\"" if self._key else "''"


NO_KEY = Key(b"", b"")
"""Has SQLCipher open a plain file."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a passphrase opens files with, each derived once."""

    passphrase: Passphrase
    _known: dict[bytes, Key] = field(default_factory=dict, repr=False, compare=False)

    def of(self, salt: bytes) -> Key:
        """The key of a file that begins with `salt`. Takes 0.1 s the first time."""
        key = self._known.get(salt)
        if key is None:
            words = self.passphrase.encoded()
            key = Key(hashlib.pbkdf2_hmac("sha512", words, salt, _ROUNDS, _KEY_BYTES), salt)
            self._known[salt] = key
        return key

    def fresh(self) -> Key:
        """The key of a new file."""
        return self.of(os.urandom(SALT_BYTES))
