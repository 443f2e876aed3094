"""What is wrong with a set of segments: each warning with its number and a remedy."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from interviewcoder.domain.segment import Fault, SegmentWarning

from .contingency import effective_number

NARROW = 5
"""A segment of fewer people is too narrow, however few there are..."""
NARROW_SHARE = 0.05
"""...and so is one with less than this share of everyone."""
LARGE_SHARE = 0.5
"""A segment with more than this share of everyone is too large."""
PEOPLE_A_SEGMENT = 20
"""There are too many segments when there are fewer people a segment."""
SEGMENTS_A_PERSONA = 2
"""There are too many segments when they amount to more than this many equal ones a persona."""
LOOSE_SHARE = 0.05
"""More than this share of everyone in several segments, or in none, is too much."""


def segment_warnings(
    segments: Sequence[tuple[str, Collection[int]]], everyone: Collection[int], personas: int = 0
) -> tuple[SegmentWarning, ...]:
    """What to beware of: segment by segment in their order, then the set as a whole.

    Args:
        segments: name and participants' ids of each.
        everyone: ids of all participants whom the segments are to sort.
        personas: how many personas there are; 0 if none are known.
    """
    all_people = set(everyone)
    groups = [(name, all_people & set(members)) for name, members in segments]
    if not all_people or not groups:
        return ()
    alone = [
        one for name, members in groups for one in _of_one(name, len(members), len(all_people))
    ]
    return (
        *alone,
        *_of_number(groups, len(all_people), personas),
        *_of_borders(groups, len(all_people)),
    )


def _of_one(name: str, size: int, people: int) -> Iterator[SegmentWarning]:
    least = max(NARROW, NARROW_SHARE * people)
    if not size:
        yield SegmentWarning(
            Fault.EMPTY,
            name,
            f"'{name}' is empty: its rule is true of none of {people} people.",
            "Check the rule's spelling and values, or delete the segment.",
        )
    elif size < least:
        yield SegmentWarning(
            Fault.TOO_NARROW,
            name,
            f"'{name}' is too narrow: it has {_people(size)}, and a segment should have {_up(least)} or more.",
            "Widen its rule, or join it with a segment that is like it.",
        )
    if size > LARGE_SHARE * people:
        yield SegmentWarning(
            Fault.TOO_LARGE,
            name,
            f"'{name}' is too large: it has {size} of {people} people ({size / people:.0%}).",
            "Split it by another attribute, so that it tells people apart.",
        )


def _of_number(
    groups: Sequence[tuple[str, set[int]]], people: int, personas: int
) -> Iterator[SegmentWarning]:
    count = len(groups)
    if count > 1 and count > people / PEOPLE_A_SEGMENT:
        fit = people // PEOPLE_A_SEGMENT
        yield SegmentWarning(
            Fault.TOO_MANY,
            "",
            f"{count} segments are too many for {people} people: {people / count:.1f} people each, "
            f"and {PEOPLE_A_SEGMENT} are needed for a share in per cent.",
            f"Use {fit} or fewer, or tell people in counts."
            if fit > 1
            else "Tell people in counts.",
        )
    effective = effective_number([len(members) for _, members in groups])
    if personas > 0 and effective > SEGMENTS_A_PERSONA * personas:
        yield SegmentWarning(
            Fault.TOO_MANY,
            "",
            f"{count} segments amount to {effective:.1f} equal ones, more than twice the "
            f"{'persona' if personas == 1 else f'{personas} personas'}.",
            "Join segments that hold the same personas.",
        )


def _of_borders(groups: Sequence[tuple[str, set[int]]], people: int) -> Iterator[SegmentWarning]:
    times = Counter(one for _, members in groups for one in members)
    several = sum(count > 1 for count in times.values())
    nowhere = people - len(times)
    if several > LOOSE_SHARE * people:
        yield SegmentWarning(
            Fault.OVERLAP,
            "",
            f"{several} of {people} people ({several / people:.0%}) are in more than one segment.",
            "Make the rules exclude one another, such as visits<3 and visits>=3.",
        )
    if nowhere > LOOSE_SHARE * people:
        yield SegmentWarning(
            Fault.UNCOVERED,
            "",
            f"{nowhere} of {people} people ({nowhere / people:.0%}) are in no segment.",
            "Add a segment for them, or fill in the attributes that they lack.",
        )


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _up(number: float) -> int:
    return int(-(-number // 1))
