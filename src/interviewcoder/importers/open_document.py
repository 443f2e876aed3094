"""OpenDocument texts (.odt, .ott, .fodt), as LibreOffice and others write them; tracked changes as accepted."""

import re
from typing import TYPE_CHECKING

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .archive import Archive, opened_archive
from .document import from_document
from .left_out import margins_left_out, people_left_out
from .open_document_text import OpenDocumentText, margin_texts
from .sample import FileSample
from .transcript import omitted
from .xml_tree import local_name, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MIMETYPE = "application/vnd.oasis.opendocument.text"
_SUFFIXES = frozenset({".odt", ".ott", ".fodt"})
_FLAT = re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<office:document\s", re.S)
_ENCODING = "utf-8"
_WHAT = "The document"
_TEXT = "content.xml"
_STYLES = "styles.xml"
_MANIFEST = "META-INF/manifest.xml"


def recognises(sample: FileSample) -> bool:
    """Whether a file is a zip that says it is an OpenDocument text, or the same as one XML file."""
    if _TEXT in sample.members:
        with opened_archive(sample.data) as archive:
            kind = archive.read("mimetype") if "mimetype" in archive.names else b""
        told = kind.decode("ascii", "replace").strip()
        return told.startswith(_MIMETYPE) or (not told and sample.suffix in _SUFFIXES)
    return _FLAT.match(sample.head) is not None and _MIMETYPE in sample.head


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of an OpenDocument text.

    Raises:
        StudyError: it is damaged, hostile, protected by a password, or has no words in it.
    """
    if not recognises(sample):
        raise StudyError(
            "The file is not an OpenDocument text (.odt).",
            "Leave --format out to have it detected.",
        )
    if sample.members:
        with opened_archive(sample.data) as archive:
            roots = _roots(archive)
    else:
        roots = [parse_xml(sample.data, _WHAT)]
    text = OpenDocumentText(roots)
    pieces = text.pieces()
    warnings = (
        *omitted(text.deletions, "tracked deletion", ""),
        *people_left_out(text.commenters),
        *omitted(text.hidden, "run", "of hidden words"),
        *(["The table of contents was left out."] if text.has_contents else []),
        *margins_left_out(margin_texts(roots)),
    )
    return from_document(sample, options, pieces, warnings=warnings, encoding=_ENCODING)


def _roots(archive: Archive) -> "list[Element]":
    """The text and, where there are any, the styles."""
    if _MANIFEST in archive.names:
        listed = parse_xml(archive.read(_MANIFEST), _WHAT)
        if any(local_name(entry.tag) == "encryption-data" for entry in listed.iter()):
            raise StudyError(
                "The document is protected by a password.", "Save it without a password."
            )
    names = [_TEXT, *([_STYLES] if _STYLES in archive.names else [])]
    return [parse_xml(archive.read(name), _WHAT) for name in names]
