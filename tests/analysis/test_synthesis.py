import json
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from interviewcoder.analysis.synthesis import Given, synthesize
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Attribute, AttributeType
from interviewcoder.domain.persona import SynthesisOptions

from .planted import agreement, by_frequency, by_presence, nobody_leans, study


def members(made):
    return {frozenset(one.participant_id for one in persona.members) for persona in made.personas}


def test_planted_personas_are_found_end_to_end():
    counts, truth = by_frequency(60, 30, 3, 1)
    made = synthesize(Given(*study(counts)))
    labels = np.zeros(60, dtype=np.int64)
    for number, persona in enumerate(made.personas):
        for member in persona.members:
            labels[member.participant_id - 1] = number
    assert agreement(labels, truth) >= 0.8
    assert made.quality["structure_p"] <= 0.05
    assert sum(persona.share for persona in made.personas) == pytest.approx(1)


def test_same_input_in_any_order_gives_the_same_result():
    counts = by_presence(28, 25, 3, 2)[0]
    first = synthesize(Given(*study(counts)), SynthesisOptions(seed=3))
    assert synthesize(Given(*study(counts)), SynthesisOptions(seed=3)) == first
    assert synthesize(Given(*study(counts, shuffled=11)), SynthesisOptions(seed=3)) == first


def test_no_personas_are_said_to_be_none():
    told = [synthesize(Given(*study(nobody_leans(20, 20, seed)))) for seed in range(10)]
    honest = [
        made
        for made in told
        if made.quality["verdict"].startswith(
            "The codings look the same as with no personas at all"
        )
    ]
    assert len(honest) >= 8
    assert all(persona.quality["badge"] != "solid" for one in honest for persona in one.personas)
    assert f"p = {honest[0].quality['structure_p']:.2f}" in honest[0].quality["verdict"]


def test_the_talkative_do_not_make_personas():
    counts = by_presence(24, 25, 3, 5)[0]
    talkative = counts.copy()
    talkative[:4] *= 3
    assert members(synthesize(Given(*study(counts)))) == members(
        synthesize(Given(*study(talkative)))
    )


def test_figures_can_be_stored_and_the_left_out_are_named():
    counts = np.vstack([by_presence(20, 20, 3, 1)[0], np.eye(1, 20)])
    codings, codes, people = study(counts)
    people = [replace(one, attributes={"age": str(20 + one.id)}) for one in people]
    made = synthesize(Given(codings, codes, people, [Attribute("age", AttributeType.NUMBER)]))
    json.dumps([made.settings, made.quality, [dict(one.quality) for one in made.personas]])
    assert made.quality["left_out"] == ["P020"]
    assert made.quality["participants"] == 20
    assert made.settings["numpy"] == np.__version__
    for persona in made.personas:
        assert sum(value[1] for value in persona.segments[0].values) == len(persona.members)
        assert 0 <= persona.quality["stability"] <= 1
        assert [one.fit for one in persona.members] == sorted(
            (one.fit for one in persona.members), reverse=True
        )


@pytest.mark.parametrize("personas", [1, 2, 5, 12])
def test_the_number_asked_for_is_made(personas):
    made = synthesize(
        Given(*study(by_presence(12, 15, 3, 1)[0])), SynthesisOptions(personas=personas)
    )
    assert len(made.personas) == personas
    assert all(persona.claims and persona.quotes for persona in made.personas)
    assert len({persona.name for persona in made.personas}) == personas


@pytest.mark.parametrize("participants", [0, 1, 2, 3])
def test_too_few_participants_is_an_error_with_a_remedy(participants):
    with pytest.raises(StudyError) as raised:
        synthesize(Given(*study(np.ones((participants, 5)))))
    assert raised.value.remedy


@pytest.mark.parametrize("codes", [0, 1])
def test_too_few_codes_is_an_error_with_a_remedy(codes):
    with pytest.raises(StudyError) as raised:
        synthesize(Given(*study(np.full((8, codes), 3.0))))
    assert raised.value.remedy


def test_only_codes_of_the_kind_other_is_an_error():
    codings, codes, people = study(np.ones((8, 5)))
    with pytest.raises(StudyError):
        synthesize(Given(codings, [replace(one, kind=Kind.OTHER) for one in codes], people))


@pytest.mark.parametrize("personas", [-1, 0, 9, 2])
def test_impossible_numbers_of_personas_are_errors(personas):
    with pytest.raises(StudyError):
        synthesize(Given(*study(np.ones((8, 5)))), SynthesisOptions(personas=personas))


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_cannot_be_stored_is_an_error(seed):
    with pytest.raises(StudyError):
        synthesize(Given(*study(np.ones((8, 5)))), SynthesisOptions(seed=seed))


def test_equal_participants_are_one_persona():
    made = synthesize(Given(*study(np.ones((8, 5)))))
    assert len(made.personas) == 1
    assert "nothing to tell personas apart" in made.quality["verdict"]
    assert made.personas[0].claims


@pytest.mark.parametrize("seed", range(6))
def test_odd_little_studies_never_end_in_a_traceback(seed):
    random = np.random.default_rng(seed)
    for participants, codes in ((4, 2), (5, 3), (6, 40), (9, 2), (40, 3)):
        counts = random.poisson(0.9, (participants, codes)).astype(float)
        counts[::2] = counts[0]
        for personas in (None, 1, 2, 3):
            # Any other exception fails the test.
            with suppress(StudyError):
                made = synthesize(
                    Given(*study(counts)), SynthesisOptions(personas=personas, minimum_codings=1)
                )
                assert made.personas


def test_more_personas_than_the_data_support_are_said_to_be_too_many() -> None:
    given = Given(*study(by_presence(60, 40, 3, 4, 4.0)[0]))
    own = synthesize(given)
    assert own.quality["supported"] == len(own.personas) == 3
    assert "do not support more" not in str(own.quality["verdict"])
    many = synthesize(given, SynthesisOptions(personas=6))
    assert len(many.personas) == 6
    assert "These data do not support more than 3." in str(many.quality["verdict"])
    nothing = synthesize(Given(*study(nobody_leans(24, 20, 3))))
    assert nothing.quality["supported"] == 1
    assert "one persona of everybody" in str(nothing.quality["verdict"])
