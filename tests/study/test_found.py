"""How much of a code is found, of an open study: what counts as read, what settles a sentence, and that it follows changes."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Origin, Span, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.found import Found, FoundCode
from interviewcoder.domain.suggestion import Progress
from interviewcoder.study import Study

from .samples import content, take_in

READ, UNREAD = ("Ana", "Ben", "Cleo", "Dov", "Eli"), ("Fay", "Gus")
DEAR = ("The price of the box is high.", "It costs more money than before.")
PLAIN = (
    "My dog sleeps a lot in the garden.",
    "We went to the sea on Sunday.",
    "The weather was rather good there.",
)


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Study]:
    """Interviews of seven, of whom five were read: two sentences of each have the code."""
    for person in READ + UNREAD:
        words = " ".join(sentence for pair in zip(DEAR, PLAIN, strict=False) for sentence in pair)
        (tmp_path / f"{person.lower()}.txt").write_text(
            f"Interviewer: How is it?\n\n{person}: {words} {PLAIN[2]}\n", encoding="utf-8"
        )
    with Study.create(tmp_path / "half.study", coder="Maya", codebook=()) as study:
        take_in(study, *sorted(tmp_path.glob("*.txt")))
        study.codebook.add(CodeDraft("Price", definition="What it costs."))
        study.codebook.add(CodeDraft("Leisure"))
        for person in READ:
            for sentence in DEAR:
                put(study, person, sentence)
        study.suggestions.words_only = True
        yield study


def put(study: Study, person: str, sentence: str, suggested: Suggested | None = None) -> Span:
    source = study.sources.get(person.lower())
    span = study.codings.locate(source.id, sentence)
    code = study.codebook.get("Price").id
    study.codings.tag(source.id, span, [code], suggested=suggested)
    return span


def price(study: Study) -> FoundCode:
    *progress, found = study.suggestions.found(study.codebook.get("Price").id)
    shares = [one.share for one in progress if isinstance(one, Progress)]
    assert len(shares) == len(progress)
    assert shares == sorted(shares)
    assert isinstance(found, Found)
    (one,) = found.codes
    return one


def test_what_waits_in_interviews_that_nobody_has_read(half: Study) -> None:
    found = price(half)
    assert (found.code, found.excerpts, found.people, found.unread) == ("Price", 10, 5, 10)
    assert found.share is not None
    assert found.more is not None
    assert 2 <= found.more.value <= 6
    assert found.more.low <= 4 <= found.more.high
    assert found.share.low < found.share.value == pytest.approx(10 / (10 + found.more.value))
    assert found.precision is not None
    assert found.recall is not None
    assert found.precision.value > 0.7
    assert found.recall.value > 0.7
    *_, every = half.suggestions.found()
    assert isinstance(every, Found)
    assert [one.code for one in every.codes] == ["Price", "Leisure"]
    assert every.codes[0] == found
    assert every.codes[1].missing.startswith("0 of the 8")


def test_tags_that_were_suggested_are_found_but_are_not_reading(half: Study) -> None:
    before = price(half)
    put(half, "Fay", DEAR[0], Suggested("words 1", 0.9))
    assert half.codings.where("origin:suggestion")[0].origin is Origin.SUGGESTION
    after = price(half)
    assert (after.excerpts, after.people, after.unread) == (11, 5, before.unread - 1)
    assert after.more is not None
    assert before.more is not None
    assert after.more.value < before.more.value


def test_what_was_rejected_does_not_wait(half: Study) -> None:
    source = half.sources.get("fay")
    span = half.codings.locate(source.id, DEAR[1])
    code = half.codebook.get("Price").id
    half.suggestions.queue(code)
    half.rejections.reject(source.id, span, code, Suggested("words 1", 0.5))
    assert price(half).unread == 9
    half.journal.undo()
    assert price(half).unread == 10


def test_a_long_rest_after_the_last_tag_is_unread(half: Study, tmp_path: Path) -> None:
    said = " ".join(f"{DEAR[0][:-1]} {n}. {PLAIN[n % 3]}" for n in range(40))
    (tmp_path / "hal.txt").write_text(f"Interviewer: And?\n\nHal: {said}\n", encoding="utf-8")
    take_in(half, tmp_path / "hal.txt")
    assert price(half).unread == 90
    put(half, "Hal", "The price of the box is high 3.")
    found = price(half)
    assert (found.people, found.excerpts) == (6, 11)
    assert found.unread == 90 - 7
    put(half, "Hal", "The price of the box is high 35.")
    assert price(half).unread == 10


def test_a_survey_that_nobody_has_read_is_left_out(half: Study, tmp_path: Path) -> None:
    than = ("a meal out", "my rent", "what I earn", "all the shops here", "the last one I had")
    lines = [
        f"R{n},The price is high and I pay more money than {one}." for n, one in enumerate(than)
    ]
    (tmp_path / "form.csv").write_text("\n".join(["respondent,How is it?", *lines]))
    take_in(half, tmp_path / "form.csv")
    found = price(half)
    assert (found.unread, found.left_out) == (10, 5)
    source = half.sources.get("form")
    code = half.codebook.get("Price").id
    text = half.sources.read(source.id).text
    for begin in [n for n in range(len(text)) if text.startswith("The price", n)][:4]:
        half.codings.tag(source.id, Span(begin, begin + 17), [code])
    found = price(half)
    assert (found.unread, found.left_out, found.people) == (10, 0, 10)


def test_too_little_is_said_so(half: Study) -> None:
    codings = half.codings.list()
    half.codings.untag([one.id for one in codings[:3]])
    assert price(half).missing == "7 of the 8 tagged excerpts that it takes"
    half.journal.undo()
    assert not price(half).missing
    with pytest.raises(StudyError, match="not in the codebook"):
        list(half.suggestions.found(999))


def test_excerpts_that_overlap_are_one(half: Study) -> None:
    source = half.sources.get("ana")
    span = half.codings.locate(source.id, DEAR[0])
    code = half.codebook.get("Price").id
    half.codings.tag(source.id, Span(span.start + 4, span.end), [code])
    assert price(half).excerpts == 10


def test_it_changes_nothing_and_can_be_left_off(half: Study) -> None:
    before = content(half.path)
    steps = half.suggestions.found()
    assert all(isinstance(one, Progress) for one in islice(steps, 5))
    steps.close()  # type: ignore[attr-defined]
    price(half)
    assert content(half.path) == before


def test_asked_again_nothing_is_learned_again(half: Study) -> None:
    price(half)
    *progress, _ = half.suggestions.found(half.codebook.get("Leisure").id)
    assert len(progress) == 1


def test_an_empty_study(tmp_path: Path) -> None:
    with Study.create(tmp_path / "x.study", codebook=()) as study:
        assert list(study.suggestions.found())[-1] == Found(())
        study.codebook.add(CodeDraft("Price"))
        *_, found = study.suggestions.found()
        assert isinstance(found, Found)
        assert found.codes[0].missing
