"""Retrieving excerpts, looking around them, and tagging many anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.conflict import EditConflict
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.retagging import Act, Retag, SeenTag
from interviewcoder.domain.retrieval import Order
from interviewcoder.study import Study

from .samples import content, take_in, write_interviews


@pytest.fixture
def tagged(tmp_path: Path) -> Iterator[Study]:
    """Six tags: two codes on the same words, and two of another coder."""
    codes = [CodeDraft("First", kind=Kind.NEED), CodeDraft("Second", kind=Kind.PAIN)]
    with Study.create(tmp_path / "s.study", coder="Ann", codebook=codes) as study:
        take_in(study, *write_interviews(tmp_path / "files", "Ana"))
        first, second = code_ids(study)
        for start in (0, 40, 80):
            study.codings.tag(1, Span(start, start + 20), [first])
        study.codings.tag(1, Span(0, 20), [second])
        with Study.open(study.path, coder="Bo") as other:
            other.codings.tag(1, Span(40, 60), [first, second])
        yield study


def code_ids(study: Study) -> tuple[int, int]:
    first, second = (code.id for code in study.codebook.list()[:2])
    return first, second


def ids(study: Study) -> list[int]:
    return study.excerpts.find().ids


def test_groups_counts_and_orders(tagged: Study) -> None:
    found = tagged.excerpts.find(by="code")
    assert [len(group.tags) for group in found.groups] == [4, 2]
    assert (found.tags, found.excerpts, found.sources) == (6, 3, 1)
    newest = tagged.excerpts.find(by="source", order=Order.NEWEST).groups[0].tags
    assert [tag.id for tag in newest] == sorted((tag.id for tag in newest), reverse=True)
    coders = tagged.excerpts.find(by="coder")
    assert [(g.label.name, len(g.tags)) for g in coders.groups] == [
        (tagged.coder, 4),
        ("Bo", 2),
    ]


def test_what_is_found_is_what_the_query_language_finds(tagged: Study) -> None:
    for query in ("coder:Bo", "NOT coder:Bo", "polarity:0", "source:*", "with:*"):
        found = tagged.excerpts.find(query, by="kind")
        assert sorted(found.ids) == sorted(one.id for one in tagged.codings.where(query))
        read = tagged.excerpts.read(found.ids)
        assert [one.id for one in read] == found.ids
        text = tagged.sources.read(1).text
        assert all(one.text == text[one.start : one.end] for one in read)


def test_a_change_by_anybody_is_found_the_next_time(tagged: Study) -> None:
    assert len(ids(tagged)) == 6
    with Study.open(tagged.path, coder="Bo") as other:
        other.codings.tag(1, Span(80, 100), [code_ids(tagged)[1]])
        assert len(ids(tagged)) == 7
        other.journal.undo()
    assert len(ids(tagged)) == 6
    tagged.codebook.update(code_ids(tagged)[0], name="Another name")
    assert tagged.excerpts.find('code:"Another name"').tags == 4


def test_errors_point_at_the_column(tagged: Study) -> None:
    with pytest.raises(QueryError) as told:
        tagged.excerpts.find("coder:Bo code:Nothing")
    assert told.value.column == 15
    with pytest.raises(StudyError, match="shoe size"):
        tagged.excerpts.find(by="shoe size")


def test_around_is_a_sentence_on_either_side(tagged: Study) -> None:
    text = tagged.sources.read(1).text
    for tag in tagged.excerpts.find().groups[0].tags:
        around = tagged.excerpts.around(tag)
        assert around.words == text[tag.start : tag.end]
        assert around.before in text[: tag.start]
        assert around.after in text[tag.end :]
        assert "\n" not in around.before + around.after


def test_a_code_is_added_to_all_and_undone_as_one(tagged: Study) -> None:
    before, entries = content(tagged.path), len(tagged.journal.history())
    _, second = code_ids(tagged)
    wanted = Retag(Act.ADD, second)
    plan = tagged.excerpts.plan(ids(tagged), wanted)
    # (0, 20) has it already, twice; (40, 60) is there three times and gets it once; (80, 100) gets it.
    assert (plan.tags, plan.changed, plan.already, plan.others) == (6, 2, 4, ())
    assert tagged.excerpts.retag(ids(tagged), wanted) == plan
    assert len(ids(tagged)) == 8
    assert len(tagged.journal.history()) == entries + 1
    tagged.journal.undo()
    assert content(tagged.path)["coding"] == before["coding"]
    tagged.journal.redo()
    assert len(ids(tagged)) == 8
    assert all(one.good for one in tagged.check())


def test_a_code_is_replaced_and_what_is_doubled_joins(tagged: Study) -> None:
    first, second = code_ids(tagged)
    mine = tagged.excerpts.read(tagged.excerpts.find("NOT coder:Bo", by="source").ids)
    joined = next(one for one in mine if one.start == 0 and one.code_id == first)
    stays = next(one for one in mine if one.start == 0 and one.code_id == second)
    tagged.memos.write(MemoTarget.CODING, joined.guid, "On the first.")
    tagged.codings.judge([joined.id], polarity=Polarity.AGAINST, weight=70)
    tagged.codings.judge([stays.id], weight=20)
    before = content(tagged.path)["coding"]
    wanted = Retag(Act.REPLACE, second)
    every = ids(tagged)
    plan = tagged.excerpts.plan(every, wanted)
    assert (plan.changed, plan.already, plan.joined, plan.others) == (4, 2, 2, ("Bo",))
    assert tagged.excerpts.retag(every, wanted) == plan
    now = tagged.excerpts.read(ids(tagged))
    assert {one.code_id for one in now} == {second}
    assert sorted((one.start, one.coder) for one in now) == [
        (0, tagged.coder),
        (40, "Ann"),
        (40, "Bo"),
        (80, tagged.coder),
    ]
    assert [memo.text for memo in tagged.memos.list(MemoTarget.CODING, stays.guid)] == [
        "On the first."
    ]
    (one,) = tagged.excerpts.read([stays.id])
    assert (one.polarity, one.weight) == (Polarity.AGAINST, 20)
    assert all(one.good for one in tagged.check())
    tagged.journal.undo()
    assert content(tagged.path)["coding"] == before


def test_tags_are_taken_off_or_judged(tagged: Study) -> None:
    every = ids(tagged)
    judged = Retag(Act.JUDGE, polarity=Polarity.AGAINST, weight=40)
    assert tagged.excerpts.retag(every[:4], judged).changed == 4
    assert tagged.excerpts.plan(every, judged).already == 4
    assert tagged.excerpts.find("polarity:-").tags == 4
    assert tagged.excerpts.retag(every[:2], Retag(Act.UNTAG)).changed == 2
    assert len(ids(tagged)) == 4
    tagged.journal.undo()
    tagged.journal.undo()
    assert tagged.excerpts.find("polarity:0").tags == 6
    assert all(one.good for one in tagged.check())


@pytest.mark.parametrize(
    "wanted", [Retag(Act.ADD), Retag(Act.JUDGE), Retag(Act.JUDGE, weight=101), Retag(Act.ADD, 999)]
)
def test_what_says_too_little_is_refused(tagged: Study, wanted: Retag) -> None:
    before = content(tagged.path)
    with pytest.raises(StudyError):
        tagged.excerpts.retag(ids(tagged), wanted)
    with pytest.raises(StudyError, match="No excerpts"):
        tagged.excerpts.retag([], Retag(Act.UNTAG))
    assert content(tagged.path) == before


def test_what_another_changed_meanwhile_is_not_changed(tagged: Study) -> None:
    seen = [SeenTag.of(one) for one in tagged.excerpts.read(ids(tagged))]
    meant = [one.id for one in seen]
    with Study.open(tagged.path, coder="Bo") as other:
        other.codings.judge(meant[:1], polarity=Polarity.FOR)
        before = content(tagged.path)
        with pytest.raises(EditConflict, match="changed by Bo"):
            tagged.excerpts.retag(meant, Retag(Act.UNTAG), seen=seen)
        assert content(tagged.path) == before
        other.journal.undo()
        other.codings.respan(meant[:1], Span(0, 9))
        with pytest.raises(EditConflict, match="changed by Bo"):
            tagged.excerpts.retag(meant, Retag(Act.UNTAG), seen=seen)
        other.journal.undo()
        other.codings.untag(meant[-1:])
    before = content(tagged.path)
    with pytest.raises(EditConflict, match="removed by Bo"):
        tagged.excerpts.retag(meant, Retag(Act.UNTAG), seen=seen)
    assert content(tagged.path) == before


def test_codes_that_are_gone(tagged: Study) -> None:
    code = tagged.codebook.add(CodeDraft("Gone"))
    tagged.codebook.remove(code.id)
    with pytest.raises(StudyError):
        tagged.excerpts.plan(ids(tagged), Retag(Act.ADD, code.id))
