"""Pseudonyms: P01, P02, ... for participants' names and S01, S02, ... for those of others who speak, wherever they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from interviewcoder.domain.coding import Span
from interviewcoder.domain.edits import Edit, edited, moved
from interviewcoder.domain.names_left import NamesLeft
from interviewcoder.domain.participant_names import SOMEONE, codes_for, distinct_names, parts_of
from interviewcoder.domain.text import name_key
from interviewcoder.domain.whole_words import WholeWords

T = TypeVar("T")

_LEFT_ALONE = ("guid", "code_guid", "coding_guid", "fingerprint", "evidence", "contrary", "colour")


class Pseudonyms:
    """Puts P01, P02, ... for names in texts.

    Whole names are found as whole words, whatever their case; figures and underscores around them do not
    hide them (`interview_01_ana`). Of a name of several words, each part of three letters or more is found
    where it is written with a capital, and in a text without white space (a file's name) in any case; so are
    the names of others, since a label such as `Group` is a word too.

    >>> change = Pseudonyms(["Ana", "Will Smith"])
    >>> change("ANA's sister Anabel, Will and i will"), change("interview_02_smith")
    ("P01's sister Anabel, P02 and i will", 'interview_02_P02')
    >>> Pseudonyms(["Ana"], ["Ida Berg"])("Ida Berg asks Ana")
    'S01 asks P01'
    """

    def __init__(self, people: Iterable[str], voices: Iterable[str] = ()) -> None:
        """Number the names.

        Args:
            people: participants' names, in the order in which they were entered; what is given twice counts once.
            voices: the names of others who speak, such as interviewers, in order; who is a participant too is one.
        """
        names = distinct_names(people)
        codes = dict(zip(names, codes_for(len(names)), strict=True))
        self._people = len(codes)
        known = {name_key(name) for name in codes}
        others = [name for name in distinct_names(voices) if name_key(name) not in known]
        numbers = (code.replace("P", "S", 1) for code in codes_for(len(others)))
        codes |= dict(zip(others, numbers, strict=True))
        self._codes = {name_key(name): code for name, code in codes.items()}
        parts = parts_of(codes, SOMEONE)
        self._instead = [*codes.values(), *parts.values()]
        self._finder = WholeWords([*codes, *parts])
        self._left = NamesLeft(codes)
        # The same names of sources, codes and people come up again and again.
        self._without = lru_cache(maxsize=10_000)(lambda text: self.moved(text, ())[0])

    def __call__(self, text: str) -> str:
        """The text without the names."""
        return self._without(text)

    def moved(self, text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
        """The text without the names, and where spans of it lie by then.

        A span that begins or ends within a name reaches over the whole of what stands for it.

        >>> Pseudonyms(["Maria"]).moved("says Maria now", [Span(7, 14)])
        ('says P01 now', [Span(start=5, end=12)])
        """
        if exact := self._codes.get(name_key(text)):
            return exact, [Span(0, len(exact)) for _ in spans]
        in_a_file_name = not any(mark.isspace() for mark in text)

        def accepts(found: str, term: int) -> bool:
            return term < self._people or in_a_file_name or found[0].isupper()

        found = self._finder.find(text, accepts)
        edits = [Edit(one.start, one.end, self._instead[one.term]) for one in found]
        changed = edited(text, edits)
        self._left.look(changed)
        return changed, [moved(span, edits) for span in spans]

    def left(self) -> str:
        """What may still identify somebody in all the texts so far, in a sentence; empty where nothing does."""
        return self._left.told()

    def everywhere(self, value: T) -> T:
        """The value with every text in it changed, however deep; GUIDs and hashes stay."""
        return self._changed(value)  # type: ignore[no-any-return]

    def _changed(self, value: Any) -> Any:
        match value:
            case Enum():
                return value
            case str():
                return self(value)
            case Mapping():
                return {
                    key: item if key == "badge" else self._changed(item)
                    for key, item in value.items()
                }
            case tuple() | list():
                return type(value)(self._changed(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            texts = {
                one.name: self._changed(getattr(value, one.name))
                for one in fields(value)
                if one.name not in _LEFT_ALONE
            }
            return replace(value, **texts)
        return value
