"""The words of a Word document as paragraphs and tables: tracked changes accepted, notes at their paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import Run, block_of
from .document import Piece
from .document_tables import Table
from .symbols import symbol
from .word_numbering import Numbering
from .word_parts import Style, W, WordParts, is_on, outline_level, value_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VARIANTS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_TAKEN_OUT = frozenset({f"{W}del", f"{W}moveFrom"})
_DRAWN = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_NOT_WORDS = frozenset(
    {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}rt", f"{W}instrText"}
)
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_WIDEST = 64
"""Columns of a table, and the most that one cell may span."""


@dataclass(slots=True)
class _Words:
    """What is gathered of one paragraph."""

    runs: list[Run] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Piece] = field(default_factory=list)
    """What stands in text boxes that are anchored here."""


class WordText:
    """Reads the text of a document once; afterwards tells what was left out of it."""

    def __init__(self, parts: WordParts) -> None:
        self._parts = parts
        self._numbering = Numbering(parts.numbering)
        self._in_code = 0
        self.deletions = 0
        """Deletions and moves that tracked changes hold."""
        self.hidden = 0
        """Runs of words that are hidden in Word."""
        self.embedded = 0
        """Other documents within this one."""
        self.has_contents = False
        """Whether there is a table of contents."""

    def pieces(self) -> list[Piece]:
        """The paragraphs and tables in order, without what tracked changes delete."""
        body = self._parts.text.find(f"{W}body")
        return self._within(body) if body is not None else []

    def plain(self, container: "Element") -> str:
        """The words of a note, a header or a footer on one line."""
        words = _Words()
        for paragraph in container.iter(f"{W}p"):
            self._inline(paragraph, words, False)
            words.runs.append((" ", False))
        return " ".join("".join(text for text, _ in words.runs).split())

    def _within(self, container: "Element") -> list[Piece]:
        pieces: list[Piece] = []
        words = _Words()
        for child in self._blocks(container):
            if child.tag == f"{W}tbl":
                if table := self._table(child):
                    pieces.append(table)
                continue
            properties = child.find(f"{W}pPr")
            style = self._parts.styles.get(value_of(properties, "pStyle"), Style())
            if style.contents:
                self.has_contents = True
                continue
            self._in_code = 0
            label = self._label(properties, style)
            if label:
                words.runs.insert(0, (f"{label} ", False))
            self._inline(child, words, bool(style.bold))
            if _joins_next(properties):
                continue
            pieces += self._finished(words, outline_level(properties) or style.level or 0)
            words = _Words()
        return pieces + (self._finished(words, 0) if words.runs else [])

    def _blocks(self, container: "Element") -> Iterator["Element"]:
        """The paragraphs and tables in a container, also those in content controls and the like."""
        for child in container:
            if child.tag in {f"{W}p", f"{W}tbl"}:
                yield child
            elif child.tag == f"{W}altChunk":
                self.embedded += 1
            elif child.tag == f"{_VARIANTS}AlternateContent":
                for variant in child[:1]:
                    yield from self._blocks(variant)
            elif child.tag not in _NOT_WORDS and child.tag not in _TAKEN_OUT:
                yield from self._blocks(child)

    def _label(self, properties: "Element | None", style: Style) -> str:
        list_id = value_of(properties, "numPr/numId") or style.list_id
        if not list_id:
            return ""
        level = value_of(properties, "numPr/ilvl")
        return self._numbering.label(list_id, int(level) if level.isdecimal() else style.list_level)

    def _finished(self, words: _Words, level: int) -> list[Piece]:
        return [block_of(words.runs, level, words.notes), *words.boxes]

    def _inline(self, parent: "Element", words: _Words, bold: bool) -> None:
        for node in parent:
            tag = node.tag
            if tag == f"{W}r":
                self._run(node, words, bold)
            elif tag in _TAKEN_OUT:
                self.deletions += 1
            elif tag in {f"{W}t", f"{_MATH}t"}:
                if not self._in_code:
                    words.runs.append((node.text or "", bold))
            elif tag in _CHARACTERS:
                words.runs.append((_CHARACTERS[tag], bold))
            elif tag in _NOTES:
                note = self._parts.notes.get((_NOTES[tag], node.get(f"{W}id", "")))
                if note is not None:
                    words.notes.append(self.plain(note))
            elif tag == f"{W}fldChar":
                self._field(node.get(f"{W}fldCharType", ""))
            elif tag == f"{W}sym":
                words.runs.append((_symbol(node), bold))
            elif tag == f"{_VARIANTS}AlternateContent":
                self._variants(node, words, bold)
            elif tag in _DRAWN:
                for box in _boxes(node):
                    words.boxes += self._within(box)
            elif tag not in _NOT_WORDS:
                self._inline(node, words, bold)

    def _run(self, run: "Element", words: _Words, bold: bool) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            style = self._parts.styles.get(value_of(properties, "rStyle"), Style())
            hidden = is_on(properties, "vanish")
            if style.hidden if hidden is None else hidden:
                self.hidden += any(True for _ in run.iter(f"{W}t"))
                return
            marked = is_on(properties, "b")
            marked = style.bold if marked is None else marked
            bold = bold if marked is None else marked
        self._inline(run, words, bold)

    def _field(self, kind: str) -> None:
        """Follows whether words are the code of a field (which nobody sees) or its result."""
        if kind == "begin":
            self._in_code += 1
        elif kind in {"separate", "end"}:
            self._in_code = max(0, self._in_code - 1)

    def _variants(self, node: "Element", words: _Words, bold: bool) -> None:
        """The first variant of what is kept for newer and older Words, unless it holds nothing to read."""
        for variant in node:
            before = len(words.runs) + len(words.boxes)
            self._inline(variant, words, bold)
            if len(words.runs) + len(words.boxes) > before:
                return

    def _table(self, element: "Element") -> Table:
        table = Table()
        for row in _among(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self.deletions += 1
                continue
            skipped = value_of(properties, "gridBefore")
            cells: list[list[Piece]] = [[] for _ in range(_bounded(skipped, 0))]
            for cell in _among(row, f"{W}tc"):
                about = cell.find(f"{W}tcPr")
                if about is not None and about.find(f"{W}cellDel") is not None:
                    self.deletions += 1
                    continue
                cells.append(self._within(cell))
                spanned = _bounded(value_of(about, "gridSpan"), 1)
                cells.extend([] for _ in range(spanned - 1))
            table.rows.append(cells)
        return table


def _boxes(drawn: "Element") -> Iterator["Element"]:
    """The texts of a drawing, but not those of drawings within them."""
    for child in drawn:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_VARIANTS}AlternateContent":
            yield from _boxes(child[0] if len(child) else child)
        else:
            yield from _boxes(child)


def _joins_next(properties: "Element | None") -> bool:
    """Whether a tracked change deletes or moves a paragraph's end, or it is a big first letter."""
    if properties is None:
        return False
    mark, frame = properties.find(f"{W}rPr"), properties.find(f"{W}framePr")
    return (mark is not None and any(mark.find(tag) is not None for tag in _TAKEN_OUT)) or (
        frame is not None and frame.get(f"{W}dropCap", "none") != "none"
    )


def _among(element: "Element", tag: str) -> Iterator["Element"]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
            yield from _among(child, tag)


def _bounded(written: str, least: int) -> int:
    return min(max(int(written), least), _WIDEST) if written.isdecimal() else least


def _symbol(node: "Element") -> str:
    """A character of a symbol font; those that mean nothing in other fonts are left out."""
    code = node.get(f"{W}char", "")
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    font = node.get(f"{W}font", "").casefold()
    if font.startswith("wingdings"):
        return symbol(point)
    return "" if 0xE000 <= point < 0xF900 or point > 0xFFFF else chr(point)
