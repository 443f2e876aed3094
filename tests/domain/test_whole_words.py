"""Names are found as whole words, in all scripts, however they are written."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.whole_words import WholeWords


def found(term: str, text: str) -> list[str]:
    return [text[one.start : one.end] for one in WholeWords([term]).find(text)]


@pytest.mark.parametrize(
    ("term", "text", "written"),
    [
        ("Ana", "ANA, ana’s and (Ana) but Anabel, banana", ["ANA", "ana", "Ana"]),
        ("Ana", "interview_01_ana2.txt", ["ana"]),
        ("Ana Gomez", "Ana  Gomez and ana_gomez, Ana, Gomez", ["Ana  Gomez", "ana_gomez"]),
        ("Zoë", unicodedata.normalize("NFD", "Zoë and Zoe"), ["Zoe\u0308"]),
        ("李明", "我和李明明天", ["李明"]),
        ("田中", "田中さんは田", ["田中"]),
        ("김민수", "김민수는 왔다", ["김민수"]),
        ("สมชาย", "คุณสมชายมา", ["สมชาย"]),
        ("עדי", "עדי, עדינה", ["עדי"]),
        ("O'Brien", "O’Brien and OBrien", ["O’Brien"]),
        ("(.*)+", "(.*)+", []),
        ("+49 30 12", "+49 30 12, +49 30 123", ["+49 30 12"]),
    ],
)
def test_whole_words(term: str, text: str, written: list[str]) -> None:
    assert found(term, text) == written


def test_the_longest_comes_first_and_nothing_overlaps() -> None:
    text = "Anna Berg, Anna, Berg"
    finder = WholeWords(["Anna", "Berg", "Anna Berg"])
    assert [one.term for one in finder.find(text)] == [2, 0, 1]


def test_a_shorter_one_is_found_where_the_longer_is_not_accepted() -> None:
    finder = WholeWords(["Anna", "Anna Berg"])
    assert [one.term for one in finder.find("Anna Berg", lambda _, term: term == 0)] == [0]


@given(st.text("aAb _.é1", max_size=40), st.sampled_from(["a", "ab", "a b", "é"]))
def test_as_a_pattern_would(text: str, term: str) -> None:
    edges = r"(?<![^\W\d_]){}(?![^\W\d_])"
    pattern = re.compile(edges.format(term.replace(" ", r"[\s_]+")), re.IGNORECASE)
    assert found(term, text) == [one[0] for one in pattern.finditer(text)]
