"""Each kind of change, taken back and put back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.segment import SegmentDraft
from interviewcoder.domain.source import Role
from interviewcoder.study import Study

from .samples import SECOND, SURVEY, content, interview, take_in, trouble, write_interviews

CODEBOOK = "name,kind,parent,colour\nNeeds,pain,,#112233\nOrder,,Freedom,\nBrand new,,Needs,\n"
CODINGS = 'source,quote,code,coder\nana,has a cat,Order,\nben,"Well, I check",Freedom,Noor\n'
PEOPLE = "name,region,visits,plan\nAna,North,9,basic\nR2,West,many,plus\nStranger,North,1,basic\n"

Act = Callable[[Study], object]


def source(study: Study, name: str = "ana") -> int:
    return study.sources.get(name).id


def code(study: Study, name: str) -> int:
    return study.codebook.get(name).id


def person(study: Study, name: str) -> int:
    return study.participants.get(name).id


def speaker(study: Study, name: str, label: str) -> int:
    return next(s.id for s in study.sources.speakers(source(study, name)) if s.label == label)


def file(study: Study, name: str, words: str) -> Path:
    path = study.path.with_name(name)
    path.write_text(words, encoding="utf-8")
    return path


def memo_on_everything(study: Study) -> None:
    coding = study.codings.list()[0]
    for target, guid in (
        (MemoTarget.STUDY, ""),
        (MemoTarget.SOURCE, study.sources.get("ana").guid),
        (MemoTarget.CODING, coding.guid),
        (MemoTarget.CODE, study.codebook.get("Order").guid),
        (MemoTarget.PARTICIPANT, study.participants.get("Ana").guid),
    ):
        study.memos.write(target, guid, f"On the {target}.")


def persona(study: Study) -> int:
    return study.personas.list()[0].id


def made(study: Study) -> None:
    study.personas.synthesize(personas=2, seed=1)


def stated(study: Study) -> None:
    speaking, against = study.codings.list()[:2]
    study.claims.add(persona(study), "Looks first", Kind.NEED, [speaking.guid], [against.guid])


def segmented(study: Study) -> None:
    study.segments.add_all([SegmentDraft("North", "region=North"), SegmentDraft("All", "a*")])


def memo_on_a_segment(study: Study) -> None:
    study.memos.write(MemoTarget.SEGMENT, study.segments.list()[1].guid, "Who are they?")


def corrected(study: Study) -> None:
    """Ana's interview without the words of one tag, and with other words in another one's."""
    words = interview("Ana").replace("check the price", "check every price")
    words = words.replace(f"Because {SECOND['Ana']}", "Jonas: Hm.\n\nAna: No")
    study.sources.revise(source(study), file(study, "ana.txt", words))


def moved(study: Study) -> int:
    return next(one.id for one in study.relocations.list() if one.span)


def waiting(study: Study) -> int:
    return next(one.id for one in study.relocations.list() if not one.span)


CHANGES: dict[str, tuple[tuple[Act, ...], Act]] = {
    "import": (
        (),
        lambda s: take_in(
            s, file(s, "gus.txt", "Interviewer: Hm?\n\nGus: I am tired of all of it.\n")
        ),
    ),
    "import of a survey with types that do not fit": (
        (),
        lambda s: take_in(
            s,
            file(
                s,
                "second.csv",
                "respondent,region,visits,age,Why is it so?\nR1,East,often,3,Because I say so to you"
                "\nR9,West,never,4,Because I do not think much of it\n",
            ),
        ),
    ),
    "a speaker is an interviewer": (
        (),
        lambda s: s.sources.set_speaker(speaker(s, "ana", "Ana"), Role.INTERVIEWER),
    ),
    "a speaker is somebody else": (
        (lambda s: s.participants.set_attribute(person(s, "Ana"), "age", "40"),),
        lambda s: s.sources.set_speaker(speaker(s, "ana", "Ana"), Role.PARTICIPANT, "Ben"),
    ),
    "a speaker is somebody new": (
        (),
        lambda s: s.sources.set_speaker(
            speaker(s, "ana", "Interviewer"), Role.PARTICIPANT, "Somebody"
        ),
    ),
    "rename source": ((), lambda s: s.sources.rename(source(s), "Ana, in May")),
    "remove source": ((memo_on_everything,), lambda s: s.sources.remove(source(s))),
    "remove survey": ((), lambda s: s.sources.remove(source(s, "survey"))),
    "remove source of a persona": ((made,), lambda s: s.sources.remove(source(s))),
    "set attribute, new": ((), lambda s: s.participants.set_attribute(person(s, "Ana"), "a", "1")),
    "set attribute, other value": (
        (),
        lambda s: s.participants.set_attribute(person(s, "R1"), "region", "East"),
    ),
    "set attribute, other type": (
        (),
        lambda s: s.participants.set_attribute(person(s, "R1"), "visits", "often"),
    ),
    "clear attribute": (
        (),
        lambda s: s.participants.set_attribute(person(s, "R1"), "region", None),
    ),
    "rename participant": ((), lambda s: s.participants.rename(person(s, "Ana"), "Anna")),
    "import participants": (
        (),
        lambda s: s.participants.import_file(file(s, "people.csv", PEOPLE)),
    ),
    "add code": ((), lambda s: s.codebook.add(CodeDraft("Trust", parent="Needs"))),
    "edit code": (
        (),
        lambda s: s.codebook.update(
            code(s, "Order"),
            name="ORDER",
            kind=Kind.VALUE,
            colour="#010203",
            definition="a",
            include="b",
            exclude="c",
        ),
    ),
    "move code": ((), lambda s: s.codebook.move(code(s, "Needs"), code(s, "Freedom"))),
    "merge code": (
        (
            memo_on_everything,
            lambda s: s.codings.tag(source(s), s.codings.list()[0].span, [code(s, "Order")]),
        ),
        lambda s: s.codebook.merge(code(s, "Price anxiety"), code(s, "Order")),
    ),
    "merge code into its child": (
        (),
        lambda s: s.codebook.merge(code(s, "Needs"), code(s, "Order")),
    ),
    "remove code": ((memo_on_everything,), lambda s: s.codebook.remove(code(s, "Order"))),
    "remove parent": ((), lambda s: s.codebook.remove(code(s, "Needs"))),
    "import codebook": (
        (),
        lambda s: s.codebook.import_file(file(s, "codes.csv", CODEBOOK)),
    ),
    "tag": (
        (),
        lambda s: s.codings.tag(
            source(s), Span(10, 90), [code(s, name) for name in ("Order", "Freedom", "Needs")]
        ),
    ),
    "tag with a code that is new": (
        (),
        lambda s: s.codings.tag(source(s), Span(10, 90), [], new_code=CodeDraft("Trust")),
    ),
    "untag": (
        (memo_on_everything,),
        lambda s: s.codings.untag([coding.id for coding in s.codings.list()[:5]]),
    ),
    "import codings": ((), lambda s: s.codings.import_file(file(s, "codings.csv", CODINGS))),
    "write memo": ((), memo_on_everything),
    "edit memo": (
        (memo_on_everything,),
        lambda s: s.memos.edit(s.memos.list()[1].id, "Other words."),
    ),
    "remove memo": ((memo_on_everything,), lambda s: s.memos.remove(s.memos.list()[1].id)),
    "synthesize": ((), made),
    "synthesize again": (
        (
            made,
            lambda s: s.memos.write(MemoTarget.PERSONA, s.personas.list()[0].guid, "Striking."),
        ),
        lambda s: s.personas.synthesize(personas=2, seed=5),
    ),
    "rename persona": ((made,), lambda s: s.personas.rename(persona(s), "The planner")),
    "write narrative": ((made,), lambda s: s.personas.write_narrative(persona(s), "A story.")),
    "write summary": ((made,), lambda s: s.personas.write_summary(persona(s), "In short.")),
    "look at a stale persona": (
        (made, lambda s: s.codings.untag([one.id for one in s.codings.list()[:9]])),
        lambda s: s.personas.looked_at(persona(s)),
    ),
    "move a member": (
        (made,),
        lambda s: s.personas.move(s.personas.list()[0].members[0].participant, None),
    ),
    "merge personas": (
        (made,),
        lambda s: s.personas.merge(*(one.id for one in s.personas.list()[:2])),
    ),
    "split a persona": (
        (made,),
        lambda s: s.personas.split(
            persona(s), [one.participant for one in s.personas.list()[0].members[:1]]
        ),
    ),
    "pin a claim": ((made,), lambda s: s.claims.pin(s.personas.list()[0].claims[0].id)),
    "state a claim": ((made,), stated),
    "take a stated claim back": (
        (made, stated),
        lambda s: s.claims.remove(
            next(c.id for p in s.personas.list() for c in p.claims if c.by_hand)
        ),
    ),
    "judge": (
        (),
        lambda s: s.codings.judge(
            [one.id for one in s.codings.list()[:3]], polarity=Polarity.AGAINST, weight=5
        ),
    ),
    "autocode": ((), lambda s: s.autocoding.apply("price", code(s, "Freedom"))),
    "revise": ((made, memo_on_everything), corrected),
    "revise again": (
        (made, corrected),
        lambda s: s.sources.revise(
            source(s), file(s, "ana.txt", "Ana: Hm.\n\n" + interview("Ana"))
        ),
    ),
    "revise a survey": (
        (),
        lambda s: s.sources.revise(
            source(s, "survey"),
            file(
                s,
                "survey.csv",
                SURVEY.replace("R2,South", "R2,West").replace("each time", "every time")
                + "R9,Up,,no,I would like to be asked what I want.\n",
            ),
        ),
    ),
    "import with update": (
        (),
        lambda s: take_in(
            s,
            file(s, "ana.txt", interview("Ana").replace("a cat", "a dog")),
            file(s, "survey.csv", SURVEY.replace("fixed", "fair")),
            update=True,
        ),
    ),
    "place a tag": (
        (made, memo_on_everything, corrected),
        lambda s: s.relocations.place(waiting(s), Span(0, 30)),
    ),
    "place a tag elsewhere": (
        (made, corrected),
        lambda s: s.relocations.place(moved(s), Span(0, 30)),
    ),
    "accept a moved tag": ((corrected,), lambda s: s.relocations.accept([moved(s)])),
    "dismiss tags": (
        (memo_on_everything, corrected),
        lambda s: s.relocations.dismiss([moved(s), waiting(s)]),
    ),
    "untag a moved tag": (
        (corrected,),
        lambda s: s.codings.untag([one.id for one in s.codings.on_source(source(s))]),
    ),
    "merge the code of a waiting tag": (
        (corrected,),
        lambda s: s.codebook.merge(code(s, "Order"), code(s, "Freedom")),
    ),
    "remove the code of a waiting tag": (
        (memo_on_everything, corrected),
        lambda s: s.codebook.remove(code(s, "Order")),
    ),
    "remove a source with revisions": (
        (made, memo_on_everything, corrected),
        lambda s: s.sources.remove(source(s)),
    ),
    "add segments": ((), segmented),
    "edit a segment": (
        (segmented,),
        lambda s: s.segments.edit(s.segments.list()[0].id, "East", "region=South"),
    ),
    "remove a segment": (
        (segmented, memo_on_a_segment),
        lambda s: s.segments.remove(s.segments.list()[1].id),
    ),
    "write a memo on a segment": ((segmented,), memo_on_a_segment),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_change(study: Study, kind: str) -> None:
    before_it, act = CHANGES[kind]
    for prepare in before_it:
        prepare(study)
    steps = len(study.journal.history())
    before = content(study.path)
    act(study)
    after = content(study.path)
    assert before != after
    entries = len(study.journal.history()) - steps
    assert entries == (5 if act is memo_on_everything else 1)
    assert trouble(study) == {}
    for _ in range(entries):
        study.journal.undo()
    assert content(study.path) == before
    assert trouble(study) == {}
    with Study.open(study.path, coder="Noor") as reopened:
        for _ in range(entries):
            reopened.journal.redo()
        assert content(study.path) == after
        assert trouble(reopened) == {}
        for _ in range(entries):
            reopened.journal.undo()
    assert content(study.path) == before


def test_a_change_that_changes_nothing_is_not_entered(study: Study) -> None:
    entries = study.journal.history()
    coding = study.codings.list()[0]
    assert study.codings.tag(coding.source_id, coding.span, [coding.code_id]) == []
    study.codebook.update(coding.code_id, name=coding.code)
    study.sources.rename(coding.source_id, coding.source)
    study.participants.set_attribute(person(study, "R1"), "region", "North")
    study.participants.set_attribute(person(study, "Ana"), "region", None)
    take_in(study, *write_interviews(study.path.parent, "Ana"))
    assert study.codings.untag([]) == 0
    assert study.journal.history() == entries


def test_a_fresh_change_forgets_what_could_be_redone(study: Study) -> None:
    study.codebook.add(CodeDraft("First"))
    study.codebook.add(CodeDraft("Second"))
    study.journal.undo()
    study.codebook.add(CodeDraft("Third"))
    before = content(study.path)
    with pytest.raises(StudyError, match="nothing to redo"):
        study.journal.redo()
    assert content(study.path) == before
    study.journal.undo()
    study.journal.undo()
    assert {code.name for code in study.codebook.list()}.isdisjoint({"First", "Second", "Third"})


def test_nothing_to_undo_says_so(tmp_path: Path) -> None:
    with Study.create(tmp_path / "empty.study", coder="Maya", codebook=()) as study:
        before = study.path.read_bytes()
        for act in (study.journal.undo, study.journal.redo):
            with pytest.raises(StudyError, match="nothing to"):
                act()
        assert study.path.read_bytes() == before


def test_history_tells_who_did_what_and_what_is_undone(study: Study) -> None:
    study.codebook.add(CodeDraft("Trust"))
    with Study.open(study.path, coder="Noor") as second:
        undone = second.journal.undo()
    newest, added = study.journal.history(2)
    assert (undone.verb, undone.summary, undone.coder) == ("add code", "Trust", "Maya")
    assert (newest.verb, newest.coder, newest.refers_to) == ("undo", "Noor", added.id)
    assert newest.summary == "add code: Trust"
    assert added.undone
    assert added.changes == 1
    study.journal.redo(newest.id)
    redone, _, added = study.journal.history(3)
    assert (redone.verb, redone.refers_to, added.undone) == ("redo", added.id, False)


def test_search_goes_with_the_undo_of_an_import(study: Study) -> None:
    take_in(study, file(study, "gus.txt", "Interviewer: Hm?\n\nGus: I brought a rhubarb tart.\n"))
    assert [hit.participant for hit in study.find("rhubarb")] == ["Gus"]
    study.journal.undo()
    assert study.find("rhubarb") == []
    study.journal.redo()
    assert [hit.participant for hit in study.find("rhubarb")] == ["Gus"]
    study.sources.remove(source(study, "gus"))
    assert study.find("rhubarb") == []
