from math import comb, sqrt

import pytest

from interviewcoder.analysis.intervals import newcombe, wilson


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, 857-872, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals_of_a_share(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, 873-890, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_published_intervals_of_a_difference(first, second, low, high):
    assert newcombe(*first, *second) == pytest.approx((low, high), abs=5e-5)


def test_bounds_are_where_the_score_test_is_just_significant():
    for k, n, level, z in [(7, 23, 0.95, 1.959964), (2, 9, 0.9, 1.644854)]:
        for bound in wilson(k, n, level):
            assert abs(k / n - bound) / sqrt(bound * (1 - bound) / n) == pytest.approx(z, abs=1e-4)


def test_turned_round_the_interval_changes_sign():
    for k1, n1, k2, n2 in [(3, 12, 9, 31), (0, 5, 5, 5), (4, 4, 2, 7)]:
        low, high = newcombe(k1, n1, k2, n2)
        assert newcombe(k2, n2, k1, n1) == pytest.approx((-high, -low))
        assert -1 <= low <= k1 / n1 - k2 / n2 <= high <= 1


def test_it_holds_its_level_with_few_people():
    p1, n1, p2, n2 = 0.7, 9, 0.35, 21
    held = sum(
        comb(n1, a) * p1**a * (1 - p1) ** (n1 - a) * comb(n2, b) * p2**b * (1 - p2) ** (n2 - b)
        for a in range(n1 + 1)
        for b in range(n2 + 1)
        if newcombe(a, n1, b, n2)[0] <= p1 - p2 <= newcombe(a, n1, b, n2)[1]
    )
    assert 0.93 < held < 0.98


def test_of_nobody_anything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)
    assert newcombe(0, 0, 3, 5) == newcombe(3, 5, 0, 0) == newcombe(0, 0, 0, 0) == (-1.0, 1.0)
    assert wilson(0, 1)[0] == 0.0
    assert wilson(3, 3)[1] == 1.0


@pytest.mark.parametrize(("k", "n", "level"), [(3, 2, 0.95), (-1, 2, 0.95), (1, 2, 1.0), (1, 2, 0)])
def test_what_is_no_share_is_refused(k, n, level):
    with pytest.raises(ValueError, match="not"):
        wilson(k, n, level)
