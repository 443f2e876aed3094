"""What is left out is left out of every format, and the pseudonyms are the same in all of them."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.redaction import Redaction
from interviewcoder.exporters.persona_dossier import binder
from interviewcoder.exporters.persona_redaction import LEFT_OUT
from interviewcoder.exporters.personas_docx import personas_docx
from interviewcoder.exporters.personas_html import persona_posters
from interviewcoder.exporters.personas_json import personas_json
from interviewcoder.exporters.personas_markdown import persona_pages
from interviewcoder.exporters.pseudonyms import Pseudonyms

from .persona_examples import codings, persona, synthesis

PEOPLE = ["Dov", "Ana", "Ben Okri", "Cem"]
NAMES = re.compile(r"(?<![a-z])(ana|ben|okri|cem|dov)(?![a-z])", re.IGNORECASE)


def every_format(*what: Redaction) -> dict[str, str]:
    run = synthesis(persona("The friends of Cem"))
    bound = binder("Ana's study", run, codings=codings(), people=PEOPLE, redact=what)
    with zipfile.ZipFile(io.BytesIO(personas_docx(bound))) as package:
        word = "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        )
    pages = {**persona_pages(bound), **persona_posters(bound)}
    return {
        **pages,
        "personas.json": personas_json(bound),
        "personas.docx": re.sub(r"<[^>]*>", " ", word),
    }


def test_no_name_is_left_anywhere() -> None:
    for file, text in every_format(Redaction.NAMES).items():
        assert not NAMES.search(file), file
        assert not NAMES.search(text), (file, NAMES.search(text))
        assert "P02" in text or file.startswith("index"), file


def test_who_is_who_is_the_same_in_every_format() -> None:
    made = every_format(Redaction.NAMES)
    assert "the-friends-of-p04.md" in made
    assert "| P03 | 0.80 |" in made["the-friends-of-p04.md"]
    assert '"participant": "P03"' in made["personas.json"]
    assert "interview_01_P02" in made["personas.json"]
    assert "Then once more, said P02." in made["personas.json"]
    assert "Participants left out: P01" in made["index.md"]


def test_no_words_are_left_anywhere() -> None:
    for file, text in every_format(Redaction.QUOTES).items():
        assert "Words number" not in text, file
        assert "check the price" not in text, file
        assert "Never again" not in text, file
        if not file.startswith("index"):
            assert LEFT_OUT in text.replace("\\", ""), file


def test_the_index_says_what_was_left_out_and_what_could_not_be() -> None:
    made = every_format(*Redaction)
    for file in ("index.md", "index.html", "personas.docx"):
        assert "read them before you share this" in made[file], file
    assert '"redacted": [\n    "names",\n    "quotes"\n  ]' in made["personas.json"]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("ana", "P01"),
        ("Banana and ana.", "Banana and P01."),
        ("interview_01_ANA.txt", "interview_01_P01.txt"),
        ("Will Smith said I will", "P02 said I will"),
        ("Will said", "P02 said"),
        ("will_notes", "P02_notes"),
        ("Zoe\u0308 and Zoë", "P03 and P03"),
        ("R1 and R12", "P04 and R12"),
        ("Participant 3 is a Participant", "P05 is a Participant"),
        ("will  smith", "P02"),
    ],
)
def test_names_are_found_as_words(text: str, changed: str) -> None:
    people = ["Ana", "Will Smith", "Zoë", "R1", *(f"Participant {n}" for n in (3, 4, 5, 6))]
    assert Pseudonyms(people)(text) == changed


def test_a_name_that_two_share_is_nobodys() -> None:
    change = Pseudonyms(["Anna Lee", "Anna Moe"])
    assert change("Anna Lee met Anna") == "P01 met [someone]"


@given(st.lists(st.text(), max_size=4), st.text())
def test_any_name_in_any_text(people: list[str], text: str) -> None:
    change = Pseudonyms(people)
    change(text)
    for name in people:
        if name.strip():
            assert re.fullmatch(r"P\d\d", change(name))
