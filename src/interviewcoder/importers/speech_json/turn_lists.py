"""JSON of no program that is known: a list of objects with words, and maybe with speakers and times."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from interviewcoder.domain.text import one_line

from ..cues import Cue
from ..moment import MILLISECONDS, is_date, later, moment
from .fields import Item, names_by_id, objects, voice
from .turn_keys import Keys, keys_of, unit_of, words_under
from .utterances import since_first

_DEEPEST = 5
_ASKED = 50


@dataclass(frozen=True, slots=True)
class TurnList:
    """A list that was taken for a transcript, and how."""

    cues: list[Cue]
    told: str
    """What was taken as what, for the user to check."""


def turn_list(value: Any) -> TurnList | None:
    """The best list of turns in a value; None where there is no list that could be one."""
    lists = list(_lists(value))
    found = [
        (path, parts, keys)
        for path, parts in lists
        if (keys := keys_of(objects(parts))) is not None
        # Words alone are turns where nothing else could be.
        and (keys.speaker or keys.start or len(lists) == 1)
    ]
    if not found:
        return None
    path, parts, keys = max(found, key=_likeness)
    items = objects(parts)
    dated = any(is_date(item.get(keys.start)) for item in items[:_ASKED])
    unit = unit_of(items, keys)
    names = _names(value)
    cues = [
        _cue(part, keys, unit, names)
        if isinstance(part, dict)
        else Cue([part] if isinstance(part, str) else [])
        for part in parts
    ]
    if dated:
        since_first(cues)
    return TurnList(cues, _told(path, keys, unit, dated))


def conversations_in(value: Any) -> int:
    """How many conversations a list holds whose objects each have a list of turns; 0 where it is none."""
    items = objects(value)[:_ASKED]
    several = [
        item for item in items if any(keys_of(objects(part)) is not None for part in item.values())
    ]
    return len(objects(value)) if len(several) > 1 and keys_of(items) is None else 0


def _lists(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[Any]]]:
    """The lists with objects outside of other such lists, with the keys that lead to them."""
    if isinstance(value, list):
        items = objects(value)
        if len(value) == 1 and items and keys_of(items) is None:
            yield from list(_lists(items[0], path, depth)) or [(path, value)]
        elif items:
            yield path, value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, part in value.items():
            yield from _lists(part, f"{path}.{key}" if path else str(key), depth + 1)


def _likeness(found: tuple[str, list[Any], Keys]) -> tuple[bool, bool, int]:
    """What makes one list rather than another the transcript: speakers, times, and how much is said."""
    _, parts, keys = found
    said = sum(len(words_under(item, keys.text)) for item in objects(parts[:_ASKED]))
    return bool(keys.speaker), bool(keys.start), said * len(parts)


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


def _cue(item: Item, keys: Keys, unit: float, names: Item) -> Cue:
    speaker = item.get(keys.speaker) if keys.speaker else None
    named = names.get(str(speaker)) if isinstance(speaker, str | int) else None
    start = moment(item.get(keys.start), unit) if keys.start else None
    end = moment(item.get(keys.end), unit) if keys.end else None
    if keys.length:
        end = later(start, moment(item.get(keys.length), unit))
    return Cue([words_under(item, keys.text)], start, end, named or voice(speaker))


def _told(path: str, keys: Keys, unit: float, dated: bool) -> str:
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
