"""Moving the ends of an excerpt: to where words, sentences and turns end and begin, and never past the other end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.tui.widgets.motions import UNITS, Caret
from interviewcoder.tui.widgets.reading_ends import end_moved, ends_swapped

from .reading_examples import source_of, turns, widths
from .test_reading_motions import TALKING, at, ground_of, text_of


def selected(caret: Caret) -> str:
    return text_of(caret.selection)


@pytest.mark.parametrize(
    ("unit", "onward", "back"),
    [
        ("char", "Brown plans! ", "Brown plans"),
        ("word", "Brown plans! Is", "Brown plans"),
        ("sentence", "Brown plans! Is that odd?", "Brown plans!"),
        ("turn", "Brown plans! Is that odd? It works for us.\nWe eat at six.", "Brown plans!"),
    ],
)
def test_the_last_end_goes_to_where_units_end(unit: str, onward: str, back: str) -> None:
    began = Caret(at("plans!", 6), at("Brown"))
    assert selected(end_moved(TALKING, began, unit, 1)) == onward
    assert selected(end_moved(TALKING, began, unit, -1)) == back


def test_it_goes_back_unit_by_unit() -> None:
    caret = Caret(at("We eat", 6), at("Mr. Brown"))
    for told in ("Mr. Brown plans! Is that odd? It works for us.", "Mr. Brown plans! Is that odd?"):
        caret = end_moved(TALKING, caret, "sentence", -1)
        assert selected(caret) == told


def test_the_first_end_goes_to_where_units_begin() -> None:
    began = Caret(at("plans!"), at("plans!", 6))
    assert selected(end_moved(TALKING, began, "word", -1)) == "Brown plans!"
    assert selected(end_moved(TALKING, began, "sentence", -1)).startswith("Mr. Brown plans!")
    assert selected(end_moved(TALKING, began, "turn", -1)).startswith("I don't plan")
    wide = Caret(at("I don't"), at("plans!", 6))
    assert selected(end_moved(TALKING, wide, "sentence", 1)) == "Mr. Brown plans!"


def test_over_turns_and_to_the_end_of_the_text() -> None:
    caret = Caret(at("six.", 4), at("We eat"))
    assert selected(end_moved(TALKING, caret, "sentence", 1)).endswith("And on Sundays?")
    caret = Caret(at("All of us.", 10), at("We cook"))
    for unit in ("word", "sentence", "turn"):
        assert end_moved(TALKING, caret, unit, 1).selection == caret.selection


def test_ends_are_swapped_and_do_not_pass_each_other() -> None:
    caret = Caret(at("plans!", 5), at("plans!"))
    assert ends_swapped(caret) == Caret(at("plans!"), at("plans!", 5))
    assert ends_swapped(ends_swapped(caret)) == caret
    for unit in ("word", "sentence", "turn", "document", "line"):
        assert end_moved(TALKING, caret, unit, -1) == caret
        assert end_moved(TALKING, ends_swapped(caret), unit, 1) == ends_swapped(caret)


moves = st.lists(
    st.tuples(st.sampled_from([*UNITS, "swap"]), st.sampled_from((1, -1))), max_size=20
)


@given(turns, widths, moves)
def test_there_are_always_words_between_the_ends(spoken, width, keys):
    shown = source_of(*spoken)
    ground = ground_of(shown, width)
    first = shown.passages[0]
    if first.end == first.start:
        return
    caret = Caret(first.end, first.start)
    for unit, direction in keys:
        before = caret
        caret = ends_swapped(caret) if unit == "swap" else end_moved(ground, caret, unit, direction)
        assert caret.selection is not None
        assert 0 <= caret.selection.start < caret.selection.end <= len(shown.text)
        if unit != "swap":
            assert caret.anchor == before.anchor
