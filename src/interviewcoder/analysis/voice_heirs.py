"""Who a voice of a corrected transcript was before: by its label, or by the words it says."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from interviewcoder.domain.imported import ImportedPassage
from interviewcoder.domain.source import Passage
from interviewcoder.domain.text import name_key

from .alignment import Alignment

LEAST_SHARE = 0.5
"""So much of a voice's words must have been said by one other before, and so much of what is left of that one's."""


def voice_heirs(
    labels_before: Sequence[str],
    labels: Sequence[str],
    before: Sequence[Passage],
    passages: Sequence[ImportedPassage],
    alignment: Alignment,
) -> dict[str, str]:
    """By label of the corrected transcript: the label that the voice had; voices that are new are left out.

    A label that was only renamed is told by the words: most of what it says was said under one label that is gone.

    Args:
        labels_before: the labels of the text as it was.
        labels: the labels of the corrected text.
        before: the passages as they were, in order.
        passages: the corrected passages.
        alignment: of the two texts.
    """
    heirs = {label: label for label in labels if label in set(labels_before)}
    gone = [label for label in labels_before if label not in heirs]
    by_key = {name_key(label): label for label in gone}
    for label in labels:
        if label not in heirs and (same := by_key.pop(name_key(label), None)) is not None:
            heirs[label] = same
    free = set(gone) - set(heirs.values())
    new = {label for label in labels if label not in heirs}
    if free and new:
        heirs |= _renamed(free, new, before, passages, alignment)
    return heirs


def _renamed(
    free: set[str],
    new: set[str],
    before: Sequence[Passage],
    passages: Sequence[ImportedPassage],
    alignment: Alignment,
) -> dict[str, str]:
    starts = [passage.start for passage in before]
    went: Counter[tuple[str, str]] = Counter()
    said: Counter[str] = Counter()
    came_through: Counter[str] = Counter()
    for passage in passages:
        said[passage.speaker] += passage.end - passage.start
        for run in alignment.within_new(passage.start, passage.end):
            # A run may go over several passages of before; where it starts tells well enough.
            place = max(0, bisect_right(starts, run.old) - 1)
            was = before[place].speaker
            came_through[was] += run.length
            went[was, passage.speaker] += run.length
    found: dict[str, str] = {}
    for (was, label), length in went.most_common():
        if (
            was in free
            and label in new
            and length >= LEAST_SHARE * said[label]
            and length >= LEAST_SHARE * came_through[was]
        ):
            found[label] = was
            free = free - {was}
            new = new - {label}
    return found
