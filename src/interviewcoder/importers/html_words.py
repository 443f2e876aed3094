"""The words of HTML, as they are read, and where in them the bytes of its text stand.

Taguette counts positions in bytes of UTF-8 through all text of a document, white space between the tags included.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from interviewcoder.domain.text import sanitise

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"}
    | {"hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"head", "script", "style", "template", "title"})
_SPACE = " \t\n\f\r"
_RUNS = re.compile(rf"[^{_SPACE}]+(?: [^{_SPACE}]+){{0,100}}|[{_SPACE}]+")
"""Words with one space between them, or white space."""
_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_LONGEST_TAG = 4096
_FAILURES = 1000
_LINE_BREAK = re.compile(r"<br\b", re.I)
_BETWEEN_CELLS = " | "


class HtmlWords:
    """The text of an HTML document: a line a block, runs of white space as one space.

    Where line breaks divide lines within blocks, a blank line stands between blocks.

    Args:
        html: the document or a part of one; tags may be missing or wrong.
    """

    def __init__(self, html: str) -> None:
        builder = _Builder(2 if _LINE_BREAK.search(html) else 1)
        builder.feed(html.lstrip(_SPACE))
        self.text = "".join(builder.parts)
        self._runs = builder.runs
        self._begins = [begin for begin, _, _ in builder.runs]

    def place(self, byte: int) -> int:
        """Where in the text a byte of the document's text stands, counted in UTF-8 without tags."""
        at = bisect_right(self._begins, byte) - 1
        if at < 0:
            return 0
        begin, position, words = self._runs[at]
        inside = words.encode("utf-8", "replace")[: max(0, byte - begin)]
        return position + len(inside.decode("utf-8", "ignore"))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span between two bytes, without white space at its ends; empty where there are no words."""
        first, last = self.place(start), self.place(end)
        words = self.text[first:last]
        return first + len(words) - len(words.lstrip()), first + len(words.rstrip())


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    closes: bool


def _tokens(html: str) -> Iterator[_Tag | str]:
    """The tags and the texts between them; what looks like a tag and does not end is text."""
    position, failures = 0, 0
    while (at := html.find("<", position)) >= 0 and failures < _FAILURES:
        if position < at:
            yield unescape(html[position:at])
        found = _TAG.match(html[at : at + _LONGEST_TAG])
        if found:
            yield _Tag(found[2].lower(), bool(found[1]))
            position = at + found.end()
        elif (end := _end_of_comment(html, at)) is not None:
            position = end
        else:
            # Each look at what is no tag takes time, and a hostile text can be made of nothing else.
            failures += 1
            yield "<"
            position = at + 1
    if position < len(html):
        yield unescape(html[position:])


def _end_of_comment(html: str, at: int) -> int | None:
    """Where a comment or a declaration ends; None for what is neither or has no end."""
    if html.startswith("<!--", at):
        end = html.find("-->", at + 4)
        return end + 3 if end >= 0 else None
    if html.startswith(("<!", "<?"), at):
        end = html.find(">", at)
        return end + 1 if end >= 0 else None
    return None


class _Builder:
    """Takes the text of a document apart into runs: where each begins in its bytes and in the text, and its words.

    Args:
        gap: how many line ends stand between two blocks.
    """

    def __init__(self, gap: int) -> None:
        self._gap = gap
        self.parts: list[str] = []
        self.runs: list[tuple[int, int, str]] = []
        self._bytes = 0
        self._length = 0
        self._wanted = ""
        """White space that stands before the next words."""
        self._silent = 0
        self._kept = 0
        """How many elements are open whose white space stays."""
        self._begins_kept = False

    def feed(self, html: str) -> None:
        """Take in a document."""
        for token in _tokens(html):
            if isinstance(token, str):
                self._text(token)
            else:
                self._tag(token)

    def _tag(self, tag: _Tag) -> None:
        if tag.name == "br":
            self._break(self._wanted.count("\n") + 1)
        elif tag.name in _BLOCKS:
            self._break(self._gap)
        elif tag.name in _CELLS and not tag.closes and "\n" not in self._wanted:
            self._wanted = _BETWEEN_CELLS if self._length else ""
        step = -1 if tag.closes else 1
        if tag.name in _SILENT:
            self._silent = max(0, self._silent + step)
        elif tag.name == "pre":
            self._kept = max(0, self._kept + step)
            self._begins_kept = not tag.closes

    def _text(self, text: str) -> None:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if self._begins_kept:
            # A line end right after the tag is part of the tag.
            text = text.removeprefix("\n")
            self._begins_kept = False
        if self._silent:
            return
        for run in _RUNS.findall(text):
            if run[0] in _SPACE and not self._kept:
                self._skip(run)
            else:
                self._add(run)

    def _break(self, lines: int) -> None:
        if self._length and self._wanted.count("\n") < lines:
            self._wanted = "\n" * lines

    def _skip(self, run: str) -> None:
        self.runs.append((self._bytes, self._length, ""))
        self._bytes += len(run)
        if self._length and not self._wanted:
            self._wanted = " "

    def _add(self, words: str) -> None:
        if self._wanted:
            self.parts.append(self._wanted)
            self._length += len(self._wanted)
            self._wanted = ""
        self.runs.append((self._bytes, self._length, words))
        self.parts.append(sanitise(words))
        self._bytes += len(words.encode("utf-8", "replace"))
        self._length += len(words)
