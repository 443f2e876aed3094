"""Where the words of a search stand in a text, so that they can be marked."""

import re
import unicodedata

from .search import Match
from .search_query import Term, Words
from .text_pieces import is_unspaced, piece_pattern


class Highlights:
    """Where the wanted words of a search stand in a text; as in the index, accents and case do not count."""

    def __init__(self, words: Words) -> None:
        self._found_by = list(dict.fromkeys(map(regex_of, words.wanted())))

    def __call__(self, text: str) -> tuple[Match, ...]:
        """The spans, in order; what lies within another one is left out, so that none overlap."""
        text = without_accents(text)
        spans = sorted(
            {one.span() for pattern in self._found_by for one in pattern.finditer(text)},
            key=lambda span: (span[0], -span[1]),
        )
        apart: list[Match] = []
        for span in spans:
            if not apart or span[0] >= apart[-1][1]:
                apart.append(span)
        return tuple(apart)


def regex_of(term: Term) -> re.Pattern[str]:
    """What a term fits in a text without accents."""
    bare = [without_accents(word) for word in term.words]
    if term.is_anywhere:
        return re.compile(piece_pattern(bare), re.IGNORECASE)
    words = r"[\W_]+".join(map(re.escape, bare))
    end = r"[^\W_]*" if term.is_prefix else r"(?![^\W_])"
    return re.compile(rf"(?<![^\W_]){words}{end}", re.IGNORECASE)


class _Bare(dict[int, str]):
    """Letters without their accents, worked out when they are first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare, rest = letter, ""
        if len(apart := unicodedata.normalize("NFD", letter)) > 1:
            bare, rest = apart[0], apart[1:]
        # What falls into others than marks is not a letter with an accent, such as a syllable of Hangul.
        has_accents = all(map(unicodedata.combining, rest)) and not is_unspaced(letter)
        self[code] = bare if has_accents else letter
        return self[code]


_BARE = _Bare()


def without_accents(words: str) -> str:
    """The words without accents, in as many characters, so that positions stay. A mark on a kana is no accent."""
    return words if words.isascii() else words.translate(_BARE)
