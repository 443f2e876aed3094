"""Which keys of a list's objects hold the words, the speakers and the times, and in which unit the times are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from interviewcoder.domain.text import name_key

from ..moment import MILLISECONDS, SECONDS, moment
from .fields import Item, voice, words_in

_TEXT = (
    "text", "transcript", "transcription", "content", "body", "utterance", "sentence", "words", "spokentext",
    "said", "speech", "message", "value", "caption", "line", "display", "displaytext",
)  # fmt: skip
_PARTS = ("words", "sentences", "elements", "tokens", "terms")
"""Keys of lists whose parts are put together where no key holds a text."""
_SPEAKER = (
    "speakername", "speakerdisplayname", "speakerlabel", "speaker", "displayname", "participantname",
    "participant", "name", "role", "author", "sender", "voice", "who", "user", "username", "speakerid",
    "participantid", "speakertag", "participantrole", "from",
)  # fmt: skip
_START = (
    "start", "starttime", "startoffset", "starttimestamp", "begin", "begintime", "beginoffset", "timebegin", "from",
    "offset", "timestamp", "time", "ts", "tstart", "timecode", "second", "timein", "in",
)  # fmt: skip
_END = (
    "end", "endtime", "endoffset", "endtimestamp", "finish", "stop", "timeend", "to", "tend", "timeout", "out",
)  # fmt: skip
_LENGTH = ("duration", "dur", "length")
_UNIT = re.compile(
    r"(?<=[a-z])(?:in)?(?:milliseconds?|millis|msecs?|ms|seconds?|secs?)$|(?<=[a-z]{3})s$"
)
"""The unit at the end of a time's key: `startMs`, `end_in_seconds`, `start_s`."""
_ASKED = 50
"""So many objects of a list are asked what keys they have."""
_MOST = 0.6
"""The least share of a list's objects that must have words."""
_SLOWEST = 0.05
"""Words a unit of time below which the unit is a millisecond: people say one to five a second."""
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Keys:
    """Which keys of a list's objects hold what; empty where none does."""

    text: str
    speaker: str = ""
    start: str = ""
    end: str = ""
    length: str = ""


def keys_of(items: Sequence[Item]) -> Keys | None:
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
    rest = {_UNIT.sub("", plain): key for plain, key in reversed(rest.items())}
    start = _first(rest, _START, lambda key: _are_moments(asked, key))
    rest = {plain: key for plain, key in rest.items() if key != start}
    end = _first(rest, _END, lambda key: _are_moments(asked, key))
    length = "" if end else _first(rest, _LENGTH, lambda key: _are_moments(asked, key))
    if not speaker and not start and not _is_prose(asked, text):
        return None
    return Keys(text, speaker, start, end, length if start else "")


def _text_key(asked: Sequence[Item], known: dict[str, str]) -> str | None:
    def share(key: str) -> float:
        return sum(1 for item in asked if words_under(item, key)) / len(asked)

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
    return sum(words_under(item, key).count(" ") for item in asked) >= 3 * len(asked)


def words_under(item: Item, key: str) -> str:
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


def unit_of(items: Sequence[Item], keys: Keys) -> float:
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
    count = sum(words_under(item, keys.text).count(" ") + 1 for item in items)
    return MILLISECONDS if span and count / span < _SLOWEST and _whole(times) else SECONDS


def _whole(times: Sequence[float]) -> bool:
    return sum(1 for at in times if float(at).is_integer()) >= 0.9 * len(times)


def _plain(key: Any) -> str:
    return _NOT_LETTERS.sub("", name_key(str(key)[:60]))
