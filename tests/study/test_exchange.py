"""A study as one value, and taken into an empty study and a filled one."""

import shutil
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Polarity
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.exchange import ExchangedMemo, ExchangedStudy
from interviewcoder.domain.exchange_check import sound
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.memo import MemoTarget
from interviewcoder.study import Study

from ..exporters.exchange_values import studies
from .samples import content, tag, trouble


@pytest.fixture
def rich(study: Study) -> ExchangedStudy:
    """The value of a study with a bit of everything."""
    codings = study.codings.list()
    study.codings.judge([codings[0].id], polarity=Polarity.AGAINST, weight=40)
    study.personas.synthesize(personas=2)
    persona = study.personas.list()[0]
    study.personas.rename(persona.id, "Planner")
    study.personas.write_narrative(persona.id, "She plans.\n\nAll week.")
    study.segments.add("North", "region=North")
    study.segments.add("North who order", 'segment:North code:"Price anxiety"')
    for target, guid in (
        (MemoTarget.STUDY, ""),
        (MemoTarget.CODING, codings[1].guid),
        (MemoTarget.SOURCE, study.sources.list()[0].guid),
        (MemoTarget.CODE, study.codebook.list()[0].guid),
        (MemoTarget.PARTICIPANT, study.participants.list()[0].guid),
        (MemoTarget.PERSONA, persona.guid),
        (MemoTarget.SEGMENT, study.segments.get("North").guid),
    ):
        study.memos.write(target, guid, f"On the {target.value}")
    return study.exchange.project()


@pytest.fixture
def empty(tmp_path: Path):
    with Study.create(tmp_path / "empty.study", name="Box", coder="Nils", codebook=()) as empty:
        yield empty


def of(study: ExchangedStudy) -> ExchangedStudy:
    """What two studies must share to be equal: all but who they are and what stays behind."""
    memos = tuple(
        replace(memo, target_guid="") if memo.target is MemoTarget.STUDY else memo
        for memo in study.memos
    )
    by_guid = sorted(study.personas, key=lambda one: one.guid)
    return replace(
        study,
        guid="",
        name="",
        origin="",
        coders=tuple(one for one in study.coders if one.name != "Nils"),
        not_carried=(),
        memos=tuple(sorted(memos, key=lambda one: one.guid)),
        personas=tuple(
            replace(one, member_guids=tuple(sorted(one.member_guids))) for one in by_guid
        ),
    )


def test_an_empty_study_becomes_equal(rich: ExchangedStudy, empty: Study) -> None:
    report = empty.exchange.enter(rich, "box")
    assert {one.name for one in empty.exchange.project().coders} == {"Maya", "Nils"}
    assert of(empty.exchange.project()) == of(rich)
    assert report.added["codings"] == len(rich.codings)
    assert not report.already
    assert trouble(empty) == {}
    again = empty.exchange.enter(rich, "box")
    assert not again.added
    assert again.already["personas"] == 2


def test_it_is_one_entry_that_undoes_whole(rich: ExchangedStudy, empty: Study) -> None:
    before = content(empty.path)
    empty.exchange.enter(rich, "box")
    after = content(empty.path)
    assert [entry.verb for entry in empty.journal.history()] == ["import project"]
    empty.journal.undo()
    assert content(empty.path) == before
    empty.journal.redo()
    assert content(empty.path) == after


def test_trying_changes_nothing(rich: ExchangedStudy, empty: Study) -> None:
    before = content(empty.path)
    tried = empty.exchange.enter(rich, "box", dry_run=True)
    assert content(empty.path) == before
    assert empty.journal.history() == []
    assert tried == empty.exchange.enter(rich, "box")


def test_a_filled_study_shares_what_it_has(
    rich: ExchangedStudy, filled_file: Path, tmp_path: Path
) -> None:
    with Study.open(shutil.copy(filled_file, tmp_path / "filled.study"), coder="Nils") as filled:
        mine = filled.codebook.add(CodeDraft("Mine", Kind.BELIEF))
        tag(filled, "ana", "Ana has a cat", mine.name)
        tag(filled, "ben", "Ben has a cat", mine.name)
        codings = len(filled.codings.list())
        report = filled.exchange.enter(rich, "box")
        assert "sources" not in report.added
        assert report.already["sources"] == 7
        assert report.already["codings"] == codings - 2
        assert len(filled.codings.list()) == codings
        assert {persona.name for persona in filled.personas.list()} >= {"Planner"}
        assert trouble(filled) == {}


def test_memos_go_to_the_segment_of_that_name(rich: ExchangedStudy, empty: Study) -> None:
    first = replace(rich, segments=rich.segments[:1], memos=())
    empty.exchange.enter(first, "box")
    (own,) = empty.segments.list()
    named_so = replace(first.segments[0], guid=str(uuid.uuid4()), name="NORTH", rule="region=South")
    memo = ExchangedMemo(str(uuid.uuid4()), MemoTarget.SEGMENT, named_so.guid, "Whom else?")
    empty.exchange.enter(replace(rich, segments=(named_so,), memos=(memo,)), "box")
    assert [one.text for one in empty.memos.list(MemoTarget.SEGMENT, own.guid)] == ["Whom else?"]
    assert trouble(empty) == {}


def test_memos_on_segments_without_members_are_kept(rich: ExchangedStudy, empty: Study) -> None:
    nobody = replace(rich.segments[0], rule="mood=Low", member_guids=())
    report = empty.exchange.enter(replace(rich, segments=(nobody,), personas=()), "box")
    assert empty.segments.list() == []
    assert "On the segment" in [one.text for one in empty.memos.list(MemoTarget.STUDY)]
    assert any("1 memo on segments that were left out" in line for line in report.told)


def test_what_is_renamed_is_known_by_its_guid(rich: ExchangedStudy, empty: Study) -> None:
    empty.exchange.enter(rich, "box")
    ana = empty.participants.get("Ana")
    empty.participants.rename(ana.id, "Anna")
    order = empty.codebook.get("Order")
    empty.codebook.update(order.id, name="Tidiness")
    source = next(one for one in rich.sources if one.source.name == "ana")
    longer = replace(source.source, name="ana again", text=source.source.text + "\n\nEnd.")
    more = replace(source, guid="", source=longer)
    empty.exchange.enter(
        replace(rich, sources=(*rich.sources, more), personas=(), memos=()), "more"
    )
    assert empty.sources.get("ana again").participants == ("Anna",)
    assert "Order" not in {code.name for code in empty.codebook.list()}


def test_a_project_of_nothing_is_refused(empty: Study) -> None:
    with pytest.raises(StudyError, match="nothing that a study could keep"):
        empty.exchange.enter(ExchangedStudy("g", "n", "o"), "a.qdpx")


def test_personas_of_too_few_codings_become_memos(rich: ExchangedStudy, empty: Study) -> None:
    report = empty.exchange.enter(replace(rich, codings=(), codes=()), "box")
    assert "personas" not in report.added
    assert empty.personas.list() == []
    texts = [memo.text for memo in empty.memos.list(MemoTarget.STUDY)]
    assert any(text.startswith("Persona: Planner\n\n") for text in texts)
    assert any("became memos" in line for line in report.told)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(studies())
def test_whatever_is_sound_can_be_kept_and_taken_back(value: ExchangedStudy) -> None:
    value = sound(replace(value, personas=()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.study"
        with Study.create(path, name="Box", coder="Nils", codebook=()) as study:
            before = content(path)
            if not (value.sources or value.codes or value.participants or value.memos):
                with pytest.raises(StudyError, match="nothing that a study could keep"):
                    study.exchange.enter(value, "a")
                return
            study.exchange.enter(value, "a")
            assert trouble(study) == {}
            entered = study.exchange.project()
            assert kept(entered) == kept(homed(value, {one.guid for one in entered.segments}))
            if study.journal.history():
                study.journal.undo()
            assert content(path) == before


def homed(study: ExchangedStudy, segments: set[str]) -> ExchangedStudy:
    """The study with the memos on other segments, which nobody is in, on the study itself."""
    return replace(
        study,
        memos=tuple(
            replace(memo, target=MemoTarget.STUDY)
            if memo.target is MemoTarget.SEGMENT and memo.target_guid not in segments
            else memo
            for memo in study.memos
        ),
    )


def kept(study: ExchangedStudy) -> object:
    """What a study keeps of any value: texts, who speaks where, codes and what is tagged with them."""
    codes = {code.guid: code for code in study.codes}
    return (
        {one.guid: (one.source.text, one.source.passages) for one in study.sources},
        {(one.guid, one.name) for one in study.participants},
        {
            (code.guid, code.name, code.parent_guid, code.definition, code.include, code.exclude)
            for code in codes.values()
        },
        {
            (
                c.guid,
                c.source_guid,
                c.start,
                c.end,
                c.code_guid,
                c.polarity,
                c.weight,
                c.origin,
                c.suggested,
            )
            for c in study.codings
        },
        {(memo.guid, memo.target, memo.text) for memo in study.memos},
    )
