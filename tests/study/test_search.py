"""Searching a study: which passages, every place in its context, patterns within their time, hits of a source."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from interviewcoder.analysis import patterns
from interviewcoder.domain.choices import Unit
from interviewcoder.domain.coding import Span
from interviewcoder.domain.concordance import CONTEXT, sorted_lines
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.search import LineOrder, Scope, Voices
from interviewcoder.domain.search_query import pattern
from interviewcoder.study import Study

from .samples import content, tag

TALK = """Interviewer: What does the price mean to you?

Ana: The price went up. A price is a promise, and prices lie.

Interviewer: Which price?

Ana: {long}!
"""


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "talk.study", coder="Maya") as made:
        for name, long in (("one", "a" * 60), ("two", "Any price at all " * 40)):
            path = tmp_path / f"{name}.txt"
            path.write_text(TALK.format(long=long), encoding="utf-8")
            list(made.sources.import_files([path]))
        yield made


def spoken(study: Study, query: str, **scope: object) -> list[tuple[str, str]]:
    found = study.search.find(query, Scope(**scope))  # type: ignore[arg-type]
    hits = study.search.hits(found, most=1_000)
    assert len(hits) == len(found.passages)
    return sorted((hit.source, hit.participant or "") for hit in hits)


@pytest.mark.parametrize("query", ["price", "/price/"])
def test_only_the_passages_in_scope_are_searched(talk: Study, query: str) -> None:
    one, two = (talk.sources.get(name) for name in ("one", "two"))
    ana = talk.participants.get("Ana")
    everything = [("one", ""), ("one", ""), ("one", "Ana")]
    everything += [("two", ""), ("two", ""), ("two", "Ana"), ("two", "Ana")]
    assert spoken(talk, query) == everything
    people = [one for one in everything if one[1]]
    assert spoken(talk, query, voices=Voices.PARTICIPANTS) == people
    assert spoken(talk, query, voices=Voices.OTHERS) == [one for one in everything if not one[1]]
    assert spoken(talk, query, participant_id=ana.id) == people
    assert spoken(talk, query, source_id=one.id) == everything[:3]
    span = talk.codings.locate(two.id, "Which price?")
    code = talk.codebook.list()[0]
    talk.codings.tag(two.id, Span(span.end - 1, span.end), [code.id])
    left = spoken(talk, query, untagged=True)
    assert left == [*everything[:3], *everything[4:]]
    both = spoken(talk, query, untagged=True, source_id=two.id, voices=Voices.OTHERS)
    assert both == [("two", "")]


@pytest.mark.parametrize("query", ["price*", "/price[a-z]*/i"])
def test_every_place_is_a_line_in_its_context(talk: Study, query: str) -> None:
    texts = {source.name: talk.sources.read(source.id).text for source in talk.sources.list()}
    found = talk.search.find(query)
    every = talk.search.concordance(found)
    assert every.is_whole
    assert every.passages == 7
    expected = sum(text.count("price") for text in texts.values())
    assert len(every.lines) == expected == 2 * 5 + 40
    for line in every.lines:
        assert line.keyword == texts[line.source][line.start : line.end]
        around = line.left + line.keyword + line.right
        assert around in texts[line.source]
        assert texts[line.source][line.start - len(line.left) : line.start] == line.left
        assert len(line.left) <= CONTEXT >= len(line.right)
        before = texts[line.source][: line.start - len(line.left)]
        assert not before or before.endswith((" ", ":", "\n")) or not line.left
    places = [(line.source_id, line.start) for line in every.lines]
    assert places == sorted(places)
    for order in LineOrder:
        lines = talk.search.concordance(found, order).lines
        assert lines == sorted_lines(every.lines, order)
        assert sorted(lines, key=lambda line: (line.source_id, line.start)) == every.lines
    right = [
        line.right.split()[:1] for line in talk.search.concordance(found, LineOrder.RIGHT).lines
    ]
    assert right == sorted(right)
    some = talk.search.concordance(found, most=7)
    assert list(some.lines) == list(every.lines[:7])
    assert not some.is_whole


def test_hits_of_a_source_are_spans_of_its_text(talk: Study) -> None:
    source = talk.sources.get("one")
    text = talk.sources.read(source.id).text
    for query, words in (('"the price" OR promise', ["the price", "The price", "promise"]), ("/p.i/", ["pri"] * 5)):  # fmt: skip
        spans = talk.search.hits_in(source.id, query)
        assert [text[span.start : span.end] for span in spans] == words
    assert talk.search.hits_in(source.id, "zebra") == []


def test_a_pattern_ends_within_its_time_whatever_it_is(talk: Study) -> None:
    for hopeless in (r"(a+)+$", r"(a|a)*b", r"(.*a){30}b"):
        began = time.monotonic()
        with pytest.raises(StudyError, match=r"within 0\.5 seconds"):
            talk.search.find(pattern(hopeless), seconds=0.5)
        assert time.monotonic() - began < 5
    began = time.monotonic()
    with pytest.raises(StudyError, match="given up"):
        talk.search.find(pattern(r"(a+)+$"), is_given_up=lambda: time.monotonic() - began > 0.3)
    assert time.monotonic() - began < 5
    assert talk.search.find("/promise/").passages


def test_others_write_while_a_pattern_takes_long(talk: Study) -> None:
    source, code = talk.sources.get("one"), talk.codebook.list()[0]
    with ThreadPoolExecutor(1) as others:
        search = others.submit(talk.search.find, pattern(r"(a+)+$"), seconds=3)
        time.sleep(1)
        began = time.monotonic()
        with Study.open(talk.path, coder="Ben") as window:
            window.codings.tag(source.id, Span(0, 4), [code.id])
        assert time.monotonic() - began < 1.5
        assert not search.done()
        with pytest.raises(StudyError, match="within 3 seconds"):
            search.result()


def test_patterns_that_cannot_be_read_or_are_too_large_are_told(talk: Study) -> None:
    for wrong, column in (
        ("/a(b/", 3),
        ("/[a/", 2),
        ("  /x{3,1}/", 6),
        (r"/(?P<n>a)(?P<n>b)/", 14),
    ):
        with pytest.raises(QueryError) as caught:
            talk.search.find(wrong)
        assert caught.value.column == column
    for odd in ("(" * 900 + "a" + ")" * 900, "((a{9999}){9999}){9999}b", "a{99999999999}"):
        with suppress(StudyError):
            talk.search.find(pattern(odd), seconds=3)
    with pytest.raises(QueryError, match="empty"):
        pattern("")
    with pytest.raises(QueryError, match="longer than"):
        pattern("x" * 2_001)


def test_a_pattern_that_fits_everywhere_says_that_it_was_cut(
    talk: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "MOST_MATCHES", 50)
    found = talk.search.find("/./")
    assert not found.is_whole
    assert len(found.passages) == 2
    assert not talk.search.concordance(found).is_whole
    assert talk.search.find("/x*/").passages == ()


def test_only_what_was_chosen_is_tagged_as_one_change(study: Study) -> None:
    code = study.codebook.get("Freedom")
    before = content(study.path)
    for query in ("price", "/pric[e]/"):
        proposed = study.autocoding.proposed(query, code.id, Unit.WORDS)
        assert proposed.already == 0
        first, *others = proposed.proposals
        assert others
        made = study.autocoding.apply(query, code.id, Unit.WORDS, chosen=others)
        assert made == len(others)
        again = study.autocoding.proposed(query, code.id, Unit.WORDS)
        assert again.proposals == (first,)
        assert again.already == len(others)
        # Somebody else tagged them meanwhile: nothing is doubled.
        with pytest.raises(StudyError, match="already"):
            study.autocoding.apply(query, code.id, Unit.WORDS, chosen=others)
        study.journal.undo()
        assert content(study.path) | {"coder": ()} == before | {"coder": ()}


def test_interviewers_are_tagged_where_that_is_asked(study: Study) -> None:
    code = study.codebook.get("Freedom")
    scope = Scope(voices=Voices.OTHERS)
    found = study.autocoding.proposals("order", code.id, Unit.TURN, scope)
    assert found
    assert study.autocoding.apply("order", code.id, Unit.TURN, scope) == len(found)


def test_what_was_chosen_is_not_tagged_in_a_text_that_changed(study: Study, tmp_path: Path) -> None:
    code = study.codebook.get("Freedom")
    source = study.sources.get("ana")
    chosen = study.autocoding.proposals("price", code.id, scope=Scope(source_id=source.id))
    corrected = tmp_path / "ana.txt"
    text = study.sources.read(source.id).text
    lines = [f"{one.speaker}: Oh. {one.text}" for one in study.sources.read(source.id).passages]
    assert text
    corrected.write_text("\n\n".join(lines), encoding="utf-8")
    study.sources.revise(source.id, corrected)
    tag(study, "ana", "check the price", "Order")
    with pytest.raises(StudyError, match="changed since"):
        study.autocoding.apply("price", code.id, chosen=chosen)
