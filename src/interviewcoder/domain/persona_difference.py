"""What is different between two syntheses: who moved, which claims came, went, grew or shrank."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .persona import Claim, Persona, Synthesis

GROWN_BY = 0.2
"""A claim has grown or shrunk when the share of members who make it differs by so much."""


class Fate(StrEnum):
    """What became of a persona."""

    KEPT = "kept"
    NEW = "new"
    GONE = "gone"


class ClaimFate(StrEnum):
    """What became of a claim."""

    CAME = "came"
    WENT = "went"
    GREW = "grew"
    SHRANK = "shrank"


@dataclass(frozen=True, slots=True)
class Move:
    """A participant who is elsewhere now; None: in no persona."""

    participant: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is not what it was. None where there is none."""

    fate: ClaimFate
    before: Claim | None
    after: Claim | None

    @property
    def code(self) -> str:
        """The code's name, or the statement."""
        claim = self.after or self.before
        return claim.code if claim else ""


@dataclass(frozen=True, slots=True)
class PersonaChange:
    """What became of one persona."""

    fate: Fate
    name: str
    """Its name now; the name it had, when it is gone."""
    name_before: str | None
    joined: tuple[str, ...]
    left: tuple[str, ...]
    claims: tuple[ClaimChange, ...]

    @property
    def changed(self) -> bool:
        """Whether anything is different."""
        renamed = self.fate is Fate.KEPT and self.name != self.name_before
        return (
            self.fate is not Fate.KEPT or bool(self.joined or self.left or self.claims) or renamed
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different between two syntheses."""

    moves: tuple[Move, ...]
    personas: tuple[PersonaChange, ...]
    """Those of the newer run in its order, then those that are gone."""


def difference(before: Synthesis, after: Synthesis) -> Difference:
    """Compare two runs; the same persona has the same GUID in both."""
    old = {one.guid: one for one in before.personas}
    new = {one.guid: one for one in after.personas}
    was, now = _homes(before), _homes(after)
    changes = [_change(old.get(one.guid), one) for one in after.personas]
    changes += [_change(one, None) for one in before.personas if one.guid not in new]
    moves = []
    for participant in sorted(was.keys() | now.keys()):
        source, target = was.get(participant), now.get(participant)
        if (source and source.guid) != (target and target.guid):
            moves.append(
                Move(participant, source.name if source else None, target.name if target else None)
            )
    return Difference(tuple(moves), tuple(changes))


def _homes(synthesis: Synthesis) -> dict[str, Persona]:
    return {
        member.participant: persona for persona in synthesis.personas for member in persona.members
    }


def _change(before: Persona | None, after: Persona | None) -> PersonaChange:
    there = after or before
    assert there is not None
    was, now = _names(before), _names(after)
    fate = Fate.KEPT if before and after else Fate.NEW if after else Fate.GONE
    return PersonaChange(
        fate=fate,
        name=there.name,
        name_before=before.name if before else None,
        joined=tuple(name for name in now if name not in was),
        left=tuple(name for name in was if name not in now),
        claims=tuple(_claims(before.claims, after.claims)) if before and after else (),
    )


def _names(persona: Persona | None) -> dict[str, None]:
    return dict.fromkeys(one.participant for one in persona.members) if persona else {}


def _claims(before: Sequence[Claim], after: Sequence[Claim]) -> list[ClaimChange]:
    old = {one.key: one for one in before}
    new = {one.key: one for one in after}
    changes = []
    for key, claim in new.items():
        was = old.get(key)
        if was is None:
            changes.append(ClaimChange(ClaimFate.CAME, None, claim))
        elif abs(claim.share - was.share) >= GROWN_BY:
            grew = claim.share > was.share
            changes.append(ClaimChange(ClaimFate.GREW if grew else ClaimFate.SHRANK, was, claim))
    gone = [ClaimChange(ClaimFate.WENT, one, None) for key, one in old.items() if key not in new]
    return changes + gone
