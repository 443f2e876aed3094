"""Numbers in front of lines and turns."""

import pytest

from .reading import read, said

TURNS = [("Ines Vale", "Shall we begin?"), ("Tom Okoro", "Yes, let us."), ("Ines Vale", "Good.")]


@pytest.mark.parametrize(
    "number", ["{}. ", "{}) ", "({}) ", "[{}] ", "{}\t", "{}: ", "{:03} ", "{} | "]
)
def test_numbers_before_turns_are_taken_off_and_told(number):
    number = number.replace(" | ", "| ")
    text = "\n\n".join(
        f"{number.format(n)}{who}: {words}" for n, (who, words) in enumerate(TURNS, 1)
    )
    source = read("talk.txt", text)
    assert said(source) == TURNS
    assert "3 numbers in front of lines were left out." in source.warnings


def test_numbers_before_headers_with_times():
    text = "1 [0:02] Ines Vale: Shall we begin?\n2 [0:09] Tom Okoro: Yes, let us.\n3 [0:10] Ines Vale: Good.\n"
    assert said(read("talk.txt", text)) == TURNS


def test_numbers_before_every_line_of_each_page():
    lines = ["Ines Vale: Shall we", "begin?", "Tom Okoro: Yes,", "let us.", "Ines Vale: Good.", "Tom Okoro: Right."]  # fmt: skip
    text = "\n".join(f"{n % 3 + 1:>4}  {line}" for n, line in enumerate(lines))
    source = read("talk.txt", text)
    assert [(who, " ".join(words.split())) for who, words in said(source)] == [
        *TURNS,
        ("Tom Okoro", "Right."),
    ]


def test_numbers_that_do_not_follow_one_another_stay():
    text = "Ines: One.\n\n34 people came.\n\nTom: Two.\n\n27 of them left.\n\nInes: Three.\n\n5 stayed.\n"
    words = " ".join(words for _, words in said(read("talk.txt", text)))
    assert "34 people" in words
    assert "27 of them" in words


def test_pages_of_questions_and_answers():
    said_lines = [
        "Q. Where were you?",
        "A. I was at home",
        "all day long.",
        "Q. Alone?",
        "A. Yes.",
    ] * 6
    text = "\n".join(f"{n % 25 + 1:>2}   {line}" for n, line in enumerate(said_lines))
    source = read("talk.txt", text)
    assert said(source)[:2] == [("Q", "Where were you?"), ("A", "I was at home\nall day long.")]
