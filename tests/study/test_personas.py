"""Personas: reproducible, standing on codings, and keeping what people wrote about them."""

import json
import shutil
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.persona import Synthesis
from interviewcoder.domain.persona_records import persona_record, synthesis_record
from interviewcoder.domain.records import json_text
from interviewcoder.study import Study

from .samples import DRIFTERS, FIRST, PLANNERS, content, tag, take_in


@pytest.fixture
def made(study: Study) -> Synthesis:
    return study.personas.synthesize(personas=2, seed=1)


def members(synthesis: Synthesis) -> set[frozenset[str]]:
    return {frozenset(m.participant for m in persona.members) for persona in synthesis.personas}


def without_identity(synthesis: Synthesis) -> str:
    records = [synthesis_record(synthesis), *map(persona_record, synthesis.personas)]
    return json_text([{**r, "guid": "", "created_at": ""} for r in records])


def test_the_two_sorts_of_people_are_told_apart(made: Synthesis) -> None:
    assert members(made) == {frozenset(PLANNERS), frozenset(DRIFTERS)}
    assert sum(persona.share for persona in made.personas) == pytest.approx(1)


def test_what_is_stored_is_what_was_made(study: Study, made: Synthesis) -> None:
    assert study.personas.current() == made
    with Study.open(study.path, coder="Noor") as reopened:
        assert reopened.personas.current() == made
        assert tuple(reopened.personas.list()) == made.personas


def test_the_same_seed_makes_the_same_personas(study: Study) -> None:
    copy = Path(shutil.copy(study.path, study.path.with_name("copy.study")))
    first = without_identity(study.personas.synthesize(seed=7))
    assert without_identity(study.personas.synthesize(seed=7)) == first
    with Study.open(copy, coder="Maya") as other:
        assert without_identity(other.personas.synthesize(seed=7)) == first


def test_evidence_is_exactly_the_codings_under_a_claim(study: Study, made: Synthesis) -> None:
    codings = study.codings.list()
    claims = 0
    for persona in made.personas:
        people = {member.participant for member in persona.members}
        for claim in persona.claims:
            claims += 1
            expected = [c for c in codings if c.code == claim.code and c.participant in people]
            assert study.claims.evidence(claim) == expected
            assert {c.guid for c in expected} == set(claim.evidence)
            assert claim.members == len({c.participant for c in expected})
            assert set(claim.against) == people - {c.participant for c in expected}
    assert claims >= 4


def test_quotes_are_the_words_of_the_source(study: Study, made: Synthesis) -> None:
    texts = {source.name: study.sources.read(source.id).text for source in study.sources.list()}
    for persona in made.personas:
        assert persona.quotes
        people = {member.participant for member in persona.members}
        for quote in persona.quotes:
            assert quote.text == texts[quote.source][quote.start : quote.end]
            assert quote.participant in people


def test_what_people_wrote_lives_on(study: Study, made: Synthesis) -> None:
    planner, drifter = (
        next(p for p in made.personas if p.members[0].participant in names)
        for names in (PLANNERS, DRIFTERS)
    )
    study.personas.rename(planner.id, " The  settled\none ")
    study.personas.write_narrative(drifter.id, "She goes\nwhere the box goes.\x1b")
    memo = study.memos.write(MemoTarget.PERSONA, planner.guid, "Check with Noor.")
    tag(study, "ana", "Ana has a cat", "Price anxiety")
    again = study.personas.synthesize(personas=2, seed=3)
    by_guid = {persona.guid: persona for persona in again.personas}
    assert set(by_guid) == {planner.guid, drifter.guid}
    kept, other = by_guid[planner.guid], by_guid[drifter.guid]
    assert (kept.name, kept.name_edited, kept.narrative_edited) == ("The settled one", True, False)
    assert (other.narrative, other.narrative_edited) == ("She goes\nwhere the box goes.␛", True)
    assert other.name == drifter.name
    assert {kept.id, other.id}.isdisjoint({planner.id, drifter.id})
    assert study.memos.list(MemoTarget.PERSONA, kept.guid) == [memo]
    assert study.personas.get("THE SETTLED ONE").id == kept.id


def test_a_suggested_name_gives_way_to_a_given_one(study: Study, made: Synthesis) -> None:
    suggested = [persona.name for persona in made.personas]
    found = []
    for name in suggested:
        (everyone,) = study.personas.synthesize(personas=1, seed=1).personas
        study.personas.rename(everyone.id, name)
        again = study.personas.synthesize(personas=2, seed=1).personas
        found.append({persona.name for persona in again})
        study.journal.undo()
        study.journal.undo()
    # The persona of everyone lives on as one of the two; the other one would be called the same once.
    assert all(len(names) == 2 for names in found)
    assert any(f"{name} (2)" in names for name, names in zip(suggested, found, strict=True))


def test_a_persona_is_stale_once_its_evidence_goes(study: Study, made: Synthesis) -> None:
    planner = next(p for p in made.personas if p.members[0].participant in PLANNERS)
    claim = next(c for c in planner.claims if c.code == "Price anxiety")
    assert not any(persona.stale for persona in study.personas.list())
    gone = study.claims.evidence(claim)[0]
    study.codings.untag([gone.id])
    assert {p.guid for p in study.personas.list() if p.stale} == {planner.guid}
    assert gone.guid not in {c.guid for c in study.claims.evidence(claim)}
    study.journal.undo()
    assert not any(persona.stale for persona in study.personas.list())
    study.codebook.merge(study.codebook.get("Price anxiety").id, study.codebook.get("Surprise").id)
    assert planner.guid in {p.guid for p in study.personas.list() if p.stale}
    fresh = study.personas.synthesize(personas=1)
    assert not any(persona.stale for persona in fresh.personas)


def test_quotes_never_show_the_words_of_another_source(study: Study, made: Synthesis) -> None:
    """A source that is imported after another was removed does not take its place."""
    said = {quote.text for persona in made.personas for quote in persona.quotes}
    for name in ("survey", "fay", "eli"):
        study.sources.remove(study.sources.get(name).id)
    for name in ("gus", "hal"):
        path = study.path.with_name(f"{name}.txt")
        path.write_text(
            f"Interviewer: Hm? {'And then? ' * 9}\n\n{name}: {'A rhubarb tart. ' * 20}\n"
        )
        take_in(study, path)
    quotes = [quote for persona in study.personas.list() for quote in persona.quotes]
    assert quotes
    assert {quote.text for quote in quotes} <= said
    assert {quote.source for quote in quotes}.isdisjoint({"gus", "hal"})


def test_edits_that_cannot_be(study: Study, made: Synthesis) -> None:
    first, second = made.personas
    before = content(study.path)
    for name, says in (
        (second.name, "already"),
        (second.name.upper(), "already"),
        (" ", "empty"),
        ("n" * 201, "201 characters"),
    ):
        with pytest.raises(StudyError, match=says):
            study.personas.rename(first.id, name)
    with pytest.raises(StudyError, match="not in the study"):
        study.personas.rename(99, "Somebody")
    with pytest.raises(StudyError, match="not in the study"):
        study.personas.write_narrative(99, "Story")
    with pytest.raises(StudyError, match="no persona 'Nobody'"):
        study.personas.get("Nobody")
    assert content(study.path) == before


def test_too_little_to_go_on(bare: Study) -> None:
    before = content(bare.path)
    with pytest.raises(StudyError) as told:
        bare.personas.synthesize()
    assert told.value.remedy
    with pytest.raises(StudyError, match="no personas yet"):
        bare.personas.export(bare.path.with_name("out"))
    assert (bare.personas.current(), bare.personas.list()) == (None, [])
    assert content(bare.path) == before
    assert not bare.path.with_name("out").exists()


def test_a_source_removed_during_a_synthesis_is_told(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sums are done outside the lock; what they are about may be gone when they are stored."""
    from interviewcoder.analysis import synthesis

    summed = synthesis.synthesize

    def slowly(*given: object, **named: object) -> Synthesis:
        made = summed(*given, **named)  # type: ignore[arg-type]
        with Study.open(study.path, coder="Noor") as other:
            other.sources.remove(other.sources.get("ana").id)
        return made

    monkeypatch.setattr(synthesis, "synthesize", slowly)
    with pytest.raises(StudyError, match="not in the study any more"):
        study.personas.synthesize(personas=2)
    assert study.personas.current() is None


def test_exported(study: Study, made: Synthesis, tmp_path: Path) -> None:
    (single,) = study.personas.export(tmp_path / "new" / "json", "json")
    told = json.loads(single.read_text(encoding="utf-8"))
    assert [p["name"] for p in told["personas"]] == [p.name for p in made.personas]
    assert told["personas"] == [json.loads(json_text(persona_record(p))) for p in made.personas]
    pages = study.personas.export(tmp_path / "pages")
    assert [page.name for page in pages if page.name == "index.md"] == ["index.md"]
    assert sorted(page.name for page in pages) == sorted(
        page.name for page in (tmp_path / "pages").iterdir()
    )
    words = "".join(page.read_text(encoding="utf-8") for page in pages)
    for persona in made.personas:
        assert persona.name.replace("&", "") in words.replace("&amp;", "").replace(
            "\\&", ""
        ).replace("&", "")
    assert FIRST["Ana"] in words
    with pytest.raises(StudyError, match="no format"):
        study.personas.export(tmp_path / "pages", "pdf")  # type: ignore[arg-type]
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StudyError, match="cannot be made"):
        study.personas.export(tmp_path / "file")
