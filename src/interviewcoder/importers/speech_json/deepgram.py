"""Deepgram: utterances, else paragraphs, else words, else the transcript of each channel."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import moment
from .fields import Item, channel_label, inside, objects, voice, words_in
from .words import Word, cues_of_words


def cues(value: Any) -> list[Cue] | None:
    """What was said on all channels, in time; None where the value is not Deepgram's."""
    channels = objects(inside(value, "results", "channels"))
    utterances = objects(inside(value, "results", "utterances"))
    if utterances:
        told = [channel_label(utterance.get("channel")) for utterance in utterances]
        several = len(set(told)) > 1
        return [
            _utterance(utterance, channel if several else None)
            for utterance, channel in zip(utterances, told, strict=True)
        ]
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
                cue.speaker = _on(channel_label(number), cue.speaker)
            heard.append(cue)
    return sorted(heard, key=lambda cue: cue.start_ms or 0) if len(channels) > 1 else heard


def _utterance(utterance: Item, channel: str | None) -> Cue:
    return Cue(
        [words_in(utterance, "transcript")],
        moment(utterance.get("start")),
        moment(utterance.get("end")),
        _on(channel, voice(utterance.get("speaker"))),
    )


def _on(channel: str | None, speaker: str | None) -> str | None:
    """A speaker on a channel; both count their speakers from the beginning."""
    return ", ".join(label for label in (channel, speaker) if label) or None


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
