"""Participants and their attributes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .errors import StudyError
from .text import name_key, sanitise

MOST_CHOICES = 12
"""A text attribute with at most this many distinct values, most of them repeated, is a choice."""


class AttributeType(StrEnum):
    """How an attribute's values are read and compared."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes/no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A closed fact about participants, such as region or visits last month."""

    name: str
    type: AttributeType
    choices: tuple[str, ...] = ()
    id: int = 0
    guid: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    """Of a scale, whose values are numbers: a number in canonical form and what it is called, in order."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person: an interviewee or a survey respondent."""

    id: int
    guid: str
    name: str
    sources: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attribute name to value, in the canonical form of `canonical_value`."""
    passages: int = 0
    codings: int = 0


FEWEST_OWN_WORDS = 4
"""A free text of so many words is what somebody said, rather than a fact such as a town."""

_YES = {"yes", "y", "true", "1", "ja", "oui", "si", "sí", "sim", "x", "checked"}
_NO = {"no", "n", "false", "0", "nein", "non", "não", "nao", "unchecked"}
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")


def is_in_own_words(attribute: Attribute, value: str) -> bool:
    """Whether a value is what a participant said in words of their own, and no closed fact."""
    return attribute.type is AttributeType.TEXT and len(value.split()) >= FEWEST_OWN_WORDS


def canonical_value(attribute_type: AttributeType, raw: str) -> str:
    """A value in the form in which it is stored: `12.5`, `2026-01-31`, `yes`.

    Raises:
        StudyError: the value does not fit the type.
    """
    value = " ".join(sanitise(raw).split())
    match attribute_type:
        case AttributeType.NUMBER:
            if _NUMBER.fullmatch(value):
                number = float(value.rstrip("%").replace(",", "."))
                return str(int(number)) if number.is_integer() else repr(number)
        case AttributeType.DATE:
            if found := _DATE.fullmatch(value):
                try:
                    return date(*(int(part) for part in found.groups())).isoformat()
                except ValueError:
                    pass
        case AttributeType.YES_NO:
            if value.casefold() in _YES:
                return "yes"
            if value.casefold() in _NO:
                return "no"
        case _:
            return value
    example = {"number": "12.5", "date": "2026-01-31", "yes/no": "yes"}[attribute_type.value]
    raise StudyError(f"'{value}' is not a {attribute_type.value}.", f"Write it like {example}.")


def guess_type(values: Iterable[str]) -> AttributeType:
    """The type that all the non-empty values fit, the narrowest first.

    >>> guess_type(["1", "2,5"]), guess_type(["yes", "no"]), guess_type(["2026-01-31"])
    (<AttributeType.NUMBER: 'number'>, <AttributeType.YES_NO: 'yes/no'>, <AttributeType.DATE: 'date'>)
    """
    present = [" ".join(value.split()) for value in values if value.strip()]
    if not present:
        return AttributeType.TEXT
    folded = {value.casefold() for value in present}
    if folded <= _YES | _NO and not all(value.isdigit() for value in folded):
        return AttributeType.YES_NO
    if all(_NUMBER.fullmatch(value) for value in present):
        return AttributeType.NUMBER
    if all(_DATE.fullmatch(value) for value in present):
        return AttributeType.DATE
    distinct = {name_key(value) for value in present}
    if len(distinct) <= MOST_CHOICES and (len(present) >= 2 * len(distinct) or len(distinct) <= 3):
        return AttributeType.CHOICE
    return AttributeType.TEXT
