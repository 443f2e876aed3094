import numpy as np
import pytest

from interviewcoder.analysis.clusters import by_size
from interviewcoder.analysis.embedding import dual_blocks
from interviewcoder.analysis.no_personas import simulate_without_personas
from interviewcoder.analysis.stability import Stability, badge, stability
from interviewcoder.analysis.structure import grouping

from .planted import by_presence, nobody_leans


def of(counts, personas, seed=0):
    labels = by_size(grouping(dual_blocks(counts), personas, seed))
    without = simulate_without_personas(counts, 20, seed)
    return stability(counts, labels, personas, without, seed)


def test_strong_personas_come_back_and_noise_does_not():
    strong = of(by_presence(80, 40, 4, 0, contrast=4.5)[0], 4)
    noise = of(nobody_leans(80, 40, 0), 4)
    assert strong.jaccard.min() > max(0.75, strong.noise_high)
    assert noise.jaccard.mean() < noise.noise_high
    assert strong.fit.mean() > 0.9 > noise.fit.mean()
    assert ((noise.fit >= 0) & (noise.fit <= 1)).all()


def test_one_group_is_stable_by_definition():
    counts = nobody_leans(10, 8, 0)
    found = stability(counts, np.zeros(10, dtype=np.int64), 1, counts[None], 0)
    assert found.jaccard.tolist() == [1.0]


@pytest.mark.parametrize(
    ("jaccard", "participants", "p", "separation", "word"),
    [
        (0.92, 60, 0.01, 0.2, "solid"),
        (0.80, 60, 0.01, 0.9, "tentative"),
        (0.50, 60, 0.01, 0.9, "fragile"),
        (0.92, 60, 0.40, 0.9, "exploratory, tentative"),
        (0.92, 12, 0.01, 0.5, "exploratory, solid"),
        (0.92, 12, 0.01, 0.49, "exploratory, tentative"),
        (0.30, 12, 0.40, 0.9, "exploratory, fragile"),
    ],
)
def test_badge_is_measured_against_noise(jaccard, participants, p, separation, word):
    noisy = Stability(np.ones(1), np.ones(1), noise_typical=0.7, noise_high=0.9)
    given = badge(jaccard, noisy, participants, p, separation)
    assert given.word == word
    assert given.reason.endswith(".") or given.reason.endswith(").")
