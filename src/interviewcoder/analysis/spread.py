"""How members spread over attributes, beside everyone: the segments that a persona cuts across."""

from collections import Counter
from collections.abc import Sequence

from interviewcoder.domain.participant import MOST_CHOICES, Attribute, AttributeType, Participant
from interviewcoder.domain.persona import Spread

from .attribute_values import MEASURED, equal_parts, in_order, measures

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
    labels = labels_of(everyone, attribute)
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


def labels_of(everyone: Sequence[Participant], attribute: Attribute) -> dict[str, str]:
    """Stored value to the label it is counted under, in the order in which labels are shown."""
    raw = {value for one in everyone if (value := one.attributes.get(attribute.name))}
    if attribute.type in MEASURED:
        return _ranges(raw, everyone, attribute)
    if attribute.type is AttributeType.TEXT and len(raw) > MOST_CHOICES:
        return {}
    return {value: value for value in in_order(attribute, raw)}


def _ranges(raw: set[str], everyone: Sequence[Participant], attribute: Attribute) -> dict[str, str]:
    measured = measures(attribute.type, raw)
    if len(set(measured.values())) <= RANGES:
        return {value: value for value in measured}
    frequency = Counter(one.attributes.get(attribute.name, "") for one in everyone)
    labels = {}
    for part in equal_parts(measured, frequency, RANGES):
        labels.update(dict.fromkeys(part, _range_label(part[0], part[-1])))
    return labels


def _range_label(first: str, last: str) -> str:
    if first == last:
        return first
    return f"{first} to {last}" if "-" in first + last else f"{first}-{last}"
