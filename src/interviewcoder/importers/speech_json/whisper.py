"""Whisper and its kin: OpenAI's, faster-whisper, whisperX, whisper.cpp and Hugging Face's pipelines."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import MILLISECONDS, moment
from .fields import Item, inside, objects, voice, words_in
from .words import majority

_SEGMENT_SIGNS = frozenset(
    {"seek", "tokens", "avg_logprob", "no_speech_prob", "temperature", "compression_ratio"}
)
_FILE_SIGNS = frozenset({"word_segments", "task", "language", "usage"})
_WORD_SIGNS = frozenset({"probability", "score"})
_TURN = "[SPEAKER_TURN]"


def cues(value: Any) -> list[Cue] | None:
    """The segments of any of them; None where the value is none of theirs."""
    if spoken := objects(inside(value, "transcription")):
        return list(_of_whisper_cpp(spoken)) if "offsets" in spoken[0] else None
    for chunks in (inside(value, "speakers"), inside(value, "chunks"), value):
        if (spoken := objects(chunks)) and isinstance(spoken[0].get("timestamp"), list):
            return list(_of_pipeline(spoken))
    segments = objects(value if isinstance(value, list) else inside(value, "segments"))
    return list(_of_segments(segments)) if _is_whisper(value, segments) else None


def _is_whisper(value: Any, segments: list[Item]) -> bool:
    if not segments or not {"start", "end", "text"} <= segments[0].keys():
        return False
    first = segments[0]
    words = objects(first.get("words"))
    return bool(
        _SEGMENT_SIGNS & first.keys()
        or (isinstance(value, dict) and _FILE_SIGNS & value.keys())
        or (words and _WORD_SIGNS & words[0].keys())
        or str(first.get("type")).startswith("transcript.")
    )


def _of_segments(segments: list[Item]) -> Iterator[Cue]:
    """Segments; one without a speaker is said by most of its words' speaker, else by the one before."""
    for segment in segments:
        speaker = voice(segment.get("speaker"))
        if speaker is None:
            words = objects(segment.get("words"))
            speaker = majority(voice(word.get("speaker")) for word in words)
        yield Cue(
            [words_in(segment, "text")],
            moment(segment.get("start")),
            moment(segment.get("end")),
            speaker,
        )


def _of_whisper_cpp(segments: list[Item]) -> Iterator[Cue]:
    """Segments with offsets in milliseconds; a mark says that the next one is another speaker's."""
    turns = False
    for segment in segments:
        text = words_in(segment, "text")
        speaker = voice(segment.get("speaker"))
        yield Cue(
            [text.replace(_TURN, "")],
            moment(inside(segment, "offsets", "from"), MILLISECONDS),
            moment(inside(segment, "offsets", "to"), MILLISECONDS),
            None if speaker == "?" else speaker,
            turns,
        )
        turns = segment.get("speaker_turn_next") is True or text.rstrip().endswith(_TURN)


def _of_pipeline(chunks: list[Item]) -> Iterator[Cue]:
    """Chunks with `timestamp: [start, end]`."""
    for chunk in chunks:
        span = chunk.get("timestamp")
        start, end = (*span, None, None)[:2] if isinstance(span, list) else (None, None)
        speaker = voice(chunk.get("speaker"))
        yield Cue([words_in(chunk, "text")], moment(start), moment(end), speaker)
