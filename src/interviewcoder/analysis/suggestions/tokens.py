"""The words that texts are compared by, in any script."""

from collections.abc import Iterator
from typing import NamedTuple

from interviewcoder.domain.whole_words import stands_alone, word_key, word_pattern

_SHORTEST_PIECE, _LONGEST_PIECE = 3, 4


class Token(NamedTuple):
    """A word as it is compared, and where it stands in its text."""

    key: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order.

    Where words are written without spaces between them, each pair of neighbouring characters is one.

    >>> [token.key for token in tokens("Prices, again: 価格が")]
    ['prices', 'again', '価格', '格が']
    """
    before: Token | None = None
    joined = False
    for match in word_pattern().finditer(text):
        word = match[0]
        now = Token(word_key(word), match.start(), match.end())
        if stands_alone(word):
            if before is not None:
                if before.end == now.start:
                    yield Token(before.key + now.key, before.start, now.end)
                    before, joined = now, True
                    continue
                if not joined:
                    yield before
            before, joined = now, False
            continue
        if before is not None and not joined:
            yield before
        before = None
        yield now
    if before is not None and not joined:
        yield before


def pieces(key: str) -> list[str]:
    """What a word is made of: runs of three and four characters, its ends among them; single ones where a character
    says as much as a word.

    >>> pieces("cost"), pieces("価格")
    (['<co', 'cos', 'ost', 'st>', '<cos', 'cost', 'ost>'], ['価', '格', '価格'])
    """
    if stands_alone(key):
        return [*key, key] if len(key) > 1 else [key]
    marked = f"<{key}>"
    return [
        marked[start : start + length]
        for length in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1)
        for start in range(len(marked) - length + 1)
    ]
