"""Every number on a persona's page, computed a second, naive way from the codings and people of the sample study."""

from collections import Counter, defaultdict
from math import sqrt
from pathlib import Path

import pytest

from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import ClaimStatus, Persona, Synthesis
from interviewcoder.study import Study
from interviewcoder.study.demo import build_demo


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, with some excerpts that speak against their code."""
    path = tmp_path_factory.mktemp("every") / "sample.study"
    for _ in build_demo(path):
        pass
    with Study.open(path) as study:
        study.codings.judge(
            [one.id for one in study.codings.list()[::9]], polarity=Polarity.AGAINST
        )
        study.personas.synthesize(seed=2)
    return path


class Naive:
    """What a reader with a pencil would count."""

    def __init__(self, study: Study) -> None:
        run = study.personas.current()
        assert run is not None
        self.run: Synthesis = run
        self.kinds = {code.guid: code.kind for code in study.codebook.list()}
        self.people = {one.name: one for one in study.participants.list()}
        self.code_of = {one.name: one.guid for one in study.codebook.list()}
        self.codings: list[Coding] = study.codings.list()
        self.home = {m.participant: p.guid for p in run.personas for m in p.members}
        self.everyone = set(self.home)

    def who(self, code: str, polarity_for: bool = True) -> set[str]:
        return {
            one.participant
            for one in self.codings
            if one.code == code
            and one.participant in self.everyone
            and (one.polarity is not Polarity.AGAINST) is polarity_for
        }

    def members(self, persona: Persona) -> set[str]:
        return {one.participant for one in persona.members}


@pytest.fixture(scope="module")
def naive(sample: Path) -> Naive:
    with Study.open(sample) as study:
        return Naive(study)


def test_who_is_in_and_who_is_left_out(naive: Naive) -> None:
    excerpts = Counter(
        one.participant
        for one in naive.codings
        if one.participant and naive.kinds[naive.code_of[one.code]] is not Kind.OTHER
    )
    coded = {name for name, number in excerpts.items() if number >= 2}
    assert naive.everyone <= coded
    assert set(naive.run.quality["left_out"]) == set(naive.people) - naive.everyone  # type: ignore[call-overload]
    assert naive.run.quality["participants"] == len(naive.everyone)
    sizes = [len(persona.members) for persona in naive.run.personas]
    assert sum(sizes) == len(naive.everyone)
    assert naive.run.quality["smallest"] == min(sizes)
    for persona in naive.run.personas:
        assert persona.share == pytest.approx(len(persona.members) / len(naive.everyone))
        fits = [one.fit for one in persona.members]
        assert persona.quality["core"] == sum(fit >= 0.8 for fit in fits)
        assert persona.quality["loose"] == sum(fit < 0.5 for fit in fits)


def test_claims(naive: Naive) -> None:
    told = 0
    for persona in naive.run.personas:
        members = naive.members(persona)
        for claim in persona.claims:
            told += 1
            said, against = naive.who(claim.code), naive.who(claim.code, polarity_for=False)
            assert (claim.members, claim.members_of) == (len(said & members), len(members))
            assert claim.others == len(said - members)
            assert claim.others_of == len(naive.everyone - members)
            assert claim.members_against == len(against & members)
            assert set(claim.against) == members - said
            for guids, wanted in ((claim.evidence, True), (claim.contrary, False)):
                assert set(guids) == {
                    one.guid
                    for one in naive.codings
                    if one.code == claim.code
                    and one.participant in members
                    and (one.polarity is not Polarity.AGAINST) is wanted
                }
            low, high = difference_interval(
                claim.members, claim.members_of, claim.others, claim.others_of
            )
            assert (claim.low, claim.high) == (
                pytest.approx(low, abs=2e-6),
                pytest.approx(high, abs=2e-6),
            )
            assert claim.kind is naive.kinds[claim.code_guid]
            assert claim.members_both == len(said & against & members)
            sides = len((said | against) & members)
            if 4 * len(against & members) >= sides:
                assert claim.status is ClaimStatus.CONTESTED
            elif len(said & members) < 3 or 5 * len(said & members) < len(members):
                assert claim.status is ClaimStatus.THIN
            else:
                assert claim.status in (ClaimStatus.SUPPORTED, ClaimStatus.THIN)
    assert told > 20
    assert any(claim.contrary for persona in naive.run.personas for claim in persona.claims)


def test_voices_are_counted_as_claims_are_and_for_codes_that_are_not_claimed(
    sample: Path, naive: Naive
) -> None:
    with Study.open(sample) as study:
        voices = study.claims.voices()
    unclaimed = 0
    for persona in naive.run.personas:
        claimed = {claim.code_guid: claim for claim in persona.claims}
        members = naive.members(persona)
        for name, guid in naive.code_of.items():
            told = voices.get((persona.guid, guid))
            if told is None:
                assert name in naive.run.quality["codes_left_out"] or not naive.who(name)  # type: ignore[operator]
            else:
                assert (told.members, told.members_of) == (
                    len(naive.who(name) & members),
                    len(members),
                )
                unclaimed += guid not in claimed
        for guid, claim in claimed.items():
            told = voices[persona.guid, guid]
            assert (told.members, told.members_of) == (claim.members, claim.members_of)
            assert told.share == claim.share
    assert unclaimed > 20


def difference_interval(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """Newcombe's method 10, written out: the score bounds by solving their quadratic."""
    z = 1.959963984540054

    def bounds(k: int, n: int) -> tuple[float, float]:
        p = k / n
        centre, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (centre - spread) / (1 + z * z / n), (centre + spread) / (1 + z * z / n)

    (l1, u1), (l2, u2) = bounds(k1, n1), bounds(k2, n2)
    p1, p2 = k1 / n1, k2 / n2
    return (
        p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
        p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2),
    )


def test_spread_over_attributes(naive: Naive) -> None:
    counted = 0
    for persona in naive.run.personas:
        members = naive.members(persona)
        for spread in persona.segments:
            value_of = {
                name: naive.people[name].attributes.get(spread.attribute) for name in naive.everyone
            }
            assert spread.unknown == sum(not value_of[name] for name in members)
            assert sum(inside for _, inside, _ in spread.values) == len(members) - spread.unknown
            for value, inside, everyone in spread.values:
                if value in value_of.values():
                    counted += 1
                    assert inside == sum(value_of[name] == value for name in members)
                    assert everyone == sum(value_of[name] == value for name in naive.everyone)
    assert counted > 5


def test_quotes_divides_and_journey(naive: Naive) -> None:
    by_guid = {one.guid: one for one in naive.codings}
    for persona in naive.run.personas:
        members = naive.members(persona)
        for quote in persona.quotes:
            coding = by_guid[quote.coding_guid]
            assert (quote.text, quote.participant) == (coding.text, coding.participant)
            assert quote.participant in members
            assert quote.against is (coding.polarity is Polarity.AGAINST)
        heard = Counter(quote.participant for quote in persona.quotes if not quote.against)
        assert max(heard.values()) <= 2
        for divide in persona.divides:
            said = naive.who(divide.code)
            assert set(divide.having) == said & members
            assert set(divide.having) | set(divide.lacking) <= members
            assert not set(divide.lacking) & said
        firsts: defaultdict[str, set[str]] = defaultdict(set)
        for one in naive.codings:
            if (
                one.participant in members
                and one.question is None
                and one.polarity is not Polarity.AGAINST
            ):
                firsts[one.code].add(one.participant or "")
        for stage in persona.journey.stages:
            assert stage.members == len(firsts[stage.code])
            assert 0 <= stage.lower <= stage.median <= stage.upper <= 1


def test_prevalence(naive: Naive) -> None:
    for persona in naive.run.personas:
        members = naive.members(persona)
        said = {claim.code: naive.who(claim.code) for claim in persona.claims}
        shown = {name: sum(name in who for who in said.values()) for name in naive.everyone}
        half = sum(2 * shown[name] >= len(said) for name in members)
        every = sum(shown[name] == len(said) for name in members)
        silent = {name for name in members if not shown[name]}
        told = str(persona.quality["without_claims"])
        assert {name for name in told.split(", ") if name} == silent
        anyone = sum(number == len(said) for number in shown.values())
        assert persona.quality["prevalence"] == (
            f"Of {len(said)} traits listed, at least half: {half} of {len(members)} members; "
            f"all: {every} of {len(members)} members, {anyone} of all {len(naive.everyone)}."
        )
