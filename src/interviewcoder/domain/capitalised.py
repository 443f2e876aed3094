"""Names guessed from capital letters, where no language model tells better."""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from .name_words import LINKS, NO_NAMES, TITLES

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SPOKEN = re.compile(r"(?<![\w@./-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/-]|\.\w)")
"""A word that is no part of an address."""
_LONGEST_SHORT = 4
"""The letters of titles that end in a dot."""
_NOUNS_ARE_CAPITAL = ("de", "lb")
_SENTENCE_ENDS = ".!?:;…\n\r\t|#*>"
_BESIDE = " \u00a0\"'“”‘’«»„([{-–—_"


@dataclass(frozen=True, slots=True)
class Guess:
    """A run of capitalised words: `[start, end)`, and whether a title before it makes it a person's."""

    start: int
    end: int
    titled: bool


def guesses(text: str, language: str, small: Container[str] = ()) -> Iterator[Guess]:
    """Runs of words with capital letters, without words that have theirs because they begin a sentence.

    In a language that writes nouns with a capital, only those behind a title.

    Args:
        small: words that the study writes in small letters too.

    >>> text = "When Anna Berg came, Dr. Hale was in Leeds. There Lou de Wit left."
    >>> [text[one.start : one.end] for one in guesses(text, "en", {"when", "there"})]
    ['Anna Berg', 'Hale', 'Leeds', 'Lou de Wit']
    """
    only_titled = language.lower().split("-")[0] in _NOUNS_ARE_CAPITAL
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        first = words[at]
        if not _is_capital(first[0]):
            at += 1
            continue
        last = _last_of_run(text, words, at)
        titled = False
        begin = at
        while begin <= last and words[begin][0].casefold() in TITLES:
            titled, begin = True, begin + 1
        if begin == at and at:
            titled = _is_title_before(text, words[at - 1], first)
        if begin > last and last + 1 < len(words):
            # `Dr.` ends in a dot, so that its name begins a run of its own.
            at = last + 1
            continue
        if begin == at and not titled and _begins_sentence(text, first.start()):
            begin += at == last or first[0].casefold() in small
        while begin <= last and words[begin][0].casefold() in NO_NAMES | LINKS:
            begin += 1
        at = last + 1
        if begin <= last and (titled or not only_titled):
            yield Guess(words[begin].start(), _end_of(words[last]), titled)


def _is_title_before(text: str, title: re.Match[str], word: re.Match[str]) -> bool:
    between = text[title.end() : word.start()]
    if title[0].casefold() not in TITLES or not title[0][0].isupper():
        return False
    return between == " " or (between == ". " and len(title[0]) <= _LONGEST_SHORT)


def _last_of_run(text: str, words: list[re.Match[str]], at: int) -> int:
    last = at
    for following in range(at + 1, min(at + 7, len(words))):
        if text[words[following - 1].end() : words[following].start()] != " ":
            break
        word = words[following][0]
        if _is_capital(word) and word.casefold() not in NO_NAMES:
            last = following
        elif word not in LINKS:
            break
        if words[following][0].endswith(("'s", "’s")):
            break
    return last


def _end_of(word: re.Match[str]) -> int:
    return word.end() - 2 if word[0].endswith(("'s", "’s")) else word.end()


def _is_capital(word: str) -> bool:
    """Whether a word is written as names are: a capital first, and not all of it (SMS, USA)."""
    return len(word) > 1 and word[0].isupper() and not word.isupper()


def _begins_sentence(text: str, start: int) -> bool:
    while start and text[start - 1] in _BESIDE:
        start -= 1
    return start == 0 or text[start - 1] in _SENTENCE_ENDS


def small_words(text: str) -> Counter[str]:
    """How often words stand in a text in small letters, in lines whose speech begins with a capital letter.

    A transcript without capitals tells nothing of what is a word and what a name.
    """
    found: Counter[str] = Counter()
    for line in text.split("\n"):
        _, colon, said = line.partition(": ")
        said = (said if colon else line).lstrip(_BESIDE)
        if said[:1].isupper():
            found.update(word for word in _SPOKEN.findall(said) if word.islower())
    return found


def large_words(text: str) -> Counter[str]:
    """How often words stand in a text with a capital letter, by the words in small letters."""
    return Counter(word.casefold() for word in _WORD.findall(text) if word[0].isupper())
