from math import exp, lgamma, log

import numpy as np
import pytest

from interviewcoder.analysis.contingency import (
    cell_p,
    cramers_interval,
    cramers_v,
    discoveries,
    independence_p,
    shuffled_tables,
)
from interviewcoder.analysis.cut import cut


def groups(prefix, labels, count=None):
    count = max(labels, default=-1) + 1 if count is None else count
    return [
        (f"{prefix}{group}", {i for i, label in enumerate(labels) if label == group})
        for group in range(count)
    ]


def study(people, segments, personas, tie, seed):
    random = np.random.default_rng(seed)
    segment = random.integers(segments, size=people)
    persona = np.where(
        random.random(people) < tie, segment % personas, random.integers(personas, size=people)
    )
    return groups("P", persona.tolist(), personas), groups("S", segment.tolist(), segments)


def bergsma(rows):
    """Cramér's V by the book, loop by loop."""
    n = sum(map(sum, rows))
    columns = list(zip(*rows, strict=True))
    phi2 = sum(
        (rows[i][j] - sum(rows[i]) * sum(columns[j]) / n) ** 2
        / (sum(rows[i]) * sum(columns[j]) / n)
        for i in range(len(rows))
        for j in range(len(columns))
    )
    r, c = len(rows), len(columns)
    corrected = max(0, phi2 / n - (r - 1) * (c - 1) / (n - 1))
    widest = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return (corrected / widest) ** 0.5


def test_cells_are_what_counting_by_hand_gives():
    personas, segments = study(200, 4, 3, 0.4, 1)
    segments[0] = (segments[0][0], segments[0][1] | set(range(20)) | {9_999})
    segments[1] = (segments[1][0], {one for one in segments[1][1] if one > 30})
    found = cut(personas, segments)
    everyone = set().union(*(members for _, members in personas))
    assert found.people == len(everyone) == 200
    times = [sum(one in members for _, members in segments) for one in everyone]
    assert (found.uncovered, found.in_several) == (times.count(0), sum(n > 1 for n in times))
    assert found.uncovered
    assert found.in_several
    assert found.segment_sizes == tuple(len(members) for _, members in segments)
    for row, (_, segment) in zip(found.cells, segments, strict=True):
        for cell, (_, persona) in zip(row, personas, strict=True):
            there = segment & everyone
            share, other = len(there) / 200, len(persona) / 200
            expected = 200 * share * other
            assert cell.count == len(segment & persona)
            assert cell.expected == pytest.approx(expected)
            assert cell.share_of_segment == pytest.approx(cell.count / len(there))
            assert cell.share_of_persona == pytest.approx(cell.count / len(persona))
            spread = (expected * (1 - share) * (1 - other)) ** 0.5
            assert cell.residual == pytest.approx((cell.count - expected) / spread)
    once = {one for one, n in zip(everyone, times, strict=True) if n == 1}
    table = [[len(s & p & once) for _, p in personas] for _, s in segments]
    assert found.cramers_v == pytest.approx(bergsma(table))
    assert found.v_low <= found.cramers_v <= found.v_high


def test_effective_numbers_are_the_exponential_of_entropy():
    found = cut(groups("P", [0] * 6 + [1] * 3 + [2]), groups("S", [0] * 5 + [1] * 5))
    assert found.effective_segments == pytest.approx(2)
    assert found.effective_personas == pytest.approx(
        exp(-sum(share * log(share) for share in (0.6, 0.3, 0.1)))
    )


def test_neither_the_order_of_people_nor_of_groups_matters():
    personas, segments = study(150, 5, 3, 0.3, 2)
    one = cut(personas, segments)
    moved = cut(
        [
            (name, sorted((7 * m + 3 for m in members), reverse=True))
            for name, members in personas[::-1]
        ],
        [(name, [7 * m + 3 for m in members][::-1]) for name, members in segments[::-1]],
    )
    assert tuple(row[::-1] for row in moved.cells[::-1]) == one.cells
    assert (moved.cramers_v, moved.p) == pytest.approx((one.cramers_v, one.p))
    assert (moved.v_low, moved.v_high) == (one.v_low, one.v_high)
    assert cut(personas, segments) == one


def test_a_cell_is_tested_exactly_as_fisher_did():
    for count, row, column, people in ((3, 7, 9, 30), (0, 12, 9, 30), (9, 9, 28, 30)):
        chances = {
            k: exp(
                lgamma(row + 1) - lgamma(k + 1) - lgamma(row - k + 1)
                + lgamma(people - row + 1) - lgamma(column - k + 1) - lgamma(people - row - column + k + 1)
                - lgamma(people + 1) + lgamma(column + 1) + lgamma(people - column + 1)
            )
            for k in range(max(0, row + column - people), min(row, column) + 1)
        }  # fmt: skip
        p = sum(chance for chance in chances.values() if chance <= chances[count] * (1 + 1e-9))
        assert cell_p(count, row, column, people) == pytest.approx(p)


def test_discoveries_follow_benjamini_and_hochberg():
    assert discoveries([0.001, 0.9, 0.03, 0.031, 0.2], 0.05) == [True, False, False, False, False]
    # The largest p that passes carries smaller ones that would not pass alone.
    assert discoveries([0.04, 0.05, 0.045, 0.9], 0.1) == [True, True, True, False]
    assert discoveries([], 0.1) == []


def test_shuffled_tables_are_those_of_shuffled_people():
    table = np.array([[5, 1, 0], [2, 6, 3]])
    drawn = shuffled_tables(table, 20_000, np.random.default_rng(0))
    assert (drawn.sum(axis=1) == table.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == table.sum(axis=1)).all()
    random, persona = np.random.default_rng(1), np.repeat([0, 1, 2], table.sum(axis=0))
    shuffled = [np.bincount(random.permutation(persona)[:6], minlength=3) for _ in range(20_000)]
    assert drawn[:, 0].mean(axis=0) == pytest.approx(np.mean(shuffled, axis=0), abs=0.05)
    assert drawn[:, 0].var(axis=0) == pytest.approx(np.var(shuffled, axis=0), rel=0.06)


def test_no_tie_gives_any_p_alike_and_v_near_zero():
    random = np.random.default_rng(5)
    shares = np.outer([0.4, 0.3, 0.2, 0.1], [0.5, 0.3, 0.2]).ravel()
    tables = random.multinomial(80, shares, size=100).reshape(-1, 4, 3)
    p = np.array([independence_p(table, seed) for seed, table in enumerate(tables)])
    # Kolmogorov's distance from uniform: 1.63 / sqrt(100) is one in a hundred.
    assert np.abs(np.sort(p) - (np.arange(100) + 0.5) / 100).max() < 1.63 / 100**0.5
    assert np.median(cramers_v(tables)) < 0.05
    low = [cramers_interval(table, seed)[0] for seed, table in enumerate(tables[:40])]
    assert sum(one > 0 for one in low) <= 4


def test_a_perfect_tie_has_v_of_one():
    labels = [i % 4 for i in range(80)]
    found = cut(groups("P", labels), groups("S", labels))
    assert (found.cramers_v, found.v_low, found.v_high) == pytest.approx((1, 1, 1))
    assert found.p < 0.001
    assert all(found.cells[i][j].stands_out for i in range(4) for j in range(4))
    assert any(one.startswith("Segments tell personas quite well here") for one in found.findings)


def test_few_cells_stand_out_by_chance():
    false = [
        any(cell.stands_out for row in cut(*study(60, 4, 3, 0, seed)).cells for cell in row)
        for seed in range(60)
    ]
    assert sum(false) <= 11


def test_many_people_cost_little():
    found = cut(*study(100_000, 12, 8, 0.05, 0))
    assert found.people == 100_000
    assert sum(cell.count for row in found.cells for cell in row) == 100_000
    assert "12 segments are served by 8 personas." in found.findings


@pytest.mark.parametrize(
    ("personas", "segments"),
    [
        ([], []),
        ([("P", ())], [("S", ())]),
        ([("P", {1, 2})], []),
        ([], [("S", {1, 2})]),
        ([("P", {1})], [("S", {1})]),
        ([("P", {1, 2}), ("Q", {3})], [("S", {1, 2, 3})]),
        ([("P", {1, 2}), ("Q", {3})], [("S", {7, 8}), ("T", set())]),
        ([("P", {1, 2}), ("Q", {2, 3})], [("S", {1, 2, 3}), ("T", {1, 2, 3})]),
        ([("P", {1, 2}), ("P", set())], [("S", {1}), ("S", {2})]),
    ],
)
def test_nothing_to_tell_is_told_without_failing(personas, segments):
    found = cut(personas, segments)
    assert (found.cramers_v, found.p) == (0, 1) or found.cramers_v <= 1
    assert len(found.cells) == len(segments)
    assert not any(cell.stands_out for row in found.cells for cell in row)
    assert found.findings
    assert not any("same people's needs" in one for one in found.findings)
    assert all(np.isfinite([c.expected, c.residual]).all() for row in found.cells for c in row)


def told(found, part):
    return [one for one in found.findings if part in one]


def test_findings_say_how_few_targets_and_where_personas_are():
    found = cut(*study(1_200, 6, 3, 0, 4))
    assert found.findings[0].startswith("6 segments")
    assert "served by 3 personas" in found.findings[0]
    assert told(found, "Every persona occurs in all 6 segments.")
    assert told(found, "a segment says next to nothing")
    assert told(found, "hold the same people's needs")


def test_segments_are_alike_only_if_there_are_people_enough_to_know():
    def alike(each):
        labels = [0, 1] * each
        return told(
            cut(groups("P", labels), groups("S", [i // each for i in range(2 * each)])), "same"
        )

    assert not alike(4)
    assert not alike(15)
    assert alike(100)


def test_segments_that_differ_are_not_alike():
    personas = groups("P", [0] * 70 + [1] * 30 + [0] * 40 + [1] * 60)
    assert not told(cut(personas, groups("S", [0] * 100 + [1] * 100)), "same")


def test_a_persona_in_one_segment_may_be_that_segment():
    personas = groups("P", [0] * 10 + [1] * 50)
    students = [0] * 9 + [1] * 1 + [0] * 3 + [1] * 47
    found = cut(
        personas,
        [("Students", groups("S", students)[0][1]), ("Others", groups("S", students)[1][1])],
    )
    assert told(
        found, "'P0' lives almost only in 'Students' (9 of 10): it may be a segment in disguise."
    )
    assert not told(found, "'P1' lives almost only")


def test_few_people_are_said_to_be_few():
    found = cut(*study(15, 3, 2, 1, 0))
    assert found.findings[0].startswith("Too few people to say")
    assert not told(found, "Cramér's V")
