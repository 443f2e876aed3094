"""Segments that the attributes suggest: by value, by range, and by groups of people who are alike."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from interviewcoder.domain.participant import Attribute, Participant
from interviewcoder.domain.segment import AnswersTree, SegmentDraft
from interviewcoder.domain.text import name_key

from .attribute_tree import (
    foretold,
    grow,
    has_value,
    known_values,
    questions,
    range_ends,
    rules,
    usable,
)
from .attribute_values import MEASURED, measure
from .clusters import Labels, by_size, k_means, silhouette
from .embedding import Array
from .one_core import one_core
from .segment_rules import any_of, distinct_names, range_label, range_rule, term

__all__ = ["by_answers_tree", "suggested_segments", "term"]

RANGES = 4
PEOPLE_A_RANGE = 10
"""With fewer people there are fewer ranges, but at least two."""
NARROW, NARROW_SHARE = 5, 0.05
"""Values of fewer people, at least so many and of so great a share, are joined."""
FEWEST_PEOPLE = 20
"""Groups of people who are alike are not looked for among fewer."""
MOST_GROUPS = 6
MOST_CLUSTERED = 2_000
MOST_FORETOLD = 5_000
LEAST_AGREEMENT = 0.75
"""Groups are suggested if their rules put at least this share of people where they belong."""
FOLDS = 10
BEATS = 1.64
"""How far (z) rules must be ahead of naming the largest persona always: one in twenty by chance."""

_FAR = 3.0
_LEAST_KNOWN = 0.5
_RESTARTS = 8

SegmentSet = tuple[str, tuple[SegmentDraft, ...]]


@one_core()
def suggested_segments(
    people: Sequence[Participant], attributes: Sequence[Attribute]
) -> tuple[SegmentSet, ...]:
    """Sets of segments, each with a title: one for each attribute that sorts people, and one of all together."""
    sorting = usable(people, attributes)
    return (*(_by_attribute(people, one) for one in sorting), *_by_likeness(people, sorting))


@one_core()
def by_answers_tree(
    people: Sequence[Participant], attributes: Sequence[Attribute], labels: Sequence[str]
) -> AnswersTree | None:
    """The few attributes that foretell personas best, or None when they do not beat the largest persona.

    Args:
        people: all participants.
        attributes: what may be asked.
        labels: the name of the persona of each of the people, empty for those in none.
    """
    random = np.random.Generator(np.random.PCG64(0))
    chosen = _some([row for row, label in enumerate(labels) if label], MOST_FORETOLD, random)
    known = [people[row] for row in chosen]
    names = sorted({labels[row] for row in chosen})
    sorting = usable(known, attributes)
    if len(known) < FEWEST_PEOPLE or len(names) < 2 or not sorting:
        return None
    truth = np.array([names.index(labels[row]) for row in chosen], dtype=np.int64)
    asked = questions(known, sorting, people)
    fewest = _fewest(len(known))
    guessed, largest = np.empty_like(truth), np.empty_like(truth)
    fold = np.empty_like(truth)
    # Every fold gets its share of each persona.
    fold[np.lexsort((random.random(len(truth)), truth))] = np.arange(len(truth)) % FOLDS
    for one in range(FOLDS):
        out = fold == one
        leaves = grow(asked.answers[~out], truth[~out], len(names), fewest)
        guessed[out] = foretold(leaves, asked.answers[out])
        largest[out] = np.bincount(truth[~out]).argmax()
    won = int(((guessed == truth) & (largest != truth)).sum())
    lost = int(((guessed != truth) & (largest == truth)).sum())
    # McNemar's test: only those count whom the two foretell differently.
    if won - lost < BEATS * max(won + lost, 1) ** 0.5:
        return None
    told = rules(grow(asked.answers, truth, len(names), fewest), asked)
    if len(told) < 2:
        return None
    return AnswersTree(
        segments=tuple(SegmentDraft(names[label], rule) for label, (_, rule) in told.items()),
        accuracy=float((guessed == truth).mean()),
        majority=float(np.bincount(truth).max() / len(truth)),
        people=len(known),
    )


def _by_attribute(people: Sequence[Participant], attribute: Attribute) -> SegmentSet:
    if attribute.type in MEASURED:
        return f"By {attribute.name}, in ranges", _ranges(people, attribute)
    return f"By {attribute.name}", _values(people, attribute)


def _values(people: Sequence[Participant], attribute: Attribute) -> tuple[SegmentDraft, ...]:
    """A segment a value; values of few people are joined when enough others remain."""
    count = Counter(name_key(one.attributes.get(attribute.name, "")) for one in people)
    values = known_values(people, attribute)
    rare = [
        value
        for value in values
        if count[name_key(value)] < max(NARROW, NARROW_SHARE * len(people))
    ]
    if len(rare) < 2 or len(values) - len(rare) < 2:
        rare = []
    parts = [[value] for value in values if value not in rare] + ([rare] if rare else [])
    labels = [part[0] if len(part) == 1 else "others" for part in parts]
    names = distinct_names(f"{attribute.name}: {label}" for label in labels)
    return tuple(
        SegmentDraft(name, any_of([term(attribute.name, "=", value) for value in part]))
        for name, part in zip(names, parts, strict=True)
    )


def _ranges(people: Sequence[Participant], attribute: Attribute) -> tuple[SegmentDraft, ...]:
    """Segments by ranges of about as many people each, which cover everyone with a value."""
    given = [value for one in people if (value := one.attributes.get(attribute.name, ""))]
    values = known_values(people, attribute)
    few = max(2, min(RANGES, len(given) // PEOPLE_A_RANGE))
    inner = range_ends(attribute, values, given, few)
    if not inner:
        # One value is so common that it fills every range but the last: tell it from the rest.
        inner = range_ends(attribute, values, list(dict.fromkeys(given)), 2)
    ends = ["", *inner, ""]
    whole = all((measure(attribute.type, value) or 0.0).is_integer() for value in values)
    pairs = list(pairwise(ends))
    names = distinct_names(
        f"{attribute.name}: {range_label(attribute, low, high, whole=whole)}" for low, high in pairs
    )
    return tuple(
        SegmentDraft(name, range_rule(attribute.name, low, high))
        for name, (low, high) in zip(names, pairs, strict=True)
    )


def _by_likeness(
    people: Sequence[Participant], attributes: Sequence[Attribute]
) -> Iterator[SegmentSet]:
    """Groups by all attributes together, if a small tree can tell them."""
    random = np.random.Generator(np.random.PCG64(0))
    well_known = [
        one
        for one in attributes
        if sum(bool(who.attributes.get(one.name)) for who in people) >= _LEAST_KNOWN * len(people)
    ]
    told = [
        row
        for row, who in enumerate(people)
        if sum(bool(who.attributes.get(one.name)) for one in well_known)
        >= _LEAST_KNOWN * len(well_known)
    ]
    chosen = [people[row] for row in _some(told, MOST_CLUSTERED, random)]
    if len(chosen) < FEWEST_PEOPLE or len(well_known) < 2:
        return
    labels = _groups(_points(chosen, well_known))
    groups = int(labels.max()) + 1
    if groups < 2:
        return
    asked = questions(chosen, well_known, people)
    leaves = grow(asked.answers, labels, groups, _fewest(len(chosen)))
    agreement = float((foretold(leaves, asked.answers) == labels).mean())
    made = rules(leaves, asked)
    if agreement < LEAST_AGREEMENT or len(made) < 2:
        return
    names = distinct_names(label for label, _ in made.values())
    yield (
        f"Groups of people alike in their attributes (rules agree for {int(100 * agreement)} in 100)",
        tuple(
            SegmentDraft(name, rule) for name, (_, rule) in zip(names, made.values(), strict=True)
        ),
    )


def _points(people: Sequence[Participant], attributes: Sequence[Attribute]) -> Array:
    """People as points: numbers standardised, choices so that two different values are one apart."""
    columns: list[Array] = []
    for attribute in attributes:
        given = [one.attributes.get(attribute.name, "") for one in people]
        if attribute.type in MEASURED:
            size = {value: measure(attribute.type, value) for value in given}
            sizes = np.array(
                [np.nan if size[v] is None else size[v] for v in given], dtype=np.float64
            )
            spread = float(np.nanstd(sizes)) if not np.isnan(sizes).all() else 0.0
            if spread > 0:
                z = (sizes - np.nanmean(sizes)) / spread
                columns.append(np.clip(np.nan_to_num(z), -_FAR, _FAR))
        else:
            values = known_values(people, attribute)
            columns += [has_value(given, value) / np.sqrt(2) for value in values]
    return np.array(columns, dtype=np.float64).reshape(len(columns), len(people)).T


def _groups(points: Array) -> Labels:
    """The grouping of two to six groups that are best apart, none of fewer than five; else one group."""
    best, widest = np.zeros(len(points), dtype=np.int64), 0.0
    for count in range(2, MOST_GROUPS + 1):
        labels = by_size(k_means(points, count, seed=0, restarts=_RESTARTS))
        width = silhouette(points, labels)
        if width > widest and np.bincount(labels).min() >= NARROW:
            best, widest = labels, width
    return best


def _some(rows: Sequence[int], most: int, random: np.random.Generator) -> list[int]:
    """All rows, or so many by chance, in order."""
    if len(rows) <= most:
        return list(rows)
    return sorted(int(row) for row in random.choice(rows, size=most, replace=False))


def _fewest(people: int) -> int:
    return max(NARROW, people // 50)
