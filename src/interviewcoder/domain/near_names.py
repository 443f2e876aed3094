"""Names that are nearly the same: what a coder may have called one thing twice.

Words are compared without case, accents, endings and the small words between them, in any order. A warning may be wrong
now and then, so nothing hangs on it but a second look.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .text import name_key, one_line

_ALIKE = 0.87
"""How like the letters of two names must be, 0 to 1, for one to be a slip of the other."""
_STEM = 4
"""Words that begin with so many equal letters, which are most of them, are forms of one word: anxious, anxiety."""
_STEM_SHARE = 0.55
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "at",
        "be",
        "being",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "over",
        "the",
        "their",
        "them",
        "they",
        "to",
        "with",
    ]
)
_NOT = frozenset(
    [
        "no",
        "non",
        "not",
        "without",
        "against",
        "never",
        "kein",
        "keine",
        "nicht",
        "ohne",
        "pas",
        "sans",
        "sin",
    ]
)


@dataclass(frozen=True, slots=True)
class _Name:
    written: str
    words: tuple[str, ...]
    turned: frozenset[str]
    """What in it tells names apart that are alike otherwise: numbers, and words that deny."""


class NearNames:
    """Finds among some names those that are nearly another one.

    Args:
        names: the names to look among.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = [_name(written) for written in names]

    def of(self, name: str) -> list[str]:
        """The names that are nearly this one, but not the same for `name_key`; the most like it first.

        >>> NearNames(["Price anxiety", "Order"]).of("anxious about Price")
        ['Price anxiety']
        """
        wanted, key = _name(name), name_key(name)
        if not wanted.words:
            return []
        likeness = [
            (_likeness(wanted, one), one.written)
            for one in self._names
            if one.turned == wanted.turned and name_key(one.written) != key
        ]
        near = sorted((pair for pair in likeness if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
        return [written for _, written in near]


def nearly(names: Sequence[str]) -> str:
    """What is said of a new name by which there are nearly the same: the first two of them.

    >>> nearly(["Price anxiety"])
    'There is “Price anxiety”, which is nearly the same.'
    """
    shown = " and ".join(f"“{one_line(name, 60)}”" for name in names[:2])
    return f"There {'is' if len(names) == 1 else 'are'} {shown}, which {'is' if len(names) == 1 else 'are'} nearly the same."


def _name(written: str) -> _Name:
    plain = unicodedata.normalize("NFKD", written.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _WORD.findall(letters)
    own = [word for word in words if word not in _SMALL] or words
    turned = frozenset(word for word in own if word in _NOT or any(map(str.isdigit, word)))
    return _Name(written, tuple(sorted(map(_singular, own))), turned)


def _singular(word: str) -> str:
    """A word without the ending of its plural, as English and its neighbours form it."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _likeness(one: _Name, other: _Name) -> float:
    if one.words == other.words:
        return 1.0
    if _forms_of_the_same(one.words, other.words):
        return 0.95
    matcher = SequenceMatcher(None, "".join(one.words), "".join(other.words), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()


def _forms_of_the_same(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the words are the same, or forms of the same word, one by one; a name of one word has to be the same."""
    if len(some) != len(others) or len(some) < 2:
        return False
    left = list(others)
    for word in some:
        match = next((one for one in left if _one_word(word, one)), None)
        if match is None:
            return False
        left.remove(match)
    return bool(set(some) & set(others))


def _one_word(word: str, other: str) -> bool:
    if word == other:
        return True
    begin = next(
        (at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    return begin >= _STEM and begin >= _STEM_SHARE * max(len(word), len(other))
