"""Tables as survey tools write them, made in memory: delimited text, XLSX and ODS."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

LONG = [
    "I need far more time for it",
    "Better search over all of my files",
    "It should not cost me so much",
    "Somebody who shows me how it works",
    "Fewer clicks until I see something",
    "That it remembers what I did before",
]
"""Answers in people's own words."""


def csv_text(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[object]]], merged: Sequence[str] = (), extra: str = ""
) -> bytes:
    """A workbook. Numbers, booleans and texts are written as such; `("date", 45000.5)` is a date."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, name in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
            for n in range(1, len(sheets) + 1)
        )
        + '<Relationship Id="rId99" Target="styles.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>',
        "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    }
    for n, rows in enumerate(sheets.values(), 1):
        cells = "".join(
            f'<row r="{y}">{"".join(_cell(x, y, cell) for x, cell in enumerate(row))}</row>'
            for y, row in enumerate(rows, 1)
        )
        ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
        files[f"xl/worksheets/sheet{n}.xml"] = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{cells}{extra}</sheetData>"
            + (f"<mergeCells>{ranges}</mergeCells>" if ranges else "")
            + "</worksheet>"
        )
    return zipped(files)


def ods(rows: Sequence[Sequence[str]], extra: str = "") -> bytes:
    """An OpenDocument spreadsheet of texts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": "<office:document-content"
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Sheet1">{cells}{extra}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def zipped(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _cell(x: int, y: int, cell: object) -> str:
    letters = ""
    column = x + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    place = f'r="{letters}{y}"'
    match cell:
        case "":
            return f'<c {place} s="0"/>'
        case bool():
            return f'<c {place} t="b"><v>{int(cell)}</v></c>'
        case int() | float():
            return f"<c {place}><v>{cell}</v></c>"
        case ("date", serial):
            return f'<c {place} s="1"><v>{serial}</v></c>'
        case _:
            return f'<c {place} t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
