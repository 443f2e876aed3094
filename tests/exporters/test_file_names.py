"""File names are safe everywhere, distinct and stable."""

import re

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.exporters.file_names import LONGEST, file_names, slug

NAMES = st.text() | st.sampled_from(
    ["CON", "index", "a", "A", "価格", "../../etc/passwd", "x" * 300]
)


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "1", "2"])), max_size=8))
def test_names_are_allowed_distinct_and_short(named: list[tuple[str, str]]) -> None:
    names = file_names(named, stem="persona")
    assert len(set(names)) == len(named)
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert len(name) <= LONGEST
        assert name not in {"con", "index", "nul"}
    assert names == file_names(named, stem="persona")


def test_a_name_without_latin_letters_keeps_its_hash() -> None:
    (alone,) = file_names([("価格", "guid")], stem="persona")
    assert alone.startswith("persona-")
    assert file_names([("Ana", "other"), ("価格", "guid")], stem="persona")[1] == alone


def test_accents_and_apostrophes_go() -> None:
    assert slug("Zoë’s  Plan — No. 1") == "zoes-plan-no-1"
