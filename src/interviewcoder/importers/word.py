"""Word documents (.docx and its kin): paragraphs, bold speakers and tables; tracked changes as accepted."""

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .archive import opened_archive
from .document import from_document
from .left_out import margins_left_out, people_left_out
from .sample import FileSample
from .transcript import omitted
from .word_parts import MAIN_PART, W, WordParts
from .word_text import WordText

_ENCODING = "utf-8"


def recognises(sample: FileSample) -> bool:
    """Whether a file is a zip with a Word document in it."""
    return any(map(MAIN_PART.fullmatch, sample.members))


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a Word document.

    Raises:
        StudyError: it is damaged, hostile, or has no words in it.
    """
    if not recognises(sample):
        raise StudyError(
            "The file is not a Word document (.docx).", "Leave --format out to have it detected."
        )
    with opened_archive(sample.data) as archive:
        parts = WordParts(archive)
        text = WordText(parts)
        pieces = text.pieces()
        warnings = _left_out(parts, text)
    return from_document(sample, options, pieces, warnings=warnings, encoding=_ENCODING)


def _left_out(parts: WordParts, text: WordText) -> tuple[str, ...]:
    return (
        *omitted(text.deletions, "tracked deletion", ""),
        *people_left_out([comment.get(f"{W}author", "") for comment in parts.comments]),
        *omitted(text.hidden, "run", "of hidden words"),
        *omitted(text.embedded, "embedded document", ""),
        *(["The table of contents was left out."] if text.has_contents else []),
        *margins_left_out(list(map(text.plain, parts.margins))),
    )
