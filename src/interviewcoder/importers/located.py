"""Turns that were found in the lines of a text, at their places in that very text, which stays as it is.

What finds turns joins wrapped lines and takes times out, so a turn's words need not stand in the text as they are. They
are compared without white space.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interviewcoder.domain.imported import ImportedPassage, ImportedSpeaker, Turn

from .conversation import read_conversation
from .roles import cast
from .transcript import left_out, with_clean_labels

_TIME_AFTER_NAME = re.compile(
    r"[)\]:：.–-]*[(\[]?\d{1,2}:\d\d(?::\d\d)?(?:[.,;]\d{1,3})?[)\]]?[:：]?"
)
_OPTION = re.compile(r"; --interviewer names \w+\.")
"""What helps where files are imported one by one."""
_HEADER = 60
"""So many characters a name and a time may stand before the words they head."""
_HEAD = 30
"""So many characters of a turn are enough to know it by."""
_LEFT_OUT = 400
"""So many characters may have been taken out between two words of a turn."""
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks where in a text."""

    passages: tuple[ImportedPassage, ...]
    speakers: tuple[ImportedSpeaker, ...]
    warnings: tuple[str, ...] = ()


def heard(text: str, source_name: str) -> Heard:
    """The passages of a text and its speakers: turns where names mark them, else paragraphs.

    Args:
        text: sanitised; its offsets are those of the passages.
        source_name: names a participant whose label tells no name.
    """
    found = read_conversation(text.split("\n"))
    turns = [turn for turn in with_clean_labels(found.turns) if turn.text.strip()]
    located = [
        (turn, passage)
        for turn, passage in zip(turns, _located(text, turns), strict=True)
        if passage
    ]
    voices = cast([turn for turn, _ in located], source_name, (), "\n".join(found.preamble))
    warnings = (
        *left_out(found.preamble, "before the first speaker"),
        *left_out(found.dropped, "that nobody said"),
        *(_OPTION.sub(".", line) for line in voices.warnings),
    )
    return Heard(tuple(passage for _, passage in located), voices.speakers, warnings)


def _located(text: str, turns: Sequence[Turn]) -> list[ImportedPassage | None]:
    """Each turn as a passage; None for those that are not found."""
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    squeezed = "".join(text.split())
    passages: list[ImportedPassage | None] = []
    position = 0
    for turn in turns:
        pieces = turn.text.split()
        start = _start(squeezed, position, "".join(turn.speaker.split()), "".join(pieces))
        if start is None:
            passages.append(None)
            continue
        position = _end(squeezed, start, pieces)
        passages.append(
            ImportedPassage(
                solid[start], solid[position - 1] + 1, turn.speaker, turn.start_ms, turn.end_ms
            )
        )
    return passages


def _start(squeezed: str, position: int, label: str, words: str) -> int | None:
    """Where a turn's words begin: right here, behind its label, or at last wherever they come next."""
    if squeezed.startswith(words, position):
        return position
    head = words[:_HEAD]
    at = position
    for _ in range(_TRIES if label else 0):
        at = squeezed.find(label, at)
        if at < 0:
            break
        at += len(label)
        time = _TIME_AFTER_NAME.match(squeezed, at)
        after = time.end() if time else at
        start = squeezed.find(head, after, after + len(head) + _HEADER)
        if start >= 0:
            return start
    start = squeezed.find(head, position)
    return None if start < 0 else start


def _end(squeezed: str, start: int, pieces: Sequence[str]) -> int:
    """Where a turn's words end that begin here, with whatever was taken out of them."""
    words = "".join(pieces)
    if squeezed.startswith(words, start):
        return start + len(words)
    end = start
    for piece in pieces:
        at = squeezed.find(piece, end, end + len(piece) + _LEFT_OUT)
        if at >= 0:
            end = at + len(piece)
    return max(end, start + 1)
