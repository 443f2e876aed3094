"""Queries asked of codings: fields, words, neighbourhoods, overlaps, what follows what, and speed."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import Code
from interviewcoder.domain.coding import Coding, Polarity
from interviewcoder.domain.kinds import Kind
from interviewcoder.domain.participant import Attribute, AttributeType, Participant
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.query_matching import codings_matching
from interviewcoder.domain.query_parser import parse

NOW = datetime(2026, 1, 31, tzinfo=UTC)
CODES = [
    Code(1, "g1", "Rest", Kind.NEED, None, "#999999"),
    Code(2, "g2", "Sleep", Kind.NEED, 1, "#999999"),
    Code(3, "g3", "Price anxiety", Kind.ATTITUDE, None, "#999999"),
]
ATTRIBUTES = [Attribute("region", AttributeType.CHOICE)]
PEOPLE = [
    Participant(1, "p1", "Ana", (), {"region": "North"}),
    Participant(2, "p2", "Ben"),
]
TEXT = (
    "I need a rest. Prices rise, and the café’s queue is restless! "
    + "x" * 300
    + " Coffee. 休みが欲しい。"
)


def coding(number: int, code: int, start: int, end: int, **more: object) -> Coding:
    of_code = CODES[code - 1]
    given_fields: dict[str, object] = {"source_id": 1, "source": "Interview 1", "coder": "Ann"}
    given_fields |= {"text": TEXT[start:end], **more}
    return Coding(
        id=number,
        guid=f"c{number}",
        start=start,
        end=end,
        code_id=code,
        code=of_code.name,
        kind=of_code.kind,
        colour=of_code.colour,
        created_at=NOW,
        **given_fields,  # type: ignore[arg-type]
    )


CODINGS = [
    coding(1, 1, 0, 14, participant_id=1, participant="Ana"),
    coding(2, 3, 15, 27, participant_id=1, participant="Ana", polarity=Polarity.AGAINST),
    coding(3, 2, 28, 62, coder="Bo", participant_id=2, participant="Ben", polarity=Polarity.FOR),
    coding(4, 3, 60, 70, participant_id=2, participant="Ben", question="Why do you rest?"),
    coding(5, 1, 363, len(TEXT)),
    coding(6, 1, 0, 14, source_id=2, source="Survey", text="Rest, as I said"),
]


def found(text: str, texts: bool = True, **segments: str) -> list[int]:
    matches = codings_matching(
        parse(text),
        CODINGS,
        PEOPLE,
        ATTRIBUTES,
        CODES,
        segments={name: parse(rule) for name, rule in segments.items()},
        texts={1: TEXT} if texts else {},
    )
    return [coding.id for coding in matches]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("code:rest", [1, 5, 6]),
        ("under:Rest", [1, 3, 5, 6]),
        ("kind:attitude", [2, 4]),
        ('code:(Sleep OR "price*")', [2, 3, 4]),
        ("coder:bo", [3]),
        ("polarity:against", [2]),
        ("polarity:- kind:attitude", [2]),
        ("polarity:(For OR -)", [2, 3]),
        ("polarity:neutral", [1, 4, 5, 6]),
        ("NOT polarity:0", [2, 3]),
        ("polarity:aga*", [2]),
        ("source:Survey", [6]),
        ("source:(inter* OR x)", [1, 2, 3, 4, 5]),
        ("participant:ana", [1, 2]),
        ('participant:""', [5, 6]),
        ("participant:*", [1, 2, 3, 4]),
        ('question:"why do you*"', [4]),
        ('question:""', [1, 2, 3, 5, 6]),
        ("region=North", [1, 2]),
        ('region=""', [3, 4]),
        ("NOT region=North", [3, 4, 5, 6]),
        ("has:Sleep", [3, 4]),
        ("segment:Northern", [1, 2]),
        ("segment:Sleepers code:Sleep", [3]),
        ("rest", [1, 6]),
        ("rest*", [1, 3, 6]),
        ('"a REST"', [1]),
        ('"a re"', []),
        ('"a re*"', [1]),
        ("CAFE", [3]),
        ('"café\'s QUEUE"', [3]),
        ("cafés", []),
        ('"!"', [3, 4]),
        ("休み", [5]),
        ("near:prices", [1, 2, 3, 4]),
        ('near:"a rest"', [1, 2, 3, 4]),
        ("near:(coffee OR said)", [5, 6]),
        ("with:*", [3, 4]),
        ("with:Sleep", [4]),
        ('with:"Price anxiety"', [3]),
        ("with:Rest", []),
        ('followed-by:"Price anxiety"', [1, 2]),
        ("followed-by:Sleep", [1, 2]),
        ("followed-by:Rest", [2, 3, 4]),
    ],
)
def test_what_is_found(text: str, ids: list[int]) -> None:
    rules = {"Northern": "region=North", "Sleepers": "has:Sleep"}
    assert found(text, **rules) == ids


def test_without_texts_near_looks_at_the_excerpt() -> None:
    assert found("near:prices", texts=False) == [2]


def test_near_cuts_no_word_in_two() -> None:
    text = "unrest " + "a" * 197 + " MARK " + "b" * 198 + " restless"
    place = text.index("MARK")
    one = [coding(1, 1, place, place + 4, text="MARK")]
    for word, is_near in {"unrest": True, "rest": False, "restless": True, "rest*": True}.items():
        matches = codings_matching(parse(f"near:{word}"), one, [], [], CODES, texts={1: text})
        assert bool(matches) is is_near


@pytest.mark.parametrize(
    "text", ["code:Rset", "regoin=x", "segment:x", "with:x", "region>2", "polarity:agianst"]
)
def test_what_is_not_there_is_said(text: str) -> None:
    with pytest.raises(QueryError):
        found(text)


leaves = st.sampled_from(
    ["code:Rest", "region=North", 'region=""', "rest*", "with:*", "followed-by:Rest", "near:prices"]
)


@given(leaves, leaves, leaves)
def test_and_or_and_not_are_what_they_are_for_sets(a: str, b: str, c: str) -> None:
    everything, (of_a, of_b, of_c) = set(range(1, 7)), (set(found(text)) for text in (a, b, c))
    assert set(found(f"{a} {b}")) == of_a & of_b
    assert set(found(f"{a} OR {b}")) == of_a | of_b
    assert set(found(f"NOT {a}")) == everything - of_a
    assert set(found(f"NOT ({a} OR {b}) OR {c}")) == everything - of_a - of_b | of_c
    assert set(found(f"{a} {b} NOT {c}")) == (of_a & of_b) - of_c


places = st.lists(
    st.tuples(st.integers(1, 2), st.integers(1, 3), st.integers(0, 12), st.integers(1, 6)),
    max_size=12,
)


def laid_out(places: Sequence[tuple[int, int, int, int]]) -> list[Coding]:
    return [
        coding(number, code, start, start + length, source_id=source)
        for number, (source, code, start, length) in enumerate(places)
    ]


@given(places)
def test_with_is_sharing_a_character_with_another_coding(
    places: list[tuple[int, int, int, int]],
) -> None:
    codings = laid_out(places)
    expected = [
        one
        for one in codings
        if any(
            other.code == "Rest"
            and other.id != one.id
            and other.source_id == one.source_id
            and other.span.overlaps(one.span)
            for other in codings
        )
    ]
    assert codings_matching(parse("with:Rest"), codings, [], [], CODES) == expected


@given(places)
def test_followed_by_is_one_of_the_next_three_excerpts(
    places: list[tuple[int, int, int, int]],
) -> None:
    codings = laid_out(places)
    expected = []
    for one in codings:
        own = [other for other in codings if other.source_id == one.source_id]
        after = sorted({other.span for other in own if other.start >= one.end})[:3]
        if any(other.code == "Rest" and other.span in after for other in own):
            expected.append(one)
    assert codings_matching(parse("followed-by:Rest"), codings, [], [], CODES) == expected


def test_fifty_thousand_codings_all_in_one_place() -> None:
    """Every excerpt overlaps thousands of others: a look at all pairs would take minutes."""
    codings = [
        coding(n, n % 3 + 1, n, n + 20_000, text=f"I rest at {n}", participant_id=n % 2 + 1)
        for n in range(50_000)
    ]
    query = parse("with:Rest followed-by:Sleep NOT region=North rest")
    before = time.perf_counter()
    matches = codings_matching(query, codings, PEOPLE, ATTRIBUTES, CODES)
    assert time.perf_counter() - before < 2
    assert [one.id for one in matches] == [n for n in range(29_999 + 1) if n % 2]
