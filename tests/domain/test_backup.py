"""Which backups stay, and how they are named."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.backup import (
    BEFORE_UPGRADE,
    BULK,
    DAYS,
    LEFT_FOR,
    MONTHS,
    NEWEST,
    WEEKS,
    Backup,
    backup_name,
    before,
    is_old,
    kept,
    named_backup,
)

NOW = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
MOST = NEWEST + DAYS + WEEKS + MONTHS + 1
moments = st.datetimes(datetime(1999, 1, 1), datetime(2200, 1, 1)).map(
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


def backup(number: int, at: datetime, reason: str = "asked") -> Backup:
    return Backup(number, at, reason, Path(backup_name(number, at, reason)), 1)


backups = st.lists(
    st.tuples(moments, st.sampled_from(["asked", "changed", BEFORE_UPGRADE])), max_size=80
).map(lambda given: [backup(number, *one) for number, one in enumerate(given, 1)])


@given(backups)
def test_the_newest_stay_whatever_the_clock_says(given: list[Backup]) -> None:
    stay = kept(given)
    assert {one.number for one in given[-NEWEST:]} <= stay
    assert stay <= {one.number for one in given}
    assert len(stay) <= MOST


@given(backups)
def test_thinning_again_takes_nothing_more(given: list[Backup]) -> None:
    stay = kept(given)
    assert kept([one for one in given if one.number in stay]) == stay


@given(backups, st.randoms())
def test_their_order_in_the_list_makes_no_difference(given: list[Backup], chance: object) -> None:
    shuffled = sorted(given, key=lambda one: hash((one.number, id(chance))))
    assert kept(shuffled) == kept(given)


def test_one_an_hour_for_two_years() -> None:
    there: list[Backup] = []
    for number in range(1, 24 * 730 + 1):
        there.append(backup(number, NOW + timedelta(hours=number)))
        stay = kept(there)
        assert number in stay
        there = [one for one in there if one.number in stay]
    ages = sorted((there[-1].at - one.at).days for one in there)
    assert len(ages) <= MOST
    assert sum(age == 0 for age in ages) >= NEWEST
    assert set(range(DAYS - 1)) <= set(ages)
    assert {age // 7 for age in ages} >= set(range(WEEKS - 1))
    assert 230 < ages[-1] < 280


def test_what_only_an_earlier_version_can_read_stays() -> None:
    given = [backup(1, NOW, BEFORE_UPGRADE)]
    given += [backup(number, NOW + timedelta(minutes=number)) for number in range(2, 40)]
    assert 1 in kept(given)


@given(st.integers(1, 99_999), moments, st.sampled_from(sorted(BULK)))
def test_a_name_tells_what_it_was_made_of(number: int, at: datetime, verb: str) -> None:
    name = backup_name(number, at, before(verb))
    assert name.isascii()
    assert not set(name) & set('<>:"/\\|?* ')
    told = named_backup(Path(name), 7)
    assert told == Backup(number, at, before(verb), Path(name), 7)
    assert told.why == f"before {verb}"


@pytest.mark.parametrize(
    "name",
    [
        "1.study",
        ".making",
        "0001_20260301T123000Z_asked.study-journal",
        ".0001_20260301T123000Z_asked.study.converting",
        "0001_20261301T123000Z_asked.study",
        "0001_20260301T123000Z_.study",
    ],
)
def test_other_files_are_none(name: str) -> None:
    assert named_backup(Path(name), 0) is None


def test_names_sort_as_they_were_made() -> None:
    names = [backup_name(n, NOW - timedelta(days=n), "asked") for n in range(1, 2000)]
    assert sorted(names) == names


@given(st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_a_clock_that_was_set_back_hides_no_change(age: timedelta) -> None:
    assert is_old(NOW - age, NOW) == (abs(age) >= LEFT_FOR)
