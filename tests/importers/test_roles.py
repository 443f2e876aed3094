import pytest

from interviewcoder.domain.imported import VoiceMapping
from interviewcoder.domain.source import Role

from .reading import read, roles


def role_of(
    text: str, name: str = "p12.txt", **options: object
) -> dict[str, tuple[str, str | None]]:
    return roles(read(name, text, **options))


def test_role_words():
    for word in (
        "Interviewer",
        "I",
        "Int",
        "Q",
        "MODERATOR",
        "Facilitator",
        "AI",
        "Host",
        "Pergunta",
    ):
        found = role_of(f"{word}: So?\nAnna: Yes.\n{word}: And?\nAnna: No.\n")
        assert found == {word: ("interviewer", None), "Anna": ("participant", "Anna")}


@pytest.mark.parametrize(
    "label", ["Participant", "P", "A", "Interviewee", "Respondent", "Speaker 1", "SPEAKER_00"]
)
def test_a_label_without_a_name_is_called_after_the_file(label):
    assert role_of(f"Interviewer: So?\n{label}: Yes.\n")[label] == ("participant", "p12")


@pytest.mark.parametrize("label", ["P1", "P03", "ID7", "R-12"])
def test_ids_are_names(label):
    assert role_of(f"Interviewer: So?\n{label}: Yes.\n")[label] == ("participant", label)


def test_several_without_names_are_told_apart():
    found = role_of(
        "Moderator: So?\nSpeaker 1: Yes.\nSpeaker 2: No.\nModerator: Ok.\n", "group.txt"
    )
    assert found["Speaker 1"] == ("participant", "group · Speaker 1")
    assert found["Speaker 2"] == ("participant", "group · Speaker 2")


def test_the_user_names_the_interviewer_by_a_part_in_any_case():
    text = "Ines Vale: So.\nTom: Yes.\nInes Vale: And.\nTom: No.\n"
    assert role_of(text, interviewers=("INES",))["Ines Vale"] == ("interviewer", None)
    source = read("a.txt", text, interviewers=("Nobody",))
    assert "None of the interviewers named" in source.warnings[0]


def test_the_file_is_named_after_the_one_interviewed():
    found = role_of("Ines: So.\nTom Okoro: Yes.\n", "talk-with-tom-okoro.txt")
    assert found == {"Ines": ("interviewer", None), "Tom Okoro": ("participant", "Tom Okoro")}


def test_the_beginning_says_who_the_interviewer_is():
    text = "Interviewer is Ines Vale and Bo Lind.\n\nInes Vale  0:02\nSo.\n\nTom  0:09\nYes.\n\nBo Lind  0:11\nOk.\n"
    found = role_of(text)
    assert [who for who, (role, _) in found.items() if role == "interviewer"] == [
        "Ines Vale",
        "Bo Lind",
    ]


def test_who_asks_and_says_little_is_the_interviewer():
    text = "Ines: Why?\nTom: It is how we have always done it.\nInes: Since when?\nTom: For years and years.\n"
    source = read("a.txt", text)
    assert roles(source)["Ines"] == ("interviewer", None)
    assert any("Ines is taken for the interviewer" in warning for warning in source.warnings)


def test_when_it_is_not_clear_all_are_participants():
    source = read("a.txt", "Ines: I do.\nTom: Me too.\nInes: Fine.\nTom: Yes.\n")
    assert {role for role, _ in roles(source).values()} == {"participant"}
    assert any("not clear" in warning for warning in source.warnings)


def test_one_name_among_participants_is_the_interviewer():
    found = role_of("Dan: Okay.\nParticipant: Yes.\nDan: Okay.\nParticipant: Right.\n")
    assert found == {"Dan": ("interviewer", None), "Participant": ("participant", "p12")}


def voice(label: str, role: str, participant: str | None = None) -> VoiceMapping:
    return VoiceMapping(label, Role(role), participant)


def test_what_the_user_says_of_a_voice_is_so():
    text = (
        "Speaker 1: So, how was it?\nSpeaker 2: Fine.\nSpeaker 1: And then?\nSpeaker 2: I left.\n"
    )
    swapped = (voice("speaker  1", "participant"), voice("SPEAKER 2", "interviewer"))
    source = read("p12.txt", text, voices=swapped)
    assert roles(source) == {
        "Speaker 1": ("participant", "p12"),
        "Speaker 2": ("interviewer", None),
    }
    assert source.warnings == ()
    named = read("p12.txt", text, voices=(voice("Speaker 1", "participant", "Ana"), *swapped[1:]))
    assert roles(named)["Speaker 1"] == ("participant", "Ana")


def test_voices_that_nothing_is_said_of_are_found_out():
    text = "Interviewer: So?\nSpeaker 1: Yes.\nBo: No.\nInterviewer: Ok.\n"
    assert role_of(text, voices=(voice("Bo", "other"), voice("Nobody", "other"))) == {
        "Interviewer": ("interviewer", None),
        "Speaker 1": ("participant", "p12"),
        "Bo": ("other", None),
    }
    assert role_of(text, voices=(voice("Interviewer", "participant"),))["Interviewer"] == (
        "participant",
        "p12 · Interviewer",
    )


def test_what_the_user_says_of_a_voice_holds_for_its_other_spellings():
    text = "Ana Ruiz: So?\n\nTom: Yes.\n\nANA: And then?\n\nTom: No.\n\n" * 2
    told = role_of(text, voices=(voice("Ana Ruiz", "participant"), voice("Tom", "interviewer")))
    assert told["ANA"] == told["Ana Ruiz"] == ("participant", "Ana Ruiz")
    apart = role_of(text, voices=(voice("ANA", "other"), voice("Ana Ruiz", "interviewer")))
    assert apart == {
        "Ana Ruiz": ("interviewer", None),
        "Tom": ("participant", "Tom"),
        "ANA": ("other", None),
    }


def test_a_file_named_after_who_asks_is_not_misread():
    talk = "Marta: Where to?\n\nkuiper: North. We sailed for weeks and saw no land at all.\n\n" * 4
    assert (
        roles(read("piet-kuiper-with-marta-olin.txt", talk.replace("kuiper", "skip")))["Marta"][0]
        == "interviewer"
    )


def test_participants_told_apart_by_letters_are_participants():
    talk = "Dr. Vale: Welcome back.\n\nParticipant A: Hello.\n\nParticipant B: Hi.\n\n" * 2
    found = roles(read("group.txt", talk))
    assert found["Dr. Vale"][0] == "interviewer"
    assert found["Participant A"] == ("participant", "group · Participant A")
