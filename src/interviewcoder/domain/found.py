"""How much of a code is likely found, and how well suggestions do for it: estimates, with what is missing where there is none."""

from dataclasses import dataclass

from .suggestion import Figure

LEAST_EXCERPTS = 8
LEAST_PEOPLE = 3
"""With fewer excerpts, or fewer people who were read, nothing can be told of a code."""


@dataclass(frozen=True, slots=True)
class FoundCode:
    """Of one code what is tagged, and what likely is not yet."""

    code_id: int
    code: str
    excerpts: int
    """What participants say that is tagged; excerpts that overlap are one."""
    people: int
    """Participants who were read, whether or not they have the code."""
    unread: int
    """Sentences of participants that nobody has read, and that can be judged by what was read."""
    left_out: int
    """Sentences that nobody has read, in a kind of source of which too few people were read to judge by."""
    share: Figure | None
    """Tagged, of what is tagged and what likely waits; None: it cannot be told yet."""
    more: Figure | None
    """How many excerpts likely wait in what nobody has read."""
    second_look: int | None
    """Sentences that were read and not tagged, and are as much like the code as the likest quarter of the tagged ones."""
    precision: Figure | None
    """Of the sentences that would be put first: how many are tagged."""
    recall: Figure | None
    """Of what is tagged: for how much the code is among the first three that would be suggested."""

    @property
    def missing(self) -> str:
        """What is missing to tell more; empty where all is told."""
        if self.excerpts < LEAST_EXCERPTS:
            return f"{self.excerpts} of the {LEAST_EXCERPTS} tagged excerpts that it takes"
        if self.people < LEAST_PEOPLE:
            return f"{self.people} of the {LEAST_PEOPLE} participants read that it takes"
        return ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked of codes."""

    codes: tuple[FoundCode, ...]
