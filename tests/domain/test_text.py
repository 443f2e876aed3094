"""Untrusted text made safe: what is replaced, and that offsets stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import (
    NAME_LIMIT,
    clean_name,
    name_key,
    one_line,
    sanitise,
    visible,
)

ANY = st.text(st.characters(), max_size=40) | st.text("\r\n\t\x1b\x85\u202e\ud800 a", max_size=20)
UNSAFE = {chr(c) for c in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))} - {"\n", "\t"}


@given(ANY)
def test_sanitised_text_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    safe = sanitise(text)
    assert not set(safe) & UNSAFE
    assert sanitise(safe) == safe
    safe.encode()
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(safe) == len(joined)
    assert all(a == b or a in UNSAFE for a, b in zip(joined, safe, strict=True))


@given(ANY)
def test_visible_text_and_lines(text: str) -> None:
    assert not set(visible(text)) & (UNSAFE | set("\u202a\u202b\u202c\u202d\u202e\u2066\u2069"))
    line = one_line(text, 12)
    assert len(line) <= 12
    assert "\n" not in line
    assert "\t" not in line


@given(ANY)
def test_clean_names_are_stable_and_findable(raw: str) -> None:
    try:
        name = clean_name(raw)
    except StudyError as error:
        assert error.remedy  # noqa: PT017
        return
    assert name
    assert name == clean_name(name) == " ".join(name.split())
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & (UNSAFE | set("\n\t\u200b\u202e\ufeff"))
    assert name_key(name) == name_key(name_key(name))


@pytest.mark.parametrize("raw", ["", " \n", "\u200b\ufeff", "\u202e\u2066"])
def test_names_of_nothing(raw: str) -> None:
    with pytest.raises(StudyError, match="The code's name is empty"):
        clean_name(raw, "code's name")


def test_the_longest_name() -> None:
    assert clean_name("é" * NAME_LIMIT) == "é" * NAME_LIMIT
    assert len(clean_name("e\u0301" * NAME_LIMIT)) == NAME_LIMIT
    with pytest.raises(StudyError, match="201 characters long"):
        clean_name("x" * (NAME_LIMIT + 1))


@pytest.mark.parametrize(
    ("one", "other"), [("Straße", "STRASSE"), ("ﬁne", "Fine"), ("é", "E\u0301"), ("a \t b", "A B")]
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_right_to_left_text_stays_as_it_is() -> None:
    assert visible("שלום and مرحبا") == "שלום and مرحبا"
