"""The table that participants are grouped by: what they say, and their attributes where these are to have a say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.domain.choices import Measure
from interviewcoder.domain.participant import Attribute, Participant
from interviewcoder.domain.persona import (
    SynthesisOptions,
)

from .embedding import Array
from .matrix import CodeMatrix
from .spread import labels_of


@dataclass(frozen=True, slots=True)
class GroupingTable:
    """What participants are compared by."""

    cells: Array
    """(participants, codes, then attribute values): counts, NaN where nobody could know."""
    names: tuple[str, ...]
    """What each column is about."""


def grouping_table(
    matrix: CodeMatrix, options: SynthesisOptions, attributes: Sequence[Attribute]
) -> GroupingTable:
    """The table of a synthesis.

    With `Measure.PRESENCE` a code counts once, however often it is on someone's words. With attributes, each of
    their values (numbers and dates in ranges) stands as a code that everyone has or has not; of whoever has no
    value it is not known.
    """
    counts = matrix.presence if options.measure is Measure.PRESENCE else matrix.counts
    blocks = [np.where(matrix.asked, counts, np.nan)]
    names = [code.name for code in matrix.codes]
    for attribute in attributes if options.attributes else ():
        labels = labels_of(matrix.participants, attribute)
        values = list(dict.fromkeys(labels.values()))
        blocks.append(_columns(matrix.participants, attribute, labels, values))
        names += [f"{attribute.name} = {value}" for value in values]
    return GroupingTable(np.hstack(blocks), tuple(names))


def _columns(
    people: Sequence[Participant],
    attribute: Attribute,
    labels: Mapping[str, str],
    values: Sequence[str],
) -> Array:
    table = np.full((len(people), len(values)), np.nan)
    for row, person in enumerate(people):
        label = labels.get(person.attributes.get(attribute.name, ""))
        if label is not None:
            table[row] = [float(label == value) for value in values]
    return table
