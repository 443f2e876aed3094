"""What a spreadsheet would unpack to, found out before anything unpacks it.

The reader of spreadsheets holds a sheet as a full rectangle of cells, each with a text of its own. A file of a
kilobyte can state a cell in the last row of the last column, or one long text in a million cells, and there
would be no memory for it. So the cells are counted here first, in one pass over what is packed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from interviewcoder.domain.errors import StudyError

from .archive import Archive

MOST_CELLS = 20_000_000
"""The most cells in the rectangle around all filled cells of a sheet."""
MOST_COLUMNS = 16_384
"""The most columns that programs for spreadsheets know."""
MOST_CHARACTERS = 500_000_000
"""The most characters in all cells of a sheet."""
_MEMBER_LIMIT = 400 * 1024 * 1024
_LONGEST_TAG = 16_384

_SHARED = re.compile(r"xl/sharedstrings[^/]*\.(?:xml|bin)")

_ATTRIBUTES = rb"((?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*)"
# Rows, and cells with something in them; what is closed at once is a style without a value.
_ROW_OR_CELL = re.compile(
    rb"<(?:\w+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES + rb">(?:\s*<(?:\w+:)?v>(\d{1,9}))?"
)
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)(\d+)")
_IS_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_SHARED_ITEM = re.compile(rb"<(?:\w+:)?si(?=[\s/>])")

_ODS_TAG = re.compile(
    rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])" + _ATTRIBUTES + rb">"
)
_ODS_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d+)")
_ODS_VALUE = re.compile(rb"value-type\s*=")


def refuse_oversized(archive: Archive) -> None:
    """Refuse a zipped spreadsheet that would not fit into memory.

    Raises:
        StudyError: one of its parts unpacks to too much, or a sheet has too many cells or too much text.
    """
    parts = {plain_member(name): archive.pieces(name, _MEMBER_LIMIT) for name in archive.names}
    shared: list[int] = []
    for name in filter(_SHARED.fullmatch, parts):
        is_xml = name.endswith(".xml")
        shared.extend(_xml_lengths(parts[name]) if is_xml else _binary_lengths(parts[name]))
    for name, pieces in parts.items():
        if _SHARED.fullmatch(name):
            continue
        if name == "content.xml":
            _count_ods(pieces)
        elif name.endswith(".bin"):
            _count_xlsb(pieces, shared)
        else:
            # The workbook may call any of its parts a sheet.
            _count_xlsx(pieces, shared)


def plain_member(name: str) -> str:
    """A member's name as the reader of spreadsheets compares it: some programs write other slashes."""
    return name.replace("\\", "/").lstrip("/").lower()


_BEGINS_CELLS = 145


def _xml_lengths(pieces: Iterable[bytes]) -> Iterator[int]:
    """About how long each of the texts is that cells share: from its tag to the next."""
    done = 0
    before = None
    rest = b""
    for piece in pieces:
        text = rest + piece
        for found in _SHARED_ITEM.finditer(text):
            if before is not None:
                yield done + found.start() - before
            before = done + found.start()
        # A tag may stand across the border; one that was found is not found again.
        keep = min(len(text), 16, done + len(text) - (before or -1) - 1)
        rest = text[len(text) - keep :] if keep > 0 else b""
        done += len(text) - len(rest)
    if before is not None:
        yield done + len(rest) - before


def _binary_lengths(pieces: Iterable[bytes]) -> list[int]:
    return [size for kind, size, _ in _records(pieces) if kind == 19]


def _count_xlsx(pieces: Iterable[bytes], shared: Sequence[int]) -> None:
    rectangle = _Rectangle()
    row = column = 0
    for found in _matches(_ROW_OR_CELL, pieces):
        tag, attributes, value = found.groups()
        reference = _REFERENCE.search(attributes)
        if tag == b"row":
            row, column = int(reference[2][:9]) if reference else row + 1, 0
            continue
        column += 1
        if reference:
            row = int(reference[2][:9])
            column = _column_number(reference[1]) or column
        if not attributes.endswith(b"/"):
            rectangle.add(row, column)
            if value and int(value) < len(shared) and _IS_SHARED.search(attributes):
                rectangle.characters += shared[int(value)]
    rectangle.refuse_if_oversized()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number


def _count_xlsb(pieces: Iterable[bytes], shared: Sequence[int]) -> None:
    """Below the record that begins the cells, one of a row (0) begins with its number, one of a cell (2 to 11)
    with its column's."""
    rectangle = _Rectangle()
    row = 0
    in_cells = False
    for kind, _, begins in _records(pieces):
        if not in_cells:
            in_cells = kind == _BEGINS_CELLS
        elif kind == 0:
            row = int.from_bytes(begins[:4], "little") + 1
        elif 2 <= kind <= 11:
            rectangle.add(row, int.from_bytes(begins[:4], "little") + 1)
            text = int.from_bytes(begins[8:12], "little")
            if kind == 7 and text < len(shared):
                rectangle.characters += shared[text]
    rectangle.refuse_if_oversized()


def _records(pieces: Iterable[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Kind, size and first twelve bytes of the records of a binary part."""
    data = b"".join(pieces)
    at, end = 0, len(data)
    while at + 1 < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] << 7)
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            if at >= end:
                return
            size |= (data[at] & 0x7F) << shift
            at += 1
            if not data[at - 1] & 0x80:
                break
        yield kind, size, data[at : at + 12]
        at += size


def _count_ods(pieces: Iterable[bytes]) -> None:
    rectangle = _Rectangle()
    above = times_row = column = 0
    for found in _matches(_ODS_TAG, pieces):
        tag, attributes = found[1], found[2]
        again = _ODS_REPEATED.search(attributes)
        times = int(again[1][:9]) if again else 1
        if tag == b"table":
            rectangle.refuse_if_oversized()
            rectangle = _Rectangle()
            above = times_row = 0
        elif tag == b"table-row":
            above += times_row
            times_row, column = times, 0
        else:
            column += times
            if _ODS_VALUE.search(attributes):
                rectangle.add(above + times_row, column)
                rectangle.characters += times * times_row * len(attributes)
    rectangle.refuse_if_oversized()


class _Rectangle:
    """What reaches around all filled cells of a sheet, and how much text is in it."""

    def __init__(self) -> None:
        self.rows = self.columns = self.characters = 0

    def add(self, row: int, column: int) -> None:
        """A filled cell, counted from 1."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def refuse_if_oversized(self) -> None:
        """Raises StudyError when there would be no room for it."""
        too_far = self.columns > MOST_COLUMNS or self.rows * self.columns > MOST_CELLS
        if too_far or self.characters > MOST_CHARACTERS:
            raise StudyError(
                "The spreadsheet is too large: its cells reach too far or say too much.",
                "Copy the table into a new spreadsheet, or save the sheet as CSV.",
            )


def _matches(pattern: re.Pattern[bytes], pieces: Iterable[bytes]) -> Iterator[re.Match[bytes]]:
    """The matches in a stream, also those that stand across the border of two pieces."""
    rest = b""
    for piece in pieces:
        text = rest + piece
        end = 0
        # The last few bytes wait for what follows them.
        for found in pattern.finditer(text):
            if found.end() > len(text) - 32 and len(piece) > 1024:
                break
            end = found.end()
            yield found
        rest = text[max(end, len(text) - _LONGEST_TAG) :]
    yield from pattern.finditer(rest)
