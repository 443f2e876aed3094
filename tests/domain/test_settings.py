"""What a file of settings may say, and what is told of the rest."""

import pytest

from interviewcoder.domain.settings import KNOWN, Settings, settings_of


def test_all_of_them() -> None:
    settings, wrong = settings_of(
        {
            "theme": "light",
            "mouse": False,
            "coder": " Maya ",
            "interviewers": ["Maya", "Int"],
            "suggestions": False,
            "models": {"EN": "en_core_web_sm"},
            "keys": {"reading": {"tag": "g"}, "app.help": "f2"},
        }
    )
    assert not wrong
    assert settings == Settings(
        "light",
        False,
        "Maya",
        ("Maya", "Int"),
        suggestions=False,
        models={"en": "en_core_web_sm"},
        keys={"reading.tag": "g", "app.help": "f2"},
    )


def test_nothing_said_is_the_default() -> None:
    assert settings_of({}) == (Settings(), ())


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("theme", "dakr", "'dakr' is no theme."),
        ("theme", True, "true is no theme."),
        ("mouse", "yes", "'mouse' is 'yes'."),
        ("mouse", 1, "'mouse' is the number 1."),
        ("coder", "  ", "'coder' is empty."),
        ("coder", ["a"], "'coder' is a list."),
        ("interviewers", "Maya", "'interviewers' is no list of names."),
        ("interviewers", ["Maya", 3], "'interviewers' is no list of names."),
        ("models", "x", "'models' is no table."),
        ("models", {"en": {}}, "The model of 'en' is a table."),
        ("keys", 3, "'keys' is no table."),
        ("keys", {"reading": {"tag": ""}}, "The keys of 'reading.tag' are empty."),
        ("colour\x1b[2J", 3, "There is no setting 'colour␛[2J'."),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_holds(name: str, value: object, told: str) -> None:
    settings, wrong = settings_of({name: value, **({"mouse": False} if name != "mouse" else {})})
    (one,) = wrong
    assert one.message == told
    assert one.remedy
    assert one.place[0] == name
    assert settings == Settings(mouse=name == "mouse")


def test_every_setting_is_told() -> None:
    assert [one.name for one in KNOWN] == list(Settings.__dataclass_fields__)
