"""Where something is still to be tagged."""

from collections.abc import Sequence

from ...domain.coding import Coding
from ...domain.source import Passage, Role


def uncoded(passages: Sequence[Passage], codings: Sequence[Coding]) -> list[int]:
    """Where those passages of participants start on which there is no tag; all passages, where nobody is a participant.

    Args:
        passages: in order, not overlapping.
        codings: in any order.
    """
    spoken = [one for one in passages if one.role is Role.PARTICIPANT] or passages
    spans = sorted((coding.start, coding.end) for coding in codings)
    starts: list[int] = []
    reached = index = 0
    for passage in spoken:
        while index < len(spans) and spans[index][0] < passage.end:
            reached = max(reached, spans[index][1])
            index += 1
        if reached <= passage.start and passage.text.strip():
            starts.append(passage.start)
    return starts
