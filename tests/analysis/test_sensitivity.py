from dataclasses import replace

import numpy as np
import pytest

from interviewcoder.analysis.clusters import by_size
from interviewcoder.analysis.coder_sensitivity import sensitivity_to_coders
from interviewcoder.analysis.coder_sensitivity import told as coders_told
from interviewcoder.analysis.embedding import dual_blocks
from interviewcoder.analysis.matrix import code_matrix
from interviewcoder.analysis.sensitivity import (
    RESTARTS,
    Sensitivity,
    come_back,
    sensitivity_to_codes,
    sensitivity_to_participants,
)
from interviewcoder.analysis.structure import grouping

from .planted import by_presence, study


def grouped(counts, personas, seed=0):
    return by_size(grouping(dual_blocks(counts), personas, seed))


def jaccards(before, again, groups):
    """The naive count."""
    found = []
    for group in range(groups):
        mine = {i for i, label in enumerate(before) if label == group}
        theirs = [{i for i, label in enumerate(again) if label == other} for other in range(groups)]
        found.append(max(len(mine & one) / len(mine | one) if mine | one else 0 for one in theirs))
    return found


@pytest.fixture(scope="module")
def clear():
    counts = by_presence(40, 40, 3, 1, contrast=4.5)[0]
    return counts, grouped(counts, 3)


def test_what_comes_back_is_counted_as_sets():
    random = np.random.default_rng(0)
    before, again = random.integers(0, 4, (6, 25)), random.integers(-1, 4, (6, 25))
    found = come_back(before, again, 4)
    for row in range(6):
        assert found[row] == pytest.approx(jaccards(before[row], again[row], 4))


def test_each_code_is_left_out_and_the_worst_is_told(clear):
    counts, labels = clear
    found = sensitivity_to_codes(counts, labels, 3, 0)
    table = np.array(
        [
            jaccards(
                labels,
                grouping(dual_blocks(np.delete(counts, code, axis=1)), 3, 0, RESTARTS),
                3,
            )
            for code in range(40)
        ]
    )
    # k-means in a stack draws other starts than alone, so a few regroupings may differ a little.
    assert found.mean == pytest.approx(table.mean(axis=0), abs=0.03)
    assert found.least == pytest.approx(table.min(axis=0), abs=0.15)
    assert (found.tried, found.tried_of, found.participants) == (40, 40, 40)
    assert found.unchanged == (1.0, 1.0, 1.0)


def test_clear_personas_hang_on_nothing(clear):
    counts, labels = clear
    codes = sensitivity_to_codes(counts, labels, 3, 0)
    people = sensitivity_to_participants(counts, labels, 3, 0)
    assert codes.hanging() == people.hanging() == ()
    assert min(people.least) > 0.6


def test_a_persona_of_one_code_hangs_on_it():
    # Twelve people differ in code 0 only; what else they say is the same for all.
    counts = np.ones((12, 4))
    counts[6:, 0] = 0
    counts[::3, 3] = 2
    labels = np.repeat([0, 1], 6)
    found = sensitivity_to_codes(counts, labels, 2, 0)
    assert set(found.by) == {0}
    assert max(found.least) <= 0.5
    assert found.unchanged == (1.0, 1.0)
    assert set(found.hanging()) == {0, 1}


def test_a_persona_of_one_participant_hangs_on_them():
    counts = by_presence(16, 20, 2, 2, contrast=4)[0]
    labels = np.array([0] * 15 + [1])
    found = sensitivity_to_participants(counts, labels, 2, 0)
    assert (found.least[1], found.by[1]) == (0.0, 15)


def test_large_studies_are_sampled_and_say_so():
    counts = by_presence(1500, 60, 4, 0, contrast=4)[0]
    labels = grouped(counts, 4)
    found = sensitivity_to_codes(counts, labels, 4, 0)
    assert 100 <= found.participants < 1500 == found.participants_of
    assert found.tried == 60
    assert sensitivity_to_participants(counts, labels, 4, 0).tried == 0


def test_of_very_many_codes_the_parting_ones_are_tried():
    counts = by_presence(120, 700, 2, 0)[0]
    found = sensitivity_to_codes(counts, np.arange(120) % 2, 2, 0)
    assert found.tried < found.tried_of == 700


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (5, 0), (5, 2), (1, 6)])
def test_too_little_is_not_tried(shape):
    counts, labels = np.ones(shape), np.zeros(shape[0], dtype=np.int64)
    assert sensitivity_to_codes(counts, labels, 2, 0).tried == 0
    assert sensitivity_to_participants(counts, labels, 1, 0).hanging() == ()


def test_equal_participants_give_figures_all_the_same():
    found = sensitivity_to_codes(np.ones((6, 4)), np.zeros(6, dtype=np.int64), 2, 0)
    assert all(0 <= least <= 1 for least in found.least)


def test_what_does_not_come_back_anyway_is_not_blamed_on_a_code():
    found = Sensitivity((0.2, 0.9), (3, 1), (0.4, 0.95), (0.3, 1.0), 5, 5, 9, 9)
    assert found.hanging() == ()


def test_same_seed_same_figures(clear):
    assert sensitivity_to_codes(*clear, 3, 4) == sensitivity_to_codes(*clear, 3, 4)
    assert sensitivity_to_participants(*clear, 3, 4) == sensitivity_to_participants(*clear, 3, 4)


def tagged(clear, coder_of):
    codings, codes, people = study(clear[0])
    labels = {person.id: int(label) for person, label in zip(people, clear[1], strict=True)}
    marks = [replace(one, coder=coder_of(one, labels)) for one in codings]
    return sensitivity_to_coders(code_matrix(marks, codes, people), clear[1], 3, 0)


def test_coders_who_each_tagged_one_persona_are_found_out(clear):
    found = tagged(clear, lambda one, labels: "ABC"[labels[one.participant_id]])
    assert found.association.v == pytest.approx(1.0, abs=0.01)
    assert found.association.p < 0.001
    for one in found.without:
        assert one.comes_back["ABC".index(one.coder)] == 0.0
        assert one.lost == list(clear[1]).count("ABC".index(one.coder))
    sentences = coders_told(found, ["One", "Two", "Three"])
    assert any("codings of 'A'" in one and "'One' (0%)" in one for one in sentences)
    assert any("Personas go with who tagged" in one for one in sentences)


def test_coders_who_shared_the_work_at_random_are_not_blamed(clear):
    found = tagged(clear, lambda one, labels: "AB"[one.participant_id // 3 % 2])
    assert found.unchanged == (1.0, 1.0, 1.0)
    assert found.association.v < 0.3
    assert found.association.p > 0.05
    assert any("do not go with" in one for one in coders_told(found, ["One", "Two", "Three"]))


def test_coders_who_tagged_all_of_it_twice_do_not_matter(clear):
    codings, codes, people = study(clear[0])
    twice = [*codings, *(replace(one, id=one.id + 10**6, coder="bob") for one in codings)]
    found = sensitivity_to_coders(code_matrix(twice, codes, people), clear[1], 3, 0)
    assert [one.comes_back for one in found.without] == [(1.0, 1.0, 1.0)] * 2
    assert found.association is None
    assert coders_told(found, "ABC") == (
        "No persona hangs on one coder: at least 100% of each comes back "
        "whoever's codings are left out.",
    )


def test_of_a_coder_who_tagged_most_nothing_can_be_told(clear):
    found = tagged(clear, lambda one, labels: "A" if one.participant_id > 10 else "B")
    (most, few) = found.without
    assert (most.coder, most.lost, few.coder, few.lost) == ("A", 30, "B", 10)
    first, *rest = coders_told(found, ["One", "Two", "Three"])
    assert first.startswith("'A' alone tagged most of 30 of the 40 participants")
    assert min(few.comes_back) > 0.5
    assert not any("'B'" in one for one in rest)


def test_one_coder_and_no_coder(clear):
    found = tagged(clear, lambda one, labels: "A")
    assert (found.coders, found.without, found.association) == (("A",), (), None)
    assert "cannot be told" in coders_told(found, "ABC")[0]
    nobody = sensitivity_to_coders(code_matrix([], [], []), clear[1][:0], 0, 0)
    assert (nobody.coders, nobody.participants) == ((), 0)


def test_the_table_is_rebuilt_as_asked(clear):
    codings, codes, people = study(clear[0])
    marks = [replace(one, coder="AB"[one.id % 2]) for one in codings]
    seen = []

    def rebuild(rest):
        seen.append({one.coder for one in rest})
        return code_matrix(rest, codes, people, minimum_codings=1)

    matrix = code_matrix(marks, codes, people)
    found = sensitivity_to_coders(matrix, clear[1], 3, 0, rebuild)
    assert [one.coder for one in found.without] == list(found.coders)
    assert seen == [{"AB".replace(coder, "")} for coder in found.coders] + [{"A", "B"}]
    assert found == sensitivity_to_coders(matrix, clear[1], 3, 0, rebuild)
