"""Where a persona's members stand out among everyone: the values that they have more or less often."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from .persona import Spread

STANDS_OUT = 2.6
"""The least adjusted residual (z) that is told: one in a hundred by chance, since a persona has dozens of values."""


class Lean(StrEnum):
    """How often members have a value, beside everyone."""

    MORE = "more often"
    LESS = "less often"
    SAME = "about as often"


@dataclass(frozen=True, slots=True)
class Presence:
    """A value of an attribute among members and among everyone whose value is known."""

    attribute: str
    value: str
    members: int
    members_of: int
    everyone: int
    everyone_of: int

    @property
    def share(self) -> float:
        """Share of the members, 0 to 1."""
        return self.members / self.members_of if self.members_of else 0.0

    @property
    def everyone_share(self) -> float:
        """Share of everyone, 0 to 1."""
        return self.everyone / self.everyone_of if self.everyone_of else 0.0

    @property
    def lean(self) -> Lean:
        """Whether members have the value more or less often than chance would give a group of this size."""
        if not self.members_of or not self.everyone_of:
            return Lean.SAME
        expected = self.everyone_share * self.members_of
        outside = 1 - self.members_of / self.everyone_of
        spread = expected * (1 - self.everyone_share) * outside
        if spread <= 0:
            return Lean.SAME
        z = (self.members - expected) / sqrt(spread)
        if abs(z) < STANDS_OUT:
            return Lean.SAME
        return Lean.MORE if z > 0 else Lean.LESS


def presences(spread: Spread) -> tuple[Presence, ...]:
    """The values of a spread, each beside the totals that are known.

    >>> plan = Spread("plan", (("pro", 9, 12), ("free", 1, 28)))
    >>> [(one.value, one.lean.value) for one in presences(plan)]
    [('pro', 'more often'), ('free', 'less often')]
    """
    members_of = sum(members for _, members, _ in spread.values)
    everyone_of = sum(everyone for _, _, everyone in spread.values)
    return tuple(
        Presence(spread.attribute, value, members, members_of, everyone, everyone_of)
        for value, members, everyone in spread.values
    )


def leaning(spreads: Sequence[Spread], lean: Lean) -> list[Presence]:
    """All values that members have more (or less) often than everyone, the strongest difference first."""
    found = [one for spread in spreads for one in presences(spread) if one.lean is lean]
    return sorted(found, key=lambda one: -abs(one.share - one.everyone_share))
