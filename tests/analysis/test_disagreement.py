from dataclasses import replace

import numpy as np
import pytest

from interviewcoder.analysis.disagreement import divides
from interviewcoder.analysis.matrix import code_matrix
from interviewcoder.domain.coding import Polarity

from .planted import by_presence, study


def persona(counts, labels):
    return code_matrix(*study(np.array(counts, dtype=float)), minimum_codings=1), np.array(labels)


def test_the_most_divided_code_comes_first_with_names():
    counts = np.zeros((8, 5))
    counts[:, 0] = 1  # all
    counts[:2, 1] = 1  # 2 of 6
    counts[[0, 2, 4], 2] = 1  # 3 of 6
    counts[:5, 3] = 1  # 5 of 6
    counts[0, 4] = counts[6:, 4] = 1  # 1 of 6
    matrix, labels = persona(counts, [0] * 6 + [1] * 2)
    found = divides(matrix, labels, 0)
    assert [one.code for one in found] == ["Code 2", "Code 1"]
    assert found[0].having == ("P000", "P002", "P004")
    assert found[0].lacking == ("P001", "P003", "P005")
    assert [one.share for one in found] == [0.5, pytest.approx(1 / 3)]
    assert divides(matrix, labels, 0, most=1) == found[:1]


def test_of_equals_the_one_with_more_excerpts_comes_first():
    counts = np.ones((4, 4))
    counts[:2, 1], counts[:2, 2], counts[:2, 3] = 0, 0, 0
    counts[3, 2] = 5
    matrix, labels = persona(counts, [0] * 4)
    assert [one.code for one in divides(matrix, labels, 0)] == ["Code 2", "Code 1", "Code 3"]


def test_every_code_is_judged_as_by_hand():
    matrix, labels = persona(*by_presence(40, 30, 3, 5))
    for group in range(3):
        members = np.flatnonzero(labels == group)
        wanted = set()
        for column, code in enumerate(matrix.codes):
            have = [row for row in members if matrix.counts[row, column] > 0]
            share = len(have) / len(members)
            apart = min(len(have), len(members) - len(have))
            if 1 / 3 - 1e-9 <= share <= 2 / 3 + 1e-9 and apart >= 2:
                wanted.add(code.guid)
        found = divides(matrix, labels, group)
        assert {one.code_guid for one in found} == wanted
        from_half = [round(abs(one.share - 0.5), 9) for one in found]
        assert from_half == sorted(from_half)
        assert all(len(one.having) + len(one.lacking) == len(members) for one in found)


def test_few_members_and_no_division():
    matrix, labels = persona([[1, 1], [1, 0], [1, 1], [1, 1]], [0, 0, 0, 1])
    assert divides(matrix, labels, 0) == divides(matrix, labels, 7) == ()
    same, together = persona(np.ones((6, 3)), [0] * 6)
    assert divides(same, together, 0) == ()


def test_those_who_could_not_have_had_it_do_not_count():
    counts = np.ones((8, 2))
    counts[3:, 1] = 0
    matrix, labels = persona(counts, [0] * 8)
    assert [len(one.lacking) for one in divides(matrix, labels, 0)] == [5]
    asked = matrix.asked.copy()
    asked[5:, 1] = False
    (found,) = divides(replace(matrix, asked=asked), labels, 0)
    assert (found.having, found.lacking) == (("P000", "P001", "P002"), ("P003", "P004"))
    asked[:, 1] = matrix.counts[:, 1] > 0
    assert divides(replace(matrix, asked=asked), labels, 0) == ()


def test_words_against_a_code_are_told_and_come_first_among_equals():
    counts = np.ones((4, 3))
    counts[:2, 1] = counts[2:, 2] = 0
    codings, codes, people = study(counts)
    says_no = next(one for one in codings if one.code == "Code 0" and one.participant == "P000")
    says_no = replace(
        says_no, id=99, guid="no", code_id=3, code="Code 2", polarity=Polarity.AGAINST
    )
    others = replace(says_no, id=98, guid="never", participant_id=people[3].id, participant="P003")
    matrix = code_matrix([*codings, says_no, others], codes, people)
    found = divides(matrix, np.zeros(4, dtype=np.int64), 0)
    assert [one.code for one in found] == ["Code 2", "Code 1"]
    assert found[0].against == ("P000", "P003")
