"""Deepgram: utterances, else paragraphs, else words, else the transcript of each channel."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import moment
from .fields import Item, inside, objects, voice, words_in
from .words import Word, cues_of_words


def cues(value: Any) -> list[Cue] | None:
    """What was said on all channels, in time; None where the value is not Deepgram's."""
    channels = objects(inside(value, "results", "channels"))
    utterances = objects(inside(value, "results", "utterances"))
    several = len({utterance.get("channel") for utterance in utterances}) > 1
    if utterances:
        return [_utterance(utterance, several) for utterance in utterances]
    if not channels:
        return None
    heard: list[Cue] = []
    for number, channel in enumerate(channels):
        best = next(iter(objects(channel.get("alternatives"))), {})
        on_channel = list(_paragraphs(best) or _words(best))
        if not on_channel and (transcript := words_in(best, "transcript")):
            on_channel = [Cue([transcript])]
        for cue in on_channel:
            if len(channels) > 1:
                cue.speaker = f"Channel {number}" + (f", {cue.speaker}" if cue.speaker else "")
            heard.append(cue)
    return sorted(heard, key=lambda cue: cue.start_ms or 0) if len(channels) > 1 else heard


def _utterance(utterance: Item, several_channels: bool) -> Cue:
    speaker = voice(utterance.get("speaker"))
    if several_channels and (channel := utterance.get("channel")) is not None:
        speaker = f"Channel {channel}" + (f", {speaker}" if speaker else "")
    return Cue(
        [words_in(utterance, "transcript")],
        moment(utterance.get("start")),
        moment(utterance.get("end")),
        speaker,
    )


def _paragraphs(best: Item) -> list[Cue]:
    return [
        Cue(
            [words_in(sentence, "text")],
            moment(sentence.get("start")),
            moment(sentence.get("end")),
            voice(paragraph.get("speaker")),
        )
        for paragraph in objects(inside(best, "paragraphs", "paragraphs"))
        for sentence in objects(paragraph.get("sentences"))
    ]


def _words(best: Item) -> Iterator[Cue]:
    return cues_of_words(
        Word(
            words_in(word, "punctuated_word", "word"),
            moment(word.get("start")),
            moment(word.get("end")),
            voice(word.get("speaker")),
        )
        for word in objects(best.get("words"))
    )
