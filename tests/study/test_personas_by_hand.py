"""What people do to personas: kept apart from what is computed, kept in later runs, and taken back by undo."""

import pytest

from interviewcoder.domain.choices import Measure
from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.persona import (
    Claim,
    ClaimStatus,
    Persona,
    Synthesis,
)
from interviewcoder.domain.persona_difference import ClaimFate, Fate
from interviewcoder.study import Study

from .samples import DRIFTERS, PLANNERS, content, tag


@pytest.fixture
def made(study: Study) -> Synthesis:
    return study.personas.synthesize(personas=2, seed=1)


def of(study: Study, *names: str) -> Persona:
    """The persona that all of these are members of."""
    (found,) = [
        persona
        for persona in study.personas.list()
        if set(names) <= {member.participant for member in persona.members}
    ]
    return found


def claim(persona: Persona, code: str) -> Claim:
    return next(one for one in persona.claims if one.code == code)


def test_a_member_is_moved_and_stays_there(study: Study, made: Synthesis) -> None:
    planners, drifters = of(study, *PLANNERS), of(study, *DRIFTERS)
    study.personas.rename(drifters.id, "Drifters")
    moved = study.personas.move("Ana", drifters.id)
    assert moved.by_hand == "moved Ana to Drifters"
    assert (of(study, "Ben").guid, of(study, "Ana").guid) == (planners.guid, drifters.guid)
    ana = next(one for one in of(study, "Ana").members if one.participant == "Ana")
    assert ana.by_hand
    assert not any(one.by_hand for one in of(study, "Ben").members)
    assert claim(of(study, "Ana"), "Surprise").members_of == 4
    again = study.personas.synthesize(personas=2, seed=4)
    assert again.by_hand == ""
    assert of(study, "Ana").guid == drifters.guid
    assert next(m for m in of(study, "Ana").members if m.participant == "Ana").by_hand
    assert len(study.personas.runs()) == 3
    study.journal.undo()
    study.journal.undo()
    assert of(study, *PLANNERS).guid == planners.guid


def test_out_of_all_personas(study: Study, made: Synthesis) -> None:
    study.personas.move("Ana", None)
    people = {m.participant for p in study.personas.list() for m in p.members}
    assert people == {*PLANNERS, *DRIFTERS} - {"Ana"}


def test_who_was_moved_out_makes_no_run_outdated(study: Study, made: Synthesis) -> None:
    mine = {
        person: [one for one in study.codings.list() if one.participant == person]
        for person in ("Ana", "Ben")
    }
    assert not study.personas.outdated()
    study.personas.move("Ana", None)
    assert not study.personas.outdated()
    study.codings.untag([mine["Ana"][0].id])
    assert not study.personas.outdated()
    study.codings.untag([mine["Ben"][0].id])
    assert study.personas.outdated()
    study.journal.undo()
    study.journal.undo()
    assert not study.personas.outdated()
    tag(study, "ana", "a cat", "Order")
    assert study.personas.outdated()
    study.personas.synthesize(personas=2)
    assert not study.personas.outdated()


def test_a_tag_of_somebody_new_makes_personas_made_by_hand_outdated(
    study: Study, made: Synthesis
) -> None:
    study.personas.merge(made.personas[0].id, made.personas[1].id)
    assert not study.personas.outdated()
    tag(study, "survey", "a fixed price", "Price anxiety")
    assert not study.personas.outdated(), "one tag is too few for a member"
    tag(study, "survey", "every month", "Order")
    assert study.personas.outdated()


def test_merged_and_split(study: Study, made: Synthesis) -> None:
    planners, drifters = of(study, *PLANNERS), of(study, *DRIFTERS)
    merged = study.personas.merge(drifters.id, planners.id)
    (everyone,) = merged.personas
    assert {m.participant for m in everyone.members} == {*PLANNERS, *DRIFTERS}
    assert {m.participant for m in everyone.members if m.by_hand} == set(DRIFTERS)
    split = study.personas.split(everyone.id, ["fay", "Eli"])
    assert {frozenset(m.participant for m in p.members) for p in split.personas} == {
        frozenset({"Fay", "Eli"}),
        frozenset({*PLANNERS, "Dov"}),
    }
    assert of(study, "Ana").guid == everyone.guid
    assert of(study, "Fay").guid != everyone.guid


def test_what_cannot_be_arranged(study: Study, made: Synthesis) -> None:
    planners = of(study, *PLANNERS)
    before = content(study.path)
    for verb, says in (
        (lambda: study.personas.merge(planners.id, planners.id), "with itself"),
        (lambda: study.personas.split(planners.id, PLANNERS), "without members"),
        (lambda: study.personas.split(planners.id, ["Dov"]), "members of"),
        (lambda: study.personas.split(planners.id, []), "members of"),
        (lambda: study.personas.move("Ana", planners.id), "there already"),
        (lambda: study.personas.move("Nobody", None), "no participant"),
        (lambda: study.personas.move("Ana", 99), "newest run"),
        (lambda: study.claims.pin(99), "newest run"),
        (lambda: study.claims.remove(planners.claims[0].id), "computed"),
        (lambda: study.claims.add(planners.id, "So", Kind.NEED, []), "needs a quote"),
        (lambda: study.claims.add(planners.id, "So", Kind.NEED, ["gone"]), "not in the study"),
    ):
        with pytest.raises(StudyError, match=says):
            verb()
    assert content(study.path) == before


def test_a_pinned_claim_stays_on_the_page(study: Study, made: Synthesis) -> None:
    planners = of(study, *PLANNERS)
    study.claims.pin(claim(planners, "Order").id)
    order = study.codebook.get("Order")
    study.codings.untag([one.id for one in study.codings.list(code="Order")])
    for person in ("Ana", *DRIFTERS):
        tag(study, person.lower(), f"{person} has a cat", "Order")
    study.personas.synthesize(personas=2, seed=1, minimum_codings=1)
    pinned = claim(of(study, *PLANNERS), "Order")
    assert (pinned.pinned, pinned.members, pinned.status) == (True, 1, ClaimStatus.THIN)
    assert pinned.code_guid == order.guid
    study.claims.pin(pinned.id, pinned=False)
    study.personas.synthesize(personas=2, seed=1, minimum_codings=1)
    assert not [one for one in of(study, *PLANNERS).claims if one.code == "Order"]


def test_a_claim_by_hand_stands_on_its_quotes_and_is_counted_anew(
    study: Study, made: Synthesis
) -> None:
    planners = of(study, *PLANNERS)
    ana, ben, dov = (
        next(one for one in study.codings.list(participant=name)) for name in ("Ana", "Ben", "Dov")
    )
    study.claims.add(
        planners.id, "Looks before\nleaping", Kind.BEHAVIOUR, [ana.guid, dov.guid], [ben.guid]
    )
    stated = claim(of(study, *PLANNERS), "Looks before leaping")
    assert (stated.by_hand, stated.code_guid, stated.kind) == (True, "", Kind.BEHAVIOUR)
    assert (stated.members, stated.members_of, stated.others, stated.others_of) == (1, 3, 1, 3)
    assert (stated.members_against, stated.status) == (1, ClaimStatus.CONTESTED)
    assert {one.guid for one in study.claims.evidence(stated)} == {ana.guid, dov.guid}
    assert [one.guid for one in study.claims.contrary(stated)] == [ben.guid]
    with pytest.raises(StudyError, match="claimed already"):
        study.claims.add(planners.id, "looks before leaping", Kind.NEED, [ana.guid])
    study.personas.move("Dov", planners.id)
    again = claim(of(study, *PLANNERS), "Looks before leaping")
    assert (again.members, again.members_of, again.others) == (2, 4, 0)
    study.codings.untag([ana.id])
    assert claim(of(study, *PLANNERS), "Looks before leaping").gone == 1
    assert of(study, *PLANNERS).stale
    study.claims.remove(again.id)
    assert "Looks before leaping" not in {one.code for one in of(study, *PLANNERS).claims}


def test_contrary_evidence_is_shown_and_not_counted(study: Study, made: Synthesis) -> None:
    ana = tag(study, "ana", "Ana has a cat", "Order")[0]
    study.codings.judge([ana.id], polarity=Polarity.AGAINST, weight=30)
    assert [(one.polarity, one.weight) for one in study.codings.list() if one.guid == ana.guid] == [
        (Polarity.AGAINST, 30)
    ]
    study.personas.synthesize(personas=2, seed=1)
    order = claim(of(study, *PLANNERS), "Order")
    assert (order.members, order.members_against, order.status) == (3, 1, ClaimStatus.CONTESTED)
    assert [one.guid for one in study.claims.contrary(order)] == [ana.guid]
    assert ana.guid not in order.evidence
    assert [q.coding_guid for q in of(study, *PLANNERS).quotes if q.against] == [ana.guid]
    study.codings.judge([ana.id], polarity=Polarity.NEUTRAL)
    assert of(study, *PLANNERS).stale
    study.journal.undo()
    assert not of(study, *PLANNERS).stale


def test_voices_are_those_of_the_codings_at_present(study: Study) -> None:
    assert study.claims.voices() == {}
    study.personas.synthesize(personas=2, seed=1)

    def voices(person: str, code: str) -> tuple[int, int]:
        told = study.claims.voices()[of(study, person).guid, study.codebook.get(code).guid]
        return told.members, told.members_of

    assert (voices("Ana", "Order"), voices("Dov", "Order")) == ((3, 3), (0, 3))
    dov = tag(study, "dov", "Dov has a cat", "Order")[0]
    assert voices("Dov", "Order") == (1, 3)
    study.codings.judge([dov.id], polarity=Polarity.AGAINST)
    assert voices("Dov", "Order") == (0, 3)
    study.codings.judge([dov.id], polarity=Polarity.FOR)
    study.personas.move("Dov", of(study, *PLANNERS).id)
    assert (voices("Ana", "Order"), voices("Eli", "Order")) == ((4, 4), (0, 2))
    study.personas.move("Dov", None)
    assert (voices("Ana", "Order"), voices("Eli", "Order")) == ((3, 3), (0, 2))


def test_stale_until_looked_at(study: Study, made: Synthesis) -> None:
    planners = of(study, *PLANNERS)
    first, second = study.claims.evidence(claim(planners, "Order"))[:2]
    study.codings.untag([first.id])
    assert of(study, *PLANNERS).stale
    study.personas.looked_at(planners.id)
    assert not of(study, *PLANNERS).stale
    assert claim(of(study, *PLANNERS), "Order").gone == 1
    study.codings.untag([second.id])
    assert of(study, *PLANNERS).stale


def test_runs_are_kept_and_compared(study: Study, made: Synthesis) -> None:
    assert not study.personas.outdated()
    with pytest.raises(StudyError, match="no two runs"):
        study.personas.difference()
    study.personas.write_summary(of(study, *PLANNERS).id, "They\nplan.")
    tag(study, "ana", "Ana has a cat", "Freedom")
    tag(study, "ben", "Ben has a cat", "Freedom")
    assert study.personas.outdated()
    drifters = of(study, *DRIFTERS)
    study.personas.rename(drifters.id, "Drifters")
    study.personas.move("Ana", drifters.id)
    told = study.personas.difference()
    assert [(one.participant, one.after) for one in told.moves] == [("Ana", "Drifters")]
    fates = {change.name: change.fate for change in told.personas}
    assert set(fates.values()) == {Fate.KEPT}
    planners = next(one for one in told.personas if one.left)
    assert (planners.left, planners.joined) == (("Ana",), ())
    joined = next(one for one in told.personas if one.joined)
    assert (joined.joined, joined.left) == (("Ana",), ())
    shrank = [
        (c.code, c.before and c.before.members_of, c.after and c.after.members_of)
        for c in joined.claims
        if c.fate is ClaimFate.SHRANK
    ]
    assert shrank == [("Surprise", 3, 4)]
    assert (of(study, "Ben").summary, of(study, "Ben").summary_edited) == ("They plan.", True)
    newest, oldest = study.personas.runs()
    assert newest.by_hand == "moved Ana to Drifters"
    assert study.personas.run(oldest.id) == study.personas.run(made.id)
    backward = study.personas.difference(newest.id, oldest.id)
    assert [one.before for one in backward.moves] == ["Drifters"]
    with pytest.raises(StudyError, match="no run 99"):
        study.personas.run(99)


def test_options_are_kept_and_used(study: Study) -> None:
    needs = study.personas.synthesize(personas=2, kinds=[Kind.NEED, Kind.MOTIVATION, Kind.VALUE])
    assert needs.settings["kinds"] == ["need", "motivation", "value"]
    with pytest.raises(StudyError, match="codes"):
        study.personas.synthesize(kinds=[Kind.PAIN])
    with pytest.raises(StudyError, match="no code 'Nothing'"):
        study.personas.synthesize(codes=["Nothing"])
    tag(study, "dov", "Dov has a cat", "Order")
    branch = study.personas.synthesize(personas=1, codes=["needs"], minimum_codings=1)
    assert {one.code for p in branch.personas for one in p.claims} == {"Price anxiety", "Order"}
    for measure in Measure:
        assert len(study.personas.synthesize(personas=2, measure=measure).personas) == 2


def test_a_run_that_is_stopped_leaves_nothing(study: Study) -> None:
    before = content(study.path)
    steps = []

    def stop(step: str) -> None:
        steps.append(step)
        if len(steps) == 4:
            raise StudyError("Stopped.")

    with pytest.raises(StudyError, match="Stopped"):
        study.personas.synthesize(told=stop)
    assert len(set(steps)) == 4
    assert content(study.path) == before
