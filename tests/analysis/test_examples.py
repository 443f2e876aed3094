"""Examples of a code are of different people, of a good length, and speak for it where they can."""

from datetime import UTC, datetime

from interviewcoder.analysis.examples import examples
from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.kinds import Kind

GOOD = "eight words that can be read at once"


def said(
    number: int, who: str, text: str = GOOD, *, code: int = 1, at: int = 0, against: bool = False
) -> Coding:
    made = datetime(2026, 1, 31, tzinfo=UTC)
    side = Polarity.AGAINST if against else Polarity.NEUTRAL
    start = at or 100 * number
    return Coding(
        number, f"g{number}", 1, "s", start, start + len(text), text, code, "C", Kind.NEED,
        "#e69f00", "Maya", made, participant=who, polarity=side,
    )  # fmt: skip


def chosen(codings: list[Coding], most: int = 3) -> list[int]:
    return [one.id for one in examples(codings, most)[1]]


def test_everyone_is_heard_before_anyone_is_heard_twice() -> None:
    codings = [
        said(1, "Ana"),
        said(2, "Ana"),
        said(3, "Ana"),
        said(4, "Ben"),
        said(5, "Cem", "Short."),
    ]
    assert chosen(codings) == [1, 4, 5]
    assert chosen(codings, 4) == [1, 2, 4, 5]


def test_a_good_length_comes_first() -> None:
    assert chosen([said(1, "Ana", "No."), said(2, "Ana")], 1) == [2]
    assert chosen([said(1, "Ana", "word " * 90), said(2, "Ana")], 1) == [2]


def test_what_speaks_against_comes_last() -> None:
    codings = [said(1, "Ana", against=True), said(2, "Ben", "No."), said(3, "Ben")]
    assert chosen(codings, 2) == [2, 3]
    assert chosen(codings) == [1, 2, 3]


def test_no_words_are_quoted_twice() -> None:
    assert chosen([said(1, "Ana", at=100), said(2, "Ana", at=105), said(3, "Ana", at=300)]) == [
        1,
        3,
    ]


def test_by_code_and_none() -> None:
    codings = [said(1, "Ana"), said(2, "Ana", code=2)]
    assert {code: [one.id for one in ones] for code, ones in examples(codings, 3).items()} == {
        1: [1],
        2: [2],
    }
    assert not any(examples(codings, 0).values())
