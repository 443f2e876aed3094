"""Where the reader was before each leap, to go back to and forward again, across sources."""

from collections.abc import Collection
from dataclasses import dataclass, field

MOST = 200
"""So many places are remembered each way."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position, in code points, in the text of a source."""

    source_id: int
    position: int


@dataclass(slots=True)
class Jumps:
    """The places that were left by a leap, as a browser keeps its pages.

    Steps of one kind that follow one another at once, such as from hit to hit, are one leap.
    """

    _behind: list[Place] = field(default_factory=list)
    _ahead: list[Place] = field(default_factory=list)
    _kind: str = ""
    _landed: Place | None = None

    def leave(self, here: Place, kind: str = "") -> None:
        """A leap is about to be made from here.

        Args:
            here: where the reader is.
            kind: by what; equal ones are joined where each begins where the one before `landed`.
        """
        goes_on = bool(kind) and kind == self._kind and here == self._landed
        self._kind, self._landed = kind, None
        self._ahead.clear()
        if not goes_on and (not self._behind or self._behind[-1] != here):
            self._behind = [*self._behind[-MOST:], here]

    def land(self, here: Place) -> None:
        """The leap ended here."""
        self._landed = here

    def back(self, here: Place) -> Place | None:
        """Where the last leap began; None where there was none."""
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """Where `back` was asked for; None when nothing lies ahead."""
        return self._step(self._ahead, self._behind, here)

    def _step(self, taken: list[Place], given: list[Place], here: Place) -> Place | None:
        self._kind = ""
        while taken:
            place = taken.pop()
            if place != here:
                given.append(here)
                return place
        return None

    def keep(self, source_ids: Collection[int]) -> None:
        """Keep only places in these sources: others are gone."""
        self._behind = [one for one in self._behind if one.source_id in source_ids]
        self._ahead = [one for one in self._ahead if one.source_id in source_ids]
