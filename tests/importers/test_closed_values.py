import pytest

from interviewcoder.domain.participant import AttributeType
from interviewcoder.importers.closed_values import closed_values, dates, numbers, values_of_type


def told(*cells: str, **options: bool) -> tuple[str, list[str | None]]:
    found = closed_values(dict.fromkeys(cells, 2), **options)
    return found.type.value, [found.values.get(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["1,234", "1,234,567.5"], ["1234", "1234567.5"]),
        (["1.234,5", "3"], ["1234.5", "3"]),
        (["1 234,5", "3,25"], ["1234.5", "3.25"]),
        (["1'200", "3"], ["1200", "3"]),
        (["$1,000", "$ 25"], ["1000", "25"]),
        (["12 €", "3,5 €"], ["12", "3.5"]),
        (["10%", "12.5 %"], ["10", "12.5"]),
        (["-3", "+4", "0.50"], ["-3", "4", "0.5"]),
        (["3.0", "4.0"], ["3", "4"]),
        (["34", "41", "prefer not to say"], ["34", "41", None]),
    ],
)
def test_numbers_as_the_whole_column_writes_them(cells, wanted):
    assert told(*cells) == ("number", wanted)


def test_the_country_of_the_table_tells_where_the_cells_do_not():
    assert numbers({"1,234"}) == {"1,234": "1234"}
    assert numbers({"1,234"}, comma_is_decimal=True) == {"1,234": "1.234"}


@pytest.mark.parametrize(
    "cells",
    [
        ["007", "12"],
        ["$5", "€5"],
        ["1,5", "1.5"],
        ["18-29", "30"],
        ["12345678901234567"],
        ["1e5"],
        ["-"],
    ],
)
def test_what_is_no_number_for_the_whole_column_stays_as_it_is(cells):
    kind, values = told(*cells)
    assert kind in {"choice", "text"}
    assert values == cells


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["12/31/2025", "1/2/2026"], ["2025-12-31", "2026-01-02"]),
        (["31/12/25", "1/2/26"], ["2025-12-31", "2026-02-01"]),
        (["31.12.2025", "1.2.2026 10:00"], ["2025-12-31", "2026-02-01"]),
        (["2015/12/22 00:03:36 AM EST"], ["2015-12-22"]),
        (["2025-07-03T10:59:53.604Z"], ["2025-07-03"]),
        (["Dec 31, 2025", "January 2nd, 2026"], ["2025-12-31", "2026-01-02"]),
        (["3 de mayo de 2024", "31 déc. 2024"], ["2024-05-03", "2024-12-31"]),
    ],
)
def test_dates_as_the_whole_column_writes_them(cells, wanted):
    assert told(*cells) == ("date", wanted)


def test_days_and_months_that_may_be_either_are_no_dates():
    assert dates({"1/2/2026", "3/4/2026"}) is None
    assert dates({"31/31/2026"}) is None
    assert dates({"30/2/2026"}) is None


def test_of_a_given_type_what_does_not_fit_has_no_value():
    found = values_of_type(AttributeType.NUMBER, {"12": 1, "a dozen": 1, "1,5": 1})
    assert found.values == {"12": "12", "1,5": "1.5"}
    found = values_of_type(AttributeType.DATE, {"12/31/2025": 1, "1/2/2026": 1, "soon": 1})
    assert found.values == {"12/31/2025": "2025-12-31", "1/2/2026": "2026-01-02"}
    assert values_of_type(AttributeType.YES_NO, {"ja": 1, "so so": 1}).values == {"ja": "yes"}
