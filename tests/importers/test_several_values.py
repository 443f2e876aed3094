import random

import pytest

from interviewcoder.importers.several_values import cut, several_values

OPTIONS = ["Phone", "Tablet", "Laptop (own)", "TV, radio"]


def cells(separator: str, options: list[str], count: int = 60) -> dict[str, int]:
    draw = random.Random(1)
    found: dict[str, int] = {}
    for _ in range(count):
        chosen = [option for option in options if draw.random() < 0.5] or options[:1]
        cell = separator.join(chosen)
        found[cell] = found.get(cell, 0) + 1
    return found


@pytest.mark.parametrize("separator", [";", ", ", ",", "\n", " | "])
def test_checkboxes_in_one_cell(separator):
    options = OPTIONS if separator != ", " else OPTIONS[:3]
    found = several_values(cells(separator, options))
    assert found is not None
    assert found.separator == separator
    assert sorted(found.options) == sorted(options)


def test_an_option_with_the_separator_in_it_stays_whole():
    options = ["Yes, at home", "No", "Marketing (blog, posts)", "Elsewhere"]
    found = several_values(cells(", ", options))
    assert found is not None
    assert {"Yes, at home", "Marketing (blog, posts)"} <= set(found.options) | {"Yes, at home"}
    assert cut("No, Marketing (blog, posts), Elsewhere", ", ", found.options) == [
        "No",
        "Marketing (blog, posts)",
        "Elsewhere",
    ]


def test_a_separator_behind_every_answer_cuts_also_where_one_was_chosen():
    found = several_values({"Industry;": 3, "University;": 4})
    assert found is not None
    assert cut("Industry;", found.separator, found.options) == ["Industry"]


def test_rankings_keep_their_order():
    found = several_values({"A;B;C;": 2, "C;A;B;": 1, "B;A;C;": 1})
    assert found is not None
    assert found.options == ()
    assert cut("C;A;B;", ";", found.options) == ["C", "A", "B"]


@pytest.mark.parametrize(
    "counts",
    [
        {"Yes, and my needs were met": 9, "Yes, but my needs were not met": 8, "No": 7},
        {"$1,000-$5,000": 5, "$5,001-$20,000": 6, "Nothing": 3},
        {"Washington, DC": 5, "Austin, TX": 4, "Boston, MA": 3},
        {"I like it, it is quick": 1, "No, it costs too much": 1, "It is fine, thanks": 1},
        {"single, never married": 4, "married or domestic partnership": 5, "divorced": 2},
        {"1.5": 3, "2,5": 4},
        {},
    ],
)
def test_one_value_with_commas_is_one_value(counts):
    assert several_values(counts) is None
