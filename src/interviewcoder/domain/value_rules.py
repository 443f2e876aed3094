"""The rule of a segment for one bar of a closed question's chart."""

import re
from calendar import monthrange

from .participant import Attribute, AttributeType
from .query import quoted

_NUMBER = r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_UNDER = re.compile(f"under ({_NUMBER})")
_OR_MORE = re.compile(f"({_NUMBER}) or more")
_BELOW = re.compile(f"({_NUMBER}) to <({_NUMBER})")
_WHOLE_RANGE = re.compile(r"(-?\d+)(?:-| to )(-?\d+)")
_DAYS = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?: to (\d{4}(?:-\d{2}){0,2}))?")


def value_rule(attribute: Attribute, value: str) -> str:
    """The rule that is true of the people of a bar, which is labelled as `Distribution` labels it.

    >>> visits, joined = Attribute("visits", AttributeType.NUMBER), Attribute("joined", AttributeType.DATE)
    >>> [value_rule(visits, bar) for bar in ("3", "0-9", "1.5 to <2.0", "under 3", "60 or more")]
    ['visits=3', 'visits>=0 AND visits<=9', 'visits>=1.5 AND visits<2.0', 'visits<3', 'visits>=60']
    >>> value_rule(joined, "2024-01 to 2024-06")
    'joined>=2024-01-01 AND joined<=2024-06-30'
    """
    name = quoted(attribute.name)
    if attribute.type is AttributeType.NUMBER:
        return _number_rule(name, value)
    if attribute.type is AttributeType.DATE and (found := _DAYS.fullmatch(value)):
        first, last = _first_day(found[1]), _last_day(found[2] or found[1])
        return f"{name}={first}" if first == last else f"{name}>={first} AND {name}<={last}"
    return f"{name}={quoted(value)}"


def _number_rule(name: str, value: str) -> str:
    if found := _UNDER.fullmatch(value):
        return f"{name}<{found[1]}"
    if found := _OR_MORE.fullmatch(value):
        return f"{name}>={found[1]}"
    if found := _BELOW.fullmatch(value):
        return f"{name}>={found[1]} AND {name}<{found[2]}"
    if found := _WHOLE_RANGE.fullmatch(value):
        return f"{name}>={found[1]} AND {name}<={found[2]}"
    return f"{name}={quoted(value)}"


def _first_day(label: str) -> str:
    year, month, day = (*label.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}"


def _last_day(label: str) -> str:
    parts = label.split("-")
    if len(parts) == 3:
        return label
    year, month = parts[0], parts[1] if len(parts) > 1 else "12"
    return f"{year}-{month}-{monthrange(int(year), int(month))[1]}"
