"""JSON of no program that is known: a list of objects with words, and maybe with speakers and times."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from interviewcoder.domain.text import name_key, one_line

from ..cues import Cue
from ..moment import MILLISECONDS, SECONDS, is_date, later, moment
from .fields import Item, names_by_id, objects, voice, words_in
from .utterances import since_first

_TEXT = [
    "text",
    "transcript",
    "transcription",
    "content",
    "body",
    "utterance",
    "sentence",
    "words",
    "spokentext",
    "said",
    "speech",
    "message",
    "value",
    "caption",
    "line",
    "display",
    "displaytext",
]
_SPEAKER = [
    "speakername",
    "speakerdisplayname",
    "speakerlabel",
    "speaker",
    "displayname",
    "participantname",
    "participant",
    "name",
    "role",
    "author",
    "sender",
    "voice",
    "who",
    "user",
    "username",
    "speakerid",
    "participantid",
    "speakertag",
    "from",
]
_START = [
    "start",
    "starttime",
    "startms",
    "starttimems",
    "startseconds",
    "startsec",
    "startoffset",
    "begin",
    "begintime",
    "timebegin",
    "from",
    "offset",
    "offsetms",
    "timestamp",
    "timestampms",
    "time",
    "ts",
    "tstart",
    "timecode",
    "seconds",
    "timein",
    "in",
]
_END = [
    "end",
    "endtime",
    "endms",
    "endtimems",
    "endseconds",
    "endsec",
    "endoffset",
    "finish",
    "stop",
    "timeend",
    "to",
    "tend",
    "timeout",
    "out",
]
_LENGTH = ["duration", "dur", "durationms", "durationseconds", "length"]
_PARTS = ("words", "sentences", "elements", "tokens", "terms")
_DEEPEST = 5
_ASKED = 50
"""So many objects of a list are asked what keys they have."""
_MOST = 0.6
"""The least share of a list's objects that must have words."""
_SLOWEST = 0.05
"""Words a unit of time below which the unit is a millisecond: people say one to five a second."""
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Keys:
    """Which keys of a list's objects hold what; empty where none does."""

    text: str
    speaker: str = ""
    start: str = ""
    end: str = ""
    length: str = ""


@dataclass(frozen=True, slots=True)
class TurnList:
    """A list that was taken for a transcript, and how."""

    cues: list[Cue]
    told: str
    """What was taken as what, for the user to check."""


def turn_list(value: Any) -> TurnList | None:
    """The best list of turns in a value; None where there is no list that could be one."""
    found = [
        (path, items, keys)
        for path, items in _lists(value)
        if (keys := _keys_of(items)) is not None
    ]
    if not found:
        return None
    path, items, keys = max(found, key=_likeness)
    dated = is_date(items[0].get(keys.start))
    unit = _unit(items, keys)
    names = _names(value)
    cues = [_cue(item, keys, unit, names) for item in items]
    if dated:
        since_first(cues)
    return TurnList(cues, _told(path, keys, unit, dated))


def conversations_in(value: Any) -> int:
    """How many conversations a list holds whose objects each have a list of turns; 0 where it is none."""
    items = objects(value)[:_ASKED]
    several = [
        item for item in items if any(_keys_of(objects(part)) is not None for part in item.values())
    ]
    return len(objects(value)) if len(several) > 1 and _keys_of(items) is None else 0


def _lists(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[Item]]]:
    """The lists of objects outside of other such lists, with the keys that lead to them."""
    if isinstance(value, list):
        items = objects(value)
        if len(value) == 1 and items and _keys_of(items) is None:
            yield from _lists(items[0], path, depth)
        elif items:
            yield path, items
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, part in value.items():
            yield from _lists(part, f"{path}.{key}" if path else str(key), depth + 1)


def _keys_of(items: Sequence[Item]) -> _Keys | None:
    """The keys of a list's objects that hold words, speakers and times; None where most hold no words."""
    asked = items[:_ASKED]
    known: dict[str, str] = {}
    for item in asked:
        for key in item:
            known.setdefault(_plain(key), key)
    text = _text_key(asked, known)
    if text is None:
        return None
    rest = {plain: key for plain, key in known.items() if key != text}
    speaker = _first(rest, _SPEAKER, lambda key: _is_voice_key(asked, key))
    rest = {plain: key for plain, key in rest.items() if key != speaker}
    start = _first(rest, _START, lambda key: _are_moments(asked, key))
    rest = {plain: key for plain, key in rest.items() if key != start}
    end = _first(rest, _END, lambda key: _are_moments(asked, key))
    length = "" if end else _first(rest, _LENGTH, lambda key: _are_moments(asked, key))
    if not speaker and not start and not _is_prose(asked, text):
        return None
    return _Keys(text, speaker, start, end, length if start else "")


def _text_key(asked: Sequence[Item], known: dict[str, str]) -> str | None:
    def share(key: str) -> float:
        return sum(1 for item in asked if _words(item, key)) / len(asked)

    for wanted in (*_TEXT, *_PARTS):
        key = known.get(wanted)
        if key is not None and share(key) >= _MOST:
            return key
    return None


def _first(known: dict[str, str], wanted: Sequence[str], fits: Callable[[str], bool]) -> str:
    return next((known[key] for key in wanted if key in known and fits(known[key])), "")


def _is_voice_key(asked: Sequence[Item], key: str) -> bool:
    """Whether values name speakers: some do, and not nearly every one is another, as titles are."""
    voices = [label for item in asked if (label := voice(item.get(key)))]
    return bool(voices) and (len(voices) < 6 or len(set(voices)) <= 0.7 * len(voices))


def _are_moments(asked: Sequence[Item], key: str) -> bool:
    there = [item[key] for item in asked if item.get(key) is not None]
    return bool(there) and all(moment(value) is not None for value in there)


def _is_prose(asked: Sequence[Item], key: str) -> bool:
    """Without speakers and times, only what reads like speech counts: several words each."""
    return sum(_words(item, key).count(" ") for item in asked) >= 3 * len(asked)


def _words(item: Item, key: str) -> str:
    """The text under a key; of a list of words or sentences, the parts put together."""
    parts = item.get(key)
    if not isinstance(parts, list):
        return words_in(item, key)
    texts = [
        part if isinstance(part, str) else words_in(part, "text", "word", "value", "sentence")
        for part in parts
        if isinstance(part, str | dict)
    ]
    return " ".join(text.strip() for text in texts if text.strip())


def _likeness(found: tuple[str, list[Item], _Keys]) -> tuple[bool, bool, int]:
    _, items, keys = found
    return (
        bool(keys.speaker),
        bool(keys.start),
        sum(len(_words(item, keys.text)) for item in items[:_ASKED]) * len(items),
    )


def _unit(items: Sequence[Item], keys: _Keys) -> float:
    """Seconds or milliseconds: what the key says, else how many words there are for a unit."""
    plain = _plain(keys.start)
    values = [item.get(keys.start) for item in items]
    if not keys.start or not all(isinstance(at, int | float) for at in values if at is not None):
        return SECONDS
    if plain.endswith(("ms", "millis", "milliseconds")):
        return MILLISECONDS
    if plain.endswith(("sec", "secs", "seconds")):
        return SECONDS
    times = [at for at in values if isinstance(at, int | float)]
    span = max(times) - min(times)
    last = items[-1].get(keys.end or keys.length)
    if len(times) == 1 and isinstance(last, int | float):
        span = last - times[0] if keys.end else last
    count = sum(_words(item, keys.text).count(" ") + 1 for item in items)
    return MILLISECONDS if span and count / span < _SLOWEST and _whole(times) else SECONDS


def _whole(times: Sequence[float]) -> bool:
    return sum(1 for at in times if float(at).is_integer()) >= 0.9 * len(times)


def _names(value: Any) -> Item:
    """Speakers' names by id, where a list beside the turns tells them."""
    if not isinstance(value, dict):
        return {}
    for key, part in value.items():
        if ("speaker" in key.casefold() or "participant" in key.casefold()) and (
            names := names_by_id(objects(part))
        ):
            return names
    return {}


def _cue(item: Item, keys: _Keys, unit: float, names: Item) -> Cue:
    speaker = item.get(keys.speaker) if keys.speaker else None
    named = names.get(str(speaker)) if isinstance(speaker, str | int) else None
    start = moment(item.get(keys.start), unit) if keys.start else None
    end = moment(item.get(keys.end), unit) if keys.end else None
    if keys.length:
        end = later(start, moment(item.get(keys.length), unit))
    return Cue([_words(item, keys.text)], start, end, named or voice(speaker))


def _told(path: str, keys: _Keys, unit: float, dated: bool) -> str:
    where = f"the list '{one_line(path, 60)}'" if path else "a list"
    times = " and ".join(
        f"'{one_line(key, 30)}'" for key in (keys.start, keys.end or keys.length) if key
    )
    clock = (
        "dates" if dated else "milliseconds" if unit == MILLISECONDS else "seconds or clock times"
    )
    taken = [f"the words are '{one_line(keys.text, 30)}'"]
    taken.append(f"the speakers '{one_line(keys.speaker, 30)}'" if keys.speaker else "no speakers")
    taken.append(f"the times {times} in {clock}" if times else "no times")
    return f"No known program's JSON: {where} was taken for the turns ({', '.join(taken)}); check them."


def _plain(key: Any) -> str:
    return _NOT_LETTERS.sub("", name_key(str(key)[:60]))
