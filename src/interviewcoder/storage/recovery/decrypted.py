"""The pages of a damaged encrypted study, decrypted one by one without SQLCipher, which stops at the first bad one.

SQLCipher 4's pages: AES-256-CBC, then 16 bytes of what the page's chain begins with, then an HMAC-SHA512 of both and the
page's number. The first page begins with the salt instead of SQLite's name.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from ..cipher import SALT_BYTES, Keys, missing_extra
from ..header import MAGIC, looks_random
from .pages import Pages

_PAGE = 4096
_START, _MARK = 16, 64
_RESERVED = _START + _MARK
_MARKS_SALT = 0x3A
_MARKS_ROUNDS = 2
_TRIED = 200
"""Pages that are tried before a passphrase is taken for a wrong one."""


def may_be_encrypted(data: bytes) -> bool:
    """Whether some page of a file looks encrypted."""
    starts = range(0, len(data), max(1, len(data) // _PAGE // _TRIED) * _PAGE)
    return any(looks_random(data[start : start + _PAGE]) for start in starts)


def likely_salts(data: bytes, copies: Iterable[Path]) -> Iterator[bytes]:
    """What the file may have begun with: what stands there, or what its copies begin with."""
    yield data[:SALT_BYTES]
    for copy in copies:
        with suppress(OSError), copy.open("rb") as file:
            yield file.read(SALT_BYTES)


def decrypted(data: bytes, keys: Keys, salts: Iterable[bytes]) -> Pages | None:
    """A file's pages; None if the passphrase fits none of them.

    A damaged page is decrypted as well: a flipped bit spoils 32 bytes of it, and what rows it holds is judged as in a
    plain file.

    Raises:
        StudyError: the extra for encrypted studies is missing.
    """
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ImportError:
        raise missing_extra() from None
    pages = [data[at : at + _PAGE].ljust(_PAGE, b"\x00") for at in range(0, len(data), _PAGE)]
    for salt in dict.fromkeys(salts):
        if len(salt) < SALT_BYTES or salt == MAGIC:
            continue
        key = keys.of(salt).octets
        if _fits(pages, key, salt):
            break
    else:
        return None
    parts = []
    for number, page in enumerate(pages, 1):
        first = SALT_BYTES if number == 1 else 0
        chain = modes.CBC(page[-_RESERVED:-_MARK])
        decryptor = Cipher(algorithms.AES(key), chain).decryptor()
        parts.append(MAGIC[:first] + decryptor.update(page[first:-_RESERVED]) + bytes(_RESERVED))
    return Pages(b"".join(parts), _PAGE, _RESERVED)


def _fits(pages: list[bytes], key: bytes, salt: bytes) -> bool:
    """Whether a page bears the mark that the key gives it."""
    marks_salt = bytes(byte ^ _MARKS_SALT for byte in salt)
    marks_key = hashlib.pbkdf2_hmac("sha512", key, marks_salt, _MARKS_ROUNDS, len(key))
    step = max(1, len(pages) // _TRIED)
    for number in range(1, len(pages) + 1, step):
        page = pages[number - 1]
        first = SALT_BYTES if number == 1 else 0
        signed = page[first:-_MARK] + number.to_bytes(4, "little")
        if hmac.compare_digest(hmac.digest(marks_key, signed, "sha512"), page[-_MARK:]):
            return True
    return False
