"""Recognisers whose results hold alternatives: Google Speech-to-Text, IBM Watson and Speechmatics."""

from collections.abc import Iterator
from typing import Any

from ..cues import Cue
from ..moment import moment
from .fields import Item, channel_label, inside, objects, voice, words_in
from .words import Word, cues_of_words

_UNKNOWN = "UU"
"""Speechmatics' label of nobody it could tell."""


def cues(value: Any) -> list[Cue] | None:
    """What the first alternative of each result says; None where the value holds no such results."""
    holder = value
    if inside(value, "response"):
        holder = value["response"]
    results = objects(inside(holder, "results"))
    if results and "results" in results[0]:
        # IBM's asynchronous jobs wrap what they answer.
        holder = results[0]
        results = objects(holder.get("results"))
    best = [next(iter(objects(result.get("alternatives"))), {}) for result in results]
    filled = [alternative for alternative in best if alternative]
    if not filled:
        return None
    if "content" in filled[0]:
        return list(_speechmatics(value, results, best))
    if any("timestamps" in alternative for alternative in filled):
        return list(_ibm(holder, filled))
    return list(_google(results, best))


def _speechmatics(value: Any, results: list[Item], best: list[Item]) -> Iterator[Cue]:
    space = inside(value, "metadata", "language_pack_info", "word_delimiter")
    return cues_of_words(
        (
            Word(
                words_in(alternative, "content"),
                moment(result.get("start_time")),
                moment(result.get("end_time")),
                _speechmatics_voice(result, alternative),
                attached=result.get("attaches_to") in ("previous", "both")
                or (result.get("type") == "punctuation" and "attaches_to" not in result),
            )
            for result, alternative in zip(results, best, strict=True)
        ),
        space if isinstance(space, str) and len(space) <= 1 else " ",
    )


def _speechmatics_voice(result: Item, alternative: Item) -> str | None:
    speaker = voice(alternative.get("speaker"))
    if speaker == _UNKNOWN:
        return ""
    return speaker or channel_label(result.get("channel")) or voice(result.get("channel"))


def _google(results: list[Item], best: list[Item]) -> Iterator[Cue]:
    """With speakers, the last result repeats all words with their tags; else each result is a cue."""
    counts = [len(objects(alternative.get("words"))) for alternative in best]
    last = objects(best[-1].get("words")) if best else []
    if last and _tag(last[-1]) is not None and counts[-1] >= 0.9 * sum(counts[:-1]):
        yield from cues_of_words(map(_google_word, last))
        return
    channels = [
        channel_label(result.get("channelTag") or result.get("channel_tag")) for result in results
    ]
    ended: int | None = None
    for result, alternative, channel in zip(results, best, channels, strict=True):
        words = objects(alternative.get("words"))
        if words and any(_tag(word) is not None for word in words):
            yield from cues_of_words(map(_google_word, words))
        elif text := words_in(alternative, "transcript"):
            start = _at(words[0], "start") if words else ended
            ended = _at(words[-1], "end") if words else _at(result, "resultEnd", "result_end")
            yield Cue([text], start, ended, channel if len(set(channels)) > 1 else None)


def _google_word(word: Item) -> Word:
    return Word(words_in(word, "word"), _at(word, "start"), _at(word, "end"), _tag(word))


def _tag(word: Item) -> str | None:
    """A word's speaker; tag 0 means that there is none yet."""
    tag = next(
        (word[key] for key in ("speakerLabel", "speakerTag", "speaker_tag") if word.get(key)), None
    )
    return voice(tag)


def _at(item: Item, *names: str) -> int | None:
    """The time under one of the spellings of its name; Google leaves zeros out of version 2."""
    for name in names:
        for tail in ("Time", "Offset", "_time", "_offset"):
            if (found := moment(item.get(f"{name}{tail}"))) is not None:
                return found
    return None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _ibm(holder: Any, best: list[Item]) -> Iterator[Cue]:
    """Words are `[word, start, end]`; speakers are told beside them by the words' starts."""
    speakers = {
        label["from"]: voice(label.get("speaker"))
        for label in objects(inside(holder, "speaker_labels"))
        if isinstance(label.get("from"), int | float)
    }
    words = [
        stamped
        for alternative in best
        for stamped in _listed(alternative.get("timestamps"))
        if isinstance(stamped, list) and len(stamped) == 3 and isinstance(stamped[0], str)
    ]
    return cues_of_words(
        Word(
            text,
            moment(start),
            moment(end),
            speakers.get(start) if isinstance(start, int | float) else None,
        )
        for text, start, end in words
    )
