"""Personas, the claims they make and the evidence under each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from .choices import Measure
from .journey import Journey
from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Quote:
    """A participant's own words, with the coding that brought them here."""

    text: str
    source: str
    source_id: int
    start: int
    end: int
    participant: str
    code: str
    coding_guid: str
    against: bool = False
    """Whether they speak against the code."""
    earlier: bool = False
    """Whether the source was corrected since and they have no place in its text: start and end are in the text before."""


class ClaimStatus(StrEnum):
    """How well the evidence bears a claim."""

    SUPPORTED = "supported"
    THIN = "thin"
    CONTESTED = "contested"
    UNSUPPORTED = "unsupported"


FEWEST_VOICES = 3
"""A claim that fewer members speak for is thin."""

THIN_BELOW = 0.2
"""So is one that a smaller share of the members speaks for, however far it sets them apart."""

CONTESTED_FROM = 0.25
"""A claim is contested when at least this share of the members who take a side speak against it."""


def claim_status(
    members: int,
    members_of: int,
    members_against: int,
    members_both: int = 0,
    *,
    tells: bool = True,
) -> ClaimStatus:
    """How well a claim is borne.

    Args:
        members: how many members speak for it.
        members_of: of how many.
        members_against: how many members speak against it.
        members_both: how many members do both.
        tells: whether it is shared by most members or sets them apart.

    >>> [claim_status(*voices).value for voices in ((6, 9, 1), (6, 9, 2), (2, 9, 0), (6, 60, 0), (0, 9, 0))]
    ['supported', 'contested', 'thin', 'thin', 'unsupported']
    """
    if not members:
        return ClaimStatus.UNSUPPORTED
    if members_against >= CONTESTED_FROM * (members + members_against - members_both):
        return ClaimStatus.CONTESTED
    if members < FEWEST_VOICES or members < THIN_BELOW * members_of or not tells:
        return ClaimStatus.THIN
    return ClaimStatus.SUPPORTED


@dataclass(frozen=True, slots=True)
class Claim:
    """That a persona is told by a code: how many say so inside and outside, and the codings it stands on."""

    code: str
    """The code's name; a statement of the researcher's own words for a claim added by hand."""
    code_guid: str
    """Empty for a claim added by hand."""
    kind: Kind
    members: int
    """Members with this code on at least one excerpt that does not speak against it."""
    members_of: int
    """All members who could have had it (see `Synthesis.quality`, `not_asked`)."""
    others: int
    """Participants outside the persona with this code."""
    others_of: int
    """All synthesized participants outside the persona who could have had it."""
    distinctiveness: float
    """How much likelier members are to have the code than others, as a standardised residual (z)."""
    evidence: tuple[str, ...]
    """GUIDs of the members' codings that speak for it."""
    against: tuple[str, ...] = ()
    """Names of members who nowhere have it."""
    contrary: tuple[str, ...] = ()
    """GUIDs of the members' codings that speak against it."""
    members_against: int = 0
    """Members with a coding that speaks against it."""
    members_both: int = 0
    """Members who speak both for it and against it."""
    low: float = -1.0
    high: float = 1.0
    """Interval of 95 % for the difference of the two shares (Newcombe 1998, method 10)."""
    status: ClaimStatus = ClaimStatus.SUPPORTED
    held_out: bool = False
    """Whether it sets members apart even when its code has no say in forming the personas."""
    pinned: bool = False
    """Whether a person wants it on the page, whatever the figures say."""
    by_hand: bool = False
    """Whether a person stated it, rather than the synthesis."""
    id: int = 0
    gone: int = 0
    """How many of the codings it stands on are deleted or carry another code by now."""

    @property
    def key(self) -> str:
        """By which it is found again in another run: its code, or the words that it was stated in."""
        return self.code_guid or self.code

    @property
    def compared(self) -> bool:
        """Whether members were compared with others; for a claim by hand nobody looked at the others."""
        return not self.by_hand and self.others_of > 0

    @property
    def share(self) -> float:
        """Share of members with the code, 0 to 1."""
        return self.members / self.members_of if self.members_of else 0.0

    @property
    def others_share(self) -> float:
        """Share of the others with the code, 0 to 1."""
        return self.others / self.others_of if self.others_of else 0.0


@dataclass(frozen=True, slots=True)
class Voices:
    """How many members of a persona speak for a code, whether the persona claims it or not."""

    members: int
    members_of: int
    """All members who could have had it."""

    @property
    def share(self) -> float:
        """Share of members with the code, 0 to 1."""
        return self.members / self.members_of if self.members_of else 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """How members spread over the values of one attribute, beside everyone synthesized."""

    attribute: str
    values: tuple[tuple[str, int, int], ...]
    """Value (numbers and dates in ranges), members with it, all synthesized participants with it."""
    unknown: int = 0
    """Members without a value."""


@dataclass(frozen=True, slots=True)
class Divide:
    """A code that some members of a persona have and others have not, by name."""

    code: str
    code_guid: str
    having: tuple[str, ...]
    """In order of entry."""
    lacking: tuple[str, ...]
    """Of those who could have had it."""
    against: tuple[str, ...] = ()
    """Those of either sort whose words somewhere speak against it."""

    @property
    def share(self) -> float:
        """Share with the code of the members who could have it, 1/3 to 2/3."""
        return len(self.having) / (len(self.having) + len(self.lacking))


@dataclass(frozen=True, slots=True)
class Member:
    """A participant of a persona and how well they fit, 0 to 1."""

    participant_id: int
    participant: str
    fit: float
    by_hand: bool = False
    """Whether a person put them here."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A synthesized profile whose every claim opens its quotes."""

    id: int
    guid: str
    name: str
    summary: str
    narrative: str
    members: tuple[Member, ...]
    share: float
    """Members as a share of all synthesized participants, 0 to 1."""
    claims: tuple[Claim, ...]
    """Ordered by kind, the most telling first within a kind."""
    quotes: tuple[Quote, ...]
    """For the persona, the most typical first, then those that speak against it."""
    segments: tuple[Spread, ...]
    quality: Mapping[str, float | str] = field(default_factory=dict)
    """`stability` (mean Jaccard under resampling, 0 to 1), `badge` (a word), `warning` (may be empty)."""
    journey: Journey = field(default_factory=Journey)
    """In which order members come to speak of things."""
    divides: tuple[Divide, ...] = ()
    """What some members say and others do not, the most divided first."""
    synthesis_id: int = 0
    name_edited: bool = False
    summary_edited: bool = False
    narrative_edited: bool = False
    stale: bool = False
    """Whether a coding that it cites is gone or changed, and nobody has looked at it since."""

    def by_kind(self) -> dict[Kind, tuple[Claim, ...]]:
        """The claims under each kind that has any, in the order of `Kind`."""
        groups = {kind: tuple(c for c in self.claims if c.kind is kind) for kind in Kind}
        return {kind: claims for kind, claims in groups.items() if claims}

    @property
    def open_questions(self) -> tuple[Claim, ...]:
        """The claims that need more evidence before anyone relies on them."""
        return tuple(one for one in self.claims if one.status is not ClaimStatus.SUPPORTED)


@dataclass(frozen=True, slots=True)
class Point:
    """A participant's place on the map of people, -1 to 1 on either axis."""

    participant: str
    persona: int
    """Position of their persona in the synthesis."""
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PersonaMap:
    """People as points on the two axes along which they differ most."""

    points: tuple[Point, ...] = ()
    axes: tuple[tuple[float, tuple[str, ...], tuple[str, ...]], ...] = ()
    """For each axis: its share of the inertia (0 to 1), the codes toward its low end, and toward its high end."""


@dataclass(frozen=True, slots=True)
class SynthesisOptions:
    """What a synthesis is made of and how. The defaults suit most studies."""

    personas: int | None = None
    """How many; None: as many as the codings show."""
    seed: int = 0
    kinds: tuple[Kind, ...] = ()
    """Only codes of these kinds; none named: all but `other`."""
    codes: tuple[str, ...] = ()
    """Only these codes and what is below them in the codebook, by name; none named: all."""
    minimum_codings: int = 2
    """Participants with fewer distinct excerpts are left out and named."""
    minimum_participants: int = 2
    """Codes of fewer participants are left out."""
    measure: Measure = Measure.COUNTS
    reviewed: bool = False
    """Whether everyone was looked at again with the codes that were made after they had been coded. Where not,
    it is not known whether they would have had them."""
    attributes: bool = False
    """Whether survey attributes have a say in the grouping. Off: personas come from what people say."""


@dataclass(frozen=True, slots=True)
class Synthesis:
    """One reproducible run that made a set of personas."""

    id: int
    guid: str
    created_at: datetime
    coder: str
    seed: int
    settings: Mapping[str, object]
    fingerprint: str
    """SHA-256 over the codings, codes and participants that went in."""
    quality: Mapping[str, object]
    """`k_chosen_by`, `structure_p`, `silhouette`, `participants`, `left_out`, `k_table`, `verdict`, ..."""
    personas: tuple[Persona, ...] = ()
    map: PersonaMap = PersonaMap()
    by_hand: str = ""
    """What a person did to the personas of the run before; empty where they were synthesized."""

    def options(self) -> SynthesisOptions:
        """The options that it was made with; the usual ones where an earlier version did not keep them."""
        told: dict[str, Any] = dict(self.settings)
        usual = SynthesisOptions()
        return SynthesisOptions(
            personas=told.get("personas"),
            seed=self.seed,
            kinds=tuple(Kind(kind) for kind in told.get("kinds", ())),
            codes=tuple(told.get("codes", ())),
            minimum_codings=told.get("minimum_codings", usual.minimum_codings),
            minimum_participants=told.get("minimum_participants", usual.minimum_participants),
            measure=Measure(told.get("measure", usual.measure)),
            reviewed=bool(told.get("reviewed", usual.reviewed)),
            attributes=bool(told.get("attributes", usual.attributes)),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A synthesis in the list of those that were made."""

    id: int
    created_at: datetime
    coder: str
    seed: int
    by_hand: str
    """What a person did to the personas of the run before, such as `moved Ann to Planners`; empty for a synthesis."""
    personas: tuple[str, ...]
