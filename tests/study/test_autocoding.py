"""Tagging all that a search finds: what is proposed is what is tagged, marked so, and undone as one."""

import pytest

from interviewcoder.domain.choices import Unit
from interviewcoder.domain.coding import (
    Origin,
    Span,
)
from interviewcoder.domain.errors import StudyError
from interviewcoder.study import Study

from .samples import FIRST, PLANNERS, content, tag


def test_what_is_proposed_is_tagged_and_undone(study: Study) -> None:
    code = study.codebook.get("Freedom")
    before = content(study.path)
    for unit, shortest in (
        (Unit.WORDS, "price"),
        (Unit.SENTENCE, f"Well, {FIRST['Ana']}."),
        (Unit.TURN, f"Well, {FIRST['Ana']}."),
    ):
        found = study.autocoding.proposals("price", code.id, unit)
        assert content(study.path) == before
        texts = {source.id: study.sources.read(source.id).text for source in study.sources.list()}
        assert {one.participant for one in found} == {*PLANNERS, "R1"}
        for one in found:
            assert one.text == texts[one.source_id][one.span.start : one.span.end]
        assert shortest in {one.text for one in found}
        already = len(study.codings.list(code="Freedom"))
        assert study.autocoding.apply("price", code.id, unit) == len(found)
        made = [one for one in study.codings.list(code="Freedom") if one.origin is Origin.AUTOCODE]
        assert [(one.source_id, one.span) for one in made] == [(p.source_id, p.span) for p in found]
        assert len(study.codings.list(code="Freedom")) == already + len(found)
        assert study.autocoding.proposals("price", code.id, unit) == []
        study.journal.undo()
        assert content(study.path) | {"coder": ()} == before | {"coder": ()}


def test_the_interviewer_and_what_is_tagged_already_are_left_out(study: Study) -> None:
    code = study.codebook.get("Freedom")
    assert study.autocoding.proposals("order", code.id) != []
    assert all("last order" not in one.text for one in study.autocoding.proposals("order", code.id))
    tag(study, "ana", "check the price", "Freedom")
    left = study.autocoding.proposals("price", code.id)
    assert {one.participant for one in left} == {"Ben", "Cleo", "R1"}


def test_what_cannot_be_autocoded(study: Study) -> None:
    code = study.codebook.get("Freedom")
    before = content(study.path)
    for query, code_id, says in (
        (" - ", code.id, "no words"),
        ("zebra", code.id, "Nothing is found"),
        ("price", 99, "not in the codebook"),
    ):
        with pytest.raises(StudyError, match=says):
            study.autocoding.apply(query, code_id)
    assert content(study.path) == before


def test_proposals_are_apart_from_every_tag_of_the_code(study: Study) -> None:
    """Tags that overlap, touch or nest: compared one by one."""
    code = study.codebook.get("Order")
    source = study.sources.get("ana")
    length = source.characters
    for start, end in ((0, 3), (2, 40), (5, 9), (60, 61), (length - 30, length)):
        study.codings.tag(source.id, Span(start, end), [code.id])
    tagged = [one.span for one in study.codings.list(code="Order", source="ana")]
    for query in ("i", "ana", "a", "well", "cat", "because"):
        everything = study.autocoding.proposals(
            query, study.codebook.get("Surprise").id, Unit.WORDS
        )
        wanted = [
            one
            for one in everything
            if one.source != "ana" or not any(one.span.overlaps(span) for span in tagged)
        ]
        others = {one.span for one in study.codings.list(code="Order") if one.source != "ana"}
        found = study.autocoding.proposals(query, code.id, Unit.WORDS)
        assert [one for one in found if one.source == "ana"] == [
            one for one in wanted if one.source == "ana"
        ]
        assert others
