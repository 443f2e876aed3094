"""Names for files that any file system takes, made from names that people chose."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from hashlib import sha256
from itertools import count

LONGEST = 80
"""The most characters of a file name without its suffix."""

_RESERVED = {"index", "readme", "con", "prn", "aux", "nul", "conin", "conout", "clock"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_APOSTROPHES = re.compile(r"['’ʼ]")
_NOT_ALLOWED = re.compile("[^a-z0-9]+")


def slug(name: str) -> str:
    """The name in `a-z`, `0-9` and `-`, at most `LONGEST` characters; may be empty.

    >>> slug("Åsa’s  Careful Planner!"), slug("価格")
    ('asas-careful-planner', '')
    """
    base = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name)).casefold()
    plain = "".join(mark for mark in base if not unicodedata.combining(mark))
    words = _NOT_ALLOWED.sub("-", _APOSTROPHES.sub("", plain))
    return words.strip("-")[:LONGEST].strip("-")


def file_names(
    named: Iterable[tuple[str, str]], stem: str, taken: Collection[str] = ()
) -> list[str]:
    """A distinct file name, without suffix, for each name.

    A name without usable letters, a reserved one and one that is taken get a piece of a hash, which
    depends on the name and its key only, so that a file keeps its name from export to export.

    Args:
        named: pairs of a name and a key that is its own (a GUID).
        stem: what a nameless thing is called.
        taken: names that are in use.
    """
    used = set(taken)
    names: list[str] = []
    for name, key in named:
        chosen = slug(name)
        if not chosen or chosen in _RESERVED or chosen in used:
            base = (chosen or stem)[: LONGEST - 9]
            chosen = next(
                candidate
                for attempt in count()
                if (candidate := f"{base}-{_digest(name, key, attempt)}") not in used
            )
        used.add(chosen)
        names.append(chosen)
    return names


def _digest(name: str, key: str, attempt: int) -> str:
    text = f"{key}\n{name}\n{attempt}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
