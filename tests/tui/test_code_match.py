"""Codes are found by what one remembers of them."""

import pytest

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.kinds import Kind
from interviewcoder.tui.widgets.code_match import best_first

CODES = [
    Code(1, "a", "Pains", Kind.PAIN, None, "#000000"),
    Code(2, "b", "Price anxiety", Kind.PAIN, 1, "#000000", "Fear of what it costs."),
    Code(3, "c", "Watches the price", Kind.ATTITUDE, None, "#000000", "Weighs the sum."),
    Code(4, "d", "Café culture", Kind.VALUE, None, "#000000"),
]
PARENTS = {1: "", 2: "pains", 3: "", 4: ""}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["Pains", "Price anxiety", "Watches the price", "Café culture"]),
        ("price", ["Price anxiety", "Watches the price"]),
        ("PRICE the", ["Watches the price"]),
        ("pains", ["Pains", "Price anxiety"]),
        ("attitude", ["Watches the price"]),
        ("costs", ["Price anxiety"]),
        ("wtpr", ["Watches the price"]),
        ("anxeity", ["Price anxiety"]),
        ("cafe\u0301", ["Café culture"]),
        ("zzzz", []),
        ("[/b]", []),
    ],
)
def test_best_first(typed: str, expected: list[str]) -> None:
    assert [code.name for code in best_first(typed, CODES, PARENTS)] == expected
