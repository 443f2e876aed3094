"""Single words with times and speakers into cues."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..cues import Cue

_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")
_PAUSE_MS = 1000
"""A pause after which a new cue begins where there are no full stops."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as a recogniser heard it. `speaker` is None where nobody is named."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str | None = None
    attached: bool = False
    """It follows the word before without a space, as full stops do."""


def cues_of_words(words: Iterable[Word], space: str = " ") -> Iterator[Cue]:
    """The words put together: a cue for each speaker, sentence and stretch without a pause.

    Args:
        words: in the order in which they were said; one that names nobody goes on with the speaker before.
        space: what stands between two words.
    """
    parts: list[str] = []
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    for word in words:
        if not word.text:
            continue
        changed = word.speaker is not None and word.speaker != speaker
        if parts and not word.attached:
            pause = word.start_ms - end if word.start_ms is not None and end is not None else 0
            if changed or pause >= _PAUSE_MS or parts[-1].endswith(_SENTENCE_ENDS):
                yield Cue(["".join(parts)], start, end, speaker)
                parts, end = [], None
        if not parts:
            speaker = word.speaker if changed else speaker
            start = word.start_ms
        elif not word.attached:
            parts.append(space)
        parts.append(word.text)
        end = word.end_ms if word.end_ms is not None else end
    if parts:
        yield Cue(["".join(parts)], start, end, speaker)


def majority(speakers: Iterable[Any]) -> Any:
    """What most of the speakers are, None not counted; the first of those that are equally frequent."""
    counts = Counter(speaker for speaker in speakers if speaker is not None)
    return counts.most_common(1)[0][0] if counts else None
