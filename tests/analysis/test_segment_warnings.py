import pytest

from interviewcoder.analysis.segment_warnings import segment_warnings
from interviewcoder.domain.segment import Fault


def thirds(people):
    return [(f"S{part}", range(part, people, 3)) for part in range(3)]


def faults(*given, **named):
    return {(one.fault, one.segment) for one in segment_warnings(*given, **named)}


def test_a_sound_set_is_left_in_peace():
    assert segment_warnings(thirds(120), range(120), personas=2) == ()


@pytest.mark.parametrize(
    ("segments", "people", "fault", "number"),
    [
        ([*thirds(120), ("Lone", range(4))], 120, Fault.TOO_NARROW, "4 people"),
        ([*thirds(400), ("Lone", range(19))], 400, Fault.TOO_NARROW, "20 or more"),
        ([*thirds(120), ("Nobody", ())], 120, Fault.EMPTY, "120 people"),
        ([("Most", range(61)), ("Rest", range(61, 120))], 120, Fault.TOO_LARGE, "61 of 120"),
        (thirds(59), 59, Fault.TOO_MANY, "19.7 people each"),
        ([*thirds(120)[:2], ("S2", range(2, 130, 3))], 135, Fault.UNCOVERED, "12 of 135"),
        ([*thirds(120), ("More", range(7))], 120, Fault.OVERLAP, "7 of 120"),
    ],
)
def test_each_fault_is_told_with_its_number_and_a_remedy(segments, people, fault, number):
    found = [one for one in segment_warnings(segments, range(people)) if one.fault is fault]
    assert len(found) == 1, found
    assert number in found[0].message
    assert found[0].remedy.endswith(".")


def test_limits_are_where_they_are_said_to_be():
    assert (Fault.TOO_NARROW, "A") not in faults([("A", range(5))], range(100))
    assert (Fault.TOO_NARROW, "A") in faults([("A", range(5))], range(101))
    assert (Fault.TOO_LARGE, "A") not in faults([("A", range(50))], range(100))
    assert (Fault.OVERLAP, "") not in faults([*thirds(120), ("More", range(6))], range(120))
    assert (Fault.UNCOVERED, "") not in faults([("A", range(95))], range(100))
    assert (Fault.TOO_MANY, "") not in faults(thirds(60), range(60))


def test_more_than_two_segments_a_persona_are_too_many():
    five = [(f"S{part}", range(part, 500, 5)) for part in range(5)]
    assert faults(five, range(500), personas=2) == {(Fault.TOO_MANY, "")}
    (one,) = segment_warnings(five, range(500), personas=2)
    assert "5.0 equal ones" in one.message
    assert not faults(five, range(500), personas=3)
    assert not faults(five, range(500))


def test_strangers_do_not_count_and_nobody_is_no_fault():
    assert (Fault.EMPTY, "A") in faults([("A", {900, 901})], range(100))
    assert segment_warnings([], range(10)) == ()
    assert segment_warnings([("A", {1})], ()) == ()
