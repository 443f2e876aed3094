"""What may still tell who somebody is in texts without participants' names: other forms of names, e-mails, phones."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from .identifiers import identifiers
from .name_review import NameKind
from .name_words import COMMON
from .text import name_key, one_line
from .whole_words import words_of

_SHORTEST, _SHORTEST_BEGINNING = 3, 4
_LONGEST_ENDING = 2
_NAMED = 5

_MAY_IDENTIFY = re.compile(r"[\d@]|\w\.\w|\bdot\b|[(\[]dot|://", re.IGNORECASE)
"""What is in each that has a form: most texts need not be searched for every form."""

_TOLD = {
    NameKind.EMAIL: ("e-mail address", "e-mail addresses"),
    NameKind.PHONE: ("phone number", "phone numbers"),
    NameKind.WEB: ("web address", "web addresses"),
    NameKind.ADDRESS: ("street address or postcode", "street addresses or postcodes"),
    NameKind.NUMBER: ("number of a person or an account", "numbers of people or accounts"),
}


class NamesLeft:
    """Counts what may still identify somebody in texts from which names were taken; each text is counted once.

    A word is another form of a name where it is a part of one in another case (`marisol`) or without its accents
    (`Gomez`), or begins with one and has up to two letters more (`Marisols`, `Tadeuszem`). English words that are
    names too (`will`) are none.

    >>> left = NamesLeft(["Marisol Gómez", "Will"])
    >>> left.look("marisol will ask P01's mother, Mrs Gomez: m.g@example.org or +49 30 1234567")
    >>> left.told()
    "What may still tell who somebody is: 2 words like participants' names (Gomez, marisol), 1 e-mail address, 1 phone number. Look for them before you share this."
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names as they were before."""
        self._words = {
            plain
            for name in names
            for word in words_of(name)
            if len(plain := _plain(word)) >= _SHORTEST and plain not in COMMON and plain.isalpha()
        }
        self._forms: Counter[str] = Counter()
        self._kinds: Counter[NameKind] = Counter()
        self._seen: set[int] = set()
        self._known: dict[str, bool] = {}

    def look(self, text: str) -> None:
        """Count what is in a text."""
        # A text is told by its hash: it may be long, and be given once for each of its codings.
        if not text or (mark := hash(text)) in self._seen:
            return
        self._seen.add(mark)
        for word in words_of(text):
            if word not in self._known:
                self._known[word] = self._is_form(word)
            if self._known[word]:
                self._forms[word] += 1
        if _MAY_IDENTIFY.search(text):
            for one in identifiers(text):
                self._kinds[one.kind] += 1

    def told(self) -> str:
        """What was found, with how often, in a sentence; empty where nothing was."""
        found = []
        if many := self._forms.total():
            words = ", ".join(one_line(word, 40) for word in sorted(self._forms)[:_NAMED])
            more = ", ..." if len(self._forms) > _NAMED else ""
            noun = "word" if many == 1 else "words"
            found.append(f"{many} {noun} like participants' names ({words}{more})")
        for kind, (one, several) in _TOLD.items():
            if many := self._kinds[kind]:
                found.append(f"{many} {one if many == 1 else several}")
        if not found:
            return ""
        return (
            f"What may still tell who somebody is: {', '.join(found)}. "
            "Look for them before you share this."
        )

    def _is_form(self, word: str) -> bool:
        plain = _plain(word)
        if plain in self._words:
            return True
        return word[0].isupper() and any(
            len(plain) - ending >= _SHORTEST_BEGINNING and plain[:-ending] in self._words
            for ending in range(1, _LONGEST_ENDING + 1)
        )


def _plain(word: str) -> str:
    """A word without case and accents."""
    apart = unicodedata.normalize("NFKD", name_key(word))
    return "".join(mark for mark in apart if not unicodedata.combining(mark))
