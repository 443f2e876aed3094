"""Office files are zips of XML: this checks one before any XML reader sees it."""

import io
import re
import zipfile

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN, opened_archive

_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)", re.I)
_KNOWN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_XML_SUFFIXES = (".xml", ".rels")


def checked_copy(data: bytes) -> io.BytesIO:
    """The XML of an Office file in a new zip, safe to parse; pictures and the like are left empty.

    Raises:
        StudyError: it is damaged or encrypted, unpacks to too much, or its XML declares entities.
    """
    copy = io.BytesIO()
    with opened_archive(data) as archive, zipfile.ZipFile(copy, "w") as checked:
        for name in archive.names:
            content = b""
            if name.lower().endswith(_XML_SUFFIXES):
                content = archive.read(name)
                _refuse_entities(content)
            checked.writestr(name, content)
    copy.seek(0)
    return copy


def _refuse_entities(xml: bytes) -> None:
    """Entities can blow up or read other files; an unusual encoding could hide them."""
    declared = _ENCODING.search(xml[:400])
    if b"\0" in xml[:400] or (declared and declared[1].lower() not in _KNOWN_ENCODINGS):
        raise StudyError("The document's XML is not in UTF-8.", SAVE_AGAIN)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise StudyError(
            "The document's XML declares entities, which no Office file does.", SAVE_AGAIN
        )
