"""The codebook's tree in lines with columns: fold sign, mark, kind and name; tags, participants, sources."""

from collections.abc import Collection, Sequence

from textual.content import Content

from ...domain.code_tree import CodeTree
from ...domain.codebook import Code, CodeBranch
from ...domain.text import name_key
from ..labels import SOFT, kind_chip, named
from .listing import Row
from .table_columns import Column, table_heading, table_line

_COLUMNS = (
    Column("Code"),
    Column("Tags", 5, right=True),
    Column("People", 6, right=True, least=34),
    Column("Sources", 7, right=True, least=54),
)
_INDENT = 2
_DEEPEST = 8
"""Deeper codes are not indented further, so that their names stay readable."""


def tree_heading(width: int) -> Content:
    """The titles of the columns."""
    return table_heading(_COLUMNS, width)


def fold_sign_at(depth: int) -> int:
    """The cell, from the left of the list, in which a code's fold sign stands."""
    return 1 + _INDENT * min(depth, _DEEPEST)


def shown_branches(
    tree: CodeTree, branches: Sequence[CodeBranch], folded: Collection[str], words: str
) -> list[CodeBranch]:
    """The branches on show: with words, the codes that have them all and those above; else all but what is folded away.

    Args:
        tree: the codes.
        branches: what there is to show, in order; it may stand otherwise than in the tree.
        folded: GUIDs of codes whose branches are folded.
        words: what the tree is filtered by.
    """
    wanted = name_key(words).split()
    if wanted:
        fitting = [b.code for b in branches if all(word in _words(b.code) for word in wanted)]
        kept = {code.id for code in fitting}
        for code in fitting:
            kept |= {above.id for above in tree.above(code.id)}
        return [branch for branch in branches if branch.code.id in kept]
    shown: list[CodeBranch] = []
    hidden_below: int | None = None
    for branch in branches:
        if hidden_below is not None and branch.depth > hidden_below:
            continue
        hidden_below = branch.depth if branch.code.guid in folded else None
        shown.append(branch)
    return shown


def _words(code: Code) -> str:
    return name_key(f"{code.name} {code.kind.value} {code.definition}")


def tree_row(branch: CodeBranch, *, sign: str, hidden: int, marked: bool, carried: bool) -> Row:
    """A code in the tree.

    Args:
        branch: the code at its depth.
        sign: the fold sign, one cell.
        hidden: how many codes are folded away under it.
        marked: whether it is marked.
        carried: whether it is in hand.
    """
    code = branch.code

    def draw(width: int) -> Content:
        indent = " " * (_INDENT * min(branch.depth, _DEEPEST))
        style = "bold" if not branch.depth or carried else ""
        held = ("✥ ", "bold $accent") if carried else ("● ", "bold $accent") if marked else ""
        name = Content.assemble(
            indent,
            (sign, SOFT),
            " ",
            held,
            kind_chip(code.kind, code.colour),
            " ",
            named(code.name, style),
            (f"  +{hidden:,}" if hidden else "", SOFT),
        )
        figures = (code.codings, code.participants, code.sources)
        cells = [Content.styled(f"{one:,}" if one else "–", "" if one else SOFT) for one in figures]
        return table_line(_COLUMNS, [name, *cells], width)

    return Row(draw, code, code.guid)
