"""Pseudonymising a study: names are found, a person goes through them, and no byte of those accepted is left."""

from pathlib import Path

import pytest

from interviewcoder.domain.name_review import Candidate, NameKind
from interviewcoder.domain.source import Role
from interviewcoder.study import Study

from .samples import take_in

TALK = (
    "Maya Lind: Hello Anna, how is Leeds?\n\n"
    "Anna Berg: Well, i will say. Tom Hale's dog bit me. Will you write to anna.berg@mail.org or +49 30 1234567?\n\n"
    "Maya Lind: I will. Mrs Berg, did Dr. Hale come, or Tom?\n\n"
    "Anna Berg: He may. Grace said that ANNA and anna, not Hannah, would. We met at Barclays in Leeds with 李明吗.\n"
)


def study_with(folder: Path, **texts: str) -> Study:
    study = Study.create(folder / "box.study", coder="Kim", codebook=())
    (folder / "in").mkdir()
    for name, words in texts.items():
        path = folder / "in" / f"{name}.txt"
        path.write_text(words, encoding="utf-8")
        take_in(study, path)
        path.unlink()
    return study


@pytest.fixture
def talk(tmp_path: Path) -> Study:
    study = study_with(tmp_path, anna=TALK)
    source = study.sources.get("anna")
    study.sources.set_speakers(
        [
            (
                one.id,
                Role.INTERVIEWER if one.label == "Maya Lind" else Role.PARTICIPANT,
                one.participant,
            )
            for one in study.sources.speakers(source.id)
        ]
    )
    return study


def proposed(study: Study) -> dict[str, Candidate]:
    return {one.name: one for one in study.pseudonymising.propose().names}


def test_names_are_found(talk: Study) -> None:
    found = proposed(talk)
    assert found["Anna Berg"].kind is NameKind.PARTICIPANT
    assert found["Anna Berg"].accepted
    assert {found[one].pseudonym for one in ("Anna Berg", "Anna", "Berg")} == {
        found["Anna Berg"].pseudonym
    }
    assert found["Anna"].count >= 4  # ANNA, anna and the source among them, but not Hannah.
    assert found["Maya Lind"].accepted
    assert found["Hale"].pseudonym == found["Tom Hale"].pseudonym == found["Tom"].pseudonym
    assert found["anna.berg@mail.org"].pseudonym == "[E-mail 1]"
    assert found["+49 30 1234567"].pseudonym == "[Phone 1]"
    assert "Hannah" not in found or not found["Hannah"].accepted


def test_words_that_are_names_too_are_not_ticked(tmp_path: Path) -> None:
    study = study_with(
        tmp_path,
        a="Interviewer: What do you say?\n\nWill Smith: I will say that a smith may come. May is nice, Will.\n",
    )
    found = proposed(study)
    assert (found["Will"].accepted, found["Will"].capital) == (False, True)
    assert (found["Will Smith"].accepted, found["Will Smith"].capital) == (True, False)
    assert all(one.found[0].isupper() for one in found["Will"].contexts)


def test_a_transcript_without_capitals_tells_nothing_of_words(tmp_path: Path) -> None:
    study = study_with(
        tmp_path, a="Interviewer: so how is it\n\nZora Quist: my name is zora and zora says no\n"
    )
    found = proposed(study)
    assert (found["Zora"].accepted, found["Zora"].capital, found["Zora"].count) == (True, False, 2)


def test_numbers_after_names_do_not_make_codes_of_them(tmp_path: Path) -> None:
    study = study_with(
        tmp_path,
        a="Interviewer: And?\n\nTom 2: Call 02079460018, or IBAN GB29NWBK60161331926819.\n",
    )
    found = proposed(study)
    assert found["Tom 2"].accepted
    assert found["02079460018"].kind is NameKind.PHONE
    assert found["GB29NWBK60161331926819"].kind is NameKind.NUMBER


def test_the_key_may_hold_any_name(tmp_path: Path) -> None:
    study = study_with(tmp_path, a="Interviewer: And?\n\nZora: It is P07 with X.\n")
    key = tmp_path / "key.csv"
    key.write_text("pseudonym,kind,name,capital\n[Person 7],person,P07,\n[Person 8],other,X,yes\n")
    found = {one.name: one for one in study.pseudonymising.propose(key).names}
    assert found["P07"].pseudonym == "[Person 7]"
    assert (found["X"].accepted, found["X"].capital) == (True, True)
    assert found["Zora"].pseudonym == "P01"


def test_codes_are_no_names(tmp_path: Path) -> None:
    study = study_with(
        tmp_path, a="Interviewer: And?\n\nP07: Nothing.\n", b="Interviewer: And?\n\nZora: No.\n"
    )
    found = proposed(study)
    assert "P07" not in found
    assert "Interviewer" not in found
    assert found["Zora"].pseudonym not in ("P07", "")


def test_a_missing_model_is_told(talk: Study) -> None:
    (notice,) = talk.pseudonymising.propose().notices
    assert "python -m spacy download en_core_web_sm" in notice


def test_names_that_only_the_journal_knows(talk: Study) -> None:
    person = talk.participants.get("Anna Berg")
    talk.participants.rename(person.id, "Zenobia Quarx")
    talk.sources.remove(talk.sources.get("anna").id)
    found = proposed(talk)
    assert found["Anna Berg"].accepted
    assert found["Anna Berg"].pseudonym == found["Zenobia Quarx"].pseudonym
