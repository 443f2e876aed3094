"""Lines that tell about a transcript: no turns of speakers, but they say who asks."""

import pytest

from .reading import read, roles, said

TALK = """
Marta Olin: Shall we begin with the boats?

Piet Kuiper: Yes. My father had two of them.

Marta Olin: Which one did you like?

Piet Kuiper: The green one.
"""
TURNS = [
    ("Marta Olin", "Shall we begin with the boats?"),
    ("Piet Kuiper", "Yes. My father had two of them."),
    ("Marta Olin", "Which one did you like?"),
    ("Piet Kuiper", "The green one."),
]


@pytest.mark.parametrize(
    "top",
    [
        "INTERVIEWEE: Piet Kuiper\nINTERVIEWER: Marta Olin\nDATE: 4 May 2011\nPLACE: Urk",
        "Interviewer: Marta Olin",
        "Interviewee: the skipper\n\nInterviewer: M. Olin (Marta)\n\nDate: 4 May\n\nPlace: Urk",
        "Interviewer: Marta Olin\nRole: harbour master\nTeam: the north quay\nLink: https://example.org/a",
        "Piet Kuiper: An interview held on the quay\n\nInterviewee: Piet Kuiper\n\n"
        "Interviewer: Olin\n\nDate: 4 May\n\nPlace: Urk",
        "Entrevistadora: Marta Olin\nFecha: 4 de mayo",
        "Gesprächspartner: Piet Kuiper\nInterviewerin: Marta Olin\nDatum: 4. Mai",
        "Participants: Marta Olin (interviewer), Piet Kuiper (skipper)",
        "**Participantes:** Marta Olin (Entrevistadora) y Piet Kuiper (pescador)",
        "PIET KUIPER: An interview held by Marta Olin, harbour archive\n\n"
        "INTERVIEWEE: Piet Kuiper\nINTERVIEWER: Marta Olin\nDATE: 4 May 2011",
    ],
    ids=range(10),
)
@pytest.mark.parametrize("name", ["talk.txt", "talk.md"])
def test_a_title_page_is_nobodys_words_and_names_the_interviewer(top, name):
    source = read(name, f"{top}\n{TALK}")
    spoken = {speaker for speaker, _ in said(source)}
    assert spoken <= {"Marta Olin", "Piet Kuiper", "PIET KUIPER"}
    assert [words for _, words in said(source)] == [words for _, words in TURNS]
    assert roles(source)["Marta Olin"][0] == "interviewer"
    assert any("before the first speaker" in warning for warning in source.warnings)


def test_who_answers_tells_who_asks():
    source = read("talk.txt", f"Interviewee: Piet Kuiper\nDate: 4 May\n{TALK}")
    assert said(source) == TURNS
    assert roles(source) == {
        "Marta Olin": ("interviewer", None),
        "Piet Kuiper": ("participant", "Piet Kuiper"),
    }


@pytest.mark.parametrize("word", ["Carol: Good morning", "Carol: Hi", "Carol: Me too"])
def test_a_short_greeting_after_the_date_is_said(word):
    talk = "Date: 4 May\nPiet: Here we all are.\nMarta: Yes.\nPiet: And then?\nMarta: We sailed."
    lines = talk.split("\n")
    source = read("talk.txt", "\n".join([lines[0], lines[1], word, *lines[2:]]))
    assert tuple(word.split(": ")) in said(source)


def test_bullets_amid_speech_are_no_title_page():
    talk = f"{TALK}\nMarta Olin: Look at these.\n\n- https://example.org/one\n- https://example.org/two\n"
    found = said(read("talk.txt", talk + TALK))
    assert [pair for pair in found if pair in TURNS] == TURNS * 2
