"""The tree of codes, their kinds and colours."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.codebook import STARTER_CODEBOOK, Code, CodeDraft, in_tree_order
from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.kinds import Kind


def code(number: int, parent: int | None = None, position: int = 0) -> Code:
    return Code(
        number, f"g{number}", f"Code {number}", Kind.OTHER, parent, "#999999", position=position
    )


parents = st.lists(st.none() | st.integers(1, 9), min_size=1, max_size=8)


@given(parents)
def test_every_code_is_shown_once_and_below_its_parent(parents: list[int | None]) -> None:
    """Whatever the parents are: unknown ones, the code itself, loops."""
    codes = [code(number, parent) for number, parent in enumerate(parents, start=1)]
    branches = in_tree_order(codes)
    assert sorted(branch.code.id for branch in branches) == [one.id for one in codes]
    path: list[int] = []
    for branch in branches:
        assert branch.depth <= len(path)
        del path[branch.depth :]
        if branch.depth:
            assert branch.code.parent_id == path[-1]
        path.append(branch.code.id)


def test_siblings_stand_by_position_and_then_by_name() -> None:
    codes = [
        code(1, position=2),
        code(2),
        code(3, 1),
        code(4, position=1),
        replace(code(5), name="a"),
    ]
    assert [b.code.id for b in in_tree_order(codes)] == [5, 2, 4, 1, 3]


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "123456", "#12345g", "#123456\n"])
def test_what_is_no_colour(colour: str) -> None:
    with pytest.raises(StudyError, match="is not a colour"):
        CodeDraft("A", colour=colour).checked()


def test_a_checked_draft_is_clean() -> None:
    draft = CodeDraft(" Price\n anxiety ", None, " Needs ", "#E69F00", " a\x1b\r\n", "b ", " c")
    assert draft.checked() == CodeDraft("Price anxiety", None, "Needs", "#e69f00", "a␛", "b", "c")
    assert draft.checked().checked() == draft.checked()


def test_kinds_are_told_apart_with_and_without_colour() -> None:
    assert len({kind.mark for kind in Kind}) == len({kind.colour for kind in Kind}) == len(Kind)
    assert all(len(kind.mark) == 1 for kind in Kind)
    assert all(re.fullmatch("#[0-9a-f]{6}", kind.colour) for kind in Kind)
    assert [draft.kind for draft in STARTER_CODEBOOK] == [k for k in Kind if k is not Kind.OTHER]
