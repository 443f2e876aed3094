"""The order in which a persona's members come to speak of things."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stage:
    """A code, and when members first mention it in their transcripts."""

    code: str
    code_guid: str
    members: int
    """Members who mention it in a transcript."""
    median: float
    """Where they first do: 0 is the start of a transcript, 1 its end."""
    lower: float
    """A quarter of them first mention it earlier."""
    upper: float
    """A quarter of them first mention it later."""
    before: Mapping[str, int] = field(default_factory=dict)
    """GUID of another stage's code to the number of members who mention this one first."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Stages in the order that most members' transcripts agree on."""

    stages: tuple[Stage, ...] = ()
    agreement: float | None = None
    """Of all pairs of mentions by one member, the share that come in this order; None: there are no pairs."""
    p: float | None = None
    """How often shuffled mentions agree on an order at least as much, 0 to 1; None: cannot be told."""
    told: str = ""
    """What the order is worth, in plain words."""
