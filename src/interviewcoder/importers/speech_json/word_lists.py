"""Recognisers that write nothing but words: ElevenLabs' Scribe, OpenAI's, AssemblyAI's, Rev.ai, Vosk."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import MILLISECONDS, moment
from .fields import Item, channel_label, inside, names_by_id, objects, voice, words_in
from .words import Word, cues_of_words

_SOUND = "audio_event"


def cues(value: Any) -> list[Cue] | None:
    """The words put together by speakers; None where the value is none of theirs."""
    if monologues := objects(inside(value, "monologues")):
        return list(_of_rev(value, monologues))
    if channels := objects(inside(value, "transcripts")):
        heard = [cue for channel in channels for cue in _of_scribe(channel)]
        return sorted(heard, key=lambda cue: cue.start_ms or 0) or None
    words = objects(inside(value, "words"))
    if words and {"type", "text"} <= words[0].keys():
        return list(_of_scribe(value))
    if words and {"text", "start", "end", "confidence"} <= words[0].keys() and _whole(words):
        return list(cues_of_words(map(_assemblyai_word, words)))
    if words and {"word", "start", "end"} <= words[0].keys():
        return list(cues_of_words(map(_word, words)))
    return _of_vosk(value)


def _of_scribe(value: Item) -> Iterator[Cue]:
    """Words and the spaces between them are entries of their own; sounds are in parentheses."""
    entries = objects(value.get("words"))
    nameless = channel_label(value.get("channel_index"))
    spaces_told = any(entry.get("type") == "spacing" for entry in entries)
    words = []
    spaced = True
    for entry in entries:
        text = words_in(entry, "text").strip()
        if entry.get("type") == "spacing" or not text:
            spaced = True
            continue
        is_sound = entry.get("type") == _SOUND
        words.append(
            Word(
                text,
                moment(entry.get("start")),
                moment(entry.get("end")),
                None if is_sound else voice(entry.get("speaker_id")) or nameless,
                attached=spaces_told and not spaced and not is_sound,
            )
        )
        spaced = is_sound
    return cues_of_words(words)


def _of_rev(value: Item, monologues: list[Item]) -> Iterator[Cue]:
    """Monologues of elements; punctuation holds the spaces. Gecko writes terms instead of elements."""
    names = names_by_id(objects(value.get("speakers")))
    for monologue in monologues:
        elements = objects(monologue.get("elements"))
        terms = objects(monologue.get("terms"))
        speaker = monologue.get("speaker")
        label = names.get(str(speaker)) or voice(speaker)
        if elements:
            times = [element for element in elements if "ts" in element or "end_ts" in element]
            text = "".join(str(element.get("value", "")) for element in elements)
            start = moment(times[0].get("ts")) if times else None
            yield Cue([text], start, moment(times[-1].get("end_ts")) if times else None, label)
        else:
            yield from cues_of_words(
                Word(
                    words_in(term, "text"),
                    moment(term.get("start")),
                    moment(term.get("end")),
                    label,
                    attached=term.get("type") == "PUNCTUATION",
                )
                for term in terms
            )


def _whole(words: list[Item]) -> bool:
    """Whether times are whole numbers, as AssemblyAI's milliseconds are."""
    return all(isinstance(word.get("start"), int) for word in words[:50])


def _assemblyai_word(word: Item) -> Word:
    return Word(
        words_in(word, "text"),
        moment(word.get("start"), MILLISECONDS),
        moment(word.get("end"), MILLISECONDS),
        voice(word.get("speaker")) or voice(word.get("channel")),
    )


def _word(word: Item) -> Word:
    return Word(
        words_in(word, "punctuated_word", "word").strip(),
        moment(word.get("start")),
        moment(word.get("end")),
        voice(word.get("speaker")),
    )


def _of_vosk(value: Any) -> list[Cue] | None:
    """One or more `{"result": [{"word", "start", "end"}], "text"}`; a text without words has no times."""
    heard = []
    for part in objects(value if isinstance(value, list) else [value]):
        words = objects(part.get("result"))
        if words and not {"word", "start", "end"} <= words[0].keys():
            return None
        if words:
            text = words_in(part, "text") or " ".join(words_in(word, "word") for word in words)
            heard.append(Cue([text], moment(words[0]["start"]), moment(words[-1].get("end"))))
    return heard or None
