"""Searches with pieces of text, which no index of words can find: they are looked for in the texts themselves."""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from time import monotonic
from typing import TYPE_CHECKING

from ..domain.errors import StudyError
from ..domain.highlights import regex_of, without_accents
from ..domain.search_query import Both, Either, Part, Term, Without, Words, is_complement
from ..domain.text_pieces import is_all_unspaced

if TYPE_CHECKING:
    from ..analysis.patterns import TextToSearch

_AT_ONCE = 1_000
"""So many passages are searched between two looks whether there is time left."""

Look = Callable[[], None]
"""Raises a `StudyError` where it is time to end."""


def look_at(seconds: float, is_given_up: Callable[[], bool]) -> Look:
    """A look at the time from now on, and at whether anybody still waits."""
    ends = monotonic() + seconds

    def look() -> None:
        if monotonic() >= ends:
            raise StudyError(
                f"The words were not looked for to the end within {seconds:g} seconds.",
                "Search in one source, or give it more time.",
            )
        if is_given_up():
            raise StudyError("The search was given up.", "")

    return look


def passages_holding(
    words: Words,
    texts: Iterable["TextToSearch"],
    with_words: Callable[[Words], Iterable[int]],
    look: Look,
) -> list[int]:
    """The ids of the passages that a search with pieces of text is true of, as they were imported.

    Args:
        words: what is searched for.
        texts: with all passages that are searched.
        with_words: finds the passages of a search without pieces.
        look: called every now and then.
    """
    holding: dict[Term, set[int]] = {piece: set() for piece in words.pieces()}
    everywhere: set[int] = set()
    for one in texts:
        everywhere.update(one.ids)
        for piece, ids in holding.items():
            ids.update(_holding(piece, one, look))

    def true_of(part: Part) -> set[int]:
        if not (Words(part).pieces() or is_complement(part)):
            return set(with_words(Words(part)))
        match part:
            case Term():
                return holding[part]
            case Without():
                return everywhere - true_of(part.part)
            case Both():
                return reduce(set.__and__, map(true_of, part.parts))
            case Either():
                return reduce(set.__or__, map(true_of, part.parts))

    return sorted(true_of(words.part) & everywhere)


def _holding(piece: Term, searched: "TextToSearch", look: Look) -> Iterator[int]:
    text = searched.text
    if not all(map(is_all_unspaced, piece.words)):
        text = without_accents(text)
    look()
    search = regex_of(piece).search
    if search(text) is None:
        return
    for place, (start, end) in enumerate(searched.spans):
        if place % _AT_ONCE == 0:
            look()
        if search(text, start, end) is not None:
            yield searched.ids[place]
