"""Timed cues, as captions and speech recognisers write them, into turns."""

from collections.abc import Iterator, Sequence

from interviewcoder.domain.imported import Turn

from .caption import Cue
from .caption_names import with_names
from .rolling import said_once

__all__ = ["Cue", "turns_of"]

_SENTENCE_END = (".", "?", "!", "…", ".”", '."', "。", "？", "！")
_BLOCK = 350
"""From this length on, unnamed speech is divided at the end of a sentence, in code points."""
_BLOCK_LIMIT = 1500
_PAUSE_MS = 4000
"""A pause that divides unnamed speech."""


def turns_of(cues: Sequence[Cue]) -> Iterator[Turn]:
    """The cues as turns: neighbours of one speaker joined by a single space, rolling repeats removed.

    Speech that names nobody is divided at long pauses, at marks of a new speaker and, once it is long,
    at the ends of sentences, so that a whole recording does not become one passage.
    """
    cues = said_once(cues)
    if not any(cue.speaker for cue in cues):
        cues = with_names(cues)
    words: list[str] = []
    length, speaker = 0, ""
    start: int | None = None
    end: int | None = None
    for cue in cues:
        text = " ".join(" ".join(cue.lines).split())
        if not text:
            if cue.speaker is not None and cue.speaker != speaker and words:
                yield Turn(" ".join(words), speaker, start, end)
                words, length = [], 0
            speaker = speaker if cue.speaker is None else cue.speaker
            continue
        voice = speaker if cue.speaker is None else cue.speaker
        divided = voice != speaker or cue.new_voice
        if not voice and words and not divided:
            pause = cue.start_ms - end if cue.start_ms is not None and end is not None else 0
            ended = length >= _BLOCK and words[-1].endswith(_SENTENCE_END)
            divided = ended or length >= _BLOCK_LIMIT or pause >= _PAUSE_MS
        if words and divided:
            yield Turn(" ".join(words), speaker, start, end)
            words, length = [], 0
        if not words:
            speaker, start, end = voice, cue.start_ms, cue.end_ms
        words.append(text)
        length += len(text) + 1
        if cue.end_ms is not None and (end is None or cue.end_ms > end):
            end = cue.end_ms
    if words:
        yield Turn(" ".join(words), speaker, start, end)
