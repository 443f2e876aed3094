from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest

from interviewcoder.analysis.journey import journey
from interviewcoder.domain.codebook import Code
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Participant

from .planted import coding

CODES = [Code(i, f"guid {i}", f"Code {i}", Kind.NEED, None, "#999999") for i in range(1, 7)]
EVERYWHERE = dict.fromkeys(range(1, 100), 100)


def person(number):
    return Participant(number, f"person {number}", f"P{number}", (f"interview {number}",))


def told_by(tellings):
    """Codings of (person, code number, start) in an interview of each person, ten characters long."""
    return [
        coding(number, person(who), CODES[code - 1], start, "ten chars.")
        for number, (who, code, start) in enumerate(tellings, 1)
    ]


def of(codings, members=range(1, 100), codes=CODES, **more):
    sources = {"transcripts": range(1, 100), "lengths": EVERYWHERE} | more
    return journey(codings, members, codes, **sources)


def order(found):
    return [stage.code for stage in found.stages]


def test_codes_come_in_the_order_that_members_tell_them():
    tellings = [
        (who, code, start)
        for who in range(1, 7)
        for code, start in [(3, 0), (1, 20), (2, 40), (4, 60), (3, 80)]
    ]
    found = of(told_by(tellings[::-1]))
    assert order(found) == ["Code 3", "Code 1", "Code 2", "Code 4"]
    assert [stage.median for stage in found.stages] == [0.0, 0.2, 0.4, 0.6]
    assert found.stages[1].before == {"guid 3": 0, "guid 2": 6, "guid 4": 6}
    assert (found.agreement, found.p) == (1.0, pytest.approx(0.005))
    assert "100% of the pairs" in found.told
    assert "order of the telling" in found.told


def test_quartiles_and_members_of_first_mentions():
    starts = [0, 10, 20, 50, 90]
    tellings = [(who, 1, start) for who, start in enumerate(starts, 1)]
    tellings += [(1, 1, 95), (1, 2, 30), (2, 2, 30)]
    stage = next(one for one in of(told_by(tellings)).stages if one.code == "Code 1")
    assert stage.members == 5
    assert (stage.lower, stage.median, stage.upper) == (0.1, 0.2, 0.5)


def test_pairwise_votes_beat_medians():
    # Code 2 is always told after code 1, though those who tell code 1 late pull its median behind.
    tellings = [(1, 1, 10), (1, 2, 20), (2, 1, 10), (2, 2, 20), (3, 1, 80), (4, 1, 80), (5, 1, 80)]
    found = of(told_by(tellings))
    assert order(found) == ["Code 1", "Code 2"]
    assert [stage.median for stage in found.stages] == [0.8, 0.2]


def test_order_is_close_to_the_best_of_all_orders():
    random = np.random.default_rng(3)
    for seed in range(12):
        where = random.random((9, 6)) + np.arange(6) * 0.15
        said = random.random((9, 6)) < 0.8
        tellings = [
            (who + 1, code + 1, int(where[who, code] * 1000) * 11)
            for who in range(9)
            for code in range(6)
            if said[who, code]
        ]
        found = of(told_by(tellings), lengths=dict.fromkeys(range(1, 100), 20_000), seed=seed)
        before = {stage.code_guid: stage.before for stage in found.stages}

        def kept(guids, before=before):
            return sum(before[a][b] for i, a in enumerate(guids) for b in guids[i + 1 :])

        mine = kept([stage.code_guid for stage in found.stages])
        best = max(kept(guids) for guids in permutations(before))
        cast = sum(sum(votes.values()) for votes in before.values())
        assert mine >= 0.97 * best
        assert found.agreement == pytest.approx(mine / cast, abs=1e-6)
        guids = [stage.code_guid for stage in found.stages]
        for a, b in pairwise(guids):
            assert before[a][b] >= before[b][a]


def test_surveys_others_words_and_unknown_lengths_are_left_out():
    tellings = [(who, code, code * 10) for who in range(1, 7) for code in (1, 2)]
    codings = told_by(tellings)
    assert of(codings, transcripts=()).stages == ()
    assert of(codings, members=()).stages == ()
    assert of(codings, lengths={}).stages == ()
    assert [s.members for s in of(codings, members={1, 2, 3}).stages] == [3, 3]
    assert [s.members for s in of(codings, transcripts={4, 5}).stages] == [2, 2]
    assert order(of(codings, codes=CODES[1:])) == ["Code 2"]


def test_one_excerpt_with_two_codes_tells_no_order():
    found = of(told_by([(who, code, 5) for who in range(1, 5) for code in (1, 2)]))
    assert found.stages[0].before == {"guid 2": 0}
    assert (found.agreement, found.p) == (None, None)
    assert found.told.startswith("No order can be told")


def test_shuffled_tellings_have_no_order_as_a_rule():
    random = np.random.default_rng(0)
    false_alarms = 0
    for seed in range(40):
        tellings = [
            (who, int(code) + 1, 11 * place)
            for who in range(1, 9)
            for place, code in enumerate(random.permutation(6))
        ]
        found = of(told_by(tellings), seed=seed)
        false_alarms += found.told.startswith("No order") is False
    assert false_alarms <= 6


def test_time_counts_where_the_source_has_it():
    codings = [
        replace(one, start_ms=one.start * 100)
        for one in told_by([(who, code, code * 10) for who in (1, 2) for code in (1, 2)])
    ]
    found = of(codings, durations={1: 4_000, 2: 4_000})
    assert [stage.median for stage in found.stages] == [0.25, 0.5]
    # A mention without time makes its whole source be measured by its text.
    found = of([replace(codings[0], start_ms=None), *codings[1:]], durations={1: 4_000, 2: 4_000})
    assert found.stages[0].median == pytest.approx((0.1 + 0.25) / 2)
    assert of(codings).stages[0].median == 0.1


def test_a_member_with_two_transcripts_counts_once():
    codings = told_by([(1, 1, 10), (1, 2, 30), (2, 1, 10), (2, 2, 30)])
    again = [replace(one, source_id=50, start=one.start + 40) for one in codings[:2]]
    found = of([*codings, *again])
    assert [stage.members for stage in found.stages] == [2, 2]
    assert found.stages[0].before == {"guid 2": 2}
    assert found.stages[0].median == pytest.approx((0.3 + 0.1) / 2)


def test_nothing_one_code_and_one_member():
    assert of([]).told.startswith("No order can be told: it takes two codes")
    assert of(told_by([(1, 1, 0), (1, 2, 20)])).stages == ()
    assert len(of(told_by([(1, 1, 0), (2, 1, 20)])).stages) == 1


def test_same_input_in_any_order_same_journey():
    random = np.random.default_rng(1)
    tellings = [(w, c, int(random.integers(90))) for w in range(1, 9) for c in range(1, 6)]
    codings = told_by(tellings)
    assert of(codings) == of(codings[::-1]) == of(codings)
