"""Interviews that name no speakers and set the questions in bold, as e-mail interviews and magazines do."""

from collections.abc import Sequence
from itertools import groupby

from interviewcoder.domain.imported import Turn

from .blocks import Block
from .said import Conversation

ASKS, ANSWERS = "Interviewer", "Participant"
"""The labels of what is in bold and of what is not."""
_FEWEST = 3
"""Questions."""
_ASKING = 0.5
"""The least share of the bold paragraphs that have a question mark."""
_MARKS = "?？؟"


def bold_questions(blocks: Sequence[Block]) -> Conversation | None:
    """The turns of questions in bold (or set as headings) and answers that are not; None without such."""
    filled = [block for block in blocks if block.text.strip()]
    headings = [block for block in filled if block.level and not _asks(block)]
    said = [block for block in filled if not block.level or _asks(block)]
    marked = [block for block in said if _is_marked(block)]
    asking = sum(map(_asks, marked))
    if asking < _FEWEST or asking < _ASKING * len(marked):
        return None
    turns = [
        Turn("\n\n".join(block.text for block in group), ASKS if is_marked else ANSWERS)
        for is_marked, group in groupby(said, key=_is_marked)
    ]
    preamble = [] if turns[0].speaker == ASKS else turns.pop(0).text.split("\n")
    if sum(turn.speaker == ANSWERS for turn in turns) < _FEWEST:
        return None
    dropped = [block.text for block in headings]
    return Conversation(turns, [line for line in preamble if line], dropped)


def _asks(block: Block) -> bool:
    return any(mark in block.text for mark in _MARKS)


def _is_marked(block: Block) -> bool:
    return block.bold or bool(block.level)
