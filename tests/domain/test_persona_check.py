"""Each thing that a careful reader would hold against a persona is noticed, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, ClaimStatus, Member, Persona, Quote, Synthesis
from interviewcoder.domain.persona_check import Rule, Severity, complaints, failed

CLAIM = Claim(
    code="Order",
    code_guid="c",
    kind=Kind.NEED,
    members=3,
    members_of=4,
    others=1,
    others_of=9,
    distinctiveness=3.0,
    evidence=("e1", "e2", "e3"),
    contrary=("x1",),
    members_against=1,
)
QUOTE = Quote("No.", "s", 1, 0, 3, "Ana", "Order", "x1", against=True)
GOOD = Persona(
    id=1,
    guid="p",
    name="Planners",
    summary="",
    narrative="They plan.",
    members=tuple(Member(n, f"P{n}", 0.9) for n in range(4)),
    share=0.4,
    claims=(CLAIM,),
    quotes=(QUOTE,),
    segments=(),
    quality={"badge": "solid"},
    narrative_edited=True,
)
CITED = {"e1", "e2", "e3", "x1"}


def run(persona: Persona) -> Synthesis:
    return Synthesis(1, "g", datetime(2026, 1, 1, tzinfo=UTC), "Maya", 1, {}, "f", {}, (persona,))


def with_claim(**changes: object) -> Persona:
    return replace(GOOD, claims=(replace(CLAIM, **changes),))  # type: ignore[arg-type]


def test_a_good_persona_is_left_alone() -> None:
    assert complaints(run(GOOD), fresh=True, cited=CITED) == []
    assert not failed([], strict=True)


@pytest.mark.parametrize(
    ("persona", "rule", "severity"),
    [
        (replace(GOOD, stale=True), Rule.STALE, Severity.ERROR),
        (replace(GOOD, members=GOOD.members[:2]), Rule.FEW_MEMBERS, Severity.WARNING),
        (replace(GOOD, narrative_edited=False), Rule.DRAFT, Severity.WARNING),
        (replace(GOOD, quality={"badge": "fragile"}), Rule.WEAK, Severity.WARNING),
        (with_claim(gone=2), Rule.GONE, Severity.ERROR),
        (with_claim(evidence=("e1", "lost")), Rule.GONE, Severity.ERROR),
        (with_claim(status=ClaimStatus.UNSUPPORTED), Rule.UNSUPPORTED, Severity.ERROR),
        (
            with_claim(by_hand=True, evidence=(), status=ClaimStatus.UNSUPPORTED),
            Rule.NO_QUOTES,
            Severity.ERROR,
        ),
        (with_claim(members=1, evidence=("e1",)), Rule.ONE_VOICE, Severity.WARNING),
        (replace(GOOD, quotes=()), Rule.HIDDEN_CONTRARY, Severity.WARNING),
        (
            replace(with_claim(status=ClaimStatus.CONTESTED), quotes=()),
            Rule.HIDDEN_CONTRARY,
            Severity.ERROR,
        ),
    ],
)
def test_what_is_wrong_is_told_once(persona: Persona, rule: Rule, severity: Severity) -> None:
    (found,) = complaints(run(persona), fresh=True, cited=CITED)
    assert (found.rule, found.severity, found.persona) == (rule, severity, "Planners")
    assert found.message.endswith(".")
    assert found.remedy.endswith(".")
    assert failed([found]) is (severity is Severity.ERROR)
    assert failed([found], strict=True)


def test_a_run_that_is_not_fresh_is_told_first() -> None:
    found = complaints(run(replace(GOOD, stale=True)), fresh=False)
    assert [one.rule for one in found] == [Rule.NOT_FRESH, Rule.STALE]
