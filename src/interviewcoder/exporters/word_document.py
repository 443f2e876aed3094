"""What the Word documents have in common: the page, the type, safe text, and the same bytes every time."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from interviewcoder.domain.text import one_line, visible

from .xml_text import legal

_OLDEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_INK = "23262B"


def new_document() -> Any:
    """An empty A4 document in calm type: one family, dark headings."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2)
    sizes = {"Normal": 10.5, "Title": 24, "Heading 1": 19, "Heading 2": 13, "Heading 3": 11}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(_INK)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    return document


def describe(document: Any, title: str, author: str, made: datetime) -> None:
    """Properties that tell of what is in the document, not of the moment of export."""
    properties = document.core_properties
    properties.title = legible(title, 250)
    properties.author = legible(author, 250)
    properties.last_modified_by = properties.author
    properties.comments = ""
    moment = datetime(*made.replace(tzinfo=None).timetuple()[:6])
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision = 1


def add_table(
    document: Any,
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    *,
    widths: tuple[float, ...],
    headed: bool = True,
) -> Any:
    """A table of texts at the end of the document; `widths` are in cm. Returns the table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    lines = [header, *rows] if headed else rows
    table = document.add_table(len(lines), len(header))
    table.style = "Light Shading" if headed else "Normal Table"
    table.autofit = False
    if headed:
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        look.set(qn("w:noHBand"), "1")
        look.set(qn("w:val"), "06A0")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    grid = table._cells  # read once: each access to `rows` or `cell` walks the whole table
    for place, (text, cell) in enumerate(
        zip((text for line in lines for text in line), grid, strict=True)
    ):
        row, column = divmod(place, len(header))
        cell.width = Cm(widths[column])
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(legible(text))
        run.font.size = Pt(9)
        run.font.bold = headed and row == 0
    if headed:
        marked = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(marked)
    document.add_paragraph().paragraph_format.space_after = Pt(2)
    return table


def legible(text: str, limit: int = 0, *, lines: bool = False) -> str:
    """Text without what XML refuses or a reader's screen would obey, on one line unless `lines`."""
    return legal(visible(text).strip("\n") if lines else _on_one_line(text, limit))


def _on_one_line(text: str, limit: int) -> str:
    """One line, with the spaces at its ends."""
    line = one_line(text, limit)
    before = " " if text[:1] == " " else ""
    return f"{before}{line}{' ' if text[-1:] == ' ' and line else ''}"


def saved(document: Any) -> bytes:
    """The bytes of the document, the same for the same document: every part of the package has the same date."""
    written, rebuilt = io.BytesIO(), io.BytesIO()
    document.save(written)
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(rebuilt, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in parts.infolist():
            entry = zipfile.ZipInfo(part.filename, _OLDEST_IN_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            target.writestr(entry, parts.read(part))
    return rebuilt.getvalue()
