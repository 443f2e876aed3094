"""Interviews whose questions are headings or bold lines."""

import pytest

from .reading import read, roles, said

ANSWERS = ["In the north.", "Since May.\n\nI had a boat before.", "No."]
QUESTIONS = ["Where do you sail?", "Since when? And why?", "Tell me more.", "Will you stay?"]


def interview(mark: str, end: str = "") -> str:
    asked = [f"{mark}{question}{end}" for question in QUESTIONS]
    body = [asked[0], ANSWERS[0], asked[1], ANSWERS[1], asked[2], ANSWERS[2], asked[3], "Yes."]
    return "# A skipper\n\nWe met on the quay.\n\n" + "\n\n".join(body) + "\n"


EXPECTED = [
    ("Question", "Where do you sail?"),
    ("", "In the north."),
    ("Question", "Since when? And why?"),
    ("", "Since May.\n\nI had a boat before."),
    ("Question", "Tell me more."),
    ("", "No."),
    ("Question", "Will you stay?"),
    ("", "Yes."),
]


@pytest.mark.parametrize(("mark", "end"), [("## ", ""), ("### ", ""), ("## **", "**")])
def test_headings_that_ask_are_the_interviewers(mark, end):
    source = read("skipper.md", interview(mark, end))
    assert said(source) == EXPECTED
    assert roles(source) == {"Question": ("interviewer", None), "": ("participant", "skipper")}
    assert any("2 lines before the first speaker" in warning for warning in source.warnings)


def test_bold_lines_that_ask_are_too():
    talk = interview("**", "**").replace("**Tell me more.**\n\n", "").replace("No.\n\n", "")
    source = read("skipper.md", talk)
    assert said(source) == [pair for pair in EXPECTED if pair[1] not in {"Tell me more.", "No."}]


def test_a_question_or_two_among_headings_make_no_interview():
    text = "# Boats\n\n## Sails\n\nWhite.\n\n## Why white?\n\nIt is cheap.\n\n## Ropes\n\nLong.\n\n## Who ties?\n\nAll.\n"
    assert {speaker for speaker, _ in said(read("boats.md", text))} == {""}


def test_speakers_hold_where_there_are_any():
    talk = "## Where?\n\nInes: Here.\n\nTom: Ah.\n\n" * 4
    assert {speaker for speaker, _ in said(read("talk.md", talk))} == {"Ines", "Tom"}


def test_marks_of_a_new_speaker_divide_a_text():
    source = read("talk.txt", "Welcome to\nthe quay.\n>> Thank you\nfor coming.\n>> Shall we?\n")
    assert said(source) == [
        ("", "Welcome to\nthe quay."),
        ("", "Thank you\nfor coming."),
        ("", "Shall we?"),
    ]
