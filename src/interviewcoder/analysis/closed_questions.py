"""The answers to closed questions, for charts: how many people have each value of each attribute."""

from collections import Counter
from collections.abc import Sequence

from interviewcoder.domain.participant import MOST_CHOICES, Attribute, AttributeType, Participant
from interviewcoder.domain.segment import Distribution

from .attribute_values import MEASURED, in_order, measures
from .histogram import MOST_BINS, Bins, day_bins, number_bins

MOST_SHOWN = 20
"""Of words, so many values are shown; people with others are counted together."""


def closed_questions(
    people: Sequence[Participant], attributes: Sequence[Attribute]
) -> tuple[Distribution, ...]:
    """A distribution for each attribute, in their order; of an attribute without values too."""
    return tuple(_distribution(people, attribute) for attribute in attributes)


def _distribution(people: Sequence[Participant], attribute: Attribute) -> Distribution:
    counts = Counter(one.attributes.get(attribute.name, "") for one in people)
    unknown = counts.pop("", 0)
    values = (
        _measured(counts, attribute) if attribute.type in MEASURED else _words(counts, attribute)
    )
    shown = sum(count for _, count in values)
    return Distribution(attribute.name, values, unknown, other=counts.total() - shown)


def _words(counts: Counter[str], attribute: Attribute) -> tuple[tuple[str, int], ...]:
    if attribute.type is AttributeType.YES_NO and counts:
        offered = {"yes", "no"} | set(counts)
    else:
        offered = set(attribute.choices) | set(counts)
    if attribute.type is AttributeType.TEXT and len(offered) > MOST_CHOICES:
        # A text that one person wrote names that person: no bar of a chart.
        offered = {value for value in offered if counts[value] > 1}
    if len(offered) > MOST_SHOWN:
        offered = set(sorted(offered, key=lambda value: (-counts[value], value))[:MOST_SHOWN])
    return tuple((value, counts[value]) for value in in_order(attribute, offered))


def _measured(counts: Counter[str], attribute: Attribute) -> tuple[tuple[str, int], ...]:
    measured = measures(attribute.type, list(counts))
    if not measured:
        return ()
    numbers = list(measured.values())
    dates = attribute.type is AttributeType.DATE
    if len(measured) <= MOST_BINS and (dates or not _close_whole(numbers)):
        return tuple((value, counts[value]) for value in measured)
    weights = [counts[value] for value in measured]
    bins: Bins = day_bins(numbers, weights) if dates else number_bins(numbers, weights)
    return tuple(bins)


def _close_whole(numbers: Sequence[float]) -> bool:
    """Whether these are whole numbers so near to one another that those between them belong on the chart."""
    return numbers[-1] - numbers[0] < MOST_BINS and all(one.is_integer() for one in numbers)
