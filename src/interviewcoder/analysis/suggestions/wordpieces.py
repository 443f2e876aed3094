"""WordPiece: a text as the pieces that the sentence model was trained on (Schuster and Nakajima 2012; BERT, uncased).

The vocabulary beside this file is that of BERT base uncased (Google, Apache License 2.0), which the model's package does not
bring along.
"""

import gzip
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

_PADDING, _UNKNOWN, _BEGIN, _END = 0, 100, 101, 102
_LONGEST_WORD = 100
_LONGEST_TEXT = 20_000
"""Characters; far more than the model takes."""
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


def piece_numbers(text: str, most: int) -> list[int]:
    """The numbers of a text's pieces, with the marks of its beginning and end; `most` of them at most."""
    found = [_BEGIN]
    for word in _words(text[:_LONGEST_TEXT]):
        found.extend(_pieces(word))
        if len(found) >= most - 1:
            break
    return [*found[: most - 1], _END]


def _words(text: str) -> Iterator[str]:
    """Words and marks of punctuation, in small letters without accents."""
    spaced = []
    for character in text:
        code = ord(character)
        if character in "\t\n\r":
            spaced.append(" ")
        elif code in (0, 0xFFFD) or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs"):
            continue
        elif any(first <= code <= last for first, last in _IDEOGRAPHS):
            spaced.append(f" {character} ")
        else:
            spaced.append(character)
    for word in "".join(spaced).split():
        bare = unicodedata.normalize("NFD", word.lower() if word.isascii() else _lower(word))
        begin = 0
        kept = [one for one in bare if unicodedata.category(one) != "Mn"]
        for place, character in enumerate(kept):
            if _is_punctuation(character):
                if place > begin:
                    yield "".join(kept[begin:place])
                yield character
                begin = place + 1
        if begin < len(kept):
            yield "".join(kept[begin:])


def _lower(word: str) -> str:
    """Accents go before case does."""
    bare = unicodedata.normalize("NFD", word)
    return "".join(one for one in bare if unicodedata.category(one) != "Mn").lower()


def _is_punctuation(character: str) -> bool:
    code = ord(character)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(character).startswith("P")


@lru_cache(50_000)
def _pieces(word: str) -> tuple[int, ...]:
    """The longest pieces from the left; a word that they do not make up is one unknown piece."""
    known = _vocabulary()
    if len(word) > _LONGEST_WORD:
        return (_UNKNOWN,)
    found: list[int] = []
    start = 0
    while start < len(word):
        for end in range(len(word), start, -1):
            number = known.get(word[start:end] if not start else f"##{word[start:end]}")
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return (_UNKNOWN,)
    return tuple(found)


@lru_cache(1)
def _vocabulary() -> dict[str, int]:
    packed = (files(__package__) / "wordpieces.txt.gz").read_bytes()
    return {
        piece: number for number, piece in enumerate(gzip.decompress(packed).decode().split("\n"))
    }
