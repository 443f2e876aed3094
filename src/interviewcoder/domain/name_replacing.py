"""Putting pseudonyms in the place of names, wherever they stand."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from .edits import Edit, edited
from .whole_words import Found, WholeWords


class Replaced(Protocol):
    """A name and what is put in its place."""

    @property
    def name(self) -> str:
        """As whole words, whatever their case."""

    @property
    def pseudonym(self) -> str:
        """What is put there."""

    @property
    def capital(self) -> bool:
        """Whether only what begins with a capital letter is the name."""


class Replacing:
    """Finds names in texts and replaces them, the longest of those that begin alike first.

    A name that is a word too is left alone where it begins with a small letter, but for texts without white space
    that hold more than it (a file's name).
    """

    def __init__(self, names: Iterable[Replaced]) -> None:
        self._names = tuple(names)
        self._finder = WholeWords(one.name for one in self._names)
        # The same names of sources, codes and people come up again and again.
        self._without = lru_cache(maxsize=10_000)(lambda text: edited(text, self.edits(text)))

    def found(self, text: str) -> Iterator[Found]:
        """Where names stand, in order; `term` is the number of the name."""

        def accepts(written: str, term: int) -> bool:
            if not self._names[term].capital or not _begins_small(written):
                return True
            return len(text) > len(written) and not any(mark.isspace() for mark in text)

        return self._finder.find(text, accepts)

    def edits(self, text: str) -> list[Edit]:
        """What replaces the names, in order."""
        return [
            Edit(one.start, one.end, self._names[one.term].pseudonym) for one in self.found(text)
        ]

    def __call__(self, text: str) -> str:
        """The text without the names."""
        return self._without(text)


def _begins_small(written: str) -> bool:
    first = next((mark for mark in written if mark.isalpha()), "")
    return first.islower()
