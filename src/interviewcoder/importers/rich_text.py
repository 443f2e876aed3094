"""Rich text (.rtf): f4 and f5transkript, TextEdit, WordPad, Word, LibreOffice."""

from interviewcoder.domain.errors import StudyError
from interviewcoder.domain.imported import ImportedSource, ImportOptions

from .document import from_document
from .left_out import margins_left_out, people_left_out
from .rich_text_groups import RichText
from .sample import FileSample
from .transcript import omitted

_BEGINS = b"{\\rtf"


def recognises(sample: FileSample) -> bool:
    """Whether a file begins as rich text does, whatever it is called."""
    return sample.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_BEGINS)


def read(sample: FileSample, options: ImportOptions) -> ImportedSource:
    """The turns of a rich text.

    Raises:
        StudyError: it is no rich text, is nested too deep, or has no words in it.
    """
    if not recognises(sample):
        raise StudyError(
            "The file is not rich text (.rtf).", "Leave --format out to have it detected."
        )
    text = RichText(sample.data)
    pieces = text.pieces()
    warnings = (
        *(
            ["The file breaks off in the middle; what there is was read."]
            if text.breaks_off
            else []
        ),
        *omitted(text.deletions, "tracked deletion", ""),
        *people_left_out(text.commenters),
        *omitted(text.hidden, "run", "of hidden words"),
        *margins_left_out(text.margins),
    )
    return from_document(sample, options, pieces, warnings=warnings, encoding=text.encoding)
