"""The words of a web page as paragraphs and tables, with notes at their paragraphs."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN
from .blocks import Block, Run, block_of, list_label
from .clock import clock
from .document import Piece
from .document_tables import Table
from .web_page_notes import Notes, anchor_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
_NOT_WORDS = frozenset(
    [
        "applet", "audio", "button", "canvas", "datalist", "head", "iframe", "math", "noframes", "noscript",
        "object", "option", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title",
        "video",
    ]
)  # fmt: skip
_MENUS = frozenset({"nav", "footer", "aside"})
_RUNNING = frozenset({"header", "footer"})
"""Titles that LibreOffice gives to what stands at the top and bottom of its pages."""
_RUNNING_STYLE = re.compile(r"mso-element\s*:\s*(?:header|footer)", re.I)
_BOLD = frozenset({"b", "strong"})
_CELLS = frozenset({"td", "th"})
_WEIGHT = re.compile(r"(?:^|[;{\s])font-weight\s*:\s*(bold|bolder|normal|\d{3})", re.I)
_RULE = re.compile(r"\.([A-Za-z][\w-]{0,60})[^{}.]{0,80}\{([^{}]{0,2000})\}")
_HIDDEN = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.I)
_COMMENT = re.compile(r"mso-element\s*:\s*comment\b(?!-list)", re.I)
_GAP = re.compile(r"[ \t\r\n\f]+")
_HEADING = re.compile(r"h([1-6])")
_SPEAKER = re.compile(r"(?:^|[\s_-])speaker(?:$|[\s_-]|name)", re.I)
_STAMP = re.compile(r"(?:^|\s)timestamp(?:$|\s)")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_NEAR = 60
"""So many characters into a paragraph a time still is that of its beginning."""
_WIDEST = 64
_DEEPEST_TABLE = 20
"""Tables that lie deeper in one another are read as paragraphs."""


@dataclass(slots=True)
class _Open:
    """An element that is open, and what holds within it."""

    tag: str = ""
    bold: bool = False
    aside: bool = False
    kept: bool = False
    """Whether blanks and line ends are kept."""
    place: bool = False
    """Whether its words go to a place of their own: a cell or a note."""
    note: str = ""
    rows: "_Rows | None" = None
    """Of a table."""


@dataclass(slots=True)
class _Rows:
    """A table that is being read."""

    table: Table = field(default_factory=Table)
    below: dict[int, int] = field(default_factory=dict)
    """How many rows a cell still reaches down, by its column."""

    def new_row(self) -> None:
        self.table.rows.append([])

    def new_cell(self, columns: int, rows: int) -> list[Piece]:
        """A cell for words to go into, after the places that cells from above reach into."""
        if not self.table.rows:
            self.new_row()
        row = self.table.rows[-1]
        while self.below.get(len(row), 0) and len(row) < _WIDEST:
            self.below[len(row)] -= 1
            row.append([])
        cell: list[Piece] = []
        for column in range(columns):
            self.below[len(row)] = rows - 1
            row.append([] if column else cell)
        return cell


class WebPageText:
    """Reads a page once; afterwards tells what was left out of it.

    Args:
        source: the page's HTML, of any age and however broken.

    Raises:
        StudyError: its elements are nested too deep.
    """

    def __init__(self, source: str) -> None:
        self._page = _parsed(source)
        self._notes = Notes(self._page)
        self._weights = _weights(self._page)
        self._open: list[_Open] = [_Open()]
        self._places: list[list[Piece]] = [[]]
        self._runs: list[Run] = []
        self._refers: list[str] = []
        self._time = ""
        self._list_mark: list[str] | None = None
        self.comments = 0
        """Comments on the text."""
        self.deletions = 0
        """Parts that are marked as deleted."""
        self.hidden = 0
        """Elements that a browser does not show."""
        self.menus = 0
        """Menus, footers and the like."""
        self.stamps = 0
        """Times that stand within a turn."""

    def pieces(self) -> list[Piece]:
        """The paragraphs and tables in order."""
        from lxml.etree import iterwalk

        for event, node in iterwalk(self._page, events=("start", "end", "comment")):
            if event == "start":
                self._enter(node)
            elif event == "comment":
                self._remark(node.text or "")
                self._say(node.tail)
            else:
                self._leave()
                self._say(node.tail)
        self._end_paragraph()
        self._notes.resolve()
        self.comments += self._notes.comments
        return self._places[0]

    def _enter(self, node: "_Element") -> None:
        tag = str(node.tag).rpartition("}")[2]
        if tag in _BLOCKS:
            self._end_paragraph()
        around = self._open[-1]
        entered = _Open(tag, around.bold, around.aside, around.kept or tag == "pre")
        self._open.append(entered)
        if entered.aside:
            return
        if tag == "br":
            self._break()
        style = node.get("style", "")
        self._weigh(entered, style, node.get("class", ""))
        entered.aside = tag in _NOT_WORDS or self._is_left_out(node, tag, style)
        if entered.aside:
            return
        if tag == "a":
            self._enter_link(entered, node)
        elif tag == "table":
            entered.rows = _Rows()
        elif tag == "tr" or tag in _CELLS:
            self._enter_row(entered, node)
        elif _STAMP.search(node.get("class", "")) or node.get("data-m"):
            self._enter_time(entered, node)
        self._say(node.text)

    def _weigh(self, entered: _Open, style: str, classes: str) -> None:
        """Whether words in an element are bold, by its name, its own style, or a style sheet's for its class."""
        weight = _WEIGHT.search(style)
        if entered.tag in _BOLD or _SPEAKER.search(classes):
            entered.bold = True
        elif weight:
            entered.bold = _is_bold(weight[1])
        else:
            for name in classes.split()[:20]:
                entered.bold = self._weights.get(name, entered.bold)

    def _is_left_out(self, node: "_Element", tag: str, style: str) -> bool:
        """Whether an element holds nothing that was said, which is counted."""
        of_page = node.get("title", "") in _RUNNING or bool(_RUNNING_STYLE.search(style))
        menu, deleted = tag in _MENUS or of_page, tag == "del"
        comment = bool(_COMMENT.search(style))
        hidden = node.get("hidden") is not None or bool(_HIDDEN.search(style))
        self.menus += menu
        self.deletions += deleted
        self.comments += comment
        self.hidden += hidden and not comment
        return menu or deleted or comment or hidden

    def _enter_link(self, entered: _Open, node: "_Element") -> None:
        name, target = anchor_of(node)
        if note := self._notes.marked_by(name, target):
            entered.aside = True
            self._refers.append(note)
        elif note := self._notes.begun_by(name, target):
            entered.aside = True
            self._begin_note(note)
        elif "msocomanchor" in node.get("class", ""):
            entered.aside = True

    def _begin_note(self, note: str) -> None:
        """The words from here on are a note's, to the end of its paragraph or of the part around that."""
        depth = len(self._open) - 1
        while depth > 1 and self._open[depth].tag not in _BLOCKS:
            depth -= 1
        if self._open[depth].tag == "p" and self._open[depth - 1].tag in {"div", "li", "section"}:
            depth -= 1
        if not self._open[depth].place:
            self._open[depth].note = note
            self._open[depth].place = True
            self._places.append([])

    def _enter_row(self, entered: _Open, node: "_Element") -> None:
        rows = next((around.rows for around in reversed(self._open) if around.rows), None)
        if rows is None:
            return
        if entered.tag == "tr":
            rows.new_row()
            return
        entered.place = True
        columns, down = _count(node.get("colspan", "")), _count(node.get("rowspan", ""))
        self._places.append(rows.new_cell(columns, down))

    def _enter_time(self, entered: _Open, node: "_Element") -> None:
        """A time that a program marked: that of the paragraph when it stands at its beginning."""
        written = node.get("data-timestamp") or node.get("data-m", "")
        if not _SECONDS.fullmatch(written):
            return
        by_word = node.get("data-m") is not None
        said = sum(len(words) for words, _ in self._runs)
        if not self._time and said <= (0 if by_word else _NEAR):
            self._time = clock(round(float(written) * (1 if by_word else 1000)))
        elif not by_word:
            self.stamps += 1
        entered.aside = not by_word

    def _leave(self) -> None:
        here = self._open[-1]
        if here.tag in _BLOCKS or here.note:
            self._end_paragraph()
        self._open.pop()
        if here.place:
            pieces = self._places.pop()
            if here.note:
                self._notes.keep(here.note, pieces)
        if here.rows is not None:
            table = here.rows.table
            if sum(around.rows is not None for around in self._open) < _DEEPEST_TABLE:
                self._places[-1].append(table)
            else:
                self._places[-1] += [part for row in table.rows for cell in row for part in cell]

    def _remark(self, words: str) -> None:
        """Word's `<![if !supportLists]>`: until `<![endif]>` stands what it writes before a list's item."""
        if "if !supportLists" in words:
            self._list_mark = []
        elif "endif" in words:
            self._end_list_mark()

    def _say(self, words: str | None) -> None:
        here = self._open[-1]
        if not words or here.aside:
            return
        if self._list_mark is not None:
            self._list_mark.append(words)
            return
        if not here.kept:
            words = _GAP.sub(" ", words)
            if not self._runs or self._runs[-1][0].endswith((" ", "\n")):
                words = words.removeprefix(" ")
        if not words:
            return
        if here.bold and words.strip() and self._after_break():
            self._end_paragraph()
        self._runs.append((words.replace("\u00a0", " "), here.bold))

    def _break(self) -> None:
        """A line ends; where it is a second time, the paragraph does."""
        if self._after_break():
            self._end_paragraph()
        elif self._runs:
            self._runs.append(("\n", self._runs[-1][1]))

    def _after_break(self) -> bool:
        """Whether nothing stands in the line yet."""
        return next((words for words, _ in reversed(self._runs) if words.strip(" ")), "") == "\n"

    def _end_paragraph(self) -> None:
        self._end_list_mark()
        if any(words.strip() for words, _ in self._runs):
            headings = (_HEADING.fullmatch(around.tag) for around in reversed(self._open))
            level = next((int(heading[1]) for heading in headings if heading), 0)
            block = block_of(self._runs, level)
            self._notes.mark(block, self._refers)
            self._places[-1] += [*([Block(self._time)] if self._time else []), block]
            self._refers = []
            self._time = ""
        self._runs = []

    def _end_list_mark(self) -> None:
        if self._list_mark is not None:
            label = list_label("".join(self._list_mark))
            self._list_mark = None
            if label:
                self._runs.append((f"{label} ", self._open[-1].bold))


def _parsed(source: str) -> "_Element":
    # It is loaded with the first page, since few studies have any.
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    page = etree.fromstring(source.encode("utf-8", "replace"), parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise StudyError("The page is nested too deep to be read.", SAVE_AGAIN)
    return page if page is not None else etree.Element("html")


def _weights(page: "_Element") -> dict[str, bool]:
    """Whether the classes of a page's style sheets are bold, where they say so."""
    weights = {}
    for sheet in page.iter("style"):
        for name, look in _RULE.findall(sheet.text or ""):
            if weight := _WEIGHT.search(look):
                weights[name] = _is_bold(weight[1])
    return weights


def _is_bold(weight: str) -> bool:
    return weight.lower().startswith("bold") or (weight.isdecimal() and int(weight) >= 600)


def _count(written: str) -> int:
    return min(max(int(written), 1), _WIDEST) if written.isdecimal() else 1
