"""What may still identify somebody is counted, and words that only look alike are not."""

import pytest

from interviewcoder.domain.names_left import NamesLeft


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("then marisol came", "1 word like participants' names (marisol)"),
        ("Mrs Gomez, GOMEZ", "2 words like participants' names (GOMEZ, Gomez)"),
        ("with Tadeuszem and Marisols", "2 words like participants' names (Marisols, Tadeuszem)"),
        ("me@example.org and jo dot low at example dot com", "2 e-mail addresses"),
        ("+48 22 555 01 23 or (555) 123-4567", "2 phone numbers"),
        ("www.example.org/me", "1 web address"),
    ],
)
def test_what_is_found(text: str, told: str) -> None:
    left = NamesLeft(["Marisol Gómez", "Tadeusz", "Will Bo"])
    left.look(text)
    left.look(text)
    assert left.told() == (
        f"What may still tell who somebody is: {told}. Look for them before you share this."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P01 will say so",
        "Solemn: mari, marisolas",
        "In 2024 we paid 1,200 at 10:30",
        "tadeuszem",
    ],
)
def test_what_is_none(text: str) -> None:
    left = NamesLeft(["Marisol Gómez", "Tadeusz", "Will Bo"])
    left.look(text)
    assert left.told() == ""


def test_only_a_few_are_named() -> None:
    left = NamesLeft(f"Name{letter}{letter}" for letter in "abcdefg")
    left.look(" ".join(f"name{letter}{letter}" for letter in "abcdefg"))
    assert "7 words like participants' names (nameaa, namebb, namecc, namedd, nameee, ...)" in (
        left.told()
    )
