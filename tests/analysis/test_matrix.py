from dataclasses import replace

import numpy as np

from interviewcoder.analysis.matrix import code_matrix
from interviewcoder.domain.kinds import Kind

from .planted import coding, study


def test_counts_are_the_planted_counts():
    counts = np.array([[2, 0, 1], [1, 3, 0], [0, 1, 1], [1, 1, 1.0]])
    matrix = code_matrix(*study(counts, shuffled=7))
    assert np.array_equal(matrix.counts, counts)
    assert [one.name for one in matrix.participants] == ["P000", "P001", "P002", "P003"]
    assert len(matrix.codings) == counts.sum()


def test_near_duplicates_count_once_and_stay_in_the_codings():
    codings, codes, people = study(np.ones((4, 3)))
    first = codings[0]
    other_coder = replace(first, id=901, guid="twin", end=first.end - 3, coder="grace")
    inside = replace(first, id=902, guid="inside", start=first.start + 5, end=first.start + 9)
    touching = replace(first, id=903, guid="apart", start=first.end + 500, end=first.end + 520)
    matrix = code_matrix([*codings, other_coder, inside, touching], codes, people)
    assert matrix.counts[0, 0] == 2
    assert len(matrix.codings) == len(codings) + 3


def test_what_cannot_define_a_group_is_left_out():
    counts = np.array(
        [[1, 1, 0, 1], [1, 1, 1, 0], [1, 1, 0, 0], [0, 1, 0, 0], [2, 2, 0, 0], [0] * 4]
    )
    codings, codes, people = study(counts.astype(float))
    codes[0] = replace(codes[0], kind=Kind.OTHER)
    interviewer = coding(999, None, codes[1], 0, "And what about that?")
    matrix = code_matrix([*codings, interviewer], codes, people)
    assert [one.name for one in matrix.codes] == ["Code 1"]
    assert matrix.codes_left_out == ("Code 2", "Code 3")
    assert matrix.left_out == ("P002", "P003", "P005")
    assert "coding-000999" not in [one.guid for one in matrix.codings]


def test_someone_whose_codes_are_all_their_own_is_left_out_and_named():
    counts = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1.0]])
    matrix = code_matrix(*study(counts))
    assert matrix.left_out == ("P003",)


def test_fingerprint_follows_the_evidence_only():
    counts = np.ones((4, 3))
    codings, codes, people = study(counts)
    same = code_matrix(*study(counts, shuffled=3)).fingerprint()
    assert code_matrix(codings, codes, people).fingerprint() == same
    renamed = [replace(one, name=one.name + "!") for one in people]
    assert code_matrix(codings, codes, renamed).fingerprint() == same
    moved = [replace(codings[0], start=codings[0].start + 1), *codings[1:]]
    assert code_matrix(moved, codes, people).fingerprint() != same
