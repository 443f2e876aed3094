"""Personas, the claims they make and the evidence under each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .kinds import Kind


@dataclass(frozen=True, slots=True)
class Quote:
    """A member's own words, with the coding that brought them here."""

    text: str
    source: str
    source_id: int
    start: int
    end: int
    participant: str
    code: str
    coding_guid: str


@dataclass(frozen=True, slots=True)
class Claim:
    """That a persona is told by a code: how many say so inside and outside, and the codings it stands on."""

    code: str
    code_guid: str
    kind: Kind
    members: int
    """Members with this code on at least one excerpt."""
    members_of: int
    """All members."""
    others: int
    """Participants outside the persona with this code."""
    others_of: int
    """All synthesized participants outside the persona."""
    distinctiveness: float
    """How much likelier members are to have the code than others, as a standardised residual (z)."""
    evidence: tuple[str, ...]
    """GUIDs of the codings of members with this code."""
    against: tuple[str, ...] = ()
    """Names of members who nowhere have it."""

    @property
    def share(self) -> float:
        """Share of members with the code, 0 to 1."""
        return self.members / self.members_of if self.members_of else 0.0

    @property
    def others_share(self) -> float:
        """Share of the others with the code, 0 to 1."""
        return self.others / self.others_of if self.others_of else 0.0


@dataclass(frozen=True, slots=True)
class Spread:
    """How members spread over the values of one attribute, beside everyone synthesized."""

    attribute: str
    values: tuple[tuple[str, int, int], ...]
    """Value (numbers and dates in ranges), members with it, all synthesized participants with it."""
    unknown: int = 0
    """Members without a value."""


@dataclass(frozen=True, slots=True)
class Member:
    """A participant of a persona and how well they fit, 0 to 1."""

    participant_id: int
    participant: str
    fit: float


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
    segments: tuple[Spread, ...]
    quality: Mapping[str, float | str] = field(default_factory=dict)
    """`stability` (mean Jaccard under resampling, 0 to 1), `badge` (a word), `warning` (may be empty)."""
    synthesis_id: int = 0
    name_edited: bool = False
    narrative_edited: bool = False
    stale: bool = False
    """Whether a coding that it cites is gone or changed."""

    def by_kind(self) -> dict[Kind, tuple[Claim, ...]]:
        """The claims under each kind that has any, in the order of `Kind`."""
        groups = {kind: tuple(c for c in self.claims if c.kind is kind) for kind in Kind}
        return {kind: claims for kind, claims in groups.items() if claims}


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
