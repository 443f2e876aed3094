"""Documents in a REFI-QDA project that came without their plain text, read as files of their own."""

from typing import TYPE_CHECKING

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .refi_texts import Texts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_document(texts: Texts, *elements: "Element") -> ImportedSource | None:
    """What the first document says that the elements point to and that can be read; None where none can."""
    from .registry import read_source

    for element in elements:
        for path in (element.get("richTextPath"), element.get("path")):
            data = texts.find(path) if path else None
            if path and data:
                try:
                    return read_source(path.rpartition("/")[2], data, ImportOptions())
                except StudyError:
                    continue
    return None
