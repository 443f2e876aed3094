"""Lines of text into turns, whichever way the speakers are marked.

The ways are tried in this order: header lines with times, a time and a name on lines of their own, labels
before the words, names on lines of their own, questions as headings, times before words of nobody. Without any
of them each paragraph is a turn of nobody. Where a line says that the transcript begins, nobody speaks before it.
"""

import re
from collections.abc import Sequence

from interviewcoder.domain.imported import Turn

from .headed_questions import read_questions
from .numbering import without_numbers
from .said import Conversation, said
from .spoken_labels import read_labelled
from .timed_headers import read_timed
from .timed_lines import read_timed_lines
from .transcript import omitted

_TITLE = re.compile(
    r"\W{0,6}(?:full |complete |interview |meeting )?"
    r"(?:transcript|transcription|transkript|transkription|transcripción|transcrição|trascrizione|"
    r"transcriptie|逐字稿|文字起こし|전사)\W{0,3}",
    re.I,
)
_LEAST_BELOW = 5
"""One line in so many must stand below the title."""
_FEWEST_CHANGES = 2


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
        _below_title(lines, headings, voices)
        or _with_speakers(lines, headings, voices)
        or read_questions(lines, headings, questions)
        or read_timed_lines(lines, headings)
        or Conversation(list(_paragraphs(lines)))
    )
    conversation.notes.extend(omitted(numbers, "number", "in front of lines"))
    return conversation


def _with_speakers(
    lines: Sequence[str], headings: frozenset[int], voices: frozenset[str]
) -> Conversation | None:
    return read_timed(lines, headings) or read_labelled(lines, headings, voices)


def _below_title(
    lines: Sequence[str], headings: frozenset[int], voices: frozenset[str]
) -> Conversation | None:
    """The turns below the line `Transcript`; None where there is none, or too little below it.

    Programs put notes, summaries and lists above it, with labels of their own.
    """
    first = next((i for i, line in enumerate(lines) if line and _TITLE.fullmatch(line)), None)
    if first is None or (len(lines) - first) * _LEAST_BELOW < len(lines):
        return None
    first += 1
    below = frozenset(i - first for i in headings if i >= first)
    found = _with_speakers(lines[first:], below, voices)
    if found is not None:
        found.preamble[:0] = [line.strip() for line in lines[:first] if line.strip()]
    return found


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
