"""What is wrong with personas before anyone relies on them: the findings of `personas-check`."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .persona import FEWEST_VOICES, Claim, ClaimStatus, Persona, Synthesis
from .text import counted

FEWEST_MEMBERS = 3
"""A persona of fewer members tells of persons rather than of a pattern."""

_WEAK_BADGES = ("fragile", "exploratory")


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """The page says what its evidence does not bear."""
    WARNING = "warning"
    """The page can be right, and a careful reader will ask."""


class Rule(StrEnum):
    """What is looked for. The value is stable, for scripts."""

    STALE = "stale"
    GONE = "gone"
    UNSUPPORTED = "unsupported"
    NO_QUOTES = "no-quotes"
    HIDDEN_CONTRARY = "hidden-contrary"
    ONE_VOICE = "one-voice"
    FEW_MEMBERS = "few-members"
    WEAK = "weak"
    DRAFT = "draft"
    NOT_FRESH = "not-fresh"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong, and what to do about it.

    `persona` is empty when it is about the whole synthesis, `claim` when it is about the whole persona.
    """

    severity: Severity
    rule: Rule
    persona: str
    claim: str
    message: str
    remedy: str


def complaint_record(complaint: Complaint) -> dict[str, Any]:
    """A complaint as one JSON object."""
    return {
        "severity": complaint.severity.value,
        "rule": complaint.rule.value,
        "persona": complaint.persona,
        "claim": complaint.claim,
        "message": complaint.message,
        "remedy": complaint.remedy,
    }


def complaints(
    synthesis: Synthesis, *, fresh: bool = True, cited: Collection[str] | None = None
) -> list[Complaint]:
    """What is wrong with the personas of a run, in their order, errors first within a persona.

    Args:
        synthesis: the run that is relied on.
        fresh: whether the codings are those that it was made of.
        cited: GUIDs of the codings that exist; None: only what the personas themselves know is told.
    """
    found: list[Complaint] = []
    if not fresh:
        found.append(
            Complaint(
                Severity.WARNING,
                Rule.NOT_FRESH,
                "",
                "",
                "Codings, codes or participants changed since the personas were made.",
                "Make them again: interviewcoder synthesize STUDY.",
            )
        )
    there = None if cited is None else frozenset(cited)
    for persona in synthesis.personas:
        of_persona = [*_of_persona(persona)]
        for claim in persona.claims:
            of_persona += _of_claim(persona, claim, there)
        found += sorted(of_persona, key=lambda one: one.severity is not Severity.ERROR)
    return found


def failed(found: Collection[Complaint], *, strict: bool = False) -> bool:
    """Whether a gate should close: on any error, and with `strict` on anything at all."""
    return any(strict or one.severity is Severity.ERROR for one in found)


def hidden_contrary(persona: Persona, claim: Claim) -> int:
    """How many codings speak against a claim, when none of them is among the persona's quotes; else 0."""
    shown = {quote.coding_guid for quote in persona.quotes}
    return 0 if shown.intersection(claim.contrary) else len(claim.contrary)


def _of_persona(persona: Persona) -> Iterator[Complaint]:
    complain = _about(persona.name, "")
    if persona.stale:
        yield complain(
            Severity.ERROR,
            Rule.STALE,
            "A coding that it cites is gone or changed, and nobody has looked at it since.",
            "Look at its claims, or synthesize again.",
        )
    members = len(persona.members)
    if members < FEWEST_MEMBERS:
        yield complain(
            Severity.WARNING,
            Rule.FEW_MEMBERS,
            f"It has {counted(members, 'member')}; {FEWEST_MEMBERS} is the least for a pattern.",
            "Merge it with another persona, or interview more people like these.",
        )
    badge = str(persona.quality.get("badge", ""))
    if badge in _WEAK_BADGES:
        yield complain(
            Severity.WARNING,
            Rule.WEAK,
            f"It is {badge}: these people need not group like this again.",
            "Present it as a lead to follow, or interview more people.",
        )
    if not persona.narrative_edited:
        yield complain(
            Severity.WARNING,
            Rule.DRAFT,
            "Nobody has written its narrative; what it has is the program's draft.",
            "Read the quotes and write the narrative.",
        )


def _of_claim(persona: Persona, claim: Claim, there: frozenset[str] | None) -> Iterator[Complaint]:
    complain = _about(persona.name, claim.code)
    citations = {*claim.evidence, *claim.contrary}
    missing = 0 if there is None else len(citations - there)
    gone = max(claim.gone, missing)
    if gone:
        yield complain(
            Severity.ERROR,
            Rule.GONE,
            f"{gone} of the codings it cites are gone or carry another code."
            if gone > 1
            else "1 of the codings it cites is gone or carries another code.",
            "Synthesize again, or undo what took them away.",
        )
    if claim.by_hand and not claim.evidence:
        yield complain(
            Severity.ERROR,
            Rule.NO_QUOTES,
            "It was stated by hand, and no excerpt is cited for it.",
            "Cite excerpts for it, or take it off.",
        )
    elif claim.status is ClaimStatus.UNSUPPORTED:
        yield complain(
            Severity.ERROR,
            Rule.UNSUPPORTED,
            "No member speaks for it.",
            "Take it off, or tag what members say for it.",
        )
    hidden = hidden_contrary(persona, claim)
    if hidden:
        contested = claim.status is ClaimStatus.CONTESTED
        yield complain(
            Severity.ERROR if contested else Severity.WARNING,
            Rule.HIDDEN_CONTRARY,
            f"{counted(hidden, 'excerpt')} of {counted(claim.members_against, 'member')} "
            f"{'speaks' if hidden == 1 else 'speak'} against it, and none is among the quotes.",
            "Show one of them among the quotes of the persona.",
        )
    if claim.members == 1:
        yield complain(
            Severity.WARNING,
            Rule.ONE_VOICE,
            f"Only one of {counted(claim.members_of, 'member')} speaks for it; "
            f"{FEWEST_VOICES} is the least for a claim that is not thin.",
            "Take it off, or look for it in what the other members say.",
        )


def _about(persona: str, claim: str) -> Callable[[Severity, Rule, str, str], Complaint]:
    return lambda severity, rule, message, remedy: Complaint(
        severity, rule, persona, claim, message, remedy
    )
