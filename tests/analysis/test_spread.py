from interviewcoder.analysis.spread import spreads
from interviewcoder.domain.participant import Attribute, AttributeType, Participant


def people(name, values):
    return [
        Participant(i, f"p{i}", f"P{i}", attributes={name: value} if value else {})
        for i, value in enumerate(values)
    ]


def spread_of(attribute_type, values, members=slice(None, None, 2), choices=()):
    everyone = people("a", values)
    found = spreads(everyone[members], everyone, [Attribute("a", attribute_type, choices)])
    for spread in found:
        assert sum(value[1] for value in spread.values) + spread.unknown == len(everyone[members])
        assert sum(value[2] for value in spread.values) == sum(bool(value) for value in values)
    return found


def test_numbers_fall_into_four_readable_ranges_of_about_equal_size():
    (spread,) = spread_of(AttributeType.NUMBER, [str(age) for age in range(18, 58)])
    assert [value[0] for value in spread.values] == ["18-27", "28-37", "38-47", "48-57"]
    assert [value[1:] for value in spread.values] == [(5, 10)] * 4


def test_few_numbers_stay_as_they_are_and_negative_ones_are_readable():
    (few,) = spread_of(AttributeType.NUMBER, ["3", "1", "2", "10", "10"])
    assert [value[0] for value in few.values] == ["1", "2", "3", "10"]
    (cold,) = spread_of(AttributeType.NUMBER, [str(n) for n in range(-8, 8)])
    assert cold.values[0][0] == "-8 to -5"


def test_a_common_value_is_not_torn_apart():
    (spread,) = spread_of(AttributeType.NUMBER, ["0"] * 20 + [str(n) for n in range(1, 11)])
    assert spread.values[0] == ("0", 10, 20)


def test_dates_are_ordered_as_dates():
    (spread,) = spread_of(AttributeType.DATE, [f"2026-{m:02}-01" for m in range(1, 13)])
    assert spread.values[0][0] == "2026-01-01 to 2026-03-01"


def test_choices_keep_their_order_and_the_unknown_are_counted():
    (spread,) = spread_of(
        AttributeType.CHOICE, ["low", "high", "", "mid", "low"], choices=("low", "mid", "high")
    )
    assert [value[0] for value in spread.values] == ["low", "mid", "high"]
    assert spread.unknown == 1


def test_texts_of_many_values_and_empty_attributes_are_left_out():
    assert spread_of(AttributeType.TEXT, [f"job {n}" for n in range(13)]) == ()
    assert spread_of(AttributeType.TEXT, ["a", "b", "a"]) != ()
    assert spread_of(AttributeType.NUMBER, ["", ""]) == ()
    assert spread_of(AttributeType.YES_NO, ["no", "yes"])[0].values[0][0] == "yes"
