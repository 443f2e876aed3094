"""Spreadsheets as small as they can be, to read sheets from."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

TWO_WAVES = {
    "Data": (
        ("respondent", "What do you wish for?"),
        ("R1", "A fixed price I can rely on"),
        ("R2", "Something new at the door"),
    ),
    "Wave 2": (
        ("respondent", "Why is that so?"),
        ("S1", "Because I like to plan my year"),
        ("S2", "It takes me too long to find it"),
        ("S3", "I do not know what it is that I want"),
    ),
}


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[str]]]) -> Path:
    """Write sheets of texts by their names."""
    numbered = list(enumerate(sheets.items(), 1))
    names = "".join(
        f'<sheet name="{escape(s)}" sheetId="{n}" r:id="r{n}"/>' for n, (s, _) in numbered
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n, _ in numbered
    )
    start = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{start}</Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
    }
    for number, (_, rows) in numbered:
        lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        parts[f"xl/worksheets/s{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
