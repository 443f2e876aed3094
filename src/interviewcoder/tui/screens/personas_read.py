"""What the personas screen reads of the study, and what the pages behind a profile are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.coding import Coding
from ...domain.figures import FEWEST_EXCERPTS
from ...domain.kinds import Kind
from ...domain.persona import Claim, Member, Persona, Run, Synthesis

if TYPE_CHECKING:
    from ...study import Study


@dataclass(frozen=True, slots=True)
class Beside:
    """A persona that the one on show is compared with."""

    guid: str


Subject = Claim | Member | Run | Beside | str
"""What a page behind another is about; a `str` is a participant's name."""


@dataclass(frozen=True, slots=True)
class PersonasRead:
    """What the study has of personas, or how far it is from having any."""

    synthesis: Synthesis | None
    runs: Sequence[Run] = ()
    tagged: int = 0
    """Participants with enough tags for a synthesis."""
    shared: int = 0
    """Codes that two or more participants share."""


def read_personas(study: "Study") -> PersonasRead:
    """The newest run; without one, how much there is to make one from. Call it in a worker."""
    synthesis = study.personas.current()
    if synthesis is not None:
        return PersonasRead(synthesis, study.personas.runs())
    tagged = sum(one.codings >= FEWEST_EXCERPTS for one in study.participants.list())
    codes = study.codebook.list()
    shared = sum(code.participants > 1 and code.kind is not Kind.OTHER for code in codes)
    return PersonasRead(None, tagged=tagged, shared=shared)


def read_sides(study: "Study", claim: Claim) -> tuple[list[Coding], list[Coding]]:
    """The tags that speak for a claim, and those that speak against it. Call it in a worker."""
    return study.claims.evidence(claim), study.claims.contrary(claim)


def same_subject(
    subject: Subject, persona: Persona | None, beside: Persona | None = None
) -> Subject | None:
    """The subject of a page as the personas have it at present; None when they have it no more.

    Args:
        persona: the one on show.
        beside: the one that it is compared with, whose claims can be opened too.
    """
    match subject:
        case Run() | str():
            return subject
        case Beside():
            return subject if persona is not None and beside is not None else None
        case Member(participant_id=member_id):
            members = persona.members if persona else ()
            return next((one for one in members if one.participant_id == member_id), None)
        case Claim():
            claims = [claim for one in (persona, beside) if one is not None for claim in one.claims]
            return next((claim for claim in claims if claim.key == subject.key), None)
