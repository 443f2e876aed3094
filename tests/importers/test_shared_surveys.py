"""Whole survey exports, where they lie beside the repository: who answered, and all of what they answered."""

import json
from pathlib import Path

import pytest

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource

from .reading import read, said

SHARED = Path(__file__).parents[3] / "shared" / "data" / "surveys"
RENDERED = SHARED / "rendered-formats"
pytestmark = pytest.mark.skipif(not RENDERED.is_dir(), reason="the shared data are not here")

FILES = sorted(
    path.name
    for path in (RENDERED.iterdir() if RENDERED.is_dir() else ())
    if path.suffix in {".csv", ".tsv", ".xlsx", ".sav"}
)
CODED = {"limesurvey_code.csv", "qualtrics_numeric_split.csv"}
"""In these the choices are numbers or codes."""


def truth():
    return json.loads((RENDERED / "expected_responses.json").read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def answers_to(source: ImportedSource, *words: str) -> dict[str, list[str]]:
    """By respondent the answers to the question with all of the words in it."""
    numbers = {
        n for n, title in enumerate(source.questions) if all(word in title for word in words)
    }
    assert len(numbers) <= 1, [source.questions[n] for n in numbers]
    found: dict[str, list[str]] = {}
    for passage, (who, text) in zip(source.passages, said(source), strict=True):
        if passage.question in numbers:
            found.setdefault(who, []).append(squeezed(text))
    return found


def values_of(source: ImportedSource, text: str) -> list[str] | None:
    """The values of the attribute with these words in its name, in the order of the respondents."""
    names = [one.name for one in source.attributes if text in one.name]
    if not names:
        return None
    assert len(names) == 1
    return [dict(speaker.attributes).get(names[0], "") for speaker in source.speakers]


@pytest.mark.parametrize("name", FILES)
def test_rendered_surveys_give_who_answered_and_all_answers(name):
    expected = truth()
    source = read(name, (RENDERED / name).read_bytes())
    people = [speaker.label for speaker in source.speakers]
    assert len(people) == len(expected["respondents"])
    codes = {
        "hinder": "G1Q2",
        "role": "G1Q8",
        "how_often": "G1Q1",
        "words": "G1Q7",
        "needs": "G1Q5",
    }
    seen = 0
    for question in expected["questions"]:
        text = codes.get(question["id"], "-") if name == "limesurvey_code.csv" else question["text"]
        wanted = [person["answers"][question["id"]] for person in expected["respondents"]]
        if question["kind"] == "open":
            found = answers_to(source, text)
            assert [found.get(who, []) for who in people] == [
                [squeezed(answer)] if answer.strip() else [] for answer in wanted
            ]
            seen += 1
        elif question["kind"] == "list":
            found = answers_to(source, text)
            if found and name not in {"typeform.csv", "microsoft_forms.xlsx", "spss.sav"}:
                assert [found.get(who, []) for who in people] == [
                    [squeezed(one) for one in answer if one.strip()] for answer in wanted
                ]
        elif question["kind"] == "single" and name not in CODED:
            values = values_of(source, text)
            if name != "long_format.csv":
                assert values == wanted
                seen += 1
        elif question["kind"] == "multi" and name not in {*CODED, "long_format.csv"}:
            values = values_of(source, "convenient, cool" if name == "typeform.csv" else text)
            assert values is not None
            assert [set(value.split("; ")) - {""} for value in values] == [
                set(answer) for answer in wanted
            ]
            seen += 1
    assert seen >= 2


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_beside_the_choices_is_a_question_of_its_own(name):
    expected = truth()
    source = read(name, (RENDERED / name).read_bytes())
    wanted = [
        squeezed(person["answers"]["how_run_other"])
        for person in expected["respondents"]
        if person["answers"]["how_run_other"].strip()
    ]
    found = (
        answers_to(source, "ther")
        if name == "typeform.csv"
        else answers_to(source, "How do you run" if name != "limesurvey_code.csv" else "G1Q4")
    )
    if name not in {"kobo.csv", "long_format.csv", "spss.sav"}:
        assert sorted(text for texts in found.values() for text in texts) == sorted(wanted)


WITHOUT_ANSWERS = {
    "strimzi_2020_SUMMARY_not_responses.csv": "This is a summary of a survey",
    "StarWars.csv": "No column of the table looks like answers to an open question",
}
"""One has no respondents, the other only closed questions, so that nothing in it can be tagged."""


def test_real_exports_are_read_without_an_option():
    for path in sorted(SHARED.rglob("*")):
        if path.parent == RENDERED or path.suffix not in {".csv", ".tsv", ".xlsx", ".sav"}:
            continue
        if told := WITHOUT_ANSWERS.get(path.name):
            with pytest.raises(StudyError, match=told):
                read(path.name, path.read_bytes())
        else:
            source = read(path.name, path.read_bytes())
            assert source.questions, path.name
            assert len(source.passages) >= len(source.questions), path.name
