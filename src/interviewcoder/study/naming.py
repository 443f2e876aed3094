"""Finding a thing by the name a person typed."""

import difflib
from collections.abc import Sequence
from typing import Protocol, TypeVar

from ..domain.errors import StudyError
from ..domain.text import name_key, one_line


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """What it is called."""


class Identified(Named, Protocol):
    """Anything with a name and an id."""

    @property
    def id(self) -> int:
        """By which the study knows it."""


T = TypeVar("T", bound=Named)


def by_name(things: Sequence[T], name: str, what: str, listing: str) -> T:
    """The thing of that name, whatever its case.

    Raises:
        StudyError: there is none; the remedy names close ones or the command that lists all.
    """
    wanted = name_key(name)
    for thing in things:
        if name_key(thing.name) == wanted:
            return thing
    keys = {name_key(thing.name): thing.name for thing in things}
    close = [keys[key] for key in difflib.get_close_matches(wanted, keys, n=3, cutoff=0.6)]
    remedy = (
        f"Did you mean {' or '.join(repr(one_line(c, 60)) for c in close)}?"
        if close
        else f"Look at: interviewcoder {listing} STUDY"
    )
    raise StudyError(f"There is no {what} '{one_line(name, 80)}' in the study.", remedy)
