"""Formats that are known but not read: what they are called and what to save them as instead."""

import re

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.text import one_line

from .grid import is_grid
from .sample import FileSample

_AS_TEXT = "Save it as .docx, .pdf, plain text (UTF-8), WebVTT or SRT and import that."
_AS_NEW = "Open it in Word or LibreOffice, save it as .docx without a password, and import that."
_AS_PROJECT = "Take it in whole, without --format, or with: project-import."

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"SQLite format 3\0", "databases as transcripts", _AS_PROJECT),
    (b"\xd0\xcf\x11\xe0", "old or protected Office files (.doc)", _AS_NEW),
    (b"\x1f\x8b", "compressed files", "Unpack it and import what is inside."),
    (b"ID3", "audio", "Transcribe it first; import the transcript."),
    (b"RIFF", "audio or video", "Transcribe it first; import the transcript."),
)
_IN_ZIP: tuple[tuple[str, str, str], ...] = (
    (r".*\.qde", "REFI-QDA projects (.qdpx) as a transcript", _AS_PROJECT),
    (r"content\.xml", "OpenDocument files other than texts and spreadsheets", _AS_TEXT),
    (r"Index/.*\.iwa|Index\.zip", "Pages documents (.pages)", "Export it from Pages as .docx."),
    (r"ppt/.*", "presentations", _AS_TEXT),
)
_MARKUP: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"<\?xml\s"), "XML", _AS_TEXT),
)
_STRUCTURED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r'\{\s*"|\[\s*[\[{]\s*["\[{]'), "JSON"),
    (re.compile(r"<[\w?!]"), "XML"),
    (re.compile(r"@UTF8|@Begin"), "CHAT"),
    (re.compile(r"WEBVTT"), "captions"),
)
_SUFFIXES: dict[str, tuple[str, str]] = {
    ".doc": ("old Word files (.doc)", _AS_NEW),
    ".lss": (
        "LimeSurvey structures (.lss)",
        "They have the questions and no answers. Export the responses as CSV, with answers and headings in full, "
        "and import that.",
    ),
    ".xml": ("XML", _AS_TEXT),
    ".qdpx": ("REFI-QDA projects (.qdpx) as a transcript", _AS_PROJECT),
    ".yaml": ("YAML as a transcript", "Import a codebook with 'codebook-import'."),
    ".yml": ("YAML as a transcript", "Import a codebook with 'codebook-import'."),
}
_MADE_OF_TEXT = frozenset({".lss", ".xml"})
_MADE_OF_TEXT |= {".yaml", ".yml"}


def refuse_foreign_bytes(sample: FileSample) -> None:
    """Refuse what the first bytes show to be another program's format.

    Raises:
        StudyError: it is one, and the error says what to save it as.
    """
    if not sample.data:
        raise StudyError(f"'{_shown(sample)}' is empty.", "Check that it was saved whole.")
    if is_grid(sample):
        return
    for magic, label, remedy in _MAGIC:
        if sample.data.startswith(magic):
            raise _refusal(sample, label, remedy)
    if sample.members:
        return
    if sample.suffix in _SUFFIXES and sample.suffix not in _MADE_OF_TEXT and b"\0" in sample.data:
        raise _refusal(sample, *_SUFFIXES[sample.suffix])


def refuse_foreign_text(sample: FileSample) -> None:
    """Refuse text that is markup or data rather than a transcript or a table.

    Raises:
        StudyError: it is, and the error says what to save it as.
    """
    if sample.suffix in _MADE_OF_TEXT:
        raise _refusal(sample, *_SUFFIXES[sample.suffix])
    for pattern, label, remedy in _MARKUP:
        if pattern.match(sample.head):
            raise _refusal(sample, label, remedy)


def refuse_structured_text(sample: FileSample) -> None:
    """Refuse text that is no table: markup, data in JSON, captions and the like.

    Raises:
        StudyError: it is, and the error says what to save it as.
    """
    refuse_foreign_text(sample)
    for pattern, label in _STRUCTURED:
        if pattern.match(sample.head):
            raise StudyError(
                f"'{_shown(sample)}' is {label}, not a table.",
                "Save or export it as CSV (UTF-8) and import that.",
            )


def refuse_foreign_zip(sample: FileSample) -> None:
    """Refuse a zip that no format recognised.

    Raises:
        StudyError: it is one; the error says what it is, and what to save it as.
    """
    if not sample.members:
        return
    for pattern, label, remedy in _IN_ZIP:
        if any(re.fullmatch(pattern, name) for name in sample.members):
            raise _refusal(sample, label, remedy)
    raise StudyError(
        f"'{_shown(sample)}' is a zip file without a document in it.",
        "Unpack it and import what is inside, or save the document as .docx again.",
    )


def _refusal(sample: FileSample, label: str, remedy: str) -> StudyError:
    return StudyError(f"interviewcoder cannot read {label} yet: '{_shown(sample)}'.", remedy)


def _shown(sample: FileSample) -> str:
    return one_line(sample.file_name, 80)
