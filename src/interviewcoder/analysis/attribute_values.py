"""The values of an attribute as numbers, in their order, and in ranges of about as many people each."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from interviewcoder.domain.participant import Attribute, AttributeType

MEASURED = frozenset({AttributeType.NUMBER, AttributeType.DATE})
"""Types whose values lie on a line."""
_GREATEST = 1e100
"""Greater numbers, which would overflow when squared, are slips of the keyboard."""


def measure(attribute_type: AttributeType, value: str) -> float | None:
    """A number as it is, a date as its day's ordinal; None for what is neither.

    >>> measure(AttributeType.NUMBER, "12.5"), measure(AttributeType.DATE, "soon")
    (12.5, None)
    """
    try:
        if attribute_type is AttributeType.DATE:
            return float(date.fromisoformat(value).toordinal())
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) <= _GREATEST else None


def measures(attribute_type: AttributeType, values: Collection[str]) -> dict[str, float]:
    """Value to its measure, from least to most, without those that have none."""
    found = {value: measure(attribute_type, value) for value in values}
    told = {value: number for value, number in found.items() if number is not None}
    return dict(sorted(told.items(), key=lambda one: (one[1], one[0])))


def in_order(attribute: Attribute, values: Iterable[str]) -> list[str]:
    """Values that are words, as they are shown: yes before no, choices as they were declared, others by letter."""
    if attribute.type is AttributeType.YES_NO:
        return sorted(values, key=lambda value: (value != "yes", value))
    if attribute.type is AttributeType.CHOICE:
        place = {choice: index for index, choice in enumerate(attribute.choices)}
        return sorted(values, key=lambda value: (place.get(value, len(place)), value))
    return sorted(values)


def equal_parts(
    measured: Mapping[str, float], frequency: Mapping[str, int], parts: int
) -> list[list[str]]:
    """Values cut into at most so many ranges of about as many people each; equal values stay together.

    Args:
        measured: value to measure, from least to most.
        frequency: how many people have each value.
        parts: how many ranges.
    """
    total = sum(frequency[value] for value in measured)
    found: list[list[str]] = [[] for _ in range(parts)]
    together: dict[float, list[str]] = {}
    for value, number in measured.items():
        together.setdefault(number, []).append(value)
    below = 0
    for values in together.values():
        here = sum(frequency[value] for value in values)
        # Values go where the middle of those who have them falls.
        middle = (below + here / 2) / total
        found[min(parts - 1, int(middle * parts))] += values
        below += here
    return [part for part in found if part]
