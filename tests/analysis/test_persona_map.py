import json
from dataclasses import asdict

import numpy as np
import pytest

from interviewcoder.analysis.embedding import dual_blocks
from interviewcoder.analysis.persona_map import MapAxis, persona_map

from .planted import by_presence


def names(counts):
    return [f"code {column}" for column in range(counts.shape[1])]


def test_distances_are_those_of_the_best_plane():
    counts = by_presence(25, 30, 3, 0)[0]
    found = persona_map(counts, names(counts))
    points = np.array(found.points)
    u, s, _ = np.linalg.svd(dual_blocks(counts), full_matrices=False)
    plane = u[:, :2] * s[:2]
    plane /= np.abs(plane).max()

    def apart(where):
        return np.sqrt(((where[:, None] - where[None]) ** 2).sum(axis=2))

    assert np.abs(points).max() == 1.0
    assert apart(points) == pytest.approx(apart(plane), abs=1e-3)
    shares = s**2 / (s**2).sum()
    assert [axis.share for axis in found.axes] == pytest.approx(shares[:2], abs=1e-4)


def test_codes_at_an_end_are_those_of_the_people_there():
    counts = by_presence(60, 30, 3, 2, contrast=4.0)[0]
    found = persona_map(counts, names(counts))
    points = np.array(found.points)
    for place, axis in enumerate(found.axes):
        pull = [
            np.corrcoef(counts[:, code] > 0, points[:, place])[0, 1]
            if len(set((counts[:, code] > 0).tolist())) > 1
            else 0.0
            for code in range(30)
        ]
        order = np.argsort(pull)
        assert list(axis.low) == [f"code {code}" for code in order[:3]]
        assert list(axis.high) == [f"code {code}" for code in order[::-1][:3]]


def test_planted_personas_stand_apart():
    counts, truth = by_presence(60, 40, 2, 1, contrast=4.5)
    x = np.array(persona_map(counts, names(counts)).points)[:, 0]
    assert ((x > 0) == (truth == truth[x.argmax()])).mean() > 0.95


def test_same_table_same_map_in_plain_values():
    counts = by_presence(20, 15, 3, 3)[0]
    found = persona_map(counts, names(counts))
    assert found == persona_map(counts, names(counts))
    assert len(json.loads(json.dumps(asdict(found)))["points"]) == 20


@pytest.mark.parametrize(
    "counts",
    [np.zeros((0, 0)), np.zeros((0, 4)), np.zeros((3, 0)), np.ones((1, 3)), np.ones((5, 4))],
)
def test_where_nobody_differs_all_stand_on_one_spot(counts):
    found = persona_map(counts, names(counts))
    assert found.points == ((0.0, 0.0),) * counts.shape[0]
    assert found.axes == (MapAxis(0.0, (), ()), MapAxis(0.0, (), ()))


def test_two_people_make_a_line():
    counts = np.array([[2.0, 1, 0, 0], [0, 0, 1, 1]])
    found = persona_map(counts, names(counts))
    first, second = found.axes
    assert sorted(found.points) == [(-1.0, 0.0), (1.0, 0.0)]
    assert (first.share, second) == (1.0, MapAxis(0.0, (), ()))
    ends = {frozenset(first.low), frozenset(first.high)}
    assert ends == {frozenset({"code 0", "code 1"}), frozenset({"code 2", "code 3"})}


def test_one_code_makes_a_map():
    assert len(persona_map(np.array([[1.0], [0], [3]]), ["only"]).points) == 3
