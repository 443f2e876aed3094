"""What a window remembers of a study outside of it: this user's pins, recent codes, places and marks.

It holds GUIDs and positions, never a word of the study, and may be lost without harm: what cannot be read is
begun anew, what cannot be written is forgotten.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import mkstemp
from typing import Self

MOST_RECENT = 20
"""So many codes are remembered as used lately."""


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

    def use(self, guids: list[str]) -> None:
        """Remember codes as the ones used last."""
        self.recent = [*guids, *(one for one in self.recent if one not in guids)][:MOST_RECENT]

    @classmethod
    def read(cls, path: Path) -> Self:
        """The habits of a file; fresh ones where there is none, or none that can be read."""
        try:
            return cls._of(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, AttributeError):
            return cls()

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
        )

    def write(self, path: Path) -> None:
        """Write them to a file that only its owner can read; a failure leaves what was there."""
        content = json.dumps(asdict(self), indent=1)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, scratch = mkstemp(dir=path.parent, prefix=path.stem)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.write(content)
                Path(scratch).replace(path)
            except OSError:
                Path(scratch).unlink(missing_ok=True)


def habits_file(study_guid: str) -> Path:
    """Where a study's habits lie: in the user's state folder, under the study's GUID."""
    from platformdirs import user_state_path

    return user_state_path("interviewcoder") / f"{study_guid}.json"


def _positions(found: dict[str, object]) -> dict[str, int]:
    return {
        str(key): place for key, place in found.items() if isinstance(place, int) and place >= 0
    }
