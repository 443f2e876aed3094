"""A code that is carried stands where the tree has it after it is dropped, and no step loses a code."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.domain.code_carrying import Carried
from interviewcoder.domain.code_tree import CodeTree
from interviewcoder.domain.codebook import Code
from interviewcoder.domain.codebook_plan import arranged
from interviewcoder.domain.kinds import Kind


def tree_of(parents: list[int | None]) -> CodeTree:
    """Codes 1, 2, ... under the parents given by their places in the list."""
    return CodeTree(
        Code(n, str(n), f"c{n}", Kind.NEED, parent, "#000000", position=n)
        for n, parent in enumerate(parents, 1)
    )


def lines(carried: Carried) -> str:
    return " ".join(f"{'.' * b.depth}{b.code.id}" for b in carried.branches())


def test_the_way_through_a_tree() -> None:
    held = Carried.picked_up(tree_of([None, 1, 1, None, 4]), 4)
    assert lines(held) == "1 .2 .3 4 .5"
    held = held.into()
    assert lines(held) == "1 .2 .3 .4 ..5"
    held = held.up()
    assert lines(held) == "1 .2 .4 ..5 .3"
    assert lines(held.into()) == "1 .2 ..4 ...5 .3"
    held = held.up().up()
    assert lines(held) == "4 .5 1 .2 .3"
    assert held.up() == held == held.into() == held.out()
    held = held.down()
    assert lines(held) == "1 .2 .3 4 .5"
    assert not held.has_moved
    assert lines(held.into().down()) == lines(held.into().out()) == lines(held)


def test_it_stays_in_hand_only_while_the_tree_is_the_same() -> None:
    held = Carried.picked_up(tree_of([None, 1, None]), 2).out()
    again = held.within(tree_of([None, 1, None]))
    assert again is not None
    assert lines(again) == lines(held)
    assert held.within(tree_of([None, 1, 1])) is None
    assert held.within(tree_of([None, 1])) is None


@st.composite
def walks(draw: st.DrawFn) -> tuple[list[int | None], int, list[str]]:
    size = draw(st.integers(1, 9))
    parents = [draw(st.sampled_from([None, *range(1, n)])) for n in range(1, size + 1)]
    steps = draw(st.lists(st.sampled_from(["up", "down", "out", "into"]), max_size=12))
    return parents, draw(st.integers(1, size)), steps


@given(walks())
def test_dropping_makes_the_tree_that_was_shown(
    walk: tuple[list[int | None], int, list[str]],
) -> None:
    parents, code_id, steps = walk
    tree = tree_of(parents)
    held = Carried.picked_up(tree, code_id)
    for step in steps:
        held = getattr(held, step)()
        assert sorted(b.code.id for b in held.branches()) == sorted(tree.parents)
    asked = held.asked
    codes = {branch.code.id: branch.code for branch in tree.branches}
    codes[code_id] = replace(codes[code_id], parent_id=asked.parent_id)
    there = CodeTree(codes.values()).children(asked.parent_id)
    for place, one in enumerate(arranged([code.id for code in there], asked.order)):
        codes[one] = replace(codes[one], position=place)
    dropped = CodeTree(codes.values()).branches
    assert [(b.code.id, b.depth) for b in dropped] == [
        (b.code.id, b.depth) for b in held.branches()
    ]
    assert held.has_moved == (lines(held) != lines(Carried.picked_up(tree, code_id)))
