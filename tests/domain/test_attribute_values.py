"""Attribute values: their type, and the form in which they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.participant import AttributeType, canonical_value, guess_type

TYPES = st.sampled_from(list(AttributeType))
VALUES = st.text(max_size=12) | st.sampled_from(
    [
        "1",
        "-2,5",
        "40 %",
        "40%",
        "yes",
        "NEIN",
        "2026-02-30",
        "2026-01-31T10:00Z",
        "1e9",
        "٣",
        "1\x1b",
    ]
)


@given(TYPES, VALUES)
def test_a_kept_value_keeps_its_form(kind: AttributeType, raw: str) -> None:
    try:
        value = canonical_value(kind, raw)
    except StudyError as error:
        assert error.remedy  # noqa: PT017
        assert kind not in (AttributeType.TEXT, AttributeType.CHOICE)
    else:
        assert canonical_value(kind, value) == value
        assert not set(value) & set("\x1b\x00\n\ud800")


@given(st.lists(VALUES, max_size=8))
def test_every_value_fits_the_type_that_was_guessed(values: list[str]) -> None:
    kind = guess_type(values)
    present = [value for value in values if value.strip()]
    if kind is AttributeType.DATE:
        return  # A day that is in no month is a matter for whoever reads the file.
    for value in present:
        canonical_value(kind, value)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "text"),
        (["", "  "], "text"),
        (["1", "0"], "number"),
        (["1", "0", "yes"], "yes/no"),
        (["12", "3,5", "40%"], "number"),
        (["2026-01-31", "2025-12-01"], "date"),
        (["2026-01-31", "soon"], "choice"),
        (["North", "South", "north"], "choice"),
        ([f"reason {n}" for n in range(8)], "text"),
        ([f"town {n % 12}" for n in range(24)], "choice"),
        ([f"town {n % 13}" for n in range(60)], "text"),
    ],
)
def test_types_are_guessed(values: list[str], kind: str) -> None:
    assert guess_type(values).value == kind


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("number", " 4,50 ", "4.5"),
        ("number", "+007", "7"),
        ("number", "40%", "40"),
        ("date", "2026-01-31 10:00", "2026-01-31"),
        ("yes/no", "Ja", "yes"),
        ("text", " a\n b ", "a b"),
    ],
)
def test_canonical_values(kind: str, raw: str, value: str) -> None:
    assert canonical_value(AttributeType(kind), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw"), [("number", "1.2.3"), ("number", ""), ("date", "2026-02-30"), ("yes/no", "2")]
)
def test_values_that_do_not_fit(kind: str, raw: str) -> None:
    with pytest.raises(StudyError, match=f"is not a {kind}"):
        canonical_value(AttributeType(kind), raw)
