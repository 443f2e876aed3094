import numpy as np

from interviewcoder.analysis.embedding import dual_blocks, expected_presence, principal_points

from .planted import by_presence


def test_expected_presence_keeps_totals():
    presence = (by_presence(60, 30, 3, 1)[0] > 0).astype(float)
    expected = expected_presence(presence)
    assert np.allclose(expected.sum(axis=0), presence.sum(axis=0), atol=1.0)
    assert np.allclose(expected.sum(axis=1), presence.sum(axis=1), atol=2.0)
    assert (expected > 0).all()
    assert (expected < 1).all()


def test_talking_twice_as_much_of_the_same_moves_nobody():
    counts = by_presence(20, 20, 3, 2)[0]
    talkative = counts.copy()
    talkative[4] *= 5
    assert np.allclose(dual_blocks(counts), dual_blocks(talkative))


def test_blocks_have_equal_inertia_and_axes_keep_distances():
    blocks = dual_blocks(by_presence(15, 12, 3, 3)[0])
    assert np.isclose((blocks[:, :12] ** 2).sum(), 1)
    assert np.isclose((blocks[:, 12:] ** 2).sum(), 1)
    for table in (blocks, dual_blocks(by_presence(40, 12, 3, 3)[0])):
        points = principal_points(table, 24)
        assert np.allclose(points @ points.T, table @ table.T, atol=1e-8)


def test_a_stack_is_embedded_like_its_tables_one_by_one():
    tables = np.stack([by_presence(15, 12, 3, seed)[0] for seed in range(3)])
    together = principal_points(dual_blocks(tables), 3)
    alone = [principal_points(dual_blocks(table), 3) for table in tables]
    assert np.allclose(together, alone, atol=1e-3)
