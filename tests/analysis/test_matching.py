from itertools import permutations

import numpy as np

from interviewcoder.analysis.matching import best_pairs, match_personas


def test_best_pairs_beat_every_other_pairing():
    random = np.random.default_rng(0)
    for _ in range(60):
        rows, columns = random.integers(1, 6, 2)
        weight = random.random((rows, columns)).round(2)
        pairs = best_pairs(weight.tolist())
        short = weight if rows <= columns else weight.T
        most = max(
            sum(short[i, j] for i, j in enumerate(order))
            for order in permutations(range(short.shape[1]), short.shape[0])
        )
        assert len(pairs) == len(set(pairs.values())) == min(rows, columns)
        assert np.isclose(sum(weight[i, j] for i, j in pairs.items()), most)


def test_identity_survives_a_new_order_and_newcomers():
    old = [frozenset(range(10)), frozenset(range(10, 20)), frozenset(range(20, 30))]
    new = [old[2] | {31, 32}, frozenset({40, 41}), old[0] - {0, 1}, old[1]]
    assert match_personas(old, new) == {0: 2, 2: 0, 3: 1}


def test_too_little_in_common_is_not_the_same_persona():
    assert match_personas([frozenset({1, 2, 3, 4})], [frozenset({1, 5, 6})]) == {}
    assert match_personas([], [frozenset({1})]) == {}
    assert match_personas([frozenset({1})], []) == {}
