"""oTranscribe's own files (.otr): JSON with a page of HTML, in which times are marked."""

import re

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions
from interviewcoder.domain.text import sanitise

from .document import from_document
from .json_value import parse_json
from .sample import FileSample
from .web_page import page_pieces

_BEGINS = re.compile(r'\{\s*"text"\s*:\s*"\s*<|\{.{0,2000}?"media-time"\s*:', re.S)


def recognises(sample: FileSample) -> bool:
    """Whether a file is called .otr and is JSON, or is JSON with oTranscribe's keys."""
    if sample.suffix == ".otr":
        return sample.head.startswith("{")
    return _BEGINS.match(sample.head) is not None


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a transcript of oTranscribe.

    Raises:
        StudyError: it is damaged or no such file, or there are no words in it.
    """
    held = parse_json(sample.text)
    page = held.get("text") if isinstance(held, dict) else None
    if not isinstance(page, str):
        raise StudyError(
            "The file is not one of oTranscribe's: its JSON has no text.",
            "Export it from oTranscribe again, as .otr or as plain text.",
        )
    pieces, warnings = page_pieces(sanitise(page))
    return from_document(sample, options, pieces, warnings=warnings)
