"""Participants' names as they are looked for in texts: whole, and their parts; and the codes that stand for them."""

import re
from collections.abc import Iterable, Mapping

from .text import name_key
from .whole_words import word_key

_SHORTEST_PART = 3
_MOST_SHARING = 3
_PART = re.compile(r"[^\W\d_][\w’'-]*[^\W_]")


def distinct_names(people: Iterable[str]) -> list[str]:
    """The names, each once, in their order; empty ones are left out."""
    named: dict[str, str] = {}
    for name in people:
        if name.strip():
            named.setdefault(name_key(name), name)
    return list(named.values())


SOMEONE = "[someone]"
"""What stands for a first or family name that several people share."""


def codes_for(number: int) -> list[str]:
    """P01, P02, ... for so many people, all of one length."""
    width = max(2, len(str(number)))
    return [f"P{place:0{width}}" for place in range(1, number + 1)]


def parts_of(codes: Mapping[str, str], shared: str) -> dict[str, str]:
    """The parts of names of several words, and what is put for each.

    Args:
        codes: what is put for the whole names.
        shared: what is put for a part of several people's names.

    >>> parts_of({"Ana": "P01", "Ben Okri": "P02", "Eva Okri": "P03"}, "[someone]")
    {'Ben': 'P02', 'Okri': '[someone]', 'Eva': 'P03'}
    """
    whole = {name_key(name) for name in codes}
    spelled: dict[str, str] = {}
    # Several names of one person have one code.
    owners: dict[str, dict[str, None]] = {}
    for name, code in codes.items():
        if len(name.split()) < 2:
            continue
        for word in dict.fromkeys(_PART.findall(name)):
            if len(word) >= _SHORTEST_PART:
                spelled.setdefault(word_key(word), word)
                owners.setdefault(word_key(word), {})[code] = None
    # A word that many names share (Participant, Respondent) is no name.
    return {
        spelled[key]: next(iter(whose)) if len(whose) == 1 else shared
        for key, whose in owners.items()
        if len(whose) <= _MOST_SHARING and key not in whole
    }
