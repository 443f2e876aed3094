"""A persona as it is exported, whatever the format: what its reader sees first, and the evidence under it.

Templates see these values under the names that docs/persona-exports.md gives them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from interviewcoder.domain.coding import Coding
from interviewcoder.domain.figures import (
    STALE,
    badge,
    caveat,
    count_of,
    members_told,
    others_told,
    signed_points,
    warning,
)
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, ClaimStatus, Persona, Quote, Synthesis
from interviewcoder.domain.redaction import Redaction, redaction_told
from interviewcoder.domain.representation import Lean, Presence, leaning, presences

from .file_names import file_names
from .persona_citations import Citation, citation_marks, citations_of, cited_guids
from .persona_redaction import redacted
from .pseudonyms import Pseudonyms

_BY_HAND = "Names, summaries and narratives that people wrote by hand, codes and claims"

MOST_TELLING = 4
"""So many claims stand on the card of a persona."""

_POSTER_VALUES, _FEWEST_VALUES = 14, 3
_POSTER_WORDS, _WORDS_A_VALUE = 150, 30
"""So many values of attributes have room on a poster; the room that a longer narrative takes is theirs."""

CITED_FIRST = 3
"""So many codings are cited beside a claim; all of them stand under Evidence."""


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim and what it stands on."""

    number: int
    """Its place in the persona, from 1."""
    claim: Claim
    told: str
    """`7 of 9 members, 2 of 14 others`."""
    evidence: tuple[Citation, ...]
    """The codings that speak for it; those among the persona's quotes first."""
    contrary: tuple[Citation, ...]
    """The codings that speak against it."""
    caveat: str
    """Why not to rely on it yet; empty for a claim that is well borne."""

    @property
    def first(self) -> tuple[Citation, ...]:
        """The codings that are cited beside it."""
        return self.evidence[:CITED_FIRST]

    @property
    def others(self) -> str:
        """How many of the others it is true of: `2 of 14 (14%)`."""
        if self.claim.by_hand:
            return "unknown"
        return count_of(self.claim.others, self.claim.others_of)

    @property
    def difference(self) -> str:
        """How much larger the share of members is, in percentage points; empty for a claim by hand."""
        if not self.claim.compared:
            return "" if self.claim.by_hand else "no others"
        return signed_points(self.claim.share - self.claim.others_share)

    @property
    def held_out(self) -> str:
        """Whether it sets members apart when its code is held out; nobody tried with a claim by hand."""
        if self.claim.by_hand:
            return "not tried"
        return "holds" if self.claim.held_out else "does not hold"

    @property
    def interval(self) -> str:
        """The 95 % interval of that difference; empty when the run did not make one."""
        low, high = self.claim.low, self.claim.high
        if not self.claim.compared or (low <= -1 and high >= 1):
            return ""
        return f"{signed_points(low)} to {signed_points(high)}"


@dataclass(frozen=True, slots=True)
class Group:
    """The claims of one kind."""

    kind: Kind
    heading: str
    claims: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True)
class SpreadEntry:
    """How members spread over the values of one attribute."""

    attribute: str
    values: tuple[Presence, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """One persona with everything that its page tells."""

    file: str
    """The name of its file, without suffix."""
    number: int
    """Its place in the synthesis, from 1."""
    persona: Persona
    people: int
    """All synthesized participants."""
    badge: str
    reason: str
    """Why it has that badge; may be empty."""
    warning: str
    stale: str
    """What a stale persona says for itself; empty for the others."""
    status: str
    """`draft`, `edited` or `stale`."""
    stability: float | None
    prevalence: str
    """How many real people have all of it; may be empty."""
    quote: Quote | None
    """The first that does not speak against a claim."""
    quotes: tuple[Quote, ...]
    """All that do not."""
    groups: tuple[Group, ...]
    spreads: tuple[SpreadEntry, ...]
    stands_out: tuple[Presence, ...]
    """Values that members have clearly more or less often than everyone."""
    open_questions: tuple[ClaimEntry, ...]
    citations: tuple[Citation, ...]
    """Everything cited, in order of appearance."""
    hand_edited: tuple[str, ...]

    @property
    def claims(self) -> tuple[ClaimEntry, ...]:
        """All claims, by kind."""
        return tuple(entry for group in self.groups for entry in group.claims)

    @property
    def most_telling(self) -> tuple[ClaimEntry, ...]:
        """The claims that set members apart the most."""
        ordered = sorted(self.claims, key=lambda entry: -entry.claim.distinctiveness)
        return tuple(ordered[:MOST_TELLING])

    @property
    def poster_spreads(self) -> tuple[SpreadEntry, ...]:
        """The attributes that have room on a poster: first those in which members stand out."""
        words = len(self.persona.narrative.split()) if self.persona.narrative_edited else 0
        taken = max(words - _POSTER_WORDS, 0) // _WORDS_A_VALUE
        room = max(_POSTER_VALUES - taken, _FEWEST_VALUES)
        telling = dict.fromkeys(one.attribute for one in self.stands_out)
        ordered = sorted(self.spreads, key=lambda spread: spread.attribute not in telling)
        shown: list[SpreadEntry] = []
        for spread in ordered:
            if sum(len(one.values) for one in (*shown, spread)) > room and shown:
                break
            shown.append(spread)
        return tuple(shown)

    @property
    def more_spreads(self) -> tuple[SpreadEntry, ...]:
        """The attributes for which a poster has no room."""
        shown = self.poster_spreads
        return tuple(spread for spread in self.spreads if spread not in shown)

    @property
    def contradicted(self) -> tuple[ClaimEntry, ...]:
        """The claims that some coding speaks against."""
        return tuple(entry for entry in self.claims if entry.contrary)

    @property
    def cited(self) -> Mapping[str, Citation]:
        """Citations by GUID."""
        return {one.guid: one for one in self.citations}


@dataclass(frozen=True, slots=True)
class Binder:
    """All dossiers of a run."""

    study: str
    synthesis: Synthesis
    dossiers: tuple[Dossier, ...]
    codings: Mapping[str, Coding]
    """The codings cited, by GUID, as far as they are known."""
    redactions: tuple[str, ...]
    redaction_note: str
    """What was left out and what could not be; empty when nothing was."""
    names: Pseudonyms | None = None
    """What stands for the names of those who speak; None: they are shown."""

    @property
    def verdict(self) -> str:
        """What the run says of itself."""
        return str(self.synthesis.quality.get("verdict", ""))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the run says to beware of."""
        told = self.synthesis.quality.get("warnings", ())
        return tuple(str(one) for one in told) if isinstance(told, list | tuple) else ()

    @property
    def noise(self) -> float | None:
        """How stable a group without personas behind it seldom is; None when the run did not look."""
        noise = self.synthesis.quality.get("noise_jaccard")
        high = noise.get("high") if isinstance(noise, Mapping) else None
        return float(high) if isinstance(high, int | float) and high == high else None

    @property
    def method(self) -> str:
        """How people were grouped."""
        return str(self.synthesis.settings.get("method", ""))


def binder(
    study: str,
    synthesis: Synthesis,
    *,
    codings: Mapping[str, Coding] | None = None,
    people: Sequence[str] = (),
    voices: Sequence[str] = (),
    redact: Collection[Redaction] = (),
) -> Binder:
    """The dossiers of a run.

    Args:
        study: the study's name.
        synthesis: the run.
        codings: the codings that it cites and that exist, by GUID; None when nobody has looked.
        people: names of all participants in order of entry, for stable pseudonyms.
        voices: names of others who speak, such as interviewers, in order.
        redact: what to leave out.
    """
    study, synthesis, known, hidden = redacted(
        study, synthesis, codings or {}, people, voices, redact
    )
    cited = None if codings is None else known
    marks = citation_marks(cited_guids(synthesis))
    names = file_names([(one.name, one.guid) for one in synthesis.personas], stem="persona")
    return Binder(
        study=study,
        synthesis=synthesis,
        dossiers=tuple(
            _dossier(file, number, persona, synthesis, citations_of(persona, marks, cited))
            for number, (file, persona) in enumerate(
                zip(names, synthesis.personas, strict=True), start=1
            )
        ),
        codings=known,
        redactions=tuple(one.value for one in Redaction if one in redact),
        redaction_note=redaction_told(redact, _BY_HAND),
        names=hidden,
    )


def _dossier(
    file: str, number: int, persona: Persona, synthesis: Synthesis, cited: dict[str, Citation]
) -> Dossier:
    groups = _groups(persona, cited)
    stability = persona.quality.get("stability")
    quotes = tuple(quote for quote in persona.quotes if not quote.against)
    is_number = isinstance(stability, int | float) and stability == stability
    return Dossier(
        file=file,
        number=number,
        persona=persona,
        people=_people(persona, synthesis),
        badge=badge(persona),
        reason=str(persona.quality.get("reason", "")),
        warning=warning(persona),
        stale=STALE if persona.stale else "",
        status="stale" if persona.stale else "edited" if persona.narrative_edited else "draft",
        stability=float(stability) if is_number and stability is not None else None,
        prevalence=str(persona.quality.get("prevalence", "")),
        quote=quotes[0] if quotes else None,
        quotes=quotes,
        groups=groups,
        spreads=tuple(
            SpreadEntry(spread.attribute, presences(spread), spread.unknown)
            for spread in persona.segments
        ),
        stands_out=tuple(
            leaning(persona.segments, Lean.MORE) + leaning(persona.segments, Lean.LESS)
        ),
        open_questions=tuple(
            entry
            for group in groups
            for entry in group.claims
            if entry.claim.status is not ClaimStatus.SUPPORTED
        ),
        citations=tuple(cited.values()),
        hand_edited=tuple(
            field
            for field, is_edited in (
                ("name", persona.name_edited),
                ("summary", persona.summary_edited),
                ("narrative", persona.narrative_edited),
            )
            if is_edited
        ),
    )


def _groups(persona: Persona, cited: Mapping[str, Citation]) -> tuple[Group, ...]:
    shown = [quote.coding_guid for quote in persona.quotes]
    numbers = {claim: number for number, claim in enumerate(persona.claims, start=1)}
    return tuple(
        Group(
            kind,
            kind.plural,
            tuple(_entry(claim, numbers[claim], shown, cited) for claim in claims),
        )
        for kind, claims in persona.by_kind().items()
    )


def _entry(
    claim: Claim, number: int, shown: Sequence[str], cited: Mapping[str, Citation]
) -> ClaimEntry:
    first = [guid for guid in shown if guid in claim.evidence]
    ordered = dict.fromkeys((*first, *claim.evidence))
    told = members_told(claim)
    return ClaimEntry(
        number=number,
        claim=claim,
        told=f"{told}, {others_told(claim)}" if claim.others_of else told,
        evidence=tuple(cited[guid] for guid in ordered),
        contrary=tuple(cited[guid] for guid in dict.fromkeys(claim.contrary)),
        caveat=caveat(claim),
    )


def _people(persona: Persona, synthesis: Synthesis) -> int:
    """All synthesized participants: as the run counted them, else from the persona's share."""
    counted = synthesis.quality.get("participants")
    if isinstance(counted, int) and counted >= len(persona.members):
        return counted
    return round(len(persona.members) / persona.share) if persona.share > 0 else 0
