"""Fields of JSON whose maker is not known for sure: asked for gently, never trusted."""

from collections.abc import Iterable
from typing import Any

Item = dict[str, Any]
"""A JSON object."""

_NAMES = ("name", "displayName", "display_name", "label", "speaker_name", "speaker_label", "id")
_LONGEST_LABEL = 400


def objects(value: Any) -> list[Item]:
    """The objects of a list; none where it is no list.

    >>> objects([{"a": 1}, None, 2]), objects("x")
    ([{'a': 1}], [])
    """
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def inside(value: Any, *path: str) -> Any:
    """What lies under the keys of a path; None where there is nothing.

    >>> inside({"a": {"b": 1}}, "a", "b"), inside([], "a")
    (1, None)
    """
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def words_in(item: Any, *keys: str) -> str:
    """The first of the keys' values that is a text with something in it; else an empty text."""
    for key in keys:
        text = item.get(key) if isinstance(item, dict) else None
        if isinstance(text, str) and text.strip():
            return text
    return ""


def voice(value: Any) -> str | None:
    """A speaker's label; None where nobody is named. Numbers become `Speaker 0`, objects their names.

    >>> voice("Ana"), voice(0), voice("1"), voice({"name": "Ana"}), voice("")
    ('Ana', 'Speaker 0', 'Speaker 1', 'Ana', None)
    """
    if isinstance(value, dict):
        return next((label for key in _NAMES if (label := voice(value.get(key)))), None)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    label = str(value)[:_LONGEST_LABEL].strip()
    return f"Speaker {label}" if label.isdigit() else label or None


def channel_label(value: Any) -> str | None:
    """A label for a channel of the recording, which stands for a speaker; None where it is no number.

    >>> channel_label(0), channel_label("1"), channel_label(None)
    ('Channel 0', 'Channel 1', None)
    """
    is_number = isinstance(value, int) or (isinstance(value, str) and value.isdigit())
    return f"Channel {value}"[:_LONGEST_LABEL] if is_number and value is not True else None


def names_by_id(speakers: Iterable[Item], id_key: str = "id", name_key: str = "name") -> Item:
    """Speakers' names by their ids, as texts; those without a name are left out.

    >>> names_by_id([{"id": 0, "name": "Ana"}, {"id": 1}])
    {'0': 'Ana'}
    """
    return {
        str(speaker[id_key]): name
        for speaker in speakers
        if isinstance(speaker.get(id_key), str | int) and (name := words_in(speaker, name_key))
    }
