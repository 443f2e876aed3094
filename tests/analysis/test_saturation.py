import json
from dataclasses import asdict, replace
from itertools import permutations
from math import comb

import numpy as np
import pytest

from interviewcoder.analysis.saturation import everything_said, saturation, told

from .planted import study


def one_by_one(presence, order):
    """The naive count: how many codes each participant is the first to have."""
    seen, new = set(), []
    for row in order:
        mine = set(np.flatnonzero(presence[row]).tolist())
        new.append(len(mine - seen))
        seen |= mine
    return new


@pytest.fixture
def presence():
    random = np.random.default_rng(4)
    return (random.random((7, 30)) < random.random(30) * 0.6).astype(float)


def test_new_codes_follow_the_order_given(presence):
    order = [3, 1, 6, 0, 2, 5, 4]
    found = saturation(presence, order)
    assert list(found.new_codes) == one_by_one(presence, order)
    assert list(saturation(presence).new_codes) == one_by_one(presence, range(7))
    assert sum(found.new_codes) == found.codes


def test_curve_is_the_mean_over_all_orders(presence):
    every = np.array([np.cumsum(one_by_one(presence, order)) for order in permutations(range(7))])
    found = saturation(presence, seed=1)
    assert found.after == (1, 2, 3, 4, 5, 6, 7)
    assert found.mean == pytest.approx(every.mean(axis=0), abs=1e-3)
    exact_low, exact_high = np.quantile(every, [0.05, 0.95], axis=0)
    assert found.low == pytest.approx(exact_low, abs=1.1)
    assert found.high == pytest.approx(exact_high, abs=1.1)
    assert found.low[-1] == found.mean[-1] == found.high[-1] == found.codes


def test_coverage_unseen_and_next_by_hand():
    # 10 participants; codes on 1, 1, 1, 2, 2, 5 and 10 of them: U = 22, Q1 = 3, Q2 = 2.
    presence = np.zeros((10, 8))
    for code, users in enumerate([1, 1, 1, 2, 2, 5, 10]):
        presence[:users, code] = 1
    found = saturation(presence)
    a = 9 * 3 / (9 * 3 + 2 * 2)
    assert (found.codes, found.singletons, found.doubletons) == (7, 3, 2)
    assert found.coverage == pytest.approx(1 - 3 / 22 * a, abs=1e-6)
    assert found.unseen == pytest.approx(9 / 10 * 3 * 2 / (2 * 3), abs=1e-6)
    assert found.expected_next == pytest.approx(3 / 10 * a, abs=1e-6)


def test_without_codes_of_two_the_other_form_is_used():
    presence = np.zeros((5, 4))
    for code, users in enumerate([1, 1, 1, 5]):
        presence[:users, code] = 1
    a = 4 * 2 / (4 * 2 + 2)
    assert saturation(presence).coverage == pytest.approx(1 - 3 / 8 * a, abs=1e-6)
    assert saturation(presence).unseen == pytest.approx(4 / 5 * 3 * 2 / 2, abs=1e-6)


def test_estimates_come_close_to_what_is_true():
    random = np.random.default_rng(8)
    chance = random.beta(0.4, 2.5, 80)
    errors, unseen_true, unseen_told, next_true, next_told = [], [], [], [], []
    for _ in range(150):
        presence = random.random((12, 80)) < chance
        seen = presence.any(axis=0)
        found = saturation(presence, permutations=1)
        errors.append(found.coverage - chance[seen].sum() / chance.sum())
        unseen_true.append((~seen).sum())
        unseen_told.append(found.unseen)
        next_true.append(chance[~seen].sum())
        next_told.append(found.expected_next)
    assert abs(np.mean(errors)) < 0.01
    assert np.mean(np.abs(errors)) < 0.04
    assert np.mean(unseen_told) < np.mean(unseen_true)
    assert np.mean(next_told) == pytest.approx(np.mean(next_true), rel=0.15)


def test_mean_agrees_with_binomials_in_a_large_study():
    random = np.random.default_rng(0)
    presence = random.random((300, 40)) < random.random(40) * 0.2
    presence = presence[presence.any(axis=1)]
    everyone = len(presence)
    found = saturation(presence, permutations=5)
    users = presence.sum(axis=0)
    assert len(found.after) == 60
    assert found.after[0] == 1
    assert found.after[-1] == everyone > 280
    for at in (0, 7, 59):
        many = found.after[at]
        wanted = sum(1 - comb(everyone - int(k), many) / comb(everyone, many) for k in users)
        assert found.mean[at] == pytest.approx(wanted, abs=1e-3)


@pytest.mark.parametrize(
    ("new", "reached"),
    [
        ([10, 5, 3, 2, 1, 1, 1, 0, 0], 6),  # base 20, so a run may bring 1: interviews 7 and 8
        ([10, 5, 3, 2, 0, 0], 4),
        ([10, 5, 3, 2, 1, 1], None),
        ([10, 5, 3, 2, 0], None),
    ],
)
def test_base_run_and_threshold(new, reached):
    presence = np.zeros((len(new), sum(new)))
    code = 0
    for row, many in enumerate(new):
        presence[row:, code : code + many] = 1
        code += many
    found = saturation(presence)
    assert list(found.new_codes) == new
    assert found.reached == reached
    assert any(f"After the first {reached} of" in one for one in told(found)) is bool(reached)


def test_codes_of_one_participant_are_counted_though_a_synthesis_drops_them():
    counts = np.zeros((5, 6))
    counts[:, 0] = 2
    counts[0, 1:4] = 1
    codings, codes, people = study(counts, shuffled=3)
    presence = everything_said(codings, codes, people[:4])
    by_name = {person.name: row.sum() for person, row in zip(people[:4], presence, strict=True)}
    wanted = {"P000": 4, "P001": 1, "P002": 1, "P003": 1, "P004": 1}
    assert by_name == {name: wanted[name] for name in by_name}


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (1, 0), (1, 3), (2, 0), (6, 4)])
def test_nothing_to_tell_by(shape):
    found = saturation(np.zeros(shape))
    assert (found.coverage, found.unseen, found.reached, found.codes) == (None, None, None, 0)
    assert found.after == found.mean == found.low == found.high == found.new_codes == ()
    assert len(told(found)) == 1


def test_one_two_and_equal_participants():
    one = saturation(np.ones((1, 3)))
    assert (one.coverage, one.codes, one.new_codes, one.mean) == (None, 3, (3,), (3.0,))
    two = saturation(np.eye(2))
    assert (two.coverage, two.unseen) == (pytest.approx(1 - 1 / 3, abs=1e-6), 0.5)
    assert "rough guess" in told(two)[0]
    same = saturation(np.ones((8, 3)))
    assert (same.coverage, same.unseen, same.expected_next, same.reached) == (1.0, 0.0, 0.0, 4)
    assert told(same, "members")[0].startswith("No code is on one of these 8 members only")


def test_nearly_complete_is_not_told_as_complete(presence):
    found = replace(saturation(presence), coverage=0.998)
    assert "99%" in told(found)[0]


def test_who_is_not_tagged_yet_is_no_sign_of_completeness(presence):
    untagged = np.vstack([presence[:4], np.zeros((3, 30)), presence[4:]])
    assert presence.any(axis=1).all()
    assert saturation(untagged, seed=2) == saturation(presence, seed=2)


def test_same_seed_same_figures_and_plain_values(presence):
    assert saturation(presence, seed=5) == saturation(presence, seed=5)
    assert json.loads(json.dumps(asdict(saturation(presence))))["participants"] == 7


def test_an_order_must_name_everyone_once(presence):
    with pytest.raises(ValueError, match="once"):
        saturation(presence, [0, 0, 1, 2, 3, 4, 5])
