from dataclasses import replace

import numpy as np
import pytest

from interviewcoder.analysis.names import suggested_names, summary
from interviewcoder.analysis.synthesis import Given, synthesize
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Claim, SynthesisOptions

from .planted import by_presence, study


def claim(code, z, kind=Kind.NEED, members=5):
    return Claim(code, f"guid {code}", kind, members, 8, 2, 20, z, ("a",))


@pytest.fixture(scope="module")
def personas():
    return synthesize(Given(*study(by_presence(24, 25, 3, 1)[0]))).personas


def test_quotes_come_from_different_members_and_codes(personas):
    for persona in personas:
        speakers = [quote.participant for quote in persona.quotes]
        assert len(set(speakers)) == min(len(speakers), len(persona.members))
        assert set(speakers) <= {member.participant for member in persona.members}
        assert {quote.code for quote in persona.quotes} <= {one.code for one in persona.claims}
        assert len({quote.code for quote in persona.quotes[:4]}) >= 3


def test_a_quote_that_can_be_read_at_a_glance_is_preferred():
    codings, codes, people = study(np.ones((6, 4)) + np.eye(6, 4))
    # Of each person's pair of excerpts of one code, one is a single word.
    short = [
        replace(one, text="Yes.", end=one.start + 4) if one.id % 5 == 0 else one for one in codings
    ]
    (persona,) = synthesize(Given(short, codes, people), SynthesisOptions(personas=1)).personas
    assert len(persona.quotes) == 6
    assert all(quote.text != "Yes." for quote in persona.quotes)


def test_no_two_quotes_share_text(personas):
    for persona in personas:
        places = [(one.source_id, one.start, one.end) for one in persona.quotes]
        for i, (source, start, end) in enumerate(places):
            for other, s, e in places[i + 1 :]:
                assert source != other or end <= s or e <= start


def test_names_are_two_telling_codes_and_unique():
    names = suggested_names(
        [
            [claim("Plans ahead", 4), claim("Wants relief", 3, Kind.PAIN), claim("Also", 2.9)],
            [claim("Plans ahead", 1), claim("AI scares me", 3), claim("DIY pride", 2)],
            [],
            [claim("x" * 200, 5)],
        ]
    )
    assert names[0] == "Plans ahead & wants relief"
    assert names[1] == "AI scares me & DIY pride"
    assert names[2] == "Persona 3"
    assert all(len(name) <= 60 for name in names)
    assert len(set(names)) == 4


def test_summary_says_counts():
    told = summary([claim("Plans ahead", 4)], 8, 28)
    assert told == "8 of 28 participants, set apart by “Plans ahead” (5 of 8, 2 of 20 others)."
    assert summary([], 8, 28) == "8 of 28 participants."


def test_narrative_names_every_claim_with_its_counts(personas):
    for persona in personas:
        for one in persona.claims:
            assert f"({one.members} of {one.members_of}) speak of “{one.code}”" in persona.narrative
