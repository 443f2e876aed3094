"""The text of queries: how it is read, how it is written back, and what is said where it cannot be read."""

import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.query import (
    And,
    Comparison,
    Field,
    FieldTerm,
    Not,
    Operator,
    Or,
    Query,
    QueryError,
    Term,
    Value,
    Words,
    all_of,
    any_of,
)
from interviewcoder.domain.query_parser import DEEPEST_QUERY, LONGEST_QUERY, parse
from interviewcoder.domain.text import name_key, sanitise

odd_text = st.text(max_size=8).map(sanitise) | st.text('ab"“”\\*()=<>!: ', max_size=6)
odd_text |= st.sampled_from(["and", "OR", "Not", "code", "New York", "a*", "\\", 'say "no"'])
present_text = odd_text.filter(name_key)


def values_of(texts: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[tuple[Value, ...]]:
    return st.lists(st.builds(Value, texts, st.booleans()), min_size=1, max_size=most).map(tuple)


kinds = st.sampled_from([kind.value for kind in Kind] + ["Needs"])
polarities = st.sampled_from(["for", "Against", "neutral", "+", "-", "0"])
origins = st.sampled_from(["hand", "Suggested", "autocode"])
chosen_fields = (Field.KIND, Field.POLARITY, Field.ORIGIN)
named_fields = st.sampled_from([one for one in Field if one not in chosen_fields])
words = st.builds(Words, st.builds(Value, odd_text.filter(str.strip), st.booleans()))
leaves: st.SearchStrategy[Term] = (
    words
    | st.builds(FieldTerm, named_fields, values_of(present_text))
    | st.builds(FieldTerm, st.just(Field.KIND), values_of(kinds))
    | st.builds(FieldTerm, st.just(Field.POLARITY), values_of(polarities))
    | st.builds(FieldTerm, st.just(Field.ORIGIN), values_of(origins))
    | st.builds(
        Comparison,
        present_text,
        st.sampled_from([Operator.EQUAL, Operator.NOT_EQUAL]),
        values_of(odd_text),
    )
    | st.builds(
        Comparison,
        present_text,
        st.sampled_from([one for one in Operator if one.is_order]),
        st.builds(Value, present_text).map(lambda value: (value,)),
    )
)
terms = st.recursive(
    leaves,
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, min_size=1, max_size=3).map(all_of)
        | st.lists(inner, min_size=1, max_size=3).map(any_of)
    ),
    max_leaves=8,
)


@given(terms)
@example(Words(Value("")))
@example(FieldTerm(Field.CODE, (Value("", True),)))
def test_what_is_written_is_read_as_the_same_query(term: Term) -> None:
    query = Query(term)
    if term == Words(Value("")):
        with pytest.raises(QueryError, match="no words"):
            parse(str(query))
        return
    assert parse(str(query)) == query


@given(st.text(max_size=30) | st.text('ab"\\*()=<>!: ORNT', max_size=20))
def test_any_text_is_read_or_refused_with_a_column_in_it(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        refusal: QueryError | None = error
    else:
        refusal = None
        assert parse(str(query)) == query
        assert str(parse(str(query))) == str(query)
    assert refusal is None or (1 <= refusal.column <= len(text) + 1 and refusal.remedy)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("price region=North", "price AND region=North"),
        ("a or b AND c", "a OR b AND c"),
        ("(a or b) c", "(a OR b) AND c"),
        ("((a (b c)))", "a AND b AND c"),
        ("not a b", "NOT a AND b"),
        ("not (a b)", "NOT (a AND b)"),
        ("NOT NOT a", "NOT NOT a"),
        ("CODE:Price", "code:Price"),
        ("code: Price", "code:Price"),
        ('code:"Price anxiety"', 'code:"Price anxiety"'),
        ('code:"Price*"', "code:Price*"),
        ('city="New Y"*', 'city="New Y*"'),
        (r'city="4\*"', r'city="4\*"'),
        ("visits >= 3", "visits>=3"),
        ("region==North", "region=North"),
        ("plan:(pro OR free)", "plan=(pro OR free)"),
        ("kind:(need or Pains)", "kind:(need OR Pains)"),
        ('"Favourite drink"=tea', '"Favourite drink"=tea'),
        ('"code":Price', "code=Price"),
        ('region=""', 'region=""'),
        ("state=OR", 'state="OR"'),
        ("“price anxiety”", '"price anxiety"'),
        (r'"say \"no\" \\ \x"', r'"say \"no\" \\ \\x"'),
        ("followed-by:A wow!", 'followed-by:A AND "wow!"'),
        ("region!=North", "region!=North"),
        ("joined<2026-01-31", "joined<2026-01-31"),
        ("*", "*"),
        ("android notes order", "android AND notes AND order"),
    ],
)
def test_the_canonical_text(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


def test_and_binds_tighter_than_or_and_not_tightest() -> None:
    a, b, c = (Words(Value(letter)) for letter in "abc")
    assert parse("a OR NOT b c").term == Or((a, And((Not(b), c))))


def test_terms_know_their_columns() -> None:
    comparison, field = parse('NOT region=North OR (  code:(A OR "B c"))').leaves()
    assert (comparison.column, field.column) == (5, 24)
    assert isinstance(field, FieldTerm)
    assert [value.column for value in field.values] == [30, 35]


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        ("", 1, "is empty"),
        (" \n ", 1, "is empty"),
        ('code:"Price', 6, "mark is not closed"),
        (r'"a\"', 1, "mark is not closed"),
        ("a (b OR (c)", 3, "'(' is not closed"),
        ("code:(a OR b", 6, "'(' is not closed"),
        ("a) b", 2, "closes nothing"),
        ("(a))", 4, "closes nothing"),
        ("()", 2, "missing before ')'"),
        ("code:", 6, "value is missing after 'code:'"),
        ('code:""', 6, "value is missing after 'code:'"),
        ("code: AND b", 7, "value is missing after 'code:'"),
        ("(region=)", 9, "value is missing after 'region='"),
        ('visits>""', 8, "value is missing after 'visits>'"),
        ("plan:(a OR )", 12, "value is missing after 'plan:'"),
        ("plan:(a b)", 9, "not joined by OR"),
        ("visits>(1 OR 2)", 9, "one value only"),
        ("visits<1*", 8, "one value only"),
        ("a AND", 6, "missing at the end"),
        ("NOT", 4, "missing at the end"),
        ("a OR OR b", 6, "missing before OR"),
        ("AND a", 1, "missing before AND"),
        ("a =b =c", 6, "name is missing before '='"),
        ("=North", 1, "name is missing before '='"),
        ('""', 1, "hold no words"),
        ('"" =b', 1, "name is missing before '='"),
        ("reg*=North", 1, "has no '*'"),
        ("kind:ned", 6, "no kind of code 'ned'"),
        ("near:*", 6, "value is missing after 'near:'"),
    ],
)
def test_errors_point_at_the_place(text: str, column: int, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert problem in caught.value.message
    assert caught.value.column == column
    assert caught.value.message.endswith(f"(column {column}).")
    assert caught.value.remedy.endswith((".", "?", "North", "visits>3"))


def test_a_close_kind_is_suggested() -> None:
    with pytest.raises(QueryError) as caught:
        parse("kind:behavior")
    assert caught.value.remedy == "Did you mean 'behaviour'?"


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 10_000 + "a" + ")" * 9_000,
        "NOT " * 4_000 + "a",
        "NOT (" * 3_000,
        "a" * (LONGEST_QUERY + 1),
        "(a)" * 1_000_000,
        "a " * (LONGEST_QUERY // 2),
        '"' + "\\x" * 9_000,
        "“" + "\\" * 19_000,
        "=" * 15_000,
        "!" * 15_000 + "=",
    ],
    ids=lambda text: text[:8],
)
def test_monstrous_queries_are_refused_quickly(text: str) -> None:
    before = time.perf_counter()
    with pytest.raises(QueryError):
        parse(text)
    assert time.perf_counter() - before < 1


def test_the_deepest_query_is_read_and_written_with_little_stack() -> None:
    text = "(NOT " * (DEEPEST_QUERY // 2) + "a OR b" + ")" * (DEEPEST_QUERY // 2)
    limit = sys.getrecursionlimit()
    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    sys.setrecursionlimit(depth + 600)
    try:
        query = parse(text)
        assert parse(str(query)) == query
    finally:
        sys.setrecursionlimit(limit)
    with pytest.raises(QueryError, match="nested more than"):
        parse(f"({text})")
