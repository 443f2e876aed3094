"""A code's page: its kind, what is written of it, how it is used, what it comes together with, and who said so."""

from collections.abc import Sequence

from textual.content import Content

from ...domain.code_page import CodePage, Overlap
from ...domain.code_tree import CodeTree
from ...domain.codebook import Code
from ...domain.coding import Coding
from ...domain.text import one_line
from ..labels import SOFT, bar, counted, kind_chip, named
from .listing import Row
from .paragraphs import heading, paragraph
from .persona_evidence import coding_row
from .quote_block import spaced

_UNWRITTEN = "Nothing is written of it yet. e writes what it says, when to use it and when not."
_TEXTS = (("definition", "What it says"), ("include", "When to use it"), ("exclude", "When not"))


def code_page_rows(code: Code, page: CodePage, tree: CodeTree) -> list[Row]:
    """The page of a code.

    Args:
        code: with its counts.
        page: what else there is to know.
        tree: the codebook.
    """
    return [
        paragraph(*_head(code, page, tree), selectable=False),
        *_written(code),
        *_quotes(code, page.quotes),
        *_overlaps(code, page.overlaps, tree),
    ]


def _head(code: Code, page: CodePage, tree: CodeTree) -> list[Content]:
    above = " › ".join(one_line(one.name, 40) for one in tree.above(code.id))
    chip = Content.assemble(kind_chip(code.kind, code.colour), " ", named(code.name, "bold"))
    kind = Content.styled(f"{code.kind.value}{f', under {above}' if above else ''}", SOFT)
    used = Content(
        f"{counted(code.codings, 'tag')} of {counted(code.participants, 'participant')} "
        f"in {counted(code.sources, 'source')}"
        if code.codings
        else "Not used yet"
    )
    lines = [chip, kind, used]
    if len(page.coders) > 1:
        who = ", ".join(f"{one_line(name, 30)} {number:,}" for name, number in page.coders[:6])
        lines.append(Content.styled(f"by {who}", SOFT))
    if page.memos:
        lines.append(Content.styled(f"{counted(page.memos, 'memo')} on it (M)", SOFT))
    return lines


def _written(code: Code) -> list[Row]:
    rows: list[Row] = []
    for name, title in _TEXTS:
        words = getattr(code, name)
        if words:
            paragraphs = [Content(line) for line in words.split("\n")]
            rows += [heading(title), paragraph(*paragraphs, key=name)]
    if not rows:
        rows = [paragraph(Content(""), Content.styled(_UNWRITTEN, SOFT), selectable=False)]
    return rows


def _quotes(code: Code, quotes: Sequence[Coding]) -> list[Row]:
    shown = [coding_row(one, labelled=False) for one in quotes]
    if not shown:
        return []
    note = f"{len(shown)} of {code.codings:,}; Enter opens one in its source"
    return [heading("In their words", note), *spaced(shown)[1:]]


def _overlaps(code: Code, overlaps: Sequence[Overlap], tree: CodeTree) -> list[Row]:
    known = [one for one in overlaps if one.code_id in tree]
    if not known:
        return []
    note = f"of its {counted(code.codings, 'tag')}; Enter goes to the code"
    return [heading("Comes together with", note), *(_overlap(code, one, tree) for one in known)]


def _overlap(code: Code, overlap: Overlap, tree: CodeTree) -> Row:
    other = tree.code(overlap.code_id)
    share = overlap.codings / code.codings if code.codings else 0.0

    def draw(width: int) -> Content:
        figure = Content.assemble("  ", bar(share, 8), (f" {overlap.codings:,}".rjust(6), ""), " ")
        label = Content.assemble(
            " ", kind_chip(other.kind, other.colour), " ", named(other.name)
        ).truncate(max(4, width - figure.cell_length), ellipsis=True)
        room = width - label.cell_length - figure.cell_length
        return label.pad_right(max(0, room)) + figure

    return Row(draw, other, ("overlap", other.guid))
