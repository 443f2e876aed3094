"""Programs for meetings and videos whose lists lie deeper: Gong, Recall.ai and YouTube's captions."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import MILLISECONDS, later, moment
from .fields import Item, inside, objects, voice, words_in


def cues(value: Any) -> list[Cue] | None:
    """What was said; None where the value is none of theirs."""
    calls = objects(inside(value, "callTranscripts"))
    if len(calls) == 1 and (monologues := objects(calls[0].get("transcript"))):
        return list(_of_gong(monologues)) if "sentences" in monologues[0] else None
    turns = objects(value)
    if turns and "words" in turns[0] and {"participant", "speaker"} & turns[0].keys():
        return list(_of_recall(turns)) if "text" not in turns[0] else None
    events = objects(inside(value, "events"))
    if any("segs" in event for event in events[:20]):
        return list(_of_youtube(events))
    return None


def _of_gong(monologues: list[Item]) -> Iterator[Cue]:
    for monologue in monologues:
        for sentence in objects(monologue.get("sentences")):
            yield Cue(
                [words_in(sentence, "text")],
                moment(sentence.get("start"), MILLISECONDS),
                moment(sentence.get("end"), MILLISECONDS),
                voice(monologue.get("speakerId")),
            )


def _of_recall(turns: list[Item]) -> Iterator[Cue]:
    for turn in turns:
        words = objects(turn.get("words"))
        if not words:
            continue
        speaker = voice(turn.get("participant")) or voice(turn.get("speaker"))
        text = " ".join(words_in(word, "text").strip() for word in words)
        start, end = words[0].get("start_timestamp"), words[-1].get("end_timestamp")
        yield Cue([text], _relative(start), _relative(end), speaker)


def _relative(timestamp: Any) -> int | None:
    """Seconds since the beginning, bare or beside a date."""
    return moment(timestamp.get("relative") if isinstance(timestamp, dict) else timestamp)


def _of_youtube(events: list[Item]) -> Iterator[Cue]:
    """Events with `segs`; those that only scroll the lines hold a line feed and are left out."""
    for event in events:
        text = "".join(str(part.get("utf8") or "") for part in objects(event.get("segs")))
        start = moment(event.get("tStartMs"), MILLISECONDS)
        length = moment(event.get("dDurationMs"), MILLISECONDS)
        if text.strip():
            yield Cue([text], start, later(start, length))
