"""Amazon Transcribe: audio segments where there are any, else items with the speakers of their times."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import moment
from .fields import Item, inside, objects, voice, words_in
from .words import Word, cues_of_words


def cues(value: Any) -> list[Cue] | None:
    """What was said; None where the value is not Amazon Transcribe's."""
    results = inside(value, "results")
    items = objects(inside(results, "items"))
    segments = objects(inside(results, "audio_segments"))
    if not segments and (not items or "alternatives" not in items[0]):
        return None
    if segments and any(words_in(segment, "transcript") for segment in segments):
        return [_segment(segment) for segment in segments]
    return list(cues_of_words(_words(items, _speakers_by_time(results))))


def _segment(segment: Item) -> Cue:
    return Cue(
        [words_in(segment, "transcript")],
        moment(segment.get("start_time")),
        moment(segment.get("end_time")),
        voice(segment.get("speaker_label")) or voice(segment.get("channel_label")),
    )


def _words(items: list[Item], speakers: dict[Any, str]) -> Iterator[Word]:
    for item in items:
        best = next(iter(objects(item.get("alternatives"))), {})
        start = item.get("start_time")
        speaker = voice(item.get("speaker_label")) or voice(item.get("channel_label"))
        yield Word(
            words_in(best, "content"),
            moment(start),
            moment(item.get("end_time")),
            speaker or (speakers.get(start) if isinstance(start, str) else None),
            attached=item.get("type") == "punctuation",
        )


def _speakers_by_time(results: Any) -> dict[Any, str]:
    """The speakers by the start of their words, as the file writes it."""
    return {
        start: speaker
        for segment in objects(inside(results, "speaker_labels", "segments"))
        for item in objects(segment.get("items"))
        if isinstance(start := item.get("start_time"), str)
        and (speaker := voice(item.get("speaker_label")) or voice(segment.get("speaker_label")))
    }
