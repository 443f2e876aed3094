"""The review queue of a code: what is in it, what is not, and what is learned from yes and no."""

from pathlib import Path

import pytest

from interviewcoder.domain.codebook import CodeDraft
from interviewcoder.domain.coding import Origin, Suggested
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.suggestion import QueueEntry, SuggestedExcerpt, Why
from interviewcoder.study import Study

from .samples import tag, take_in

PRICES = (
    "I compare the price of bread in two shops before I buy any.",
    "The price of milk went up again and I noticed it at once.",
    "For that price I would rather bake my own bread at home.",
    "I never look at the price of apples, to be honest with you.",
    "They put the price up and told nobody about it for weeks.",
)
WALKS = (
    "We walk the dog along the river every evening after work.",
    "A long walk in the rain clears my head better than sleep.",
    "The dog knows the walk better than I do by now, I think.",
    "I walk to the station because the bus is always too full.",
    "On Sunday we walk up the hill and look over the whole town.",
)


@pytest.fixture
def study(tmp_path: Path):
    turns = [f"Interviewer: And?\n\nKim: {words}" for words in PRICES + WALKS]
    (tmp_path / "kim.txt").write_text("\n\n".join(turns) + "\n")
    with Study.create(tmp_path / "s.study", coder="Maya", codebook=()) as study:
        take_in(study, tmp_path / "kim.txt")
        study.codebook.add(CodeDraft("Price", definition="What things cost."))
        study.codebook.add(CodeDraft("Walks", definition="Going on foot, with the dog or alone."))
        tag(study, "kim", PRICES[0], "Price")
        tag(study, "kim", WALKS[0], "Walks")
        yield study
        assert [one for one in study.check() if not one.good] == []


def queue(study: Study, code: str, top: int = 20) -> list[QueueEntry]:
    return study.suggestions.queue(study.codebook.get(code).id, top=top)


def texts(entries: list[QueueEntry], why: Why | None = None) -> list[str]:
    return [one.excerpt.text for one in entries if why in (None, one.why)]


def accept(study: Study, one: SuggestedExcerpt) -> None:
    by = Suggested(study.suggestions.model, round(one.score, 2))
    study.codings.tag(one.source_id, one.span, [one.code_id], suggested=by)


def test_the_likest_come_first_and_each_once(study: Study) -> None:
    found = texts(queue(study, "Price"))
    assert set(found[:3]) < set(PRICES[1:])
    assert len(set(found)) == len(found)
    assert PRICES[0] not in found
    assert len(queue(study, "Price", top=2)) == 2


def test_what_is_accepted_leaves_the_queue_and_tells_what_suggested_it(study: Study) -> None:
    first = queue(study, "Price")[0].excerpt
    accept(study, first)
    assert first.text not in texts(queue(study, "Price"))
    (made,) = study.codings.where("origin:suggestion")
    assert made.suggested is not None
    assert made.suggested.model.startswith("words")
    assert made.suggested.score == pytest.approx(first.score, abs=0.01)
    study.journal.undo()
    assert first.text in texts(queue(study, "Price"))


def test_what_is_rejected_does_not_come_back_and_teaches(study: Study) -> None:
    study.suggestions.words_only = True
    entries = queue(study, "Price")
    unwanted = next(one.excerpt for one in entries if "milk" in one.excerpt.text)
    before = {one.excerpt.text: one.excerpt.score for one in entries}
    by = Suggested(study.suggestions.model, 0.3)
    price = study.codebook.get("Price").id
    study.rejections.reject(unwanted.source_id, unwanted.span, price, by)
    after = {one.excerpt.text: one.excerpt.score for one in queue(study, "Price")}
    assert unwanted.text not in after
    weeks = next(words for words in PRICES if "weeks" in words)
    assert after.get(weeks, 0.0) < before[weeks]
    for code in study.suggestions.for_span(unwanted.source_id, unwanted.span):
        assert code.code != "Price"
    study.journal.undo()
    assert unwanted.text in texts(queue(study, "Price"))
    with Study.open(study.path, coder="Nils") as other:
        study.rejections.reject(unwanted.source_id, unwanted.span, price, by)
        assert unwanted.text in texts(queue(other, "Price")), "another coder decides alone"


def test_a_tag_unlike_the_others_is_doubtful_and_only_to_who_made_it(study: Study) -> None:
    for words in PRICES[1:]:
        tag(study, "kim", words, "Price")
    for words in WALKS[1:4]:
        tag(study, "kim", words, "Walks")
    for name in ("Weather", "Family", "Sleep"):
        study.codebook.add(CodeDraft(name))
    wrong = study.sources.get("kim")
    span = study.codings.locate(wrong.id, WALKS[4])
    study.codings.tag(wrong.id, span, [study.codebook.get("Price").id])
    study.codebook.update(study.codebook.get("Family").id, definition="Up the hill on Sunday.")
    study.codebook.update(study.codebook.get("Weather").id, definition="We look over the town.")
    entries = queue(study, "Price")
    assert texts(entries, Why.DOUBTFUL) == [WALKS[4]]
    (doubtful,) = [one for one in entries if one.why is Why.DOUBTFUL]
    assert doubtful.coding_id is not None
    study.codings.untag([doubtful.coding_id])
    assert texts(queue(study, "Price"), Why.DOUBTFUL) == []
    study.journal.undo()
    with Study.open(study.path, coder="Nils") as other:
        assert texts(queue(other, "Price"), Why.DOUBTFUL) == []


def test_words_are_widened_to_their_turn(study: Study) -> None:
    source = study.sources.get("kim")
    span = study.codings.locate(source.id, "The price of milk")
    wide = study.suggestions.widened(source.id, span)
    assert study.sources.words(source.id, wide) == PRICES[1]
    with pytest.raises(StudyError):
        study.suggestions.widened(99, span)


def test_a_code_that_is_gone_is_told(study: Study) -> None:
    with pytest.raises(StudyError, match="not in the codebook"):
        study.suggestions.queue(99)


def test_origins_stay_apart(study: Study) -> None:
    accept(study, queue(study, "Price")[0].excerpt)
    origins = [one.origin for one in study.codings.list()]
    assert sorted(origins) == [Origin.HAND, Origin.HAND, Origin.SUGGESTION]
