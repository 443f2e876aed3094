"""The page on search says what is so: its examples can be searched for, and its errors are the ones that come."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewcoder.analysis.patterns import MOST_MATCHES, SECONDS
from interviewcoder.domain.query import QueryError
from interviewcoder.domain.search_query import (
    DEEPEST_SEARCH,
    LONGEST_PATTERN,
    MOST_WORDS,
    PATTERN_FLAGS,
    Pattern,
    read_search,
)
from interviewcoder.storage.search import MOST_RANKED
from interviewcoder.study import Study
from interviewcoder.study.search import MOST_LINES

PAGE = (Path(__file__).parents[2] / "docs" / "search.md").read_text(encoding="utf-8")
EXAMPLES = [
    line for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()
]
ERRORS = re.findall(r"(?m)^\| `(.+?)` \| (.+\(column \d+\).*?) \|$", PAGE)
SAID = (
    "Price and dinner: every week I pay.",
    "The cost, every weekday. No discount.",
    "Well, delivery was 5 euros and/or free in the app.",
    "価格は高い。",
    "Prices with a discount or a free trial.",
)
FOUND = {
    "price": [0],
    "price dinner": [0],
    '"every week"': [0],
    "deliver*": [2],
    '"every wee*"': [0, 1],
    "price -discount": [0],
    "price NOT discount": [0],
    "price OR cost": [0, 1],
    '(price OR cost) app -"free trial"': [],
    'price* NOT (discount OR "free trial")': [0],
    "価格": [3],
    "price OR 価格": [0, 3],
    "/deliver(y|ies)/": [2],
    r"/\bprice\w*/i": [0, 4],
    "/^well,/i": [2],
    r"/\d+ (euros?|pounds?)/": [2],
    r"/and\/or/": [2],
    "/価格.*高い/": [3],
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = tmp_path_factory.mktemp("search_docs")
    (folder / "ana.txt").write_text("\n\n".join(f"Ana: {one}" for one in SAID), encoding="utf-8")
    with Study.create(folder / "a.study", coder="Maya") as made:
        list(made.sources.import_files([folder / "ana.txt"]))
        yield made


def test_every_example_is_tried() -> None:
    assert list(FOUND) == EXAMPLES


@pytest.mark.parametrize("example", FOUND)
def test_examples_find_what_the_page_says(study: Study, example: str) -> None:
    hits = study.search.hits(study.search.find(example))
    assert sorted(SAID.index(hit.text) for hit in hits) == FOUND[example]
    assert all(hit.matches for hit in hits)


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_errors_are_these(study: Study, text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        study.search.find(text)
    assert str(caught.value) == message


def test_limits_and_flags_are_these() -> None:
    assert len(ERRORS) == 9
    assert f"At most {MOST_WORDS} words, and {DEEPEST_SEARCH} levels" in PAGE
    assert f"ended after {SECONDS:.0f}\nseconds" in PAGE
    assert f"more than\n{MOST_MATCHES:,} times" in PAGE
    assert f"{LONGEST_PATTERN:,} characters" in PAGE
    assert f"Up to {MOST_RANKED:,} come" in PAGE
    assert f"first {MOST_LINES:,}\nplaces" in PAGE
    for flag in PATTERN_FLAGS:
        assert f"| `{flag}` | " in PAGE
        assert read_search(f"/x/{flag}") == Pattern("x", flag)
