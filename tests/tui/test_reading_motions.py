"""Motions stay in the text, take each other back, and select what they say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import SourceText
from interviewcoder.tui.widgets.graphemes import graphemes
from interviewcoder.tui.widgets.growing import expanded, shrunk
from interviewcoder.tui.widgets.motions import (
    UNITS,
    Caret,
    Ground,
    moved,
    sentence_at,
    settled,
    turn_at,
    word_at,
)
from interviewcoder.tui.widgets.reading_columns import columns
from interviewcoder.tui.widgets.reading_layout import Layout
from interviewcoder.tui.widgets.reading_sentences import Sentences

from .reading_examples import source_of, turns, widths

TALK = source_of(
    "So tell me. How do you plan a week?",
    "I don't plan, really. Mr. Brown plans! Is that odd? It works for us.\nWe eat at six.",
    "And on Sundays?",
    "We cook together. All of us.",
)


def ground_of(
    shown: SourceText, width: int = 80, excerpts: tuple[int, ...] = (), page: int = 4
) -> Ground:
    layout = Layout(shown.text, shown.passages, columns(width, shown.passages))
    sentences = Sentences(shown.text, shown.passages)
    return Ground(layout, sentences, excerpts, excerpts[::2], excerpts[1::2], page)


TALKING = ground_of(TALK, excerpts=(3, 60, 130))
motions = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from((1, -1)), st.booleans()), max_size=30
)


def text_of(span: Span | None) -> str:
    return TALK.text[span.start : span.end] if span else ""


def at(words: str, offset: int = 0) -> int:
    return TALK.text.index(words) + offset


@given(turns, widths, motions)
def test_motions_never_leave_the_text_nor_split_what_is_one_on_screen(spoken, width, keys):
    shown = source_of(*spoken)
    excerpts = tuple(sorted({passage.start for passage in shown.passages}))
    ground = ground_of(shown, width, excerpts)
    caret = Caret(shown.passages[0].start)
    stops = {passage.end for passage in shown.passages}
    for line in range(ground.layout.line_count):
        stops |= {g.start for g in graphemes(shown.text, *ground.layout.line_span(line))}
    for unit, direction, extend in keys:
        caret = moved(ground, caret, unit, direction, extend=extend)
        assert caret.position == settled(ground.layout, caret.position)
        assert caret.position in stops or (extend and unit == "sentence")
        assert 0 <= caret.position <= len(shown.text)
        if not extend:
            assert caret.selection is None
        if caret.selection:
            assert 0 <= caret.selection.start < caret.selection.end <= len(shown.text)


@given(turns, widths)
def test_every_unit_walks_to_the_end_and_back_to_the_start(spoken, width):
    ground = ground_of(source_of(*spoken), width)
    for unit in ("char", "word", "line", "page", "sentence", "turn"):
        there = walk(ground, unit, 1, ground.layout.passages[0].start)
        assert there == sorted(set(there))
        assert ground.layout.passage_at(there[-1]) == len(ground.layout.passages) - 1
        back = walk(ground, unit, -1, there[-1])
        assert back == sorted(set(back), reverse=True)
        assert back[-1] == ground.layout.passages[0].start or unit == "sentence"


def walk(ground: Ground, unit: str, direction: int, start: int) -> list[int]:
    """The positions that a unit leads over until it leads no further."""
    caret = Caret(start)
    seen = [start]
    for _ in range(2_000):
        caret = moved(ground, caret, unit, direction)
        if caret.position == seen[-1]:
            return seen
        seen.append(caret.position)
    raise AssertionError(f"{unit} goes on for ever")


@given(turns, widths)
def test_the_characters_forward_are_the_characters_backward(spoken, width):
    ground = ground_of(source_of(*spoken), width)
    there = walk(ground, "char", 1, ground.layout.passages[0].start)
    assert walk(ground, "char", -1, there[-1]) == there[::-1]


@given(st.integers(20, 160), st.integers(0, 150))
def test_down_and_up_again_is_the_same_place(width, start):
    ground = ground_of(TALK, width)
    start = settled(ground.layout, min(start, len(TALK.text)))
    down = moved(ground, Caret(start), "line", 1)
    last = ground.layout.line_at(start) == ground.layout.line_count - 1
    assert moved(ground, down, "line", -1).position == start or last


@pytest.mark.parametrize(
    ("unit", "start", "onward"),
    [
        ("char", at("So"), at("So") + 1),
        ("word", at("So"), at("tell")),
        ("word", at("don't", 2), at("plan, really")),
        ("word", at("week?"), at("I don't")),
        ("sentence", at("So"), at("How")),
        ("sentence", at("week"), at("I don't")),
        ("sentence", at("really"), at("Mr.")),
        ("sentence", at("Mr."), at("Is that")),
        ("sentence", at("works"), at("We eat")),
        ("turn", at("tell"), at("I don't")),
        ("excerpt", 0, 3),
        ("excerpt", 3, 60),
        ("document", 7, len(TALK.text)),
        ("edge", at("tell"), at("week?", 5)),
    ],
)
def test_where_a_motion_leads(unit, start, onward):
    assert moved(TALKING, Caret(start), unit, 1).position == onward


@pytest.mark.parametrize(
    ("unit", "start", "back"),
    [
        ("char", at("I don't"), at("week?", 5)),
        ("word", at("tell"), at("So")),
        ("sentence", at("I don't"), at("How")),
        ("turn", at("Mr."), 0),
        ("turn", at("And"), at("I don't")),
        ("excerpt", 60, 3),
        ("excerpt", 3, 3),
        ("document", at("And"), 0),
        ("edge", at("tell"), 0),
    ],
)
def test_where_a_motion_leads_back(unit, start, back):
    assert moved(TALKING, Caret(start), unit, -1).position == back


def test_extending_by_sentence_takes_whole_ones_over_the_turn_and_gives_them_back():
    caret = moved(TALKING, Caret(at("week")), "sentence", 1, extend=True)
    assert text_of(caret.selection) == "How do you plan a week?"
    caret = moved(TALKING, caret, "sentence", 1, extend=True)
    assert text_of(caret.selection).endswith("I don't plan, really.")
    caret = moved(TALKING, caret, "sentence", -1, extend=True)
    assert text_of(caret.selection) == "How do you plan a week?"
    caret = moved(TALKING, caret, "sentence", -1, extend=True)
    assert text_of(caret.selection) == "So tell me. How do you plan a week?"


def test_extending_by_turn_selects_across_turns():
    caret = moved(TALKING, Caret(at("Mr.")), "turn", 1, extend=True)
    assert text_of(caret.selection) == TALK.passages[1].text
    caret = moved(TALKING, caret, "turn", 1, extend=True)
    assert text_of(caret.selection) == TALK.text[TALK.passages[1].start : TALK.passages[2].end]


@given(st.integers(0, 140), st.sampled_from(UNITS), st.sampled_from((1, -1)))
def test_extending_holds_the_place_where_it_began(start, unit, direction):
    start = settled(TALKING.layout, start)
    caret = moved(TALKING, Caret(start), unit, direction, extend=True)
    span = caret.selection
    if unit in ("sentence", "turn"):
        assert span is not None
        assert span.start <= start <= span.end
    elif span:
        assert start in (span.start, span.end)


def test_a_selection_grows_from_word_to_sentence_to_turn_to_the_source_and_no_further():
    caret = expanded(TALKING, Caret(at("odd", 1)))
    grown = [text_of(caret.selection)]
    for _ in range(4):
        caret = expanded(TALKING, caret)
        grown.append(text_of(caret.selection))
    turn = TALK.passages[1].text
    assert grown == ["odd", "Is that odd?", turn, TALK.text, TALK.text]


def test_a_selection_grows_over_all_that_one_voice_says_on_end():
    shown = source_of("And you?", "One thing.", "Another.", "Oh.", speakers=("A", "B", "B", "A"))
    ground = ground_of(shown)
    caret = Caret(shown.text.index("Another"))
    for _ in range(3):
        caret = expanded(ground, caret)
    assert caret.selection == Span(shown.passages[1].start, shown.passages[2].end)


def test_a_selection_shrinks_to_the_next_smaller_unit_where_it_begins():
    turn = TALK.passages[1]
    caret = Caret(turn.end, turn.start)
    shrinking = []
    for _ in range(4):
        caret = shrunk(TALKING, caret)
        shrinking.append(text_of(caret.selection))
    assert shrinking == ["I don't plan, really.", "I", "", ""]
    assert caret.position == turn.start


@given(turns, st.integers(0, 300), st.integers(1, 200))
def test_shrinking_stays_within_and_comes_to_an_end(spoken, start, length):
    ground = ground_of(source_of(*spoken))
    start, end = (settled(ground.layout, place) for place in (start, start + length))
    caret = Caret(end, start)
    for _ in range(6):
        smaller = shrunk(ground, caret)
        if caret.selection is None:
            assert smaller == caret
        elif smaller.selection is not None:
            assert caret.selection.start <= smaller.selection.start
            assert smaller.selection.end <= caret.selection.end
            assert len(smaller.selection) < len(caret.selection)
        caret = smaller
    assert caret.selection is None


@given(turns, st.integers(0, 300))
def test_units_at_a_position_hold_it_and_lie_in_its_turn(spoken, position):
    shown = source_of(*spoken)
    ground = ground_of(shown)
    position = settled(ground.layout, min(position, len(shown.text)))
    turn = turn_at(ground, position)
    for span in (word_at(ground, position), sentence_at(ground, position)):
        assert span is not None
        assert turn.start <= span.start <= span.end <= turn.end
        assert span.start <= position or not shown.text[turn.start : span.start].strip()


@given(turns)
def test_sentences_by_rule_hold_every_word(spoken):
    shown = source_of(*spoken)
    sentences = Sentences(shown.text, shown.passages)
    for index, passage in enumerate(shown.passages):
        spans = sentences.of_passage(index)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        held = "".join(shown.text[span.start : span.end] for span in spans)
        assert "".join(held.split()) == "".join(passage.text.split())
