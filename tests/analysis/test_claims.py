import numpy as np
import pytest

from interviewcoder.analysis.claims import MOST_PER_KIND
from interviewcoder.analysis.embedding import dual_blocks, expected_presence
from interviewcoder.analysis.held_out import held_out_confirmed
from interviewcoder.analysis.leaning import leaning
from interviewcoder.analysis.structure import grouping
from interviewcoder.analysis.synthesis import Given, synthesize
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import SynthesisOptions

from .planted import by_presence, nobody_leans, study


@pytest.fixture(scope="module")
def planted():
    codings, codes, people = study(by_presence(36, 30, 3, 4)[0])
    return (
        codings,
        codes,
        people,
        synthesize(Given(codings, codes, people), SynthesisOptions(personas=3)),
    )


def test_counts_and_evidence_are_those_of_the_codings(planted):
    codings, _, people, made = planted
    for persona in made.personas:
        members = {member.participant for member in persona.members}
        assert persona.claims
        for claim in persona.claims:
            with_code = {one.participant for one in codings if one.code == claim.code}
            assert claim.members == len(with_code & members)
            assert claim.members_of == len(members)
            assert claim.others == len(with_code - members)
            assert claim.others_of == len(people) - len(members)
            assert set(claim.against) == members - with_code
            evidence = {
                one.guid for one in codings if one.code == claim.code and one.participant in members
            }
            assert set(claim.evidence) == evidence
            assert len(claim.evidence) == len(evidence)


def test_claims_stand_by_kind_then_telling_with_a_cap(planted):
    for persona in planted[3].personas:
        order = [(list(Kind).index(one.kind), -one.distinctiveness) for one in persona.claims]
        assert order == sorted(order)
        assert max(len(of_kind) for of_kind in persona.by_kind().values()) <= MOST_PER_KIND
        assert all(one.members >= 2 for one in persona.claims)


def test_sparse_answers_still_give_claims_of_several_kinds():
    random = np.random.default_rng(0)
    counts = np.zeros((90, 27))
    for row in range(90):
        own = np.arange(9) + 9 * (row % 3)
        for code in random.choice(own, size=random.integers(2, 5), replace=False):
            counts[row, code] = 1
    made = synthesize(Given(*study(counts)))
    assert len(made.personas) == 3
    assert all(len(persona.by_kind()) >= 4 for persona in made.personas)


def test_leaning_is_about_normal_for_groups_drawn_by_lot():
    random = np.random.default_rng(0)
    z = []
    for seed in range(30):
        presence = (nobody_leans(60, 25, seed) > 0).astype(float)
        labels = random.permutation(np.arange(60) % 3)
        z.append(leaning(presence, expected_presence(presence), labels, 3))
    assert abs(np.mean(z)) < 0.1
    assert 0.8 < np.std(z) < 1.2


def test_held_out_codes_confirm_what_is_there_and_nothing_else():
    def confirmed(counts, p=0.0):
        labels = grouping(dual_blocks(counts), 4, 0)
        expected = expected_presence((counts > 0).astype(float))
        return held_out_confirmed(counts, expected, labels, 4, 0, p).sum()

    assert sum(confirmed(nobody_leans(60, 30, seed)) for seed in range(8)) <= 1
    assert confirmed(by_presence(60, 30, 4, 0)[0]) >= 5
    assert confirmed(by_presence(60, 30, 4, 0)[0], p=0.2) == 0
