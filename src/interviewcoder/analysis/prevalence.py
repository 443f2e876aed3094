"""How many real people show everything that a persona lists (Chapman and Milham 2006; Chapman et al. 2008)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.domain.persona import Claim

from .clusters import Labels
from .matrix import CodeMatrix


@dataclass(frozen=True, slots=True)
class Prevalence:
    """Counts of participants."""

    traits: int
    members: int
    half: int
    """Members with at least half of the traits."""
    every: int
    """Members with all of them."""
    anyone: int
    """Participants of the whole study with all of them."""
    everyone: int

    def __str__(self) -> str:
        if not self.traits:
            return "No traits are listed."
        return (
            f"Of {self.traits} traits listed, at least half: {self.half} of {self.members} members; "
            f"all: {self.every} of {self.members} members, {self.anyone} of all {self.everyone}."
        )


def prevalence(
    matrix: CodeMatrix, labels: Labels, group: int, found: Sequence[Claim]
) -> Prevalence:
    """How many have the codes of a persona's claims."""
    listed = {claim.code_guid for claim in found}
    columns = [place for place, code in enumerate(matrix.codes) if code.guid in listed]
    shown = (matrix.counts[:, columns] > 0).sum(axis=1)
    member = labels == group
    return Prevalence(
        traits=len(columns),
        members=int(member.sum()),
        half=int((shown[member] * 2 >= len(columns)).sum()),
        every=int((shown[member] == len(columns)).sum()),
        anyone=int(np.count_nonzero(shown == len(columns))),
        everyone=len(labels),
    )
