"""Words in queries: how free text is found in an excerpt or a name."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from .query import Value
from .text_pieces import UNSPACED, is_unspaced, piece_pattern, pieces_in

_ACCENTS = re.compile("[\u0300-\u036f]+")
_TO_SIMPLIFY = re.compile("[^\x00-\x7f‘’“”–—…]+")
_TOKEN = re.compile(r"\w+")
# Where there are no spaces between words, there are no ends of words.
_IN_WORD = rf"[^\W{UNSPACED}]"


def plain_text(text: str) -> str:
    """Text in the form in which words are searched: case, accents and composition do not count.

    >>> plain_text("Déjà VU")
    'deja vu'
    """
    lower = text.lower()
    return lower if lower.isascii() else _TO_SIMPLIFY.sub(_simplified_match, lower)


def _simplified_match(found: re.Match[str]) -> str:
    return _simplified(found[0])


@lru_cache(maxsize=10_000)
def _simplified(run: str) -> str:
    """Foreign words come again and again: half of the time of a search goes without the cache."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", run))
    return unicodedata.normalize("NFC", plain).casefold()


def words_test(values: Iterable[Value]) -> Callable[[str], bool]:
    """Whether any of the phrases stands in a plain text: whole words in order; before a `*` the last may go on.

    >>> has_rest, has_begun = words_test([Value("Rest")]), words_test([Value("rest", True)])
    >>> has_rest("i need rest."), has_rest("restless"), has_begun("restless"), has_begun("arrest")
    (True, False, True, False)
    """
    tests = [_phrase_test(value) for value in values]
    if len(tests) == 1:
        return tests[0]
    return lambda plain: any(test(plain) for test in tests)


def _phrase_test(value: Value) -> Callable[[str], bool]:
    wanted = plain_text(value.text)
    if is_unspaced(wanted):
        return _piece_test(wanted)
    tokens = _TOKEN.findall(wanted)
    if not tokens:
        marks = wanted.strip()
        return lambda plain: marks in plain
    # The look behind follows the first word, since a pattern that begins with plain letters is found faster.
    first, *others = map(re.escape, tokens)
    begin = rf"{first}(?<!{_IN_WORD}{first})"
    end = "" if value.is_prefix else rf"(?!{_IN_WORD})"
    search = re.compile(r"\W+".join([begin, *others]) + end).search
    rarest = max(tokens, key=len)
    return lambda plain: rarest in plain and search(plain) is not None


def _piece_test(wanted: str) -> Callable[[str], bool]:
    search = re.compile(piece_pattern(pieces_in(wanted))).search
    return lambda plain: search(plain) is not None
