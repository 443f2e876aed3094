"""Another code, other ends: the coding stays the same one, and one action does it."""

from collections.abc import Iterator

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Coding, Origin, Polarity, Span, Suggested
from interviewcoder.domain.conflict import EditConflict
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study

from .samples import PLANNERS, content, interview, tag, trouble


@pytest.fixture
def other(study: Study) -> Iterator[Study]:
    with Study.open(study.path, coder="Noor") as other:
        yield other


def code_id(study: Study, name: str) -> int:
    return study.codebook.get(name).id


def the(study: Study, guid: str) -> Coding:
    return next(coding for coding in study.codings.list() if coding.guid == guid)


def undone(study: Study) -> None:
    study.journal.undo()
    assert trouble(study) == {}


def test_a_code_is_replaced_and_all_else_of_the_tag_stays(study: Study) -> None:
    (made,) = tag(study, "ana", "has a cat", "Order")
    study.codings.judge([made.id], polarity=Polarity.AGAINST, weight=70)
    study.memos.write(MemoTarget.CODING, made.guid, "Look again")
    before, entries = content(study.path), len(study.journal.history())

    told = study.codings.recode([made.id], code_id(study, "Freedom"))

    assert (told.changed, told.joined, str(told)) == (1, 0, "1 tag")
    now = the(study, made.guid)
    assert (now.code, now.text, now.id) == ("Freedom", "has a cat", made.id)
    assert (now.polarity, now.weight) == (Polarity.AGAINST, 70)
    assert [memo.text for memo in study.memos.list(MemoTarget.CODING, made.guid)] == ["Look again"]
    newest = study.journal.history()[0]
    assert (newest.verb, newest.summary) == ("recode", "Order to Freedom: has a cat")
    assert len(study.journal.history()) == entries + 1
    undone(study)
    assert content(study.path) == before


def test_a_new_code_comes_and_goes_with_the_replacing(study: Study) -> None:
    (made,) = tag(study, "ana", "has a cat", "Order")
    before, entries = content(study.path), len(study.journal.history())
    study.codings.recode([made.id], CodeDraft("Pets", parent="Needs"))
    assert the(study, made.guid).code == "Pets"
    assert len(study.journal.history()) == entries + 1
    undone(study)
    assert content(study.path) == before
    with pytest.raises(StudyError, match="There is a code"):
        study.codings.recode([made.id], CodeDraft("order"))
    assert content(study.path) == before


def test_a_tag_that_is_there_already_takes_the_other_in(study: Study) -> None:
    first, there = tag(study, "ana", "has a cat", "Order", "Freedom")
    study.codings.judge([first.id], polarity=Polarity.FOR, weight=30)
    study.codings.judge([there.id], weight=80)
    study.memos.write(MemoTarget.CODING, first.guid, "Of the first")
    before = content(study.path)

    told = study.codings.recode([first.id], code_id(study, "Freedom"))

    assert (told.changed, told.joined) == (1, 1)
    assert str(told) == "1 tag, of which 1 was there already"
    now = the(study, there.guid)
    assert (now.polarity, now.weight) == (Polarity.FOR, 80)
    assert [memo.text for memo in study.memos.list(MemoTarget.CODING, there.guid)] == [
        "Of the first"
    ]
    assert [c.guid for c in study.codings.list() if c.text == "has a cat"] == [there.guid]
    undone(study)
    assert content(study.path) == before


def test_many_are_one_action_and_those_that_have_the_code_are_left(study: Study) -> None:
    found = study.codings.list()
    order = code_id(study, "Order")
    others = [coding for coding in found if coding.code_id != order]
    before = content(study.path)

    told = study.codings.recode([coding.id for coding in [*found, found[0]]], order)

    assert (told.changed, told.joined) == (len(others), 0)
    assert {coding.code for coding in study.codings.list()} == {"Order"}
    assert study.journal.history()[0].summary == f"{len(others)} codings to Order"
    undone(study)
    assert content(study.path) == before
    # Both tags of one excerpt to a third code: one of them is left.
    one, two = tag(study, "ana", "has a cat", "Order", "Freedom")
    assert study.codings.recode([one.id, two.id], code_id(study, "Surprise")).joined == 1
    assert [c.code for c in study.codings.list() if c.text == "has a cat"] == ["Surprise"]
    assert trouble(study) == {}


def test_nothing_is_written_where_one_cannot_be(study: Study, other: Study) -> None:
    one, two = tag(study, "ana", "has a cat", "Order", "Freedom")
    surprise = code_id(study, "Surprise")
    other.codings.recode([two.id], code_id(study, "Needs"))
    before = content(study.path)
    with pytest.raises(EditConflict) as told:
        study.codings.recode(
            [one.id, two.id], surprise, seen=[{"code_id": one.code_id}, {"code_id": two.code_id}]
        )
    assert (told.value.coder, told.value.now) == ("Noor", {"code_id": code_id(study, "Needs")})
    for ids, code in (([one.id, 999], surprise), ([one.id], 999)):
        with pytest.raises(StudyError, match="not in the"):
            study.codings.recode(ids, code)
    assert content(study.path) == before
    other.codings.untag([one.id])
    with pytest.raises(EditConflict) as gone:
        study.codings.recode([one.id], surprise, seen=[{"code_id": one.code_id}])
    assert gone.value.gone


def test_a_suggestion_is_of_the_code_that_it_was_made_for(study: Study) -> None:
    source = study.sources.get("ana")
    span = study.codings.locate(source.id, "has a cat")
    by = Suggested("lexical 1", 0.83)
    (made,) = study.codings.tag(source.id, span, [code_id(study, "Order")], suggested=by)
    study.codings.respan([made.id], Span(span.start, span.end - 4))
    assert the(study, made.guid).suggested == by
    study.codings.recode([made.id], code_id(study, "Freedom"))
    now = the(study, made.guid)
    assert (now.origin, now.suggested) == (Origin.HAND, None)
    undone(study)
    assert the(study, made.guid).suggested == by


def test_a_persona_that_cites_it_is_stale(study: Study) -> None:
    study.personas.synthesize(personas=2)
    persona = study.personas.list()[0]
    cited = persona.claims[0].evidence[0]
    study.codings.recode([the(study, cited).id], code_id(study, "Needs"))
    assert study.personas.list()[0].stale


def test_ends_move_and_all_else_stays(study: Study) -> None:
    (made,) = tag(study, "ana", "has a cat", "Order")
    study.memos.write(MemoTarget.CODING, made.guid, "Look again")
    before = content(study.path)
    text = study.sources.read(made.source_id).text

    wider = Span(text.index("Ana has"), made.end + 1)
    told = study.codings.respan([made.id], Span(wider.start - 1, wider.end))

    assert told.changed == 1
    now = the(study, made.guid)
    assert (now.span, now.text) == (wider, "Ana has a cat.")
    assert study.journal.history()[0].summary == "Order: Ana has a cat."
    assert study.memos.list(MemoTarget.CODING, made.guid)
    assert trouble(study) == {}
    undone(study)
    assert content(study.path) == before
    assert study.codings.respan([made.id], made.span).changed == 0
    assert content(study.path) == before


def test_tags_of_one_excerpt_move_together_and_join_what_is_there(study: Study) -> None:
    made = tag(study, "ana", "has a cat", "Order", "Freedom")
    (there,) = tag(study, "ana", "a cat", "Order")
    told = study.codings.respan([coding.id for coding in made], there.span)
    assert (told.changed, told.joined) == (2, 1)
    assert {c.code: c.guid for c in study.codings.list() if c.text == "a cat"} == {
        "Order": there.guid,
        "Freedom": made[1].guid,
    }
    undone(study)
    assert len([c for c in study.codings.list() if c.text == "has a cat"]) == 2


def test_ends_that_cannot_be(study: Study, other: Study) -> None:
    (made,) = tag(study, "ana", "has a cat", "Order")
    (far,) = tag(study, "ben", "has a cat", "Order")
    before = content(study.path)
    for ids, span, says in (
        ([made.id], Span(0, 99_999), "reaches out"),
        ([made.id], Span(9, 9), "holds no text"),
        ([made.id, far.id], Span(0, 9), "not of one source"),
        ([], Span(0, 9), "not of one source"),
        ([999], Span(0, 9), "not in the study"),
    ):
        with pytest.raises(StudyError, match=says):
            study.codings.respan(ids, span)
    assert content(study.path) == before
    words = study.sources.read(made.source_id).text[:9]
    seen = {"words": words, "start": made.start, "end": made.end}
    other.codings.respan([made.id], Span(made.start, made.end + 1))
    with pytest.raises(EditConflict) as moved:
        study.codings.respan([made.id], Span(0, 9), seen=seen)
    assert moved.value.coder == "Noor"
    with pytest.raises(EditConflict):
        study.codings.respan([far.id], Span(0, 9), seen={"words": "Something"})


def test_quotes_of_personas_and_the_review_list_follow(study: Study) -> None:
    study.personas.synthesize(personas=2)
    persona = next(one for one in study.personas.list() if one.quotes)
    quote = persona.quotes[0]
    coding = the(study, quote.coding_guid)
    study.codings.respan([coding.id], Span(coding.start, coding.end - 6))
    now = next(one for one in study.personas.list() if one.id == persona.id)
    assert next(q for q in now.quotes if q.coding_guid == coding.guid).text == coding.text[:-6]
    assert trouble(study) == {}


def test_a_tag_in_the_review_list_that_is_placed_by_hand_is_looked_at(
    study: Study, tmp_path_factory: pytest.TempPathFactory
) -> None:
    person = PLANNERS[0]
    (made,) = tag(study, person.lower(), f"{person} has a cat", "Order")
    corrected = tmp_path_factory.mktemp("corrected") / f"{person.lower()}.txt"
    corrected.write_text(interview(person).replace("has a cat", "had a black cat"), "utf-8")
    study.sources.revise(made.source_id, corrected)
    (entry,) = (e for e in study.relocations.list() if e.coding_guid == made.guid)
    assert entry.span is not None
    now = the(study, made.guid)
    study.codings.respan([now.id], Span(now.start, now.end - 1))
    assert made.guid not in {e.coding_guid for e in study.relocations.list()}
    assert trouble(study) == {}
