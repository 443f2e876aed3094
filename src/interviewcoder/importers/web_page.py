"""Web pages (.html, .htm): what Word, Google Docs, LibreOffice, Trint and people save."""

import re

from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import sanitise

from .document import Piece, from_document
from .encoding import decode
from .sample import FileSample
from .transcript import omitted
from .web_page_text import WebPageText

_BEGINS = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|span|table)\b",
    re.I | re.S,
)
_TAG = re.compile(r"<[a-z][a-z0-9]{0,10}(?:\s[^<>]*)?/?>", re.I)
_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_LATIN = frozenset({"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"})
"""Names under which browsers read Windows-1252."""


def recognises(sample: FileSample) -> bool:
    """Whether a file begins with a tag of a page, or is called .html and has tags."""
    if sample.suffix in _SUFFIXES:
        return _TAG.search(sample.head) is not None or _BEGINS.match(sample.head) is not None
    return _BEGINS.match(sample.head) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a web page. Raises StudyError when there are no words in it or it is nested too deep."""
    text, encoding = _decoded(sample, options.encoding)
    pieces, warnings = page_pieces(text)
    return from_document(sample, options, pieces, warnings=warnings, encoding=encoding)


def page_pieces(text: str) -> tuple[list[Piece], tuple[str, ...]]:
    """The paragraphs and tables of a page's source, and what is told of what was left out."""
    page = WebPageText(text)
    pieces = page.pieces()
    return pieces, (
        *omitted(page.comments, "comment", ""),
        *omitted(page.deletions, "deletion", ""),
        *omitted(page.hidden, "hidden part", ""),
        *omitted(page.menus, "menu", "or footer", "or footers"),
        *omitted(page.stamps, "time", "within a turn", "within turns"),
    )


def _decoded(sample: FileSample, encoding: str | None) -> tuple[str, str | None]:
    """The source of a page, and the encoding if the page itself declares it and it is no better known."""
    found = sample.decoded
    declared = _DECLARED.search(sample.data[:4096])
    if encoding or declared is None or not found.warnings:
        return found.text, None
    name = declared[1].decode("ascii").lower()
    try:
        told = sample.data.decode("cp1252" if name in _LATIN else name)
    except (LookupError, UnicodeError):
        return found.text, None
    return sanitise(told), decode(b"", "cp1252" if name in _LATIN else name).encoding
