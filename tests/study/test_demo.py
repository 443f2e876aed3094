"""The sample study: it makes sense, and made again it is the same."""

from pathlib import Path

from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import ClaimStatus, Persona
from interviewcoder.study import Study
from interviewcoder.study.demo import build_demo


def told(path: Path) -> list[tuple[object, ...]]:
    """What its personas say, without what only tells one study from another."""

    def content(persona: Persona) -> tuple[object, ...]:
        quotes = [(quote.text, quote.participant, quote.code) for quote in persona.quotes]
        members = [(member.participant, member.fit) for member in persona.members]
        claims = [(claim.code, claim.members, claim.others) for claim in persona.claims]
        return persona.name, persona.summary, members, claims, quotes, persona.quality

    with Study.open(path) as study:
        return [content(persona) for persona in study.personas.list()]


def test_the_sample_made_twice_tells_the_same(tmp_path: Path) -> None:
    for name in ("one", "other"):
        assert list(build_demo(tmp_path / name / "demo.study"))
    assert told(tmp_path / "one" / "demo.study") == told(tmp_path / "other" / "demo.study")
    # It is kept between runs.
    assert list(build_demo(tmp_path / "one" / "demo.study")) == []


def test_the_sample_is_what_the_readme_of_it_says(tmp_path: Path) -> None:
    path = tmp_path / "demo.study"
    list(build_demo(path))
    with Study.open(path) as study:
        sources = study.sources.list()
        assert len(sources) == 11
        assert {source.format for source in sources} == {
            "text",
            "markdown",
            "vtt",
            "srt",
            "docx",
            "survey",
        }
        codings = study.codings.list()
        assert len(codings) == 534
        assert {coding.coder for coding in codings} == {"Maya", "Tomas"}
        against = [one for one in codings if one.polarity is Polarity.AGAINST]
        assert len(against) == 20
        assert sum(one.weight is not None for one in against) == 9
        personas = study.personas.list()
        assert len(personas) == 3
        for persona in personas:
            kinds = {claim.kind for claim in persona.claims}
            assert {Kind.ATTITUDE, Kind.NEED, Kind.MOTIVATION} <= kinds
            speaking_for = [quote.participant for quote in persona.quotes if not quote.against]
            assert len(set(speaking_for)) == len(speaking_for) == 6
            # They cut across the segments: no region or plan has four fifths of a persona.
            for spread in persona.segments:
                if spread.attribute in ("region", "plan"):
                    most = max(members for _, members, _ in spread.values)
                    assert most < 0.8 * len(persona.members)
        assert all(finding.good for finding in study.check())


def test_the_sample_shows_both_sides(tmp_path: Path) -> None:
    path = tmp_path / "demo.study"
    list(build_demo(path))
    with Study.open(path) as study:
        personas = study.personas.list()
        for persona in personas:
            assert persona.quality["badge"] == "solid"
            assert any(quote.against for quote in persona.quotes)
        told = {claim.code: claim for persona in personas for claim in persona.claims}
        # Half of those who say that local is better say the contrary as well.
        assert told["Local is better"].status is ClaimStatus.CONTESTED
        contested = [one for one in told.values() if one.status is ClaimStatus.CONTESTED]
        assert len(contested) < sum(bool(one.contrary) for one in told.values()) < len(told) / 2


def test_the_sample_has_segments_that_personas_cross(tmp_path: Path) -> None:
    path = tmp_path / "demo.study"
    list(build_demo(path))
    with Study.open(path) as study:
        asked = {one.id for one in study.participants.list() if "cooks_per_week" in one.attributes}
        assert len(asked) == 80
        members = [set(one.members) for one in study.segments.list()]
        assert sorted(map(len, members)) == [20, 25, 35]
        assert set().union(*members) == asked
        cut = study.segments.cut()
        # They go with the personas, and yet each has people of every persona.
        assert cut.p <= 0.01
        assert any(cell.stands_out for row in cut.cells for cell in row)
        assert all(cell.count for row in cut.cells for cell in row)
