"""Examples of how a code is used: excerpts of different people that can be read at a glance."""

from collections import Counter
from collections.abc import Iterable

from interviewcoder.domain.coding import Coding, Polarity

from .quotes import GOOD_WORDS


def examples(codings: Iterable[Coding], most: int) -> dict[int, list[Coding]]:
    """By code's id: at most so many of its excerpts, in the order of the codings.

    What speaks for the code or neither way comes before what speaks against it, people who are not quoted yet
    come first, then a good length. No two quotes of a code share any text.

    Args:
        codings: all codings, in reading order.
        most: of a code; 0 for none.
    """
    by_code: dict[int, list[Coding]] = {}
    for coding in codings:
        by_code.setdefault(coding.code_id, []).append(coding)
    return {code_id: _chosen(theirs, most) for code_id, theirs in by_code.items()}


def _chosen(codings: list[Coding], most: int) -> list[Coding]:
    ranks = {
        one.id: (
            one.polarity is Polarity.AGAINST,
            len(one.text.split()) not in GOOD_WORDS,
            place,
        )
        for place, one in enumerate(codings)
    }
    left = sorted(codings, key=lambda one: ranks[one.id])
    heard: Counter[str] = Counter()
    chosen: list[Coding] = []
    while left and len(chosen) < most:
        best = min(left, key=lambda one: (ranks[one.id][0], heard[_who(one)], ranks[one.id]))
        chosen.append(best)
        heard[_who(best)] += 1
        left = [
            one
            for one in left
            if one.source_id != best.source_id or not one.span.overlaps(best.span)
        ]
    return sorted(chosen, key=lambda one: ranks[one.id][2])


def _who(coding: Coding) -> str:
    return coding.participant or coding.speaker
