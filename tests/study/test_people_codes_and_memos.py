"""Refusals and small print of participants, codes and memos."""

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.source import Role
from interviewcoder.study import Study

from .samples import content, trouble

HOSTILE = "a\x1b[2J\x9b\u202e\ud800\x00b"


def person(study: Study, name: str) -> int:
    return study.participants.get(name).id


def test_hostile_text_is_made_safe_everywhere(study: Study) -> None:
    ana = person(study, "Ana")
    study.participants.set_attribute(ana, HOSTILE, HOSTILE)
    study.participants.rename(ana, HOSTILE)
    study.sources.rename(1, HOSTILE)
    study.codebook.add(CodeDraft(HOSTILE, definition=HOSTILE))
    study.memos.write(MemoTarget.STUDY, "", HOSTILE)
    study.sources.set_speaker(study.sources.speakers(2)[0].id, Role.PARTICIPANT, HOSTILE + "!")
    shown = [entry.summary for entry in study.journal.history()]
    for participant in study.participants.list():
        shown += [participant.name, *participant.attributes, *participant.attributes.values()]
    shown += [code.name + code.definition for code in study.codebook.list()]
    shown += [memo.text for memo in study.memos.list()]
    shown += [source.name for source in study.sources.list()]
    assert not set("".join(shown)) & set("\x1b\x9b\ud800\x00")
    assert trouble(study) == {}
    assert study.participants.get("a␛[2J\ufffd\ufffd␀b").id == ana


def test_attribute_values_in_their_form(study: Study) -> None:
    r4 = person(study, "R4")
    study.participants.set_attribute(r4, "Visits", " 4,50 ")
    study.participants.set_attribute(r4, "member", "Y")
    study.participants.set_attribute(r4, "region", " New   York")
    assert study.participants.get("R4").attributes == {
        "region": "New York",
        "visits": "4.5",
        "member": "yes",
    }
    assert study.participants.attributes()[0].choices == ("North", "South", "New York")


@pytest.mark.parametrize("nothing", [None, "", " \t"])
def test_an_emptied_value_is_taken_away(study: Study, nothing: str | None) -> None:
    types = study.participants.attributes()
    study.participants.set_attribute(person(study, "R1"), "visits", nothing)
    assert study.participants.get("R1").attributes == {"region": "North", "member": "yes"}
    assert study.participants.attributes() == types


def test_people_and_names_that_cannot_be(study: Study) -> None:
    before = content(study.path)
    for verb in (
        lambda: study.participants.set_attribute(99, "mood", "good"),
        lambda: study.participants.set_attribute(99, "region", None),
        lambda: study.participants.set_attribute(person(study, "R1"), "mood", None),
        lambda: study.participants.set_attribute(person(study, "R1"), " ", "x"),
        lambda: study.participants.rename(person(study, "Ana"), "BEN"),
        lambda: study.participants.rename(person(study, "Ana"), "\u200b"),
        lambda: study.participants.rename(99, "Nobody"),
        lambda: study.sources.rename(1, "Ben"),
        lambda: study.sources.rename(99, "Nothing"),
        lambda: study.sources.remove(99),
        lambda: study.sources.set_speaker(99, Role.OTHER),
        lambda: study.codebook.add(CodeDraft("order")),
        lambda: study.codebook.add(CodeDraft("A", parent="Nowhere")),
        lambda: study.codebook.add(CodeDraft("A", colour="#12")),
        lambda: study.codebook.update(99, name="A"),
        lambda: study.codebook.remove(99),
        lambda: study.codebook.merge(1, 99),
        lambda: study.memos.write(MemoTarget.STUDY, "", " \n"),
        lambda: study.memos.edit(99, "A"),
        *[
            lambda target=target: study.memos.write(target, "no-such-guid", "A")
            for target in MemoTarget
            if target is not MemoTarget.STUDY
        ],
    ):
        with pytest.raises(StudyError) as told:
            verb()
        assert told.value.message
    assert content(study.path) == before


def test_a_participant_without_a_voice_is_gone_with_their_notes(study: Study) -> None:
    ana = study.participants.get("Ana")
    study.memos.write(MemoTarget.PARTICIPANT, ana.guid, "Ask again in May.")
    study.participants.set_attribute(ana.id, "age", "40")
    voice = next(s for s in study.sources.speakers(1) if s.label == "Ana")
    study.sources.set_speaker(voice.id, Role.PARTICIPANT, "Ben")
    assert "Ana" not in {participant.name for participant in study.participants.list()}
    assert study.memos.list() == []
    assert study.participants.get("Ben").sources == ("ana", "ben")
    study.journal.undo()
    assert study.participants.get("Ana").attributes == {"age": "40"}
    assert [memo.target_guid for memo in study.memos.list()] == [ana.guid]


def test_a_member_of_a_persona_stays_without_a_voice(study: Study) -> None:
    study.personas.synthesize(personas=2)
    study.sources.remove(1)
    assert study.participants.get("Ana").sources == ()
    assert trouble(study) == {}


def test_children_take_their_parents_kind(study: Study) -> None:
    child = study.codebook.add(CodeDraft("Trust", parent="NEEDS"))
    assert (child.kind, child.colour) == (Kind.NEED, Kind.NEED.colour)
    assert [(b.code.name, b.depth) for b in study.codebook.tree()][:4] == [
        ("Needs", 0),
        ("Price anxiety", 1),
        ("Order", 1),
        ("Trust", 1),
    ]


def test_memos_are_found_by_what_they_are_on(study: Study) -> None:
    source, code = study.sources.get("ana"), study.codebook.get("Order")
    first = study.memos.write(MemoTarget.SOURCE, source.guid, " On Ana\r\n")
    study.memos.write(MemoTarget.CODE, code.guid, "On order")
    assert first.text == "On Ana"
    assert study.memos.list(MemoTarget.SOURCE) == [first]
    assert [memo.text for memo in study.memos.list(target_guid=code.guid)] == ["On order"]
    study.memos.edit(first.id, "On Ana, again")
    assert study.memos.list()[0].text == "On Ana, again"
    study.memos.remove(first.id)
    assert [memo.text for memo in study.memos.list()] == ["On order"]


def test_merging_a_code_keeps_the_memos_on_it(bare: Study) -> None:
    needs, pains = bare.codebook.get("Needs"), bare.codebook.get("Pains")
    bare.memos.write(MemoTarget.CODE, needs.guid, "thin")
    bare.codebook.merge(needs.id, pains.id)
    assert [memo.text for memo in bare.memos.list(MemoTarget.CODE, pains.guid)] == ["thin"]
    bare.journal.undo()
    assert [memo.text for memo in bare.memos.list(MemoTarget.CODE, needs.guid)] == ["thin"]
