"""The words of an OpenDocument text as paragraphs and tables, with notes at their paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import Run, block_of
from .document import Piece
from .document_tables import Table

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMES = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE = f"{_NAMES}office:1.0}}", f"{_NAMES}text:1.0}}", f"{_NAMES}table:1.0}}"
_STYLE, _DRAW = f"{_NAMES}style:1.0}}", f"{_NAMES}drawing:1.0}}"
_FORMAT = f"{_NAMES}xsl-fo-compatible:1.0}}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_INDEX = re.compile(rf"{re.escape(_TEXT)}(?:table-of-content|[a-z-]*index|bibliography)")
_NOT_WORDS = frozenset(
    [f"{_TEXT}ruby-text", f"{_TEXT}note-citation", f"{_OFFICE}forms", f"{_TEXT}sequence-decls"]
)
_HIDDEN = frozenset({f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph"})
_GAP = re.compile(r"[ \t\r\n]+")
_MOST = 64
"""Blanks in a row, columns, or empty rows that one element may stand for."""


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool | None = None
    hidden: bool = False
    level: int = 0


@dataclass(slots=True)
class _Words:
    """What is gathered of one paragraph."""

    runs: list[Run] = field(default_factory=list)
    after_blank: bool = True
    """Whether another blank would be one too many."""
    notes: list[str] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    """What stands in text boxes that are anchored here."""


class OpenDocumentText:
    """Reads the text of a document once; afterwards tells what was left out of it.

    Args:
        roots: the root elements of the parts that hold the text and the styles.
    """

    def __init__(self, roots: "Sequence[Element]") -> None:
        self._roots = roots
        self._elements = {
            (style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")): style
            for root in reversed(roots)
            for style in root.iter(f"{_STYLE}style")
        }
        self._styles: dict[tuple[str, str], _Style] = {}
        self.deletions = 0
        """Deletions that tracked changes hold."""
        self.commenters: list[str] = []
        """The author of each comment."""
        self.hidden = 0
        """Runs of words that are hidden."""
        self.has_contents = False
        """Whether there is a table of contents or another index."""

    def pieces(self) -> list[Piece]:
        """The paragraphs and tables in order, without what tracked changes delete."""
        body = self._roots[0].find(f"{_OFFICE}body/{_OFFICE}text")
        return self._within(body) if body is not None else []

    def _within(self, container: "Element") -> list[Piece]:
        pieces: list[Piece] = []
        for child in container:
            tag = child.tag
            if tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                pieces += self._paragraph(child)
            elif tag == f"{_TABLE}table":
                pieces.append(self._table(child))
            elif tag == f"{_TEXT}tracked-changes":
                self.deletions += sum(1 for _ in child.iter(f"{_TEXT}deletion"))
            elif tag == f"{_OFFICE}annotation":
                self._comment(child)
            elif isinstance(tag, str) and _INDEX.fullmatch(tag):
                self.has_contents = True
            elif child.get(f"{_TEXT}display") == "none":
                self.hidden += 1
            elif tag not in _NOT_WORDS:
                pieces += self._within(child)
        return pieces

    def _paragraph(self, element: "Element") -> list[Piece]:
        words = _Words()
        style = self._style("paragraph", element)
        level = style.level
        if element.tag == f"{_TEXT}h":
            outline = element.get(f"{_TEXT}outline-level", "1")
            level = min(int(outline), 9) if outline.isdecimal() else 1
        if style.hidden:
            self.hidden += 1
        else:
            self._inline(element, words, bool(style.bold))
        return [block_of(words.runs, level, words.notes), *words.boxes]

    def _inline(self, parent: "Element", words: _Words, bold: bool) -> None:
        _add(words, parent.text, bold)
        for node in parent:
            self._node(node, words, bold)
            _add(words, node.tail, bold)

    def _node(self, node: "Element", words: _Words, bold: bool) -> None:
        tag = node.tag
        if tag == f"{_TEXT}span":
            style = self._style("text", node)
            if style.hidden:
                self.hidden += 1
            else:
                self._inline(node, words, bold if style.bold is None else style.bold)
        elif tag == f"{_TEXT}s":
            words.runs.append((" " * _count(node, f"{_TEXT}c"), bold))
        elif tag == f"{_TEXT}tab":
            words.runs.append(("\t", bold))
        elif tag == f"{_TEXT}line-break":
            words.runs.append(("\n", bold))
        elif tag == f"{_TEXT}note":
            words.notes.append(self._plain(node.find(f"{_TEXT}note-body")))
        elif tag == f"{_OFFICE}annotation":
            self._comment(node)
        elif tag == f"{_DRAW}text-box":
            words.boxes += self._within(node)
        elif tag in _HIDDEN:
            self.hidden += 1
        elif tag not in _NOT_WORDS and isinstance(tag, str):
            self._inline(node, words, bold)

    def _comment(self, annotation: "Element") -> None:
        creator = annotation.find(_CREATOR)
        self.commenters.append((creator.text or "") if creator is not None else "")

    def _plain(self, note: "Element | None") -> str:
        """The words of a note on one line."""
        words = _Words()
        for paragraph in note.iter(f"{_TEXT}p") if note is not None else ():
            self._inline(paragraph, words, False)
            words.runs.append((" ", False))
        return "".join(said for said, _ in words.runs)

    def _table(self, element: "Element") -> Table:
        table = Table()
        for row in _among(element, f"{_TABLE}table-row"):
            cells: list[list[Piece]] = []
            for cell in row:
                if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                    held = self._within(cell)
                    times = _count(cell, f"{_TABLE}number-columns-repeated")
                    cells.extend([held, *([] for _ in range(times - 1))])
            table.rows.append(cells[:_MOST])
        return table

    def _style(self, family: str, element: "Element") -> _Style:
        return self._named(family, element.get(f"{_TEXT}style-name", ""))

    def _named(self, family: str, name: str, depth: int = 0) -> _Style:
        key = (family, name)
        if key in self._styles:
            return self._styles[key]
        element = self._elements.get(key)
        if element is None or depth > _MOST:
            return _Style()
        parent = self._named(family, element.get(f"{_STYLE}parent-style-name", ""), depth + 1)
        said = element.find(f"{_STYLE}text-properties")
        weight = said.get(f"{_FORMAT}font-weight") if said is not None else None
        display = said.get(f"{_TEXT}display") if said is not None else None
        outline = element.get(f"{_STYLE}default-outline-level", "")
        level = 1 if name == "Title" else min(int(outline), 9) if outline.isdecimal() else 0
        self._styles[key] = _Style(
            parent.bold if weight is None else weight in _BOLD,
            parent.hidden if display is None else display == "none",
            level or parent.level,
        )
        return self._styles[key]


def margin_texts(roots: "Sequence[Element]") -> list[str]:
    """The words of the headers and footers."""
    return [
        " ".join("".join(margin.itertext()).split())
        for root in roots
        for page in root.iter(f"{_STYLE}master-page")
        for margin in page
        if "header" in margin.tag or "footer" in margin.tag
    ]


def _add(words: _Words, text: str | None, bold: bool) -> None:
    """Add text as OpenDocument means it: a run of blanks is one, and none begins a paragraph."""
    if text:
        text = _GAP.sub(" ", text)
        if words.after_blank:
            text = text.removeprefix(" ")
        if text:
            words.after_blank = text.endswith(" ")
            words.runs.append((text, bold))


def _count(element: "Element", attribute: str) -> int:
    written = element.get(attribute, "1")
    return min(max(int(written), 1), _MOST) if written.isdecimal() else 1


def _among(element: "Element", tag: str) -> "Iterator[Element]":
    """The rows of a table, also those in groups, but not those of tables in its cells."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag != f"{_TABLE}table-cell":
            yield from _among(child, tag)
