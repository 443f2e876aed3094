"""Lines of text into turns, whichever way the speakers are marked.

The ways are tried in this order: header lines with times, a time and a name on lines of their own, labels
before the words, names on lines of their own. Without any of them each paragraph is a turn of nobody.
"""

from collections.abc import Sequence

from interviewcoder.domain.imported import Turn

from .said import Conversation, said
from .spoken_labels import read_labelled
from .timed_headers import read_timed


def read_conversation(
    lines: Sequence[str],
    headings: frozenset[int] = frozenset(),
    voices: frozenset[str] = frozenset(),
) -> Conversation:
    """The turns of a transcript.

    Args:
        lines: its lines without line ends; blank ones divide paragraphs.
        headings: indices of the lines that are headings, which are nobody's words.
        voices: keys of names that surely are speakers' labels.
    """
    return (
        read_timed(lines, headings)
        or read_labelled(lines, headings, voices)
        or Conversation(list(_paragraphs(lines)))
    )


def _paragraphs(lines: Sequence[str]) -> list[Turn]:
    """Each paragraph; each line where no blank line divides any."""
    stripped = [line.strip() for line in lines]
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
