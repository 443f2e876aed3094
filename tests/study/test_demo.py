"""The sample study: it makes sense, and made again it is the same."""

from pathlib import Path

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import Persona
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
        assert len(study.codings.list()) == 514
        assert {coding.coder for coding in study.codings.list()} == {"Maya", "Tomas"}
        personas = study.personas.list()
        assert len(personas) == 3
        for persona in personas:
            kinds = {claim.kind for claim in persona.claims}
            assert {Kind.ATTITUDE, Kind.NEED, Kind.MOTIVATION} <= kinds
            assert len({quote.participant for quote in persona.quotes}) == len(persona.quotes)
            # They cut across the segments: no region or plan has four fifths of a persona.
            for spread in persona.segments:
                if spread.attribute in ("region", "plan"):
                    most = max(members for _, members, _ in spread.values)
                    assert most < 0.8 * len(persona.members)
        assert all(finding.good for finding in study.check())
