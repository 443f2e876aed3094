"""Lines of text into turns, whichever way the speakers are marked.

The ways are tried in this order: header lines with times, a time and a name on lines of their own, labels
before the words, names on lines of their own, questions as headings, times before words of nobody. Without any of them each paragraph is a
turn of nobody.
"""

from collections.abc import Sequence

from interviewcoder.domain.imported import Turn

from .headed_questions import read_questions
from .numbering import without_numbers
from .said import Conversation, said
from .spoken_labels import read_labelled
from .timed_headers import read_timed
from .timed_lines import read_timed_lines
from .transcript import omitted


def read_conversation(
    lines: Sequence[str],
    headings: frozenset[int] = frozenset(),
    voices: frozenset[str] = frozenset(),
    questions: frozenset[int] = frozenset(),
) -> Conversation:
    """The turns of a transcript.

    Args:
        lines: its lines without line ends; blank ones divide paragraphs.
        headings: indices of the lines that are headings, which are nobody's words.
        voices: keys of names that surely are speakers' labels.
        questions: indices of the lines that are headings or bold, and questions.
    """
    lines, numbers = without_numbers(lines)
    conversation = (
        read_timed(lines, headings)
        or read_labelled(lines, headings, voices)
        or read_questions(lines, headings, questions)
        or read_timed_lines(lines, headings)
        or Conversation(list(_paragraphs(lines)))
    )
    conversation.notes.extend(omitted(numbers, "number", "in front of lines"))
    return conversation


_FEWEST_CHANGES = 2


def _changes(line: str) -> bool:
    return line.startswith(">>")


def _paragraphs(lines: Sequence[str]) -> list[Turn]:
    """Each paragraph; each line where no blank line divides any. `>>` begins a turn, as in captions."""
    stripped = [line.strip() for line in lines]
    if sum(map(_changes, stripped)) >= _FEWEST_CHANGES:
        stripped = [
            part
            for line in stripped
            for part in (["", line.lstrip("> ")] if _changes(line) else [line])
        ]
    while stripped and not stripped[-1]:
        stripped.pop()
    first = next((i for i, line in enumerate(stripped) if line), len(stripped))
    stripped = stripped[first:]
    if "" not in stripped:
        return [Turn(line) for line in stripped]
    turns: list[Turn] = []
    paragraph: list[str] = []
    for line in [*stripped, ""]:
        if line:
            paragraph.append(line)
        elif paragraph:
            turns.append(Turn(said(paragraph)))
            paragraph = []
    return turns
