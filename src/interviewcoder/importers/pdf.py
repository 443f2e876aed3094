"""PDFs with text: columns in the order of reading, wrapped lines joined, what stands around the text left out."""

from collections.abc import Sequence
from statistics import median

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .document import Piece, from_document
from .pdf_heads import without_heads, without_repeats
from .pdf_joining import Joining
from .pdf_lines import Line, gutter_of, in_order, strips
from .pdf_numbers import without_numbers
from .pdf_pages import Page, read_pages
from .pdf_paragraphs import Paragraphs
from .pdf_tables import columns_of, rows_of
from .sample import FileSample
from .transcript import omitted

_BEGINS = b"%PDF-"
_ENDS = b"startxref"
_HEAD = 1024
_ENCODING = "utf-8"
_FEW = 3
"""With so few words beside a picture, a page is a picture of text with a stamp or a number on it."""


def recognises(sample: FileSample) -> bool:
    """Whether a file begins as PDFs do; some have other bytes before that."""
    data = sample.data
    return data.startswith(_BEGINS) or (_BEGINS in data[:_HEAD] and _ENDS in data[-_HEAD:])


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a PDF.

    Raises:
        StudyError: it is damaged, needs a password, is too big, or has pictures of text and no text.
    """
    if not recognises(sample):
        raise StudyError("The file is not a PDF.", "Leave --format out to have it detected.")
    pages = read_pages(sample.data)
    scanned = sum(page.pictured and len(page.words) <= _FEW for page in pages)
    words = sum(len(page.words) for page in pages)
    if not words or (scanned and words <= _FEW * len(pages)):
        raise StudyError(
            "The PDF holds no text: its pages are pictures (a scan) or empty.",
            "Recognise its text (OCR), for instance with ocrmypdf or Acrobat, or import what it was made from.",
        )
    lines, numbers = without_numbers(list(map(_strips, pages, range(len(pages)))))
    lines, heads = without_heads(_ordered(lines))
    lines, repeated = without_repeats(lines)
    sideways = sum(page.slanted for page in pages)
    warnings = (
        *omitted(heads, "running head", "or page number", "or page numbers"),
        *omitted(numbers, "number", "in the margin"),
        *omitted(repeated, "line", "that a page repeats", "that pages repeat"),
        *omitted(
            sideways, "word", "that runs another way than most", "that run another way than most"
        ),
        *omitted(scanned, "page", "that is a picture", "that are pictures"),
    )
    return from_document(sample, options, _pieces(lines), warnings=warnings, encoding=_ENCODING)


def _pieces(pages: Sequence[Sequence[Line]]) -> Sequence[Piece]:
    """The paragraphs, or the rows of a table if names or times stand beside the words."""
    lines = [line for page in pages for line in page]
    joining = Joining(lines)
    columns = columns_of(lines)
    if columns is not None:
        return rows_of(lines, columns, joining)
    return Paragraphs(lines, joining).blocks()


def _strips(page: Page, number: int) -> list[Line]:
    found = strips(page.words)
    for piece in found:
        piece.page = number
    return found


def _ordered(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Each page's lines in the order of reading; most pages tell where the columns are on the others."""
    gutters = [gutter_of(page) for page in pages]
    known = [gutter for gutter in gutters if gutter is not None]
    gutter = median(known) if 2 * len(known) >= len(pages) else None
    return [in_order(page, gutter) for page in pages]
