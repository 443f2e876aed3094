"""Cells that nobody could fill are missing: a code that came later, a question that was not asked."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from interviewcoder.analysis.embedding import dual_blocks
from interviewcoder.analysis.grouping_table import grouping_table
from interviewcoder.analysis.matrix import code_matrix
from interviewcoder.analysis.no_personas import simulate_without_personas
from interviewcoder.analysis.synthesis import Given, synthesize
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.persona import SynthesisOptions

from .planted import by_presence, study


def test_a_code_that_was_made_after_someone_was_coded_is_missing_for_them() -> None:
    codings, codes, people = study(by_presence(12, 10, 2, 1)[0])
    late, early = codes[0], people[0]
    day = timedelta(days=1)
    began = codings[0].created_at
    codes = [replace(one, created_at=began + day * (one.id == late.id)) for one in codes]
    kept = [
        replace(one, created_at=began + 2 * day * (one.participant_id != early.id))
        for one in codings
        if (one.participant_id, one.code_id) != (early.id, late.id)
    ]
    matrix = code_matrix(kept, codes, people, minimum_codings=1)
    row = [one.id for one in matrix.participants].index(early.id)
    column = [one.id for one in matrix.codes].index(late.id)
    assert np.argwhere(~matrix.asked).tolist() == [[row, column]]
    assert code_matrix(kept, codes, people, minimum_codings=1, reviewed=True).asked.all()
    looked_again = [*kept, replace(kept[0], participant_id=early.id, created_at=began + 3 * day)]
    assert code_matrix(looked_again, codes, people, minimum_codings=1).asked.all()


def test_a_question_that_someone_was_not_asked_leaves_its_codes_missing() -> None:
    codings, codes, people = study(by_presence(12, 10, 2, 1)[0])
    asked_in = {one.code_id: f"Question {one.code_id % 2}" for one in codings}
    answers = [replace(one, question=asked_in[one.code_id]) for one in codings]
    skipping = people[3]
    answers = [
        one for one in answers if one.participant_id != skipping.id or one.question == "Question 0"
    ]
    answered = {one.id: ["Question 0", "Question 1"] for one in people}
    answered[skipping.id] = ["Question 0"]
    matrix = code_matrix(answers, codes, people, minimum_codings=1, answered=answered)
    row = [one.id for one in matrix.participants].index(skipping.id)
    missing = {
        code.id for code, asked in zip(matrix.codes, matrix.asked[row], strict=True) if not asked
    }
    assert missing == {one.id for one in matrix.codes if one.id % 2}
    others = np.delete(matrix.asked, row, axis=0)
    assert others.all()


def test_claims_count_only_those_who_could_have_said_it() -> None:
    codings, codes, people = study(by_presence(24, 12, 2, 1)[0])
    asked_in = {one.code_id: f"Question {one.code_id % 2}" for one in codings}
    answers = [replace(one, question=asked_in[one.code_id]) for one in codings]
    skipping = {one.id for one in people[::3]}
    answers = [
        one for one in answers if one.participant_id not in skipping or one.question == "Question 0"
    ]
    answered = {
        one.id: ["Question 0"] if one.id in skipping else ["Question 0", "Question 1"]
        for one in people
    }
    made = synthesize(Given(answers, codes, people, answered=answered))
    odd = {code.guid for code in codes if code.id % 2}
    told = [(persona, claim) for persona in made.personas for claim in persona.claims]
    assert any(claim.code_guid in odd for _, claim in told)
    for persona, claim in told:
        members = {one.participant_id for one in persona.members}
        could = members - skipping if claim.code_guid in odd else members
        assert claim.members_of == len(could)
        assert claim.members + len(claim.against) == claim.members_of


def test_cells_that_are_missing_pull_nobody() -> None:
    counts, _ = by_presence(20, 12, 3, 1)
    with_unasked = np.hstack([counts, np.full((20, 3), np.nan)])
    plain, padded = dual_blocks(counts), dual_blocks(with_unasked)
    kept = [*range(12), *range(15, 27)]
    assert np.allclose(padded[:, kept], plain)
    assert not np.delete(padded, kept, axis=1).any()
    some = np.where(np.random.default_rng(1).random(counts.shape) < 0.2, np.nan, counts)
    missing = np.isnan(some)
    blocks = dual_blocks(some)
    assert not blocks[np.hstack([missing, missing])].any()
    assert np.allclose(blocks.sum(axis=0), 0)


def test_simulated_studies_keep_what_is_missing_and_their_margins() -> None:
    counts, _ = by_presence(20, 12, 3, 2)
    some = np.where(np.random.default_rng(2).random(counts.shape) < 0.2, np.nan, counts)
    without = simulate_without_personas(some, 20, 0)
    assert (np.isnan(without) == np.isnan(some)).all()
    for axis in (1, 2):
        assert ((without > 0).sum(axis=axis) == (some > 0).sum(axis=axis - 1)).all()
    assert (np.nansum(without, axis=2) == np.nansum(some, axis=1)).all()
    assert len({table.tobytes() for table in without}) == 20


def test_attributes_have_a_say_only_where_they_are_asked_for() -> None:
    codings, codes, people = study(by_presence(24, 12, 2, 3)[0])
    region = Attribute("region", AttributeType.CHOICE, ("North", "South"))
    people = [
        replace(one, attributes={"region": "North" if place % 2 else "South"} if place else {})
        for place, one in enumerate(people)
    ]
    matrix = code_matrix(codings, codes, people)
    plain = grouping_table(matrix, SynthesisOptions(), [region])
    table = grouping_table(matrix, SynthesisOptions(attributes=True), [region])
    assert plain.cells.shape == matrix.counts.shape
    assert table.names[-2:] == ("region = North", "region = South")
    assert np.isnan(table.cells[0, -2:]).all()
    assert (table.cells[1:, -2] + table.cells[1:, -1] == 1).all()
    given = Given(codings, codes, people, [region])
    without = synthesize(replace(given, attributes=()))
    assert synthesize(given).personas[0].members == without.personas[0].members
    with_say = synthesize(given, SynthesisOptions(personas=2, attributes=True))
    assert {claim.code for one in with_say.personas for claim in one.claims} <= {
        code.name for code in codes
    }
