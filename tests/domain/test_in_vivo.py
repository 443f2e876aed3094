"""Words that were said, as a code's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.in_vivo import LONGEST, in_vivo_name
from interviewcoder.domain.text import clean_name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("  “I never look\n at the bill.”", "I never look at the bill"),
        ("- well, no!", "well, no"),
        ("(too) expensive?", "too) expensive"),
        ("…", ""),
        ("", ""),
        ("مرحبا بك،", "مرحبا بك"),
        ("je ne sais pas…", "je ne sais pas"),
    ],
)
def test_what_stays_of_words(words: str, name: str) -> None:
    assert in_vivo_name(words) == name


def test_long_ones_are_cut_between_words() -> None:
    name = in_vivo_name("and then " * 30)
    assert len(name) <= LONGEST
    assert name.endswith(("and…", "then…"))
    assert len(in_vivo_name("x" * 500)) <= LONGEST


@given(st.text())
def test_any_words_make_a_name_that_can_be_kept_or_none(words: str) -> None:
    name = in_vivo_name(words)
    assert len(name) <= LONGEST
    assert "\n" not in name
    if name and any(letter.isalnum() for letter in name):
        assert clean_name(name)
