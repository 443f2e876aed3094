"""Names that may be put out of a study, and what is put in their place: a list that a person goes through."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .errors import StudyError
from .text import clean_name, name_key, one_line
from .whole_words import words_of


class NameKind(StrEnum):
    """What a name is of."""

    PARTICIPANT = "participant"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    EMAIL = "e-mail"
    PHONE = "phone"
    WEB = "web address"
    NUMBER = "number"
    ADDRESS = "address"
    OTHER = "other"
    """Somebody's or something's: nobody has said what it is."""


MARKS = {
    NameKind.PARTICIPANT: "Participant",
    NameKind.PERSON: "Person",
    NameKind.PLACE: "Place",
    NameKind.ORGANISATION: "Organisation",
    NameKind.EMAIL: "E-mail",
    NameKind.PHONE: "Phone",
    NameKind.WEB: "Web address",
    NameKind.NUMBER: "Number",
    NameKind.ADDRESS: "Address",
    NameKind.OTHER: "Name",
}
"""What stands for a name of a kind, with a number behind it and in brackets."""


_MARK = re.compile(rf"\[?(?:{'|'.join(MARKS.values())}) \d+\]?|\[?(?:someone|erased)\]?")


def is_mark(name: str) -> bool:
    """Whether something stands for a name already: `[Person 1]`, `[someone]`, `[erased]`."""
    return _MARK.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Context:
    """A place where a name stands."""

    where: str
    """What it is in: `source Interview 2`, `memo`, ..."""
    before: str
    found: str
    """The name as it is written there."""
    after: str

    def told(self, pseudonym: str = "") -> str:
        """The words on one line, with the name or what is put in its place."""
        return one_line(f"{self.before}{pseudonym or self.found}{self.after}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that was found, and what is to become of it."""

    name: str
    """As it is written most often. It is found as whole words."""
    kind: NameKind
    pseudonym: str
    accepted: bool
    """Whether the pseudonym is put in its place."""
    capital: bool = False
    """Whether only what begins with a capital letter is the name, since it is a word too (`will`)."""
    count: int = 0
    """How often it stands in the study and in what its history remembers."""
    contexts: tuple[Context, ...] = ()
    """A few of those places."""
    why: str = ""
    """How it was found."""


@dataclass(frozen=True, slots=True)
class Review:
    """The names that were found, those that are sure first."""

    names: tuple[Candidate, ...] = ()
    notices: tuple[str, ...] = ()
    """What to know of how they were found."""

    @property
    def accepted(self) -> tuple[Candidate, ...]:
        """The names that are to be replaced."""
        return tuple(one for one in self.names if one.accepted)


def checked(names: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The accepted names of a review, made sure that they can be replaced; each spelling once.

    Raises:
        StudyError: none is accepted; a name has no letter or figure; a pseudonym is empty or too long; or a name
            is given two pseudonyms.
    """
    found: dict[str, Candidate] = {}
    for one in names:
        if not one.accepted:
            continue
        if not words_of(one.name):
            raise StudyError(
                f"'{one_line(one.name, 60)}' has no letter and no figure: it cannot be found.",
                "Take it out of the list.",
            )
        pseudonym = clean_name(one.pseudonym, f"pseudonym of '{one_line(one.name, 60)}'")
        key = name_key(one.name)
        earlier = found.setdefault(key, replace(one, pseudonym=pseudonym))
        if name_key(earlier.pseudonym) != name_key(pseudonym):
            raise StudyError(
                f"'{one_line(one.name, 60)}' has two pseudonyms: '{one_line(earlier.pseudonym, 60)}' and "
                f"'{one_line(pseudonym, 60)}'.",
                "Give it one.",
            )
    if not found:
        raise StudyError("No name is accepted.", "Accept at least one.")
    return tuple(found.values())


def free_mark(kind: NameKind, taken: Iterable[str]) -> str:
    """What stands for the next name of a kind: `[Person 3]` where two are taken.

    >>> free_mark(NameKind.PERSON, ["[Person 1]", "[Place 2]"])
    '[Person 2]'
    """
    keys = set(map(name_key, taken))
    number = 1
    while name_key(fresh := f"[{MARKS[kind]} {number}]") in keys:
        number += 1
    return fresh


def renamed(names: Sequence[Candidate], at: int, pseudonym: str) -> tuple[Candidate, ...]:
    """The list with another pseudonym for one name, and for all that had the same one: they are one person.

    Raises:
        StudyError: it is empty or too long.
    """
    fresh, old = clean_name(pseudonym, "pseudonym"), names[at].pseudonym
    return tuple(
        replace(one, pseudonym=fresh) if number == at or one.pseudonym == old else one
        for number, one in enumerate(names)
    )
