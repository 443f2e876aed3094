"""How members spread over attributes, beside everyone: the segments that a persona cuts across."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite

from interviewcoder.domain.participant import MOST_CHOICES, Attribute, AttributeType, Participant
from interviewcoder.domain.persona import Spread

RANGES = 4


def spreads(
    members: Sequence[Participant], everyone: Sequence[Participant], attributes: Sequence[Attribute]
) -> tuple[Spread, ...]:
    """One spread for each attribute that anyone has a value of, in the order of `attributes`.

    Numbers and dates with more than four distinct values are cut into four ranges of about as many of
    `everyone` each. Texts with more than twelve distinct values are left out: they name people, not segments.
    """
    found = (_spread(members, everyone, attribute) for attribute in attributes)
    return tuple(spread for spread in found if spread)


def _spread(
    members: Sequence[Participant], everyone: Sequence[Participant], attribute: Attribute
) -> Spread | None:
    raw = {value for one in everyone if (value := one.attributes.get(attribute.name))}
    labels = _labels(raw, everyone, attribute)
    if not labels:
        return None
    inside = Counter(labels.get(one.attributes.get(attribute.name, "")) for one in members)
    overall = Counter(labels.get(one.attributes.get(attribute.name, "")) for one in everyone)
    return Spread(
        attribute=attribute.name,
        values=tuple(
            (label, inside[label], overall[label]) for label in dict.fromkeys(labels.values())
        ),
        unknown=inside[None],
    )


def _labels(raw: set[str], everyone: Sequence[Participant], attribute: Attribute) -> dict[str, str]:
    """Stored value to the label it is counted under, in the order in which labels are shown."""
    match attribute.type:
        case AttributeType.NUMBER | AttributeType.DATE:
            measure = _number if attribute.type is AttributeType.NUMBER else _day
            return _ranges(raw, everyone, attribute.name, measure)
        case AttributeType.YES_NO:
            return {
                value: value for value in sorted(raw, key=lambda value: (value != "yes", value))
            }
        case AttributeType.CHOICE:
            place = {choice: index for index, choice in enumerate(attribute.choices)}
            ordered = sorted(raw, key=lambda value: (place.get(value, len(place)), value))
            return {value: value for value in ordered}
        case AttributeType.TEXT:
            return {value: value for value in sorted(raw)} if len(raw) <= MOST_CHOICES else {}


def _ranges(
    raw: set[str],
    everyone: Sequence[Participant],
    name: str,
    measure: Callable[[str], float | None],
) -> dict[str, str]:
    size = {value: number for value in raw if (number := measure(value)) is not None}
    ordered = sorted(size, key=lambda value: (size[value], value))
    if len(set(size.values())) <= RANGES:
        return {value: value for value in ordered}
    frequency = Counter(one.attributes.get(name, "") for one in everyone)
    total = sum(frequency[value] for value in ordered)
    parts: list[list[str]] = [[] for _ in range(RANGES)]
    below = 0
    for value in ordered:
        # A value goes where the middle of those who have it falls, so equal values stay together.
        middle = (below + frequency[value] / 2) / total
        parts[min(RANGES - 1, int(middle * RANGES))].append(value)
        below += frequency[value]
    labels = {}
    for part in parts:
        if part:
            label = _range_label(part[0], part[-1])
            labels.update(dict.fromkeys(part, label))
    return labels


def _range_label(first: str, last: str) -> str:
    if first == last:
        return first
    return f"{first} to {last}" if "-" in first + last else f"{first}-{last}"


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _day(value: str) -> float | None:
    try:
        return float(date.fromisoformat(value).toordinal())
    except ValueError:
        return None
