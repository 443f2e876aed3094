"""Captions that roll or grow: what they say again and again is said once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .caption import Cue

_SHARE = 0.3
"""The least share of captions that repeat the one before, from which on all repeats are rolled up."""
_FEW = 4


def said_once(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The captions without what the one before had said already."""
    if len(cues) < _FEW:
        return cues
    if _share_of_repeats(cues) >= _SHARE:
        cues = list(_unrolled(cues))
    if len(cues) >= _FEW and _share_of_growth(cues) >= _SHARE:
        cues = list(_grown(cues))
    return cues


def _share_of_repeats(cues: Sequence[Cue]) -> float:
    """How many captions begin with the last line of the one before, as YouTube's rolling lines do."""
    repeats = 0
    last: tuple[str | None, str] | None = None
    for cue in cues:
        lines = [line for line in cue.lines if line.strip()]
        if lines:
            repeats += (cue.speaker, lines[0].strip()) == last
            last = cue.speaker, lines[-1].strip()
    return repeats / len(cues)


def _unrolled(cues: Iterable[Cue]) -> Iterator[Cue]:
    last: tuple[str | None, str] | None = None
    for cue in cues:
        lines = [line.strip() for line in cue.lines if line.strip()]
        fresh = lines[1:] if lines and (cue.speaker, lines[0]) == last else lines
        if lines:
            last = cue.speaker, lines[-1]
        if fresh:
            yield Cue(fresh, cue.start_ms, cue.end_ms, cue.speaker, cue.new_voice)


def _whole(cue: Cue) -> str:
    return " ".join(" ".join(cue.lines).split())


def _grows(before: Cue, said: str, cue: Cue, says: str) -> bool:
    """Whether a caption says what the one before said and then more, as live captions do."""
    return len(says) > len(said) > 0 and before.speaker == cue.speaker and says.startswith(said)


def _share_of_growth(cues: Sequence[Cue]) -> float:
    texts = list(map(_whole, cues))
    pairs = zip(pairwise(cues), pairwise(texts), strict=True)
    return sum(_grows(a, said, b, says) for (a, b), (said, says) in pairs) / len(cues)


def _grown(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Only the last form of a caption that grew, from its first moment on."""
    held: Cue | None = None
    for cue in cues:
        if held is not None and _grows(held, _whole(held), cue, _whole(cue)):
            held = Cue(cue.lines, held.start_ms, cue.end_ms, cue.speaker, held.new_voice)
            continue
        if held is not None:
            yield held
        held = cue
    if held is not None:
        yield held
