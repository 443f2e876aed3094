"""Codes are moved, merged, split and removed as their plans tell, and all of it undoes."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.codebook_change import (
    CodebookChange,
    CodebookPlan,
    GiveColour,
    GiveKind,
    MergeCodes,
    MoveCodes,
    RemoveCodes,
    SplitCode,
    plan_told,
    total,
)
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study

from .samples import content, tag, trouble


@pytest.fixture(scope="module")
def busy_file(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with a deeper tree, two coders, overlapping tags, memos, segments and personas."""
    path = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("busy") / "busy.study"))
    for coder, seed in (("Maya", 1), ("Noor", 2)):
        with Study.open(path, coder=coder) as study:
            if coder == "Maya":
                study.codebook.add(CodeDraft("Cost", parent="Price anxiety", definition="Money."))
                study.codebook.add(CodeDraft("Fees", parent="Cost"))
            chance = random.Random(seed)
            codes = [code.id for code in study.codebook.list()]
            for source in study.sources.list():
                for _ in range(6):
                    start = chance.randrange(60)
                    some = chance.sample(codes, 3)
                    study.codings.tag(source.id, Span(start, start + 25), some)
            for code in study.codebook.list()[:3]:
                study.memos.write(MemoTarget.CODE, code.guid, f"On {code.name}")
            for coding in study.codings.list()[::4]:
                study.memos.write(MemoTarget.CODING, coding.guid, "A note.")
    with Study.open(path, coder="Maya") as study:
        study.segments.add("Careful", 'has:"Price anxiety"')
        study.personas.synthesize(personas=2)
    return path


@pytest.fixture
def busy(busy_file: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copy(busy_file, tmp_path / "busy.study"), coder="Maya") as study:
        yield study
        assert trouble(study) == {}


def ids(study: Study, *names: str) -> tuple[int, ...]:
    return tuple(study.codebook.get(name).id for name in names)


def tree(study: Study) -> dict[str, str | None]:
    codes = {code.id: code.name for code in study.codebook.list()}
    return {code.name: codes.get(code.parent_id or 0) for code in study.codebook.list()}


def figures(study: Study) -> dict[str, object]:
    """What plans tell of, as it is in the study."""
    return {
        "tags": len(study.codings.list()),
        "memos": len(study.memos.list()),
        "codes": {code.name for code in study.codebook.list()},
        "parents": tree(study),
        "stale": {one.name for one in study.personas.list() if one.stale},
        "by code": {code.name: code.codings for code in study.codebook.list()},
    }


def asked_of(study: Study, chance: random.Random) -> CodebookChange:
    codes = [code.id for code in study.codebook.list()]
    some = tuple(chance.sample(codes, min(len(codes), chance.randint(1, 3))))
    one = chance.choice(codes)
    match chance.randrange(6):
        case 0:
            order = tuple(chance.sample(codes, len(codes))) if chance.random() < 0.5 else ()
            return MoveCodes(some, chance.choice([None, one]), order)
        case 1:
            return MergeCodes(some, one)
        case 2:
            return RemoveCodes(some)
        case 3 | 4:
            theirs = [c.id for c in study.codings.list() if c.code_id == one]
            into = chance.choice([chance.choice(codes), CodeDraft("Fresh", parent=None)])
            return SplitCode(one, tuple(chance.sample(theirs, min(len(theirs), 5))), into)
    return chance.choice(
        [
            GiveKind(some, chance.choice(list(Kind))),
            GiveColour(some, chance.choice([None, "#123456"])),
        ]
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_what_is_done_is_what_was_told_and_undoes(busy_file: Path, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(busy_file, Path(folder) / "busy.study"))
        with Study.open(path, coder="Maya") as study:
            for _ in range(4):
                if not study.codebook.list():
                    break
                asked = asked_of(study, chance)
                rows, before = content(path), figures(study)
                try:
                    plan = study.codebook.plan(asked)
                except StudyError as refused:
                    with pytest.raises(StudyError, match=refused.message.split("'")[0]):
                        study.codebook.carry_out(asked)
                    assert content(path) == rows
                    continue
                assert content(path) == rows, "looking changed something"
                entries = len(study.journal.history())
                assert study.codebook.carry_out(asked, seen=plan) == plan
                assert plan_told(plan)
                holds(plan, before, figures(study))
                made = len(study.journal.history()) - entries
                assert made == (0 if plan.does_nothing else 1)
                if made and chance.random() < 0.6:
                    after = content(path)
                    study.journal.undo()
                    assert content(path) == rows
                    study.journal.redo()
                    assert content(path) == after
            assert trouble(study) == {}


def holds(plan: CodebookPlan, before: dict[str, object], after: dict[str, object]) -> None:
    """Every figure that the plan told is what became of it."""
    assert after["tags"] == before["tags"] - total(plan.doubled) - total(plan.gone)  # type: ignore[operator]
    assert after["memos"] == before["memos"] - plan.memos_gone  # type: ignore[operator]
    assert before["codes"] - after["codes"] == {one.name for one in plan.lost}  # type: ignore[operator]
    assert after["codes"] - before["codes"] == ({plan.into} if plan.new else set())  # type: ignore[operator]
    was, now = before["parents"], after["parents"]
    assert {(one.name, one.before, one.after) for one in plan.moved} == {
        (name, was[name], now[name])  # type: ignore[index]
        for name in now  # type: ignore[attr-defined]
        if name in was and was[name] != now[name]  # type: ignore[operator, index]
    }
    # Personas that cite what came back to its claim's code are not stale any more.
    assert set(plan.stale) >= after["stale"] - before["stale"]  # type: ignore[operator]
    assert set(plan.stale) <= after["stale"]  # type: ignore[operator]
    if plan.into is not None and plan.verb in ("merge code", "split code"):
        had = before["by code"].get(plan.into, 0)  # type: ignore[attr-defined]
        assert after["by code"][plan.into] == had + total(plan.over)  # type: ignore[index]


def test_a_split_makes_a_code_of_some_excerpts(study: Study) -> None:
    code = study.codebook.get("Price anxiety")
    theirs = [one for one in study.codings.list() if one.code_id == code.id]
    done = study.codebook.split(
        code.id, [theirs[0].id], CodeDraft("Price check", parent="Price anxiety")
    )
    assert (done.new, done.over, done.tags) == (True, (("Maya", 1),), 1)
    fresh = study.codebook.get("Price check")
    assert (fresh.codings, fresh.kind, fresh.parent_id) == (1, Kind.NEED, code.id)
    assert study.codebook.get("Price anxiety").codings == len(theirs) - 1
    assert [one.guid for one in study.codings.list() if one.code_id == fresh.id] == [theirs[0].guid]
    study.codebook.split(fresh.id, [theirs[0].id], code.id)
    assert study.codebook.get("Price anxiety").codings == len(theirs)


def test_what_cannot_be_split_changes_nothing(study: Study) -> None:
    code, other = ids(study, "Price anxiety", "Order")
    theirs = [one.id for one in study.codings.list() if one.code_id == code]
    before = content(study.path)
    for codings, into in (
        ([], other),
        ([99_999], other),
        ([one.id for one in study.codings.list() if one.code_id == other], other),
        (theirs, code),
        (theirs, 99),
        (theirs, CodeDraft("order")),
        (theirs, CodeDraft(" ")),
        (theirs, CodeDraft("A", parent="Nowhere")),
    ):
        with pytest.raises(StudyError):
            study.codebook.split(code, codings, into)
        assert content(study.path) == before


def test_a_code_is_merged_into_one_far_below_it(busy: Study) -> None:
    (needs, fees) = ids(busy, "Needs", "Fees")
    busy.codebook.merge(needs, fees)
    assert tree(busy)["Fees"] is None
    assert tree(busy)["Price anxiety"] == "Fees"
    assert tree(busy)["Cost"] == "Price anxiety"


@pytest.mark.parametrize("way", ["merge", "merge codes", "split"])
def test_what_was_said_of_a_tag_that_joins_another_is_kept(study: Study, way: str) -> None:
    goes, stays = tag(study, "ana", "has a cat", "Order", "Freedom")
    study.codings.judge([goes.id], polarity=Polarity.AGAINST, weight=30)
    study.memos.write(MemoTarget.CODING, goes.guid, "Of the first")
    before = content(study.path)
    order, freedom = ids(study, "Order", "Freedom")
    if way == "merge":
        study.codebook.merge(order, freedom)
    else:
        some: CodebookChange = MergeCodes((order,), freedom)
        if way == "split":
            some = SplitCode(order, (goes.id,), freedom)
        plan = study.codebook.plan(some)
        assert (plan.memos_over, plan.memos_gone) == (1, 0)
        assert "1 memo on what goes goes over to Freedom." in plan_told(plan)
        study.codebook.carry_out(some, seen=plan)
    (now,) = (one for one in study.codings.list() if one.text == "has a cat")
    assert (now.guid, now.polarity, now.weight) == (stays.guid, Polarity.AGAINST, 30)
    assert [memo.text for memo in study.memos.list(MemoTarget.CODING, now.guid)] == ["Of the first"]
    study.journal.undo()
    assert content(study.path) == before


def test_several_codes_go_with_one_undo(busy: Study) -> None:
    before = content(busy.path)
    asked = RemoveCodes(ids(busy, "Price anxiety", "Cost", "Surprise"))
    plan = busy.codebook.plan(asked)
    assert plan.rules == ("Careful",)
    assert [(one.name, one.after) for one in plan.moved] == [("Fees", "Needs")]
    told = " ".join(plan_told(plan))
    assert "The code Cost goes, with what is written of it." in told
    assert "the segment Careful names a code that goes" in told
    assert {coder for coder, _ in plan.gone} == {"Maya", "Noor"}
    busy.codebook.carry_out(asked, seen=plan)
    assert "Surprise" not in tree(busy)
    busy.journal.undo()
    assert content(busy.path) == before


def test_a_move_takes_those_below_along_once(busy: Study) -> None:
    (price, fees, freedom) = ids(busy, "Price anxiety", "Fees", "Freedom")
    busy.codebook.carry_out(MoveCodes((fees, price), freedom))
    assert tree(busy)["Price anxiety"] == "Freedom"
    assert tree(busy)["Fees"] == "Cost"
    with pytest.raises(StudyError, match="below itself"):
        busy.codebook.carry_out(MoveCodes((freedom,), fees))


def test_codes_side_by_side_get_the_order_that_is_asked_for(study: Study) -> None:
    before = content(study.path)
    needs, surprise, freedom = ids(study, "Needs", "Surprise", "Freedom")
    asked = MoveCodes((freedom,), None, (freedom, needs, surprise))
    assert study.codebook.plan(asked).reordered
    study.codebook.carry_out(asked)
    tops = [branch.code.name for branch in study.codebook.tree() if not branch.depth]
    assert tops == ["Freedom", "Needs", "Surprise"]
    order = ids(study, "Order")[0]
    study.codebook.carry_out(MoveCodes((order,), None, (freedom, order)))
    tops = [branch.code.name for branch in study.codebook.tree() if not branch.depth]
    assert tops == ["Freedom", "Order", "Needs", "Surprise"]
    study.journal.undo()
    study.journal.undo()
    assert content(study.path) == before


def test_a_kind_takes_its_own_colour_along(study: Study) -> None:
    order, surprise = ids(study, "Order", "Surprise")
    study.codebook.update(surprise, colour="#123456")
    study.codebook.carry_out(GiveKind((order, surprise), Kind.PAIN))
    codes = {code.id: code for code in study.codebook.list()}
    assert (codes[order].kind, codes[order].colour) == (Kind.PAIN, Kind.PAIN.colour)
    assert (codes[surprise].kind, codes[surprise].colour) == (Kind.PAIN, "#123456")
    study.codebook.carry_out(GiveColour((surprise,), None))
    assert study.codebook.get("Surprise").colour == Kind.PAIN.colour


def test_what_was_seen_is_what_is_done(busy: Study, tmp_path: Path) -> None:
    asked = RemoveCodes(ids(busy, "Order"))
    plan = busy.codebook.plan(asked)
    with Study.open(busy.path, coder="Noor") as other:
        source = other.sources.get("dov").id
        other.codings.tag(source, Span(0, 30), list(asked.code_ids))
    before = content(busy.path)
    with pytest.raises(StudyError, match="changed meanwhile"):
        busy.codebook.carry_out(asked, seen=plan)
    assert content(busy.path) == before
    assert busy.codebook.carry_out(asked, seen=busy.codebook.plan(asked)).tags == plan.tags + 1


def test_a_page_tells_what_overlaps_as_the_counts_do(busy: Study) -> None:
    table = busy.counts.cooccurrence()
    counts = {
        (row.name, column.name): number
        for row, line in zip(table.rows, table.counts, strict=True)
        for column, number in zip(table.columns, line, strict=True)
        if number and row.name != column.name
    }
    names = {code.id: code.name for code in busy.codebook.list()}
    told = {}
    for code in busy.codebook.list():
        page = busy.codebook.page(code.id, others=99)
        told |= {(code.name, names[one.code_id]): one.codings for one in page.overlaps}
        assert sum(number for _, number in page.coders) == code.codings
        assert {quote.code for quote in page.quotes} <= {code.name}
    assert told == counts
    assert [busy.codebook.page(code.id).memos for code in busy.codebook.list()[:3]] == [2, 2, 2]
    assert [c.sources for c in busy.codebook.list()] == [
        len({g.source_id for g in busy.codings.list() if g.code_id == c.id})
        for c in busy.codebook.list()
    ]
