"""How a code looks in a list: its mark, its name at its depth, its count."""

from textual.content import Content

from ...domain.codebook import Code, CodeBranch
from ..labels import SOFT, kind_chip, named

_INDENT = 2
_DEEPEST = 8
"""Deeper codes are not indented further, so that their names stay readable."""


def code_label(code: Code) -> Content:
    """A code's mark and name."""
    return Content.assemble(kind_chip(code.kind, code.colour), " ", named(code.name))


def code_line(branch: CodeBranch, width: int, digit: str = "") -> Content:
    """A code in the tree on one line, with how many excerpts have it at the right.

    Args:
        branch: the code.
        width: cells.
        digit: on which it is pinned, if it is.
    """
    code = branch.code
    indent = " " * (_INDENT * min(branch.depth, _DEEPEST))
    style = "bold" if not branch.depth else ""
    label = Content.assemble(
        indent, kind_chip(code.kind, code.colour), " ", named(code.name, style)
    )
    count = Content.styled(f" {code.codings:,}" if code.codings else "", SOFT)
    if digit:
        count = Content.styled(f" [{digit}]", "$footer-key-foreground") + count
    width = max(4, width - 1)
    label = label.truncate(max(1, width - count.cell_length), ellipsis=True)
    return label.pad_right(width - label.cell_length - count.cell_length) + count
