"""Interviews whose questions are headings or bold lines above the answers, as magazines and notes have them."""

from collections.abc import Sequence

from interviewcoder.domain.imported import Turn

from .role_words import question_word
from .said import Conversation, said

QUESTION = "Question"
"""The label of what is asked; who answers has none."""

_SENTENCE_ENDS = frozenset(".!…。")
_FEWEST = 3
_MOST = 0.5
"""The least share of the headings from the first question on that are questions."""


def read_questions(
    lines: Sequence[str], headings: frozenset[int], questions: frozenset[int]
) -> Conversation | None:
    """The questions and the answers under them; None where there are not enough questions.

    Headings among them that are sentences are asked as well (`Tell me more.`), and numbered ones (`Question 2: ...`).

    Args:
        lines: the lines of the transcript.
        headings: indices of the lines that are headings; those that ask nothing are nobody's words.
        questions: indices of the lines that are headings or bold, and questions.
    """
    if len(questions) < _FEWEST:
        return None
    first = min(questions)
    heads = {index for index in headings if index >= first} | questions
    if len(questions) < _MOST * len(heads):
        return None
    conversation = Conversation([], [line.strip() for line in lines[:first] if line.strip()])
    starts = sorted(heads)
    for index, after in zip(starts, [*starts[1:], len(lines)], strict=True):
        if index in questions or _asks(lines[index]):
            conversation.turns.append(Turn(lines[index].strip(), QUESTION))
        else:
            conversation.dropped.append(lines[index].strip())
        answer = said(lines[index + 1 : after]) if index + 1 < after else ""
        if answer.strip():
            conversation.turns.append(Turn(answer))
    return conversation


def _asks(heading: str) -> bool:
    return (
        heading.rstrip()[-1:] in _SENTENCE_ENDS or question_word(heading.split(":")[0]) is not None
    )
