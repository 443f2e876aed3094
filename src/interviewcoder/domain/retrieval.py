"""Excerpts that a query found: in groups, in an order, and counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .coding import Coding, Tag
from .crosstab import Label, Side
from .text import name_key


class Order(StrEnum):
    """In which order the excerpts of a group stand."""

    READING = "as read"
    NEWEST = "newest first"
    LONGEST = "longest first"
    LARGEST = "largest group first"
    """Of the groups; within each as read."""


@dataclass(frozen=True, slots=True)
class ExcerptGroup:
    """The excerpts of one code, participant, segment, ..."""

    label: Label
    tags: Sequence[Tag]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found. A tag may be in several groups, as its speaker may be in several segments."""

    groups: tuple[ExcerptGroup, ...]
    """In the order of the study, participants by name; those without excerpts are left out."""
    by: str
    order: Order
    tags: int
    excerpts: int
    """Different stretches of text: one with two codes has two tags."""
    participants: int
    """Whose words they are in."""
    sources: int

    @property
    def ids(self) -> list[int]:
        """Ids of the codings, in the order of the groups, each once."""
        return list(dict.fromkeys(tag.id for group in self.groups for tag in group.tags))


def in_order(tags: Iterable[Tag], order: Order) -> list[Tag]:
    """Tags, which come in reading order, in another one."""
    match order:
        case Order.READING | Order.LARGEST:
            return list(tags)
        case Order.NEWEST:
            return sorted(tags, key=lambda tag: -tag.id)
        case Order.LONGEST:
            return sorted(tags, key=lambda tag: tag.start - tag.end)


def retrieved(
    tags: Sequence[Tag],
    by: str,
    labels: Sequence[Label],
    places_of: Callable[[Tag], Sequence[int]],
    order: Order = Order.READING,
) -> Retrieved:
    """Put tags into groups and count them.

    Args:
        tags: in reading order.
        by: what they are grouped by.
        labels: of the groups.
        places_of: the groups of a tag, as places in `labels`; those of none come last, as a group of their own.
        order: within each group.
    """
    groups: list[list[Tag]] = [[] for _ in labels]
    none: list[Tag] = []
    for tag in in_order(tags, order):
        places = places_of(tag)
        for place in places:
            groups[place].append(tag)
        if not places:
            none.append(tag)
    found = [ExcerptGroup(*group) for group in zip(labels, groups, strict=True) if group[1]]
    if by == Side.PARTICIPANT:
        found.sort(key=lambda group: (not group.label.name, name_key(group.label.name)))
    if order is Order.LARGEST:
        found.sort(key=lambda group: -len(group.tags))
    if none:
        found.append(ExcerptGroup(Label("", ""), none))
    return Retrieved(
        tuple(found),
        by,
        order,
        tags=len(tags),
        excerpts=_different(tags),
        participants=len({tag.participant_id for tag in tags} - {None}),
        sources=len({tag.source_id for tag in tags}),
    )


def _different(tags: Iterable[Tag]) -> int:
    """How many different stretches of text tags in reading order are on."""
    number, before = 0, (-1, 0, 0)
    for tag in tags:
        place = (tag.source_id, tag.start, tag.end)
        number += place != before
        before = place
    return number


@dataclass(frozen=True, slots=True)
class CodingsPage:
    """Codings with their words, as they are written into a file."""

    study: str
    query: str
    """What they were found by; empty where they are all there are, or it is left out."""
    by: str
    groups: tuple[tuple[str, tuple[Coding, ...]], ...]
    """Titles and their codings; a coding may be in several."""

    @property
    def codings(self) -> list[Coding]:
        """Each once, in reading order."""
        every = {one.id: one for _, codings in self.groups for one in codings}
        return sorted(every.values(), key=lambda one: (one.source_id, one.start, one.end, one.id))
