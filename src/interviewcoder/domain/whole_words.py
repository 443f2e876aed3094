"""Names and other strings found in texts as whole words, whatever their case and composition.

A word is a run of letters with the marks on them, or a run of figures, so that `_` and figures do not hide a
name (`interview_01_ana`) and a name inside a longer word is none (`bananas`). In scripts that are written
without spaces, and in Korean, where particles hang on names, each character is a word of its own.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .text import name_key

_WITHOUT_SPACES = (
    "\u0e01-\u0e30\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3\u3041-\u3096\u30a1-\u30fa\u30fc"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Kana, Han and Hangul."""
_MOST_FORMS = 500_000
"""Distinct spellings that are remembered at most."""

Accepts = Callable[[str, int], bool]
"""Whether a string, as it is written in a text, stands for the term of this number."""


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text: `[start, end)` in code points, and the term's number."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class _Term:
    number: int
    words: tuple[str, ...]
    """The keys of its words."""
    gaps: tuple[str, ...]
    """What stands before its words, one each, and after the last."""


class WholeWords:
    """Finds terms in texts: the leftmost first, of those that begin alike the longest; they do not overlap.

    >>> finder = WholeWords(["Ana", "ANA Gomez", "+49 30 1234"])
    >>> [(one.start, one.end, one.term) for one in finder.find("Anabel, ana's, Ana  Gómez, Ana Gomez: +49 30 1234")]
    [(8, 11, 0), (15, 18, 0), (27, 36, 1), (38, 49, 2)]
    """

    def __init__(self, terms: Iterable[str]) -> None:
        """Take the terms, which are numbered from 0; one without any letter or figure is never found."""
        self._by_first: dict[str, list[_Term]] = {}
        for number, term in enumerate(terms):
            words = list(word_pattern().finditer(term))
            if not words:
                continue
            ends = (0, *(word.end() for word in words))
            starts = (*(word.start() for word in words), len(term))
            gaps = tuple(_gap(term[end:start]) for end, start in zip(ends, starts, strict=True))
            keys = tuple(word_key(word[0]) for word in words)
            self._by_first.setdefault(keys[0], []).append(_Term(number, keys, gaps))
        for alike in self._by_first.values():
            # Longest first; of two that are spelled alike, the one that was given first.
            alike.sort(key=lambda one: -sum(map(len, one.words + one.gaps)))
        self._forms: dict[str, list[_Term] | None] = {}

    def find(self, text: str, accepts: Accepts | None = None) -> Iterator[Found]:
        """The terms in a text, in order.

        Args:
            text: any text.
            accepts: what else must be true of a string as it is written there; a shorter term may still be found
                where it is not.
        """
        if not self._by_first:
            return
        forms, position = self._forms, 0
        for word in word_pattern().finditer(text):
            form = word[0]
            if form not in forms:
                if len(forms) >= _MOST_FORMS:
                    forms.clear()
                forms[form] = self._by_first.get(word_key(form))
            terms = forms[form]
            if terms is None or word.start() < position:
                continue
            for term in terms:
                span = _span(text, word.start(), word.end(), term)
                if span is None or span[0] < position:
                    continue
                if accepts is None or accepts(text[span[0] : span[1]], term.number):
                    yield Found(*span, term.number)
                    position = span[1]
                    break


def _span(text: str, start: int, end: int, term: _Term) -> tuple[int, int] | None:
    """Where the term stands whose first word is there."""
    begin = start - len(term.gaps[0])
    if begin < 0 or _gap(text[begin:start]) != term.gaps[0]:
        return None
    for key, gap in zip(term.words[1:], term.gaps[1:-1], strict=True):
        following = word_pattern().search(text, end)
        if (
            following is None
            or word_key(following[0]) != key
            or _gap(text[end : following.start()]) != gap
        ):
            return None
        end = following.end()
    last = term.gaps[-1]
    if last and _gap(text[end : end + len(last)]) != last:
        return None
    return begin, end + len(last)


@lru_cache(100_000)
def word_key(word: str) -> str:
    """What two words are compared by: case and composition do not tell them apart."""
    return name_key(word if word.isascii() else unicodedata.normalize("NFC", word))


def words_of(text: str) -> list[str]:
    """The words of a text, in order.

    >>> words_of("Zoë's 2nd")
    ['Zoë', 's', '2', 'nd']
    """
    return word_pattern().findall(text)


def stands_alone(word: str) -> bool:
    """Whether a word is of a script in which words are not told apart here, vowels of Thai and Lao among them.

    >>> stands_alone("価"), stands_alone("a")
    (True, False)
    """
    return _alone().match(word) is not None


@lru_cache(1)
def _alone() -> re.Pattern[str]:
    return re.compile(rf"[{_WITHOUT_SPACES}\u0e00-\u0eff]")


@lru_cache(1)
def word_pattern() -> re.Pattern[str]:
    """One word."""
    marks = _ranges(code for code in range(0x300, 0x10000) if _is_mark(code))
    letters = rf"[^\W\d_{_WITHOUT_SPACES}]"
    return re.compile(rf"{letters}+(?:[{marks}]+{letters}*)*|[{_WITHOUT_SPACES}][{marks}]*|\d+")


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code)) in ("Mn", "Mc")


def _ranges(codes: Iterable[int]) -> str:
    """Code points in ascending order as the inside of a character class."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


def _gap(between: str) -> str:
    """What stands between two words, for comparing: one kind of space, as which `_` counts, and of apostrophe."""
    if between in ("", " "):
        return between
    return re.sub(r"[\s_]+", " ", between).replace("’", "'")
