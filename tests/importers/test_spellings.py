"""One person under several labels: one role, one participant, and a warning that tells it."""

import pytest

from interviewcoder.importers.spellings import fullest_spellings

from .reading import read, roles, said


@pytest.mark.parametrize(
    ("labels", "shorter"),
    [
        (["Dr. Ana Ruiz", "Ana Ruiz", "ANA"], {"Ana Ruiz": "Dr. Ana Ruiz", "ANA": "Dr. Ana Ruiz"}),
        (["Olin", "Marta Olin"], {"Olin": "Marta Olin"}),
        (["Marta Olin", "Piet Kuiper", "MO", "PK"], {"MO": "Marta Olin", "PK": "Piet Kuiper"}),
        (["Marta Olin (she/her)", "Marta"], {"Marta": "Marta Olin (she/her)"}),
        (["Marta (laughing)", "Marta", "MO [on the phone]", "MO"], {"Marta (laughing)": "Marta", "MO [on the phone]": "MO"}),
        (["Piet", "Piet Kuiper", "Piet Olin"], {}),
        (["Marta Olin", "Mia Orr", "MO"], {}),
        (["Marta", "Marta and Piet", "Marta/Piet", "Piet & Marta"], {}),
        (["Speaker 1", "Speaker 10", "P1", "P10", "Interviewer", "Interviewer 2"], {}),
        (["Chair", "The Acting Chair", "Kuiper", "Olin as Kuiper"], {}),
        (["A", "B", "Ana Brand", ""], {}),
    ],
    ids=range(11),
)  # fmt: skip
def test_shorter_spellings_are_the_fuller_ones_person(labels, shorter):
    assert dict(fullest_spellings(labels)) == {name: shorter.get(name, name) for name in labels}


def test_the_labels_stay_and_the_person_is_one():
    source = read(
        "talk.txt",
        "Marta Olin: Where did you sail?\n\nPiet Kuiper: To the north.\n\nMO: And then?\n\n"
        "PK: Home. We sold the boat that year and never bought another one.\n\nMO: Why?\n\nPK: The fish were gone.\n",
    )
    assert [speaker for speaker, _ in said(source)] == [
        "Marta Olin", "Piet Kuiper", "MO", "PK", "MO", "PK",
    ]  # fmt: skip
    assert roles(source) == {
        "Marta Olin": ("interviewer", None),
        "Piet Kuiper": ("participant", "Piet Kuiper"),
        "MO": ("interviewer", None),
        "PK": ("participant", "Piet Kuiper"),
    }
    assert any("MO and Marta Olin" in warning for warning in source.warnings)


def test_sounds_of_nobody_are_no_participant():
    source = read(
        "talk.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n[a door opens]\n\n00:03.000 --> 00:04.000\n<v Marta>Come in.\n\n"
        "00:05.000 --> 00:06.000\n<v Piet>Thanks.\n",
    )
    assert roles(source)[""] == ("other", None)
