"""Segments: rules that are checked when they are written, followed when people change, and cut one set at a time."""

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.segment import Fault, SegmentDraft
from interviewcoder.study import Study

from .samples import PLANNERS, content


@pytest.fixture
def sorted_study(study: Study) -> Study:
    """Everybody with a plan, and half of them with a region."""
    for place, person in enumerate(study.participants.list()):
        study.participants.set_attribute(person.id, "plan", "pro" if place % 2 else "free")
    study.segments.add_all(
        [
            SegmentDraft("North", "region=North"),
            SegmentDraft("South", "region=South"),
            SegmentDraft("Pro", "plan=pro"),
            SegmentDraft("Free", "plan=free"),
        ]
    )
    return study


def names(study: Study, segment: str) -> set[str]:
    members = study.segments.get(segment).members
    return {one.name for one in study.participants.list() if one.id in members}


def test_members_follow_the_people(sorted_study: Study) -> None:
    assert names(sorted_study, "north") == {"R1", "R3"}
    ana = sorted_study.participants.get("Ana")
    sorted_study.participants.set_attribute(ana.id, "region", "North")
    assert names(sorted_study, "North") == {"R1", "R3", "Ana"}
    assert {one.name for one in sorted_study.segments.members("region=North OR code:Order")} == {
        "R1",
        "R3",
        *PLANNERS,
    }


def test_what_cannot_be_a_segment(sorted_study: Study) -> None:
    before = content(sorted_study.path)
    for name, rule, says in (
        ("North", "plan=pro", "already"),
        ("East", "regoin=East", r"regoin.*column 1"),
        ("East", "region=", "column"),
        ("East", "visits>many", "column"),
        ("East", "near:price", "column"),
        ("East", "segment:East", "no segment"),
        ("East", "segment:Nowhere", "no segment"),
        (" ", "plan=pro", "empty"),
        ("East", " ", "empty"),
    ):
        with pytest.raises(StudyError, match=rf"(?i){says}"):
            sorted_study.segments.add(name, rule)
    assert content(sorted_study.path) == before


def test_rules_that_lead_back_to_themselves_are_refused(sorted_study: Study) -> None:
    both = sorted_study.segments.add("Both", "segment:North AND segment:Pro")
    north = sorted_study.segments.get("North")
    before = content(sorted_study.path)
    with pytest.raises(QueryError):
        sorted_study.segments.edit(north.id, "North", "segment:Both")
    with pytest.raises(StudyError, match="'Both' speaks of"):
        sorted_study.segments.remove(north.id)
    with pytest.raises(StudyError, match="'Both' speaks of"):
        sorted_study.segments.edit(north.id, "Up north", "region=North")
    assert content(sorted_study.path) == before
    sorted_study.segments.remove(both.id)
    sorted_study.segments.edit(north.id, "Up north", "region=north")
    assert sorted_study.segments.get("up north").members == north.members


def test_a_rule_on_what_is_gone_finds_nobody_and_comes_back(sorted_study: Study) -> None:
    planned = sorted_study.segments.add("Planned", "code:Order")
    assert len(planned.members) == 3
    sorted_study.codebook.remove(sorted_study.codebook.get("Order").id)
    assert sorted_study.segments.get("Planned").members == ()
    sorted_study.journal.undo()
    assert sorted_study.segments.get("Planned").members == planned.members


def test_sets_are_cut_and_warned_of_one_by_one(sorted_study: Study) -> None:
    sorted_study.personas.synthesize(personas=2, seed=1)
    assert {
        subject: [one.name for one in own] for subject, own in sorted_study.segments.sets().items()
    } == {
        "region": ["North", "South"],
        "plan": ["Pro", "Free"],
    }
    plan = sorted_study.segments.cut("plan")
    assert (plan.segments, plan.in_several, plan.uncovered) == (("Pro", "Free"), 0, 0)
    together = sorted_study.segments.cut()
    assert together.segments == ("North", "South", "Pro", "Free")
    with pytest.raises(StudyError, match="No segments are about 'age'"):
        sorted_study.segments.cut("age")
    assert not [one for one in sorted_study.segments.warnings() if one.fault is Fault.OVERLAP]
    sorted_study.segments.add("Anyone with a plan", 'NOT plan=""')
    assert [one for one in sorted_study.segments.warnings() if one.fault is Fault.OVERLAP]


def test_the_cut_is_written(sorted_study: Study) -> None:
    sorted_study.personas.synthesize(personas=2, seed=1)
    path = sorted_study.segments.export_cut(sorted_study.path.with_name("cut.csv"), of="plan")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * 2
    with pytest.raises(StudyError, match="which format"):
        sorted_study.segments.export_cut(sorted_study.path.with_name("cut.doc"))


def test_everything_undoes(sorted_study: Study) -> None:
    sorted_study.segments.remove(sorted_study.segments.get("Pro").id)
    sorted_study.journal.undo()
    assert len(sorted_study.segments.list()) == 4
    sorted_study.journal.undo()
    assert sorted_study.segments.list() == []
    sorted_study.journal.redo()
    assert len(sorted_study.segments.list()) == 4
