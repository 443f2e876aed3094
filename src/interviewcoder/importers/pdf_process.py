"""A program that reads a PDF and tells the words of each page; the one door to pdfium.

It is started by `child_process.py` and imports nothing of interviewcoder.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_PAGES = 2000
MOST_CHARACTERS = 3_000_000
"""The most that one PDF may hold."""
MOST_BYTES = 2 * 1024**3
SECONDS = 2
_PASSWORD = 4
"""pdfium's number for the error of a password that is missing."""
_HYPHENS = "\x02\u00ad\ufffe"
_LAST_POINT = 0x10FFFF
_FEW = 20
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_BOLD_FROM = 600

Written = tuple[str, float, float, float, float, bool]
"""A word: its text, left and right end, base line, size of its font, and whether it is bold."""


def lines(data: bytes) -> Iterator[dict[str, Any]]:
    """The pages of a PDF, or at its end why they are not read further."""
    try:
        yield from _pages(data)
    except pypdfium2.PdfiumError as error:
        password = getattr(error, "err_code", None) == _PASSWORD
        yield {"refused": "password" if password else "damaged"}


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    document = pypdfium2.PdfDocument(data)
    if len(document) > MOST_PAGES:
        yield {"refused": "pages"}
        return
    left = MOST_CHARACTERS
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        left -= text.count_chars()
        if left < 0:
            yield {"refused": "characters"}
            return
        yield _Reader(page, text).read()
        text.close()
        page.close()
    if not len(document):
        yield {"words": [], "slanted": 0, "pictured": False}


@dataclass(slots=True)
class _Found:
    """A word as it was found, before the page is turned so that its text runs from left to right."""

    text: str
    begins: tuple[float, float]
    last: tuple[float, float]
    """Where its last character begins."""
    box: tuple[float, float, float, float]
    """Of its last character: left, bottom, right, top."""
    size: float
    bold: bool

    @property
    def direction(self) -> tuple[int, int] | None:
        """To the right, up, left or down; None for a single character."""
        x, y = self.last[0] - self.begins[0], self.last[1] - self.begins[1]
        if not x and not y:
            return None
        return (int(math.copysign(1, x)), 0) if abs(x) >= abs(y) else (0, int(math.copysign(1, y)))


class _Reader:
    """Reads one page character by character; the places are asked for at the ends of the words only."""

    def __init__(self, page: Any, text: Any) -> None:
        self._page = page
        self._text = text
        self._bounds = page.get_bbox()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._scale = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._found: list[_Found] = []

    def read(self) -> dict[str, Any]:
        """The page's words; those that run another way than most are counted and left out."""
        self._find()
        directions = Counter(found.direction for found in self._found if found.direction)
        along = directions.most_common(1)[0][0] if directions else (1, 0)
        straight = [found for found in self._found if found.direction in {along, None}]
        return {
            "words": [_turned(found, along) for found in straight],
            "slanted": len(self._found) - len(straight),
            "pictured": len(straight) < _FEW and self._has_picture(),
        }

    def _has_picture(self) -> bool:
        pictures = self._page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return next(iter(pictures), None) is not None

    def _find(self) -> None:
        unicode, text = pdfium.FPDFText_GetUnicode, self._text.raw
        letters: list[str] = []
        begins = 0
        end = self._text.count_chars()
        for at in range(end):
            point = unicode(text, at)
            letter = chr(point) if point <= _LAST_POINT else "\ufffd"
            if letter.isspace() or letter == "\0":
                if letters:
                    self._add(letters, begins, at - 1)
                    letters = []
                continue
            if not letters:
                begins = at
            letters.append(letter)
            if letter in _HYPHENS:
                self._add(letters, begins, at)
                letters = []
        if letters:
            self._add(letters, begins, end - 1)

    def _add(self, letters: list[str], first: int, last: int) -> None:
        begins, box = self._place(first)
        left, bottom, right, top = self._bounds
        if not (left - 1 <= begins[0] <= right + 1 and bottom - 1 <= begins[1] <= top + 1):
            return
        ends = begins
        if last > first:
            ends, box = self._place(last)
        before = self._found[-1] if self._found else None
        # Only words at the beginning of a line, and after bold ones, are asked: asking takes time.
        asked = before is None or before.bold or before.begins[1] != begins[1]
        bold = asked and self._is_bold(first)
        self._found.append(_Found("".join(letters), begins, ends, box, self._size(first), bold))

    def _place(self, at: int) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
        """Where a character begins, and its box."""
        text, box = self._text.raw, self._box
        pdfium.FPDFText_GetCharOrigin(text, at, self._x, self._y)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        return (self._x.value, self._y.value), (box.left, box.bottom, box.right, box.top)

    def _size(self, at: int) -> float:
        """The size of a character's font, in points."""
        scale = self._scale
        pdfium.FPDFText_GetMatrix(self._text.raw, at, scale)
        size = pdfium.FPDFText_GetFontSize(self._text.raw, at)
        return float(size) * math.sqrt(abs(scale.a * scale.d - scale.b * scale.c)) or 1.0

    def _is_bold(self, at: int) -> bool:
        text = self._text.raw
        if pdfium.FPDFText_GetFontWeight(text, at) >= _BOLD_FROM:
            return True
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, at, name, 128, flags)
        found = name.value.decode("latin-1").lower()
        return any(word in found for word in _BOLD_NAMES)


def _turned(found: _Found, along: tuple[int, int]) -> Written:
    """A word on the page as it is read, when text runs in a direction on the page as it lies.

    Where it runs from right to left, the page is mirrored, so that what is read first is on the left.
    """
    a, b = along

    def across(x: float, y: float) -> float:
        return a * x + b * y

    left, bottom, right, top = found.box
    x, y = found.begins
    ends = max(across(left, bottom), across(right, top))
    return found.text, across(x, y), ends, abs(a) * y - b * x, found.size, found.bold
