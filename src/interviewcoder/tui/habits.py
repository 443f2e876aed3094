"""What a window remembers of a study outside of it: this user's pins, recent codes, places and marks.

It holds GUIDs and positions, never a word of the study, and may be lost without harm: what cannot be read is
begun anew, what cannot be written is forgotten. Of two windows on one study each writes down what it changed itself.
"""

import json
import os
import re
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from threading import Lock
from typing import Any, Self

_GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)

MOST_RECENT = 20
"""So many codes are remembered as used lately."""

_FARTHEST = 2**31
_writing = Lock()


@dataclass(slots=True)
class Habits:
    """One user's habits in one study. Positions are code points into the source's text."""

    pins: dict[str, str] = field(default_factory=dict)
    """Digit, "1" to "9", to the GUID of the code that it tags with."""
    recent: list[str] = field(default_factory=list)
    """GUIDs of codes, the one used last first."""
    places: dict[str, int] = field(default_factory=dict)
    """GUID of a source to where it was left."""
    marks: dict[str, dict[str, int]] = field(default_factory=dict)
    """GUID of a source to its marks: letter to position."""
    mode: str = ""
    """The mode that was left last."""
    rows: dict[str, int | str] = field(default_factory=dict)
    """Name of a list to its highlighted row: the GUID or the id of what it stands for, or else `-1 - n` for the n-th row."""
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was read or written last: what differs from it was changed in this window."""

    def use(self, guids: list[str]) -> None:
        """Remember codes as the ones used last."""
        self.recent = [*guids, *(one for one in self.recent if one not in guids)][:MOST_RECENT]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The habits of a file; fresh ones where there is none, or none that can be read."""
        try:
            habits = cls._of(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return cls()
        habits._known = habits._told()
        return habits

    def _told(self) -> dict[str, Any]:
        """All of them, on their own."""
        return {one.name: deepcopy(getattr(self, one.name)) for one in fields(self) if one.init}

    @classmethod
    def _of(cls, found: dict[str, dict[str, object]]) -> Self:
        return cls(
            pins={str(digit): str(guid) for digit, guid in found.get("pins", {}).items()},
            recent=[str(guid) for guid in found.get("recent", ())][:MOST_RECENT],
            places=_positions(found.get("places", {})),
            marks={
                str(guid): _positions(marks)
                for guid, marks in found.get("marks", {}).items()
                if isinstance(marks, dict)
            },
            mode=str(found.get("mode", "")),
            rows={
                str(name): row
                for name, row in found.get("rows", {}).items()
                if (isinstance(row, int) and abs(row) < _FARTHEST)
                or (isinstance(row, str) and is_guid(row))
            },
        )

    def write(self, path: Path) -> None:
        """Write them to a file that only its owner can read; a failure leaves what was there.

        What another window wrote there since, and this one did not change, stays.
        """
        # A window that goes on meanwhile, and changes what is being read, writes once more when it is left.
        with suppress(OSError, RuntimeError), _writing:
            own = self._told()
            there = Habits.read(path)._known or self._known
            content = json.dumps(_merged(there, own, self._known), indent=1)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, scratch = mkstemp(dir=path.parent, prefix=path.stem)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.write(content)
                Path(scratch).replace(path)
            except OSError:
                Path(scratch).unlink(missing_ok=True)
            else:
                self._known = own


def habits_file(study_guid: str) -> Path:
    """Where a study's habits lie: in the user's state folder, under the study's GUID."""
    from platformdirs import user_state_path

    # Whoever made the study file may have written anything there: it leads to no other file.
    name = (
        study_guid
        if is_guid(study_guid)
        else sha256(study_guid.encode("utf-8", "replace")).hexdigest()
    )
    return user_state_path("interviewcoder") / f"{name}.json"


def is_guid(text: str) -> bool:
    """Whether a text is a GUID, and so no word of anybody's."""
    return _GUID.fullmatch(text) is not None


def _positions(found: dict[str, object]) -> dict[str, int]:
    return {
        str(key): place
        for key, place in found.items()
        if isinstance(place, int) and 0 <= place < _FARTHEST
    }


def _merged(there: dict[str, Any], own: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What another window wrote, with what this one added, changed and took away since it knew it.

    The last of this one's stays the last, as the source that was read last.
    """
    merged = {name: value for name, value in there.items() if name in own or name not in known}
    for name, value in own.items():
        before = known.get(name)
        if isinstance(value, dict):
            theirs, began = (
                one if isinstance(one, dict) else {} for one in (merged.get(name), before)
            )
            merged[name] = _merged(theirs, value, began)
        elif name not in known or value != before:
            merged[name] = value
    last = next(reversed(own), None)
    if last in merged:
        merged[last] = merged.pop(last)
    return merged
