"""Spans, quotes and how turns are laid out in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.coding import Span, find_quote
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import PASSAGE_GAP, Turn, lay_out
from interviewcoder.domain.source import time_label

places = st.integers(-3, 12)


@given(places, places, places, places)
def test_overlapping_is_sharing_a_character(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(min(a, b), max(a, b) + 1), Span(min(c, d), max(c, d) + 1)
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one) == bool(shared)
    assert len(one) == len(range(one.start, one.end))


@given(places, places)
def test_within_lets_real_excerpts_only_through(start: int, end: int) -> None:
    text = "0123456789"
    span = Span(start, end)
    real = 0 <= start < end <= len(text)
    try:
        assert span.within(len(text)) is span
    except StudyError:
        assert not real
    else:
        assert real


words = st.lists(st.sampled_from(["no", "yes", "a.b", "(x", "é"]), min_size=1, max_size=4)


@given(words, words, st.sampled_from([" ", "\n", "  \t"]), st.sampled_from([" ", "\u00a0"]))
def test_a_quote_is_found_exactly_when_it_stands_once(
    text_words: list[str], quote_words: list[str], gap: str, other_gap: str
) -> None:
    text, quote = gap.join(text_words), other_gap.join(quote_words)
    size = len(quote_words)
    whole = [n for n in range(len(text_words)) if text_words[n : n + size] == quote_words]
    plain, wanted = " ".join(text_words), " ".join(quote_words)
    times = sum(plain.startswith(wanted, n) for n in range(len(plain)))
    assert times >= len(whole)
    if times == 1:
        span = find_quote(text, quote)
        assert " ".join(text[span.start : span.end].split()) == wanted
    else:
        with pytest.raises(StudyError, match="does not occur" if not times else "more than once"):
            find_quote(text, quote)


def test_a_quote_that_overlaps_itself_stands_more_than_once() -> None:
    with pytest.raises(StudyError, match="more than once"):
        find_quote("no no no", "no no")


turn = st.builds(Turn, st.text("a \n\r\x1bé\U0001f600", max_size=12), st.sampled_from(["", "Ana"]))


@given(st.lists(turn, max_size=8))
def test_turns_stand_where_their_passages_say(turns: list[Turn]) -> None:
    laid = lay_out(turns)
    kept = [one for one in turns if one.text.replace("\r", "\n").strip()]
    assert len(laid.passages) == len(kept)
    assert [p.speaker for p in laid.passages] == [one.speaker for one in kept]
    if laid.passages:
        assert laid.passages[0].start == 0
        assert laid.passages[-1].end == len(laid.text)
    for before, after in zip(laid.passages, laid.passages[1:], strict=False):
        assert laid.text[before.end : after.start] == PASSAGE_GAP
    for passage in laid.passages:
        said = laid.text[passage.start : passage.end]
        assert said == said.strip() != ""


@pytest.mark.parametrize(
    ("milliseconds", "label"),
    [
        (None, ""),
        (0, "0:00"),
        (999, "0:00"),
        (59_999, "0:59"),
        (3_599_999, "59:59"),
        (36_061_000, "10:01:01"),
    ],
)
def test_time_labels(milliseconds: int | None, label: str) -> None:
    assert time_label(milliseconds) == label
