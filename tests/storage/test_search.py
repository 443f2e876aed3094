"""Full-text search: what a query finds, and that no query is an error."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interviewcoder.domain.query import QueryError
from interviewcoder.domain.search import Hit
from interviewcoder.storage.images import Image, pack, unpack
from interviewcoder.study import Study

WORDS = """Interviewer: What about the café?

Ana: The price of dinner went up every week, so I cook dinner.

Ana: I don't deliver; deliveries are for others. Über_all [b]bold[/b]

Ana: Weekly prices are fine.
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder: Path = tmp_path_factory.mktemp("search")
    (folder / "ana.txt").write_text(WORDS, encoding="utf-8")
    with Study.create(folder / "a.study", coder="Maya") as made:
        list(made.sources.import_files([folder / "ana.txt"]))
        yield made


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("price", {1}),
        ("PRICE dinner", {1}),
        ("price fine", set()),
        ("price*", {1, 3}),
        ('"every week"', {1}),
        ('"week every"', set()),
        ('"every week', {1}),
        ("deliver", {2}),
        ("dinner -price", set()),
        ("price* -dinner", {3}),
        ("cafe", {0}),
        ("don't", {2}),
        ("uber_all", {2}),
        ("price AND dinner", {1}),
        ("price and dinner", set()),
        ("price OR fine", {1, 3}),
        ("(price OR prices) NOT fine", {1}),
        ("price* -(dinner fine)", {1, 3}),
        ("price* -(dinner OR fine)", set()),
        ("price* (dinner OR NOT weekly)", {1}),
        ("NOT (dinner OR NOT price*)", {3}),
        ("NOT NOT price", {1}),
        ("price* -dinner -weekly", set()),
        ('"every wee*"', {1}),
        ('"every wee"*', {1}),
        ("uber", {2}),
        ("price OR ***", {1}),
        ("text:price", set()),
        ("price _", {1}),
        ("", set()),
        ("***", set()),
    ],
)
def test_queries(study: Study, query: str, finds: set[int]) -> None:
    passages = study.sources.read(1).passages
    hits = study.find(query)
    assert {[p.start for p in passages].index(hit.passage_start) for hit in hits} == finds
    for hit in hits:
        assert hit.text == study.sources.read(1).text[hit.passage_start : hit.passage_end]


def test_matches_are_the_words_that_were_asked_for(study: Study) -> None:
    (hit,) = study.find('dinner "every week" pri*')
    assert [hit.text[start:end] for start, end in hit.matches] == [
        "price",
        "dinner",
        "every week",
        "dinner",
    ]


def test_the_limit(study: Study) -> None:
    assert len(study.find("price*", limit=1)) == 1
    assert len(study.find("price*", limit=10**30)) == 2


odd = st.text(st.characters(), max_size=30) | st.lists(
    st.sampled_from(
        [
            '"',
            "*",
            "-",
            "NEAR(",
            ")",
            "^",
            ":",
            "{",
            "+",
            "AND",
            "OR",
            "NOT",
            "(",
            "price",
            "'",
            "\0",
            "_",
            "²",
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(odd)
@example("-w " * 199 + "price")
@example("price* " * 200)
@example('"price dinner" ' * 100)
@example("(a OR b (" * 10 + "price" + "))" * 10)
@example("(a NOT (b OR " * 10 + "price" + "))" * 10)
@example("NOT " * 20 + "price")
@example("(" * 200)
@example("x" * 100_000)
def test_every_query_finds_or_tells_the_column(study: Study, query: str) -> None:
    told: list[QueryError] = []
    hits: list[Hit] = []
    try:
        hits = study.find(query)
    except QueryError as error:
        told.append(error)
    assert all(1 <= error.column <= len(query) + 1 for error in told)
    for hit in hits:
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.matches)


cells = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=300)
)


@given(st.lists(st.tuples(cells, cells), max_size=20))
def test_rows_come_out_of_the_journal_as_they_went_in(rows: list[tuple[object, object]]) -> None:
    image = unpack(pack(Image(("a", "b"), rows)))
    assert image.columns == ("a", "b")
    assert [tuple(row) for row in image.rows] == rows


@given(
    st.integers(32, 60), st.integers(-5, 2**62), st.lists(cells, min_size=60, max_size=60), cells
)
def test_many_rows_come_out_of_the_journal_as_they_went_in(
    count: int, first: int, told: list[object], same: object
) -> None:
    rows = [(first + n, same, told[n], n % 2, 1 if n else 1.0) for n in range(count)]
    image = unpack(pack(Image(("a", "b", "c", "d", "e"), rows)))
    assert [tuple(row) for row in image.rows] == rows
    assert [list(map(type, row)) for row in image.rows] == [list(map(type, row)) for row in rows]


def test_marks_stand_where_the_words_are_whatever_their_accents(study: Study) -> None:
    (hit,) = study.find("cafe")
    assert [hit.text[start:end] for start, end in hit.matches] == ["café"]
    (hit,) = study.find("uber_all")
    assert [hit.text[start:end] for start, end in hit.matches] == ["Über_all"]
