"""The page on queries says what is so: its examples can be asked, and its errors are the ones that come."""

import re
from pathlib import Path

import pytest

from interviewcoder.domain.participant import Attribute, AttributeType, Participant
from interviewcoder.domain.query import Field, QueryError
from interviewcoder.domain.query_matching import participants_matching
from interviewcoder.domain.query_parser import DEEPEST_QUERY, LONGEST_QUERY, parse
from interviewcoder.domain.query_vocabulary import Vocabulary, checked

PAGE = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
EXAMPLES = [
    line for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
ERRORS = re.findall(r"(?m)^\| `(.+?)` \| (.+\(column \d+\).*?) \|$", PAGE)
KNOWN = Vocabulary(
    attributes=[
        Attribute("region", AttributeType.CHOICE),
        Attribute("plan", AttributeType.CHOICE),
        Attribute("visits", AttributeType.NUMBER),
        Attribute("joined", AttributeType.DATE),
        Attribute("newsletter", AttributeType.YES_NO),
        Attribute("Favourite drink", AttributeType.TEXT),
        Attribute("city", AttributeType.TEXT),
    ],
    codes=["Price", "Price anxiety", "Needs", "Delivery", "Relief", 'the word "soon"'],
    participants=["Ana"],
    sources=["Interview 1"],
    questions=["What do you like about the market?"],
    coders=["Ann"],
    segments=["Regulars"],
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_can_be_asked(example: str) -> None:
    query = parse(example)
    checked(query, KNOWN)
    assert parse(str(query)) == query


def test_every_field_has_an_example() -> None:
    used = {str(getattr(leaf, "field", "")) for text in EXAMPLES for leaf in parse(text).leaves()}
    assert used >= set(Field)


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_errors_are_these(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        checked(parse(text), KNOWN)
    assert str(caught.value) == message


def test_the_table_of_missing_values() -> None:
    rows = re.findall(r"(?m)^\| (`(?:NOT )?region.+?`) \|(.*?)\|(.*?)\|(.*?)\|$", PAGE)
    people = [
        Participant(1, "g1", "A", (), {"region": "North"}),
        Participant(2, "g2", "B", (), {"region": "South"}),
        Participant(3, "g3", "C"),
    ]
    assert len(rows) == 5
    for queries, *marks in rows:
        expected = [number for number, mark in enumerate(marks, 1) if mark.strip() == "yes"]
        for text in re.findall("`(.+?)`", queries):
            found = participants_matching(parse(text), people, KNOWN.attributes, codes_of={})
            assert found == expected, text


def test_limits_are_these() -> None:
    assert len(ERRORS) == 8
    assert f"{LONGEST_QUERY:,} characters and {DEEPEST_QUERY} levels" in PAGE
