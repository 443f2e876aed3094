import numpy as np

from interviewcoder.analysis.embedding import dual_blocks
from interviewcoder.analysis.no_personas import simulate_without_personas
from interviewcoder.analysis.structure import SIGNIFICANT, grouping, structure

from .planted import agreement, by_frequency, by_presence, everyone_differs, nobody_leans


def test_simulated_studies_keep_both_totals_and_each_persons_counts():
    counts = by_presence(25, 20, 3, 1)[0]
    for table in simulate_without_personas(counts, 20, 0):
        assert np.array_equal((table > 0).sum(axis=0), (counts > 0).sum(axis=0))
        assert np.array_equal(np.sort(table, axis=1), np.sort(counts, axis=1))


def test_simulated_studies_keep_the_totals_whatever_is_drawn():
    # Enough draws that equal random keys meet where a trade is cut off, were they of 24 bits.
    counts = by_presence(60, 40, 3, 1)[0]
    tables = simulate_without_personas(counts, 800, 2) > 0
    assert (tables.sum(axis=1) == (counts > 0).sum(axis=0)).all()
    assert (tables.sum(axis=2) == (counts > 0).sum(axis=1)).all()


def test_simulated_studies_forget_who_said_what():
    counts = by_presence(60, 30, 2, 1)[0]
    tables = simulate_without_personas(counts, 200, 0) > 0
    # In a cell, presence depends on the totals of its row and column only: near the margins' product.
    product = np.outer((counts > 0).sum(axis=1), (counts > 0).sum(axis=0)) / (counts > 0).sum()
    assert np.abs(tables.mean(axis=0) - np.minimum(product, 1)).mean() < 0.05


def test_codes_that_are_repeated_much_stay_so_in_simulated_studies():
    counts = everyone_differs(100, 20, 1)
    has = (counts > 0).sum(axis=0)
    repeated = counts.sum(axis=0) / has
    simulated = simulate_without_personas(counts, 40, 0).sum(axis=1).mean(axis=0) / has
    assert np.corrcoef(repeated, simulated)[0, 1] > 0.95
    assert np.abs(simulated / repeated - 1).max() < 0.25


def test_a_cell_that_could_not_be_filled_stays_empty_in_simulated_studies():
    counts = by_presence(30, 20, 3, 1)[0]
    counts[:10, 5] = np.nan
    tables = simulate_without_personas(counts, 20, 0)
    assert (np.isnan(tables) == np.isnan(counts)).all()
    assert ((tables > 0).sum(axis=1) == (counts > 0).sum(axis=0)).all()


def test_people_who_differ_one_by_one_are_seldom_taken_for_personas():
    p = []
    for seed in range(20):
        counts = everyone_differs(100, 40, seed)
        counts = counts[:, (counts > 0).sum(axis=0) >= 2]
        p.append(structure(counts, simulate_without_personas(counts, 39, seed), seed).p)
    assert np.mean(np.array(p) <= SIGNIFICANT) <= 0.15
    assert np.mean(p) > 0.35


def test_short_answers_of_many_are_not_taken_for_personas():
    counts = nobody_leans(500, 40, 0)
    few = np.minimum(counts, 1) * (np.random.default_rng(0).random(counts.shape) < 0.3)
    few = few[few.sum(axis=1) >= 2]
    few = few[:, (few > 0).sum(axis=0) >= 2]
    assert structure(few, simulate_without_personas(few, 39, 0), 0).p > SIGNIFICANT


def test_no_personas_are_seldom_seen_where_there_are_none():
    p = []
    for seed in range(60):
        counts = nobody_leans(30, 25, seed)
        p.append(structure(counts, simulate_without_personas(counts, 39, seed), seed).p)
    assert np.mean(np.array(p) <= SIGNIFICANT) <= 0.12
    assert 0.35 < np.mean(p) < 0.75


def test_planted_personas_are_recovered():
    for make, participants, least in (
        (by_presence, 30, 0.40),
        (by_presence, 100, 0.70),
        (by_frequency, 30, 0.55),
        (by_frequency, 100, 0.75),
    ):
        found = []
        for seed in range(5):
            counts, truth = make(participants, 40, 4, seed)
            shape = structure(counts, simulate_without_personas(counts, 59, seed), seed)
            assert shape.p <= 0.15
            found.append(agreement(grouping(dual_blocks(counts), shape.personas, seed), truth))
        assert np.mean(found) >= least, (make.__name__, participants, found)


def test_a_number_that_is_asked_for_is_taken_and_the_table_still_made():
    counts = by_presence(40, 30, 4, 0)[0]
    shape = structure(counts, simulate_without_personas(counts, 39, 0), 0, asked=6)
    assert (shape.personas, shape.chosen_by) == (6, "asked for")
    assert [row.personas for row in shape.k_table] == [2, 3, 4, 5, 6, 7, 8]
