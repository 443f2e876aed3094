"""Office files are zips of XML: this checks one before any XML reader sees it."""

import io
import re
import zipfile
import zlib

from interviewcoder.domain.errors import StudyError

MEMBER_LIMIT = 50 * 1024 * 1024
"""The most that one member may unpack to, in bytes."""
TOTAL_LIMIT = 200 * 1024 * 1024
"""The most that all of them may unpack to, in bytes."""
COUNT_LIMIT = 10_000
"""The most members."""

_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_.-]+)", re.I)
_KNOWN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_XML_SUFFIXES = (".xml", ".rels")
_AGAIN = "Open it in the program that made it and save it again."


def checked_copy(data: bytes) -> io.BytesIO:
    """The XML of an Office file in a new zip, safe to parse; pictures and the like are left empty.

    Raises:
        StudyError: it is damaged or encrypted, unpacks to too much, or its XML declares entities.
    """
    try:
        return _copied(data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        NotImplementedError,
    ) as error:
        raise StudyError("The document is damaged: its zip cannot be unpacked.", _AGAIN) from error
    except RuntimeError as error:
        raise StudyError(
            "The document is protected by a password.", "Save it without a password."
        ) from error


def _copied(data: bytes) -> io.BytesIO:
    copy = io.BytesIO()
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(copy, "w") as checked:
        members = archive.infolist()
        if len(members) > COUNT_LIMIT:
            raise StudyError(
                f"The document is a zip of {len(members)} members; {COUNT_LIMIT} is the most.",
                _AGAIN,
            )
        seen: set[str] = set()
        for member in members:
            if member.filename in seen or member.is_dir():
                continue
            seen.add(member.filename)
            content = b""
            if member.filename.lower().endswith(_XML_SUFFIXES):
                # The sizes a zip states can lie, so what comes out is counted.
                with archive.open(member) as stream:
                    content = stream.read(MEMBER_LIMIT + 1)
                total += len(content)
                if len(content) > MEMBER_LIMIT or total > TOTAL_LIMIT:
                    raise StudyError("The document unpacks to too much.", _AGAIN)
                _refuse_entities(content)
            checked.writestr(member.filename, content)
    copy.seek(0)
    return copy


def _refuse_entities(xml: bytes) -> None:
    """Entities can blow up or read other files; an unusual encoding could hide them."""
    declared = _ENCODING.search(xml[:400])
    if b"\0" in xml[:400] or (declared and declared[1].lower() not in _KNOWN_ENCODINGS):
        raise StudyError("The document's XML is not in UTF-8.", _AGAIN)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise StudyError("The document's XML declares entities, which no Word file does.", _AGAIN)
