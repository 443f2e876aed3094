import numpy as np
import pytest

from interviewcoder.analysis.closed_questions import closed_questions
from interviewcoder.domain.participant import Attribute, AttributeType, Participant


def answers(attribute_type, values, choices=()):
    people = [
        Participant(i, f"p{i}", f"P{i}", attributes={"a": value} if value else {})
        for i, value in enumerate(values)
    ]
    (found,) = closed_questions(people, [Attribute("a", attribute_type, choices)])
    assert found.attribute == "a"
    assert found.unknown == values.count("")
    assert found.known + found.unknown == len(values)
    assert len({label for label, _ in found.values}) == len(found.values)
    return found


def test_numbers_fall_into_at_most_ten_bins_with_readable_ends():
    found = answers(AttributeType.NUMBER, [str(age) for age in range(18, 80)])
    assert found.values[:2] == (("10-19", 2), ("20-29", 10))
    assert found.values[-1] == ("70-79", 10)
    cold = answers(AttributeType.NUMBER, [str(n) for n in range(-30, 30)])
    assert [label for label, _ in cold.values][2:4] == ["-10 to -1", "0-9"]


def test_bins_hold_what_their_labels_say():
    random = np.random.default_rng(0)
    for scale in (0.01, 1, 40, 1e5):
        values = [f"{value:.4f}" for value in random.normal(0, scale, 200)]
        found = answers(AttributeType.NUMBER, values)
        assert 3 <= len(found.values) <= 10
        for label, count in found.values:
            if " to <" in label:
                low, high = map(float, label.split(" to <"))
                assert count == sum(low <= float(value) < high for value in values), label


def test_a_few_far_numbers_do_not_hide_the_others():
    found = answers(AttributeType.NUMBER, [str(n) for n in range(100)] + ["90000", "-90000"])
    labels = dict(found.values)
    assert labels["under 0"] == 1
    assert labels["100 or more"] == 1
    assert len(labels) <= 10
    assert answers(AttributeType.NUMBER, ["1e300", "-1e300", *map(str, range(20))]).other == 2


def test_scales_keep_their_steps_and_show_those_nobody_chose():
    assert answers(AttributeType.NUMBER, ["1", "2", "5", "", "5"]).values == (
        ("1", 1), ("2", 1), ("3", 0), ("4", 0), ("5", 2),
    )  # fmt: skip
    assert answers(AttributeType.NUMBER, ["1", "2", "999"]).values == (
        ("1", 1),
        ("2", 1),
        ("999", 1),
    )
    assert answers(AttributeType.YES_NO, ["no", "no", ""]).values == (("yes", 0), ("no", 2))
    assert answers(AttributeType.CHOICE, ["high", "low", "new"], ("low", "mid", "high")).values == (
        ("low", 1), ("mid", 0), ("high", 1), ("new", 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "label"),
    [
        ([f"2026-01-{d:02}" for d in range(1, 31)], "2026-01-05 to 2026-01-11"),
        ([f"2026-{m:02}-{d:02}" for m in range(1, 9) for d in (1, 9)], "2026-01"),
        ([f"2026-{m:02}-01" for m in range(1, 13)], "2026-01 to 2026-03"),
        ([f"{y}-05-01" for y in range(1999, 2026)], "2000 to 2004"),
        ([f"{y:04}-05-01" for y in range(1, 9999, 400)], "0000 to 0999"),
    ],
)
def test_dates_fall_into_weeks_months_and_years(days, label):
    found = answers(AttributeType.DATE, days)
    assert label in dict(found.values)
    assert len(found.values) <= 10
    assert sum(count for _, count in found.values) == len(days)


def test_texts_that_name_one_person_are_counted_but_not_shown():
    found = answers(AttributeType.TEXT, [f"job {n}" for n in range(40)] + ["job 1", ""])
    assert found.values == (("job 1", 2),)
    assert found.other == 39
    assert answers(AttributeType.TEXT, ["a", "b"]).values == (("a", 1), ("b", 1))
    many = answers(AttributeType.CHOICE, [str(n // 2) for n in range(100)] + ["7"])
    assert len(many.values) == 20
    assert ("7", 3) in many.values


def test_questions_nobody_answered_are_empty():
    for attribute_type in AttributeType:
        assert answers(attribute_type, ["", ""]).values == ()
        assert answers(attribute_type, []).values == ()
    assert answers(AttributeType.NUMBER, ["many", "3"]).other == 1
