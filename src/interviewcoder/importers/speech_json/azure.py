"""Azure AI Speech: batch results with recognised phrases, and fast transcription's phrases."""

from typing import Any

from ..cues import Cue
from ..moment import MILLISECONDS, TICKS, later, moment
from .fields import Item, channel_label, inside, objects, voice, words_in


def cues(value: Any) -> list[Cue] | None:
    """The phrases in time; None where the value is not Azure's."""
    recognised = objects(inside(value, "recognizedPhrases"))
    phrases = objects(inside(value, "phrases"))
    if recognised:
        heard = [_of_batch(phrase) for phrase in recognised]
    elif phrases and "offsetMilliseconds" in phrases[0]:
        heard = [_of_fast(phrase) for phrase in phrases]
    else:
        return None
    channels = [channel_label(phrase.get("channel")) for phrase in recognised or phrases]
    several = len(set(channels)) > 1
    for cue, channel in zip(heard, channels, strict=True):
        if several and cue.speaker is None:
            cue.speaker = channel
    return sorted(heard, key=lambda cue: cue.start_ms or 0) if several else heard


def _of_batch(phrase: Item) -> Cue:
    best = next(iter(objects(phrase.get("nBest"))), {})
    ticks = phrase.get("offsetInTicks")
    start = moment(phrase.get("offset")) if ticks is None else moment(ticks, TICKS)
    ticks = phrase.get("durationInTicks")
    length = moment(phrase.get("duration")) if ticks is None else moment(ticks, TICKS)
    return Cue(
        [words_in(best, "display", "lexical")],
        start,
        later(start, length),
        voice(phrase.get("speaker")),
    )


def _of_fast(phrase: Item) -> Cue:
    start = moment(phrase.get("offsetMilliseconds"), MILLISECONDS)
    length = moment(phrase.get("durationMilliseconds"), MILLISECONDS)
    return Cue(
        [words_in(phrase, "text")],
        start,
        later(start, length),
        voice(phrase.get("speaker")),
    )
