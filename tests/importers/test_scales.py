import pytest

from interviewcoder.importers.scales import scale_of


def numbers(*written: str) -> dict[str, str]:
    scale = scale_of(written)
    assert scale is not None
    told = dict(scale.labels)
    return {answer: told[answer] for answer in written if answer in told}


@pytest.mark.parametrize(
    ("low", "between", "high"),
    [
        ("Strongly disagree", "Neither agree nor disagree", "Strongly agree"),
        ("Very dissatisfied", "Neutral", "Very satisfied"),
        ("Very unlikely", "Neither likely nor unlikely", "Very likely"),
        ("Never", "Sometimes", "Always"),
        ("Very difficult", "Neither easy nor difficult", "Very easy"),
        ("Not at all important", "Moderately important", "Extremely important"),
        ("stimme überhaupt nicht zu", "teils/teils", "stimme voll und ganz zu"),
        ("Sehr unzufrieden", "weder noch", "Sehr zufrieden"),
        ("Pas du tout d’accord", "Neutre", "Tout à fait d'accord"),
        ("jamais", "parfois", "toujours"),
        ("Totalmente en desacuerdo", "Ni de acuerdo, ni en desacuerdo", "Totalmente de acuerdo"),
        ("Muy insatisfecha", "Neutral", "Muy satisfecha"),
        ("Discordo totalmente", "Indiferente", "Concordo totalmente"),
        ("Per niente importante", "Neutrale", "Molto importante"),
        ("Helemaal mee oneens", "Neutraal", "Helemaal mee eens"),
        ("zelden", "soms", "vaak"),
    ],
)
def test_ladders_go_from_the_least_to_the_most_whatever_their_order(low, between, high):
    told = numbers(high, low, between)
    assert float(told[low]) < float(told[between]) < float(told[high])
    if low != "zelden":
        assert told == {high: "5", low: "1", between: "3"}


def test_steps_that_nobody_chose_have_their_numbers_and_names():
    scale = scale_of(["Agree", "strongly agree", "Strongly Agree"])
    assert scale is not None
    assert scale.labels == (
        ("Strongly disagree", "1"),
        ("Disagree", "2"),
        ("Neutral", "3"),
        ("Agree", "4"),
        ("Strongly Agree", "5"),
        ("strongly agree", "5"),
    )


def test_seven_steps_where_there_are_seven():
    told = numbers("Strongly agree", "Agree", "Somewhat agree", "Disagree", "Neutral")
    assert told == {
        "Strongly agree": "7",
        "Agree": "6",
        "Somewhat agree": "5",
        "Neutral": "4",
        "Disagree": "2",
    }


def test_given_numbers_stay_also_when_they_run_the_other_way():
    assert numbers("1 - Strongly agree", "2 - Agree", "5 - Strongly disagree") == {
        "1 - Strongly agree": "1",
        "2 - Agree": "2",
        "5 - Strongly disagree": "5",
    }
    assert numbers("0 = not at all likely", "7", "10 = very likely")["10 = very likely"] == "10"
    assert numbers("1 (Not at all)", "2", "3", "4", "5 (All the time)")["1 (Not at all)"] == "1"
    assert numbers("Strongly disagree", "2", "5", "9", "Strongly agree") == {
        "Strongly disagree": "1",
        "2": "2",
        "5": "5",
        "9": "9",
        "Strongly agree": "10",
    }


def test_what_stands_beside_a_scale_has_no_number():
    for beside in (
        "N/A",
        "Don't know",
        "Not sure",
        "Prefer not to say",
        "Unfamiliar (N/A)",
        "keine Angabe",
    ):
        scale = scale_of(["Agree", "Strongly disagree", beside])
        assert scale is not None
        assert scale.beside == {beside}


@pytest.mark.parametrize(
    "written",
    [
        ["Yes", "No"],
        ["Male", "Female"],
        ["Agree", "Disagree"],
        ["Daily", "Weekly", "Monthly"],
        ["1", "2", "3"],
        ["1. Yes", "2. No", "3. Maybe"],
        ["1 year", "2 years"],
        ["1-5 years", "5-10 years"],
        ["Very useful", "Not useful", "I was not aware of this"],
        ["low", "high"],
        ["Agree"],
        ["Very happy", "Very rich"],
        ["N/A", "Don't know"],
        [],
    ],
)
def test_what_is_not_surely_a_scale_is_none(written):
    assert scale_of(written) is None
