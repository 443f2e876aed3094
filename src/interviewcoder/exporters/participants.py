"""Participants with their attributes as a table that `participants-import` reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from interviewcoder.domain.participant import (
    Attribute,
    AttributeType,
    Participant,
    is_in_own_words,
)
from interviewcoder.domain.redaction import LEFT_OUT

from .pseudonyms import Pseudonyms
from .table import Cell, Table

NAME = "name"
"""The heading of the column of names."""


@dataclass(frozen=True, slots=True)
class People:
    """Participants, and the attributes that they may have, in the order in which they came."""

    people: Sequence[Participant]
    attributes: Sequence[Attribute]
    names: Pseudonyms | None = None
    """What stands for participants' names; None: they are shown."""
    words: bool = True
    """Whether values are shown that are participants' own words; else a note stands for them."""


def participants_table(known: People) -> Table:
    """A row a participant: the name, and a column an attribute.

    Numbers are numbers; what is not known of somebody is empty. With pseudonyms, people stand in their order, so
    that it does not tell how the names go.
    """
    attributes, names = known.attributes, known.names
    header = (NAME, *(attribute.name for attribute in attributes))
    rows = [
        (
            person.name,
            *(
                _cell(one, _shown(known, one, person.attributes.get(one.name)))
                for one in attributes
            ),
        )
        for person in known.people
    ]
    if names is not None:
        header = (NAME, *names.everywhere(header[1:]))
        rows = sorted(names.everywhere(rows), key=lambda row: str(row[0]))
    return Table("Participants", header, rows, {NAME: 28})


def _shown(known: People, attribute: Attribute, value: str | None) -> str | None:
    hidden = not known.words and value is not None and is_in_own_words(attribute, value)
    return LEFT_OUT if hidden else value


def _cell(attribute: Attribute, value: str | None) -> Cell:
    if value is None or attribute.type is not AttributeType.NUMBER:
        return value
    if value.removeprefix("-").isdecimal():
        return int(value)
    try:
        number = float(value)
    except ValueError:
        return value
    return number if isfinite(number) else value
