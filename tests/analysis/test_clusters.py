import numpy as np
import pytest

from interviewcoder.analysis.clusters import by_size, k_means, silhouette

from .planted import agreement


@pytest.fixture
def blobs():
    random = np.random.default_rng(0)
    truth = np.repeat([0, 1, 2], [20, 12, 8])
    return random.normal(0, 0.3, (40, 2)) + np.array([[0, 0], [5, 0], [0, 5]])[truth], truth


def test_clear_groups_are_found_whatever_the_seed(blobs):
    points, truth = blobs
    for seed in range(5):
        assert agreement(k_means(points, 3, seed), truth) == 1


def test_groups_are_numbered_by_size(blobs):
    points, truth = blobs
    assert np.array_equal(by_size(k_means(points, 3, 4)), truth)


def test_as_many_groups_as_points():
    points = np.arange(5.0)[:, None] ** 2
    assert sorted(k_means(points, 5, 0).tolist()) == [0, 1, 2, 3, 4]


def test_equal_points_make_one_group():
    assert set(by_size(k_means(np.ones((6, 2)), 3, 0)).tolist()) == {0}


def test_silhouette_agrees_with_its_definition(blobs):
    points, truth = blobs
    widths = []
    for i in range(40):
        away = [np.linalg.norm(points - points[i], axis=1)[truth == g] for g in range(3)]
        own = away[truth[i]].sum() / (len(away[truth[i]]) - 1)
        other = min(away[g].mean() for g in range(3) if g != truth[i])
        widths.append((other - own) / max(other, own))
    assert silhouette(points, truth) == pytest.approx(np.mean(widths), abs=1e-5)
    assert silhouette(points, np.zeros(40, dtype=np.int64)) == 0
