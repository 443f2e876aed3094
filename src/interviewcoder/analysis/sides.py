"""The sides that codings are counted by: their labels, and which labels a coding counts for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Tagged
from interviewcoder.domain.crosstab import Label, Side
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Participant
from interviewcoder.domain.query import Field, Operator, quoted
from interviewcoder.domain.segment import Segment

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Counted:
    """A side with its labels in order."""

    name: str
    """A `Side`, or the name of an attribute."""
    labels: tuple[Label, ...]
    of: Callable[[Tagged], Sequence[int]]
    """The labels of a coding, as places in `labels`."""


def by_code(codes: Sequence[Code]) -> Counted:
    """Codes, in the order of the tree."""
    labels = [Label(one.name, _is(Field.CODE, one.name), one.kind, one.colour) for one in codes]
    places = {one.id: place for place, one in enumerate(codes)}
    return _one_each(Side.CODE, labels, places, lambda coding: coding.code_id)


def by_kind() -> Counted:
    """The kinds of code."""
    labels = [Label(one.value, _is(Field.KIND, one.value), one, one.colour) for one in Kind]
    places = {one: place for place, one in enumerate(Kind)}
    return _one_each(Side.KIND, labels, places, lambda coding: coding.kind)


def by_name(side: Side, names: Iterable[str], name_of: Callable[[Tagged], str]) -> Counted:
    """Participants, sources, questions or coders by their names, in a given order."""
    ordered = list(dict.fromkeys(names))
    labels = [Label(name, _is(Field(side.value), name)) for name in ordered]
    places = {name: place for place, name in enumerate(ordered)}
    return _one_each(side, labels, places, name_of)


def by_segment(segments: Sequence[Segment]) -> Counted:
    """Segments: a coding counts for each that the person whose words it is in belongs to."""
    labels = [Label(one.name, _is(Field.SEGMENT, one.name)) for one in segments]
    return _of_people(Side.SEGMENT, labels, [one.members for one in segments])


def by_attribute(name: str, values: Sequence[str], people: Iterable[Participant]) -> Counted:
    """The values of an attribute: a coding counts for that of the person whose words it is in.

    Args:
        values: in canonical form, in the order in which to show them.
    """
    having: dict[str, list[int]] = {value: [] for value in values}
    for person in people:
        if (value := person.attributes.get(name)) in having:
            having[value].append(person.id)
    labels = [
        Label(value, f"{quoted(name)}{Operator.EQUAL.value}{quoted(value)}") for value in values
    ]
    return _of_people(name, labels, list(having.values()))


def _one_each(
    name: str,
    labels: Sequence[Label],
    places: Mapping[K, int],
    key: Callable[[Tagged], K],
) -> Counted:
    alone = {what: (place,) for what, place in places.items()}
    return Counted(name, tuple(labels), lambda coding: alone.get(key(coding), ()))


def _of_people(name: str, labels: Sequence[Label], members: Sequence[Iterable[int]]) -> Counted:
    of_person: dict[int | None, list[int]] = {}
    for place, ids in enumerate(members):
        for person in ids:
            of_person.setdefault(person, []).append(place)
    return Counted(name, tuple(labels), lambda coding: of_person.get(coding.participant_id, ()))


def _is(field: Field, name: str) -> str:
    return f"{field.value}:{quoted(name)}"
