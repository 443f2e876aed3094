"""Columns of a survey are used otherwise, joined and split; nothing else of the table changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.domain import survey_editing as editing
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.participant import AttributeType
from interviewcoder.domain.survey_mapping import ColumnMapping, ColumnUse, SurveyMapping

HEADERS = ("id", "Which? - Price", "Which? - Taste", "Which? - Time", "Why is that so?", "age")


def mapping(headers: tuple[str, ...] = HEADERS) -> SurveyMapping:
    columns = [ColumnMapping(header, ColumnUse.ATTRIBUTE, header, reason="x") for header in headers]
    columns[0] = ColumnMapping(headers[0], ColumnUse.RESPONDENT, reason="x")
    return SurveyMapping("table", tuple(columns))


def uses(of: SurveyMapping) -> list[str]:
    return [column.use.value for column in of.columns]


def test_a_column_is_used_otherwise() -> None:
    asked = editing.used_as(mapping(), [4, 5], ColumnUse.QUESTION)
    assert uses(asked)[4:] == ["question", "question"]
    assert asked.columns[4] == ColumnMapping(HEADERS[4], ColumnUse.QUESTION, HEADERS[4])
    assert editing.used_as(mapping(), [4], ColumnUse.ATTRIBUTE) == mapping()
    left = editing.used_as(asked, [4], ColumnUse.LEFT_OUT)
    assert left.columns[4] == ColumnMapping(HEADERS[4], ColumnUse.LEFT_OUT)


def test_one_column_at_most_is_the_respondent() -> None:
    changed = editing.used_as(mapping(), [5], ColumnUse.RESPONDENT)
    assert uses(changed).count("respondent") == 1
    assert changed.columns[0].use is ColumnUse.ATTRIBUTE
    assert changed.columns[0].name == "id"


def test_options_are_joined_and_split_again() -> None:
    assert editing.neighbours(mapping(), 2) == (1, 2, 3)
    assert editing.neighbours(mapping(), 4) == (4,)
    joined = editing.joined(mapping(), [1, 2, 3], "Which?")
    assert [(one.name, one.option) for one in joined.columns[1:4]] == [
        ("Which?", "Price"),
        ("Which?", "Taste"),
        ("Which?", "Time"),
    ]
    assert editing.group_of(joined, 2) == (1, 2, 3)
    apart = editing.split(joined, 2)
    assert [(one.name, one.option) for one in apart.columns[1:4]] == [
        (header, "") for header in HEADERS[1:4]
    ]
    with pytest.raises(StudyError, match="several columns"):
        editing.joined(mapping(), [1], "Which?")


@pytest.mark.parametrize(
    ("headers", "stem", "options"),
    [
        (("Which? [Price]", "Which? [Taste]"), "Which?", ["Price", "Taste"]),
        (("q1: Price", "q1: Pride"), "q1", ["Price", "Pride"]),
        (("Likes_price", "Likes_taste"), "Likes_price", ["Likes_price", "Likes_taste"]),
        (("Price", "Taste"), "Price", ["Price", "Taste"]),
        (("Uses", "Uses (other)"), "Uses", ["Uses", "other"]),
    ],
)
def test_what_headers_have_in_common(headers, stem, options) -> None:
    assert editing.stem_name(headers) == stem
    joined = editing.joined(mapping(("id", *headers)), [1, 2], "x")
    assert [one.option for one in joined.columns[1:]] == options


def test_names_types_and_scales_of_attributes() -> None:
    named = editing.renamed(mapping(), 5, " Age  in years ")
    assert named.columns[5].name == "Age in years"
    for place, name in ((5, " "), (5, "x" * 201), (0, "who")):
        with pytest.raises(StudyError):
            editing.renamed(mapping(), place, name)
    typed = editing.typed(mapping(), [0, 5], AttributeType.NUMBER)
    assert (typed.columns[0].type, typed.columns[5].type) == (None, AttributeType.NUMBER)
    scale = editing.labelled(mapping(), [5], [("old", "2"), ("young", "1")])
    assert scale.columns[5].labels == (("old", "2"), ("young", "1"))
    assert editing.typed(scale, [5], AttributeType.TEXT).columns[5].labels == ()
    assert editing.divided(scale, [5], ";").columns[5].separator == ";"


def test_another_mapping_counts_where_both_have_the_column() -> None:
    other = SurveyMapping(
        "table",
        (
            ColumnMapping("AGE", ColumnUse.RESPONDENT),
            ColumnMapping("why is that so?", ColumnUse.QUESTION, "Why?"),
            ColumnMapping("gone", ColumnUse.QUESTION, "gone"),
        ),
    )
    over = editing.overlaid(mapping(), other)
    assert uses(over) == ["attribute", *["attribute"] * 3, "question", "respondent"]
    assert (over.columns[4].header, over.columns[4].name) == (HEADERS[4], "Why?")
    with pytest.raises(StudyError, match="No column"):
        editing.overlaid(mapping(), SurveyMapping("table", other.columns[2:]))


places = st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("use"), places, st.sampled_from(ColumnUse)),
            st.tuples(st.just("join"), places, st.text(max_size=8)),
            st.tuples(st.just("split"), places, st.none()),
            st.tuples(st.just("type"), places, st.sampled_from([None, *AttributeType])),
            st.tuples(st.just("label"), places, st.just([("a", "1")])),
        ),
        max_size=12,
    )
)
def test_whatever_is_done_the_table_stays_whole(steps) -> None:
    now = mapping()
    for what, where, value in steps:
        try:
            match what:
                case "use":
                    now = editing.used_as(now, where, value)
                case "join":
                    now = editing.joined(now, where, value)
                case "split":
                    now = editing.split(now, where[0])
                case "type":
                    now = editing.typed(now, where, value)
                case "label":
                    now = editing.labelled(now, where, value)
        except StudyError:
            continue
        assert tuple(column.header for column in now.columns) == HEADERS
        assert uses(now).count("respondent") <= 1
        for column in now.columns:
            assert bool(column.name) == (column.use in (ColumnUse.QUESTION, ColumnUse.ATTRIBUTE))
