"""Suggestions of an open study: what they say, that they follow what changes, and that they change nothing themselves."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.analysis.suggestions.code_model import MANY
from interviewcoder.analysis.suggestions.learner import Learner
from interviewcoder.analysis.suggestions.semantic_extra import is_installed
from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Span, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.suggestion import Progress, Trial
from interviewcoder.study import Study

from .samples import content, tag, take_in


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever asks for a socket fails the test."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "socketpair"):
        monkeypatch.setattr(socket, name, forbidden)


def codes(study: Study, text: str) -> list[str]:
    return [one.code for one in study.suggestions.for_text(text)]


def test_codes_for_words(study: Study) -> None:
    found = study.suggestions.for_text("what does it cost? I check each price")
    assert found[0].code == "Price anxiety"
    assert 0.3 < found[0].score <= 1
    assert "price" in found[0].words
    near = found[0].nearest[0]
    assert "price" in near.text
    assert near.text == study.sources.read(near.source_id).text[near.span.start : near.span.end]
    assert near.participant in {"Ana", "Ben", "Cleo", "R1"}
    with pytest.raises(StudyError, match="empty"):
        study.suggestions.for_text("  \n")


def test_codes_that_are_there_are_not_suggested(study: Study) -> None:
    coding = study.codings.list(code="Price anxiety")[0]
    found = study.suggestions.for_span(coding.source_id, Span(coding.start, coding.end))
    assert coding.code not in [one.code for one in found]
    assert coding.text not in [near.text for one in found for near in one.nearest]
    with pytest.raises(StudyError, match="reaches out"):
        study.suggestions.for_span(coding.source_id, Span(0, 10**6))
    with pytest.raises(StudyError, match="not in the study"):
        study.suggestions.for_span(999, Span(0, 1))


def test_sentences_for_a_code(study: Study, tmp_path: Path) -> None:
    (tmp_path / "gus.txt").write_text(
        "Interviewer: Do you check the price twice before you order anything?\n\n"
        "Gus: My dog sleeps a lot in the garden. I check the price once before I order.\n",
        encoding="utf-8",
    )
    take_in(study, tmp_path / "gus.txt")
    code = study.codebook.get("Price anxiety")
    found = study.suggestions.for_code(code.id, top=5)
    first = found[0]
    assert (first.source, first.participant) == ("gus", "Gus")
    assert first.text == "I check the price once before I order."
    assert first.text == study.sources.read(first.source_id).text[first.span.start : first.span.end]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert "Interviewer" not in {one.participant for one in found}
    tagged = study.codings.list(code="Price anxiety")
    for one in found:
        assert not any(t.source_id == one.source_id and t.span.overlaps(one.span) for t in tagged)
    of_source = study.suggestions.for_code(code.id, source_id=first.source_id)
    assert {one.source for one in of_source} == {"gus"}
    study.codings.tag(first.source_id, first.span, [code.id])
    again = study.suggestions.for_code(code.id, top=5)
    assert first.span not in [one.span for one in again if one.source_id == first.source_id]
    with pytest.raises(StudyError, match="not in the codebook"):
        study.suggestions.for_code(999)


def test_what_a_coder_rejected_does_not_come_again_for_them(study: Study, tmp_path: Path) -> None:
    said = (
        "Gus: I check the price once before I order.\n\nGus: The price again, I check the price.\n"
    )
    (tmp_path / "gus.txt").write_text(said, encoding="utf-8")
    take_in(study, tmp_path / "gus.txt")
    code = study.codebook.get("Price anxiety")
    first = study.suggestions.for_code(code.id)[0]
    by = Suggested(study.suggestions.model, first.score)
    assert study.rejections.reject(first.source_id, first.span, code.id, by)
    again = [(one.source_id, one.span) for one in study.suggestions.for_code(code.id)]
    assert again
    assert (first.source_id, first.span) not in again
    found = study.suggestions.for_span(first.source_id, first.span)
    assert code.name not in [one.code for one in found]
    with Study.open(study.path, coder="Noor") as other:
        assert other.suggestions.for_code(code.id)[0].span == first.span
        assert other.suggestions.for_span(first.source_id, first.span)[0].code == code.name


def test_the_surest_of_any_code(study: Study, tmp_path: Path) -> None:
    (tmp_path / "gus.txt").write_text(
        "Gus: I check the price twice before I order a thing.\n", encoding="utf-8"
    )
    take_in(study, tmp_path / "gus.txt")
    found = study.suggestions.for_any(top=3)
    assert (found[0].code, found[0].source) == ("Price anxiety", "gus")
    assert len({(one.source_id, one.span) for one in found}) == len(found)


def test_they_follow_what_is_tagged_and_named(study: Study) -> None:
    assert codes(study, "the cat of somebody")[:1] != ["Pets"]
    study.codebook.add(CodeDraft("Pets", definition="Cats, dogs and other animals."))
    assert codes(study, "my cats")[0] == "Pets"
    before = study.suggestions.for_text("Ana has a cat")[0]
    tag(study, "ana", "Ana has a cat", "Pets")
    tag(study, "ben", "Ben has a cat", "Pets")
    after = study.suggestions.for_text("Cleo has a cat")[0]
    assert after.code == "Pets"
    assert after.score > before.score
    assert after.nearest
    study.journal.undo()
    study.journal.undo()
    assert study.suggestions.for_text("Cleo has a cat")[0].score < after.score
    study.codebook.remove(study.codebook.get("Pets").id)
    assert "Pets" not in codes(study, "my cats")


def test_another_window_is_seen(study: Study) -> None:
    codes(study, "anything")
    with Study.open(study.path, coder="Noor") as other:
        other.codebook.add(CodeDraft("Weather", definition="Rain, sun and storms."))
    assert codes(study, "a storm with rain")[0] == "Weather"


def test_nothing_is_ever_changed(study: Study) -> None:
    before = content(study.path)
    for _ in study.suggestions.index():
        pass
    study.suggestions.for_text("the price")
    study.suggestions.for_any()
    study.suggestions.for_code(study.codebook.list()[0].id)
    list(study.suggestions.evaluate(examples=1))
    assert content(study.path) == before
    assert sorted(path.name for path in study.path.parent.iterdir()) == ["box.study"]


def test_indexing_tells_how_far_it_is_and_can_be_left_off(study: Study) -> None:
    steps = study.suggestions.index()
    assert isinstance(next(steps), Progress)
    steps.close()
    with study._file.writing("note", "Maya") as change:
        change.summary = "nobody holds the file"
    shares = [progress.share for progress in study.suggestions.index()]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [progress.share for progress in study.suggestions.index()] == [1.0]


def test_texts_that_change_while_they_are_read(study: Study) -> None:
    steps = study.suggestions.index()
    next(steps)
    study.sources.remove(study.sources.get("ana").id)
    list(steps)
    assert codes(study, "I check the price")[0] == "Price anxiety"
    assert "ana" not in {one.source for one in study.suggestions.for_any(top=500)}


def test_an_empty_study_suggests_nothing(tmp_path: Path) -> None:
    with Study.create(tmp_path / "x.study", codebook=()) as study:
        assert study.suggestions.for_text("anything") == []
        assert study.suggestions.for_any() == []
        with pytest.raises(StudyError, match="too few"):
            list(study.suggestions.evaluate(examples=3))
        with pytest.raises(StudyError, match="too few"):
            list(study.suggestions.evaluate())


def test_names_and_definitions_are_enough(bare: Study) -> None:
    assert codes(bare, "it hurts and annoys me")[0] == "Pains"


@pytest.mark.parametrize(
    ("language", "said", "asked", "code"),
    [
        ("zh", "Lin: 价格太贵了。 \n\nLin: 我喜欢新的蔬菜。\n", "价格贵", "价格"),
        ("ja", "Aya: 値段が高すぎます。新しい野菜が好きです。\n", "値段は高い", "値段"),
        ("th", "Som: ราคาแพงเกินไป\n\nSom: ฉันชอบผักใหม่\n", "ราคาแพง", "ราคา"),
    ],
)
def test_languages_without_spaces(
    language: str, said: str, asked: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text(said, encoding="utf-8")
    with Study.create(tmp_path / "x.study", language=language, codebook=()) as study:
        take_in(study, tmp_path / "one.txt")
        study.codebook.add(CodeDraft(code))
        study.codebook.add(CodeDraft("其他"))
        found = study.suggestions.for_text(asked)
        assert found[0].code == code
        assert found[0].words
        sentence = study.suggestions.for_code(study.codebook.get(code).id)[0]
        assert code in sentence.text
        assert "野菜" not in sentence.text


def test_trials(study: Study) -> None:
    *progress, found = study.suggestions.evaluate(examples=1)
    assert all(isinstance(one, Progress) for one in progress)
    assert isinstance(found, Trial)
    ours = next(row for row in found.rows if row.method == "words")
    assert ours.recall_at_1.value > 0.7
    *_, left_out = study.suggestions.evaluate()
    assert isinstance(left_out, Trial)
    assert "people" in left_out.protocol
    with pytest.raises(StudyError, match="cannot be shown"):
        list(study.suggestions.evaluate(examples=-1))


def test_many_threads_may_ask(study: Study) -> None:
    told: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: told.append(codes(study, "I check the price")))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    tag(study, "fay", "Fay has a cat", "Order")
    for thread in threads:
        thread.join()
    assert len(told) == 4
    assert all(found[0] == "Price anxiety" for found in told)


@pytest.mark.skipif(not is_installed(), reason="the extra 'semantic' is not installed")
def test_with_sentence_vectors(study: Study) -> None:
    assert study.suggestions.has_vectors
    assert codes(study, "too expensive for my wallet")[0] == "Price anxiety"
    assert study.suggestions.for_any(top=3)
    *_, found = study.suggestions.evaluate(examples=1)
    assert isinstance(found, Trial)
    assert found.rows[-1].method == "words and vectors"
    study.suggestions.words_only = True
    assert not study.suggestions.has_vectors
    assert "Price anxiety" not in codes(study, "expensive")


@pytest.mark.skipif(not is_installed(), reason="the extra 'semantic' is not installed")
def test_vectors_are_for_english_only(tmp_path: Path) -> None:
    with Study.create(tmp_path / "x.study", language="de") as study:
        assert not study.suggestions.has_vectors


def test_no_question_solves_all_anew_however_many_tags_came_one_by_one(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[Learner] = []
    settle = Learner.settle

    def watched(learner: Learner) -> Iterator[float]:
        solved.append(learner)
        return settle(learner)

    list(study.suggestions.index())
    monkeypatch.setattr(Learner, "settle", watched)
    source, code = study.sources.list()[0], study.codebook.list()[0]
    for start in range(MANY + 2):
        assert study.codings.tag(source.id, Span(start, start + 3), [code.id])
        assert study.suggestions.for_text("what does it cost? I check each price")
    assert not solved
    list(study.suggestions.index())
    assert len(solved) == 1
