"""A small classification tree over attributes, whose leaves read as rules (CART; Breiman et al. 1984)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from interviewcoder.domain.participant import MOST_CHOICES, Attribute, AttributeType, Participant
from interviewcoder.domain.text import name_key

from .attribute_values import MEASURED, equal_parts, in_order, measure, measures
from .clusters import Labels
from .segment_rules import Path, Split, any_of, path_label, path_rule, readable_between

DEPTH = 3
FINEST_RANGES = 16
"""A number is asked at most at the ends of so many ranges of about as many people each."""
LEAST_GAIN = 0.005
"""A split is worth a line when it sorts at least this share of people better."""
_SLACK = 0.2
"""An end may move over this share of the people of a range to where it is easier to read."""

Answers = NDArray[np.float32]
_Answered = tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """All splits that a tree may choose from, and how people answer them."""

    splits: tuple[Split, ...]
    answers: Answers
    """(people, splits), 1 for yes."""
    gaps: frozenset[str]
    """Names of the attributes that somebody has no value of."""
    values: dict[str, list[str]]
    """Name of an attribute to all its values."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """People who answer alike, and the label that most of them have."""

    path: _Answered
    """Places of splits, and their answers."""
    label: int


def usable(people: Sequence[Participant], attributes: Sequence[Attribute]) -> list[Attribute]:
    """The attributes by which people can be sorted: not free text, and of at least two values."""
    found = []
    for attribute in attributes:
        if attribute.type is not AttributeType.TEXT:
            values = known_values(people, attribute)
            if len(values) > 1 and (attribute.type in MEASURED or len(values) <= MOST_CHOICES):
                found.append(attribute)
    return found


def known_values(people: Sequence[Participant], attribute: Attribute) -> list[str]:
    """All values of an attribute that anyone has, in order; numbers and dates that can be read.

    Of words that differ in case only, which a rule does not tell apart, there is one.
    """
    values = {value for one in people if (value := one.attributes.get(attribute.name, ""))}
    if attribute.type in MEASURED:
        return list(measures(attribute.type, values))
    return in_order(attribute, {name_key(value): value for value in sorted(values)}.values())


def has_value(given: Sequence[str], value: str) -> NDArray[np.bool_]:
    """Who has a value, as a rule would tell it."""
    wanted = name_key(value)
    same = {one for one in set(given) if name_key(one) == wanted}
    return np.fromiter((one in same for one in given), dtype=np.bool_, count=len(given))


def questions(
    people: Sequence[Participant], attributes: Sequence[Attribute], everyone: Sequence[Participant]
) -> Questions:
    """The splits by each value of a choice and at readable ends of ranges of each number or date.

    Args:
        people: who answers them.
        attributes: what may be asked.
        everyone: all those whom the rules are to sort in the end.
    """
    splits: list[Split] = []
    columns: list[NDArray[np.bool_]] = []
    gaps: set[str] = set()
    known: dict[str, list[str]] = {}
    for attribute in attributes:
        values = known_values(people, attribute)
        known[attribute.name] = known_values(everyone, attribute)
        given = [one.attributes.get(attribute.name, "") for one in people]
        if attribute.type in MEASURED:
            size = {value: measure(attribute.type, value) for value in given}
            sizes = np.array(
                [np.nan if size[v] is None else size[v] for v in given], dtype=np.float64
            )
            lacking = any(
                measure(attribute.type, one.attributes.get(attribute.name, "")) is None
                for one in everyone
            )
            for end in range_ends(attribute, values, given, FINEST_RANGES):
                at = measure(attribute.type, end) or 0.0
                splits.append(Split(attribute, ">=", end))
                columns.append(sizes >= at)
                if lacking:
                    splits.append(Split(attribute, "<", end))
                    columns.append(sizes < at)
        else:
            lacking = not all(one.attributes.get(attribute.name) for one in everyone)
            # Of two values one question tells as much as two, unless some people have neither.
            asked = values if lacking or len(known[attribute.name]) > 2 else values[:1]
            for value in asked:
                splits.append(Split(attribute, "=", value))
                columns.append(has_value(given, value))
        if lacking:
            gaps.add(attribute.name)
    answers = np.array(columns, dtype=np.float32).reshape(len(splits), len(people)).T
    return Questions(tuple(splits), np.ascontiguousarray(answers), frozenset(gaps), known)


def range_ends(
    attribute: Attribute, values: Sequence[str], given: Sequence[str], ranges: int
) -> list[str]:
    """Readable values that cut those given into at most so many ranges of about as many people each."""
    measured = measures(attribute.type, values)
    if not measured:
        return []
    frequency = Counter(given)
    parts = equal_parts(measured, frequency, ranges)
    return [
        readable_between(
            attribute.type,
            _value_at(before, frequency, 1 - _SLACK),
            _value_at(after, frequency, _SLACK),
        )
        for before, after in pairwise(parts)
    ]


def grow(answers: Answers, labels: Labels, groups: int, fewest: int) -> list[Leaf]:
    """The leaves of a tree that foretells labels.

    Args:
        answers: (people, splits).
        labels: (people,), from 0.
        groups: how many labels there are.
        fewest: people in a leaf.
    """
    member = np.eye(groups, dtype=np.float32)[labels]
    return _grow(answers, member, np.arange(len(labels)), (), fewest)


def foretold(leaves: Sequence[Leaf], answers: Answers) -> Labels:
    """The label that a tree gives each of the people, (people,)."""
    given = np.zeros(len(answers), dtype=np.int64)
    for leaf in leaves:
        inside = np.ones(len(answers), dtype=np.bool_)
        for split, yes in leaf.path:
            inside &= (answers[:, split] > 0) == yes
        given[inside] = leaf.label
    return given


def rules(leaves: Sequence[Leaf], asked: Questions) -> dict[int, tuple[str, str]]:
    """Label to what its leaves say for people to read, and as a rule."""
    paths: dict[int, list[Path]] = {}
    for label in {leaf.label for leaf in leaves}:
        answered = _shortened([leaf.path for leaf in leaves if leaf.label == label])
        paths[label] = [[(asked.splits[split], yes) for split, yes in path] for path in answered]
    return {
        label: (
            " / ".join(path_label(path, asked.gaps, asked.values) for path in found),
            any_of([path_rule(path, asked.gaps, asked.values) for path in found]),
        )
        for label, found in sorted(paths.items())
    }


def _value_at(values: Sequence[str], frequency: Counter[str], share: float) -> str:
    """The value up to which this share of the people lie who have one of these."""
    total, below = sum(frequency[value] for value in values), 0
    for value in values:
        below += frequency[value]
        if below >= share * total:
            return value
    return values[-1]


def _shortened(paths: Sequence[_Answered]) -> list[_Answered]:
    """Paths that say together what they said before: `A or (not A and B)` is `A or B`."""
    found = [list(path) for path in paths]
    for path in found:
        for split, yes in list(path):
            rest = {one for one in path if one != (split, yes)}
            turned = (split, not yes)
            if any(turned in other and set(other) - {turned} <= rest for other in found):
                path.remove((split, yes))
    return [tuple(path) for path in found]


def _grow(
    answers: Answers, member: Answers, rows: Labels, path: _Answered, fewest: int
) -> list[Leaf]:
    counts = member[rows].sum(axis=0).astype(np.float64)
    leaf = Leaf(path, int(counts.argmax()))
    if (
        len(path) == DEPTH
        or len(rows) < 2 * fewest
        or not answers.shape[1]
        or counts.max() == len(rows)
    ):
        return [leaf]
    yes = answers[rows].T.astype(np.float64) @ member[rows]
    no = counts - yes
    inside, outside = yes.sum(axis=1), no.sum(axis=1)
    # Gini's impurity over all people, less what no split can change.
    purity = (yes**2).sum(axis=1) / np.maximum(inside, 1) + (no**2).sum(axis=1) / np.maximum(
        outside, 1
    )
    purity[(inside < fewest) | (outside < fewest)] = 0
    best = int(np.round(purity, 6).argmax())
    if purity[best] - (counts**2).sum() / len(rows) < LEAST_GAIN * len(member):
        return [leaf]
    told = answers[rows, best] > 0
    below = [
        one
        for side in (True, False)
        for one in _grow(answers, member, rows[told == side], (*path, (best, side)), fewest)
    ]
    # A split whose every side says the same is no news.
    return [leaf] if len({one.label for one in below}) == 1 else below
