"""The words of a PDF with their places on the pages.

pdfium, which knows the format, is native code that a hostile file could keep busy for ever. So it runs in a
process of its own (`pdf_process.py`), which has limits of time and memory.
"""

from dataclasses import dataclass, field

from .archive import SAVE_AGAIN
from .child_process import told_by

HYPHENS = "\x02\u00ad\ufffe"
"""What stands for a hyphen at which pdfium saw a word divided."""
_OTHER_FILE = "Save the pages with the transcript as a PDF of their own."
_REFUSALS = {
    "password": (
        "The PDF is protected by a password.",
        "Open it with the password and print or save it as a PDF without one.",
    ),
    "damaged": ("The PDF is damaged: it cannot be read.", SAVE_AGAIN),
    "pages": ("The PDF has more than 2,000 pages.", _OTHER_FILE),
    "characters": ("The PDF has more than 3,000,000 characters.", _OTHER_FILE),
    "stopped": (
        "The PDF takes too much time or memory to be read.",
        f"Print it to a new PDF and import that. {_OTHER_FILE}",
    ),
}


@dataclass(slots=True)
class Word:
    """A word on a page: places are in points, from the left and from the bottom of the page as one reads it."""

    text: str
    left: float
    right: float
    base: float
    """The line that it stands on."""
    size: float
    bold: bool = False


@dataclass(slots=True)
class Page:
    """A page's words in the order in which the file has them, which often is the order of reading."""

    words: list[Word] = field(default_factory=list)
    slanted: int = 0
    """Words that run another way than most, which are not among the others."""
    pictured: bool = False
    """Whether there is a picture on it. It is not asked of pages with many words."""


def read_pages(data: bytes) -> list[Page]:
    """The pages of a PDF.

    Raises:
        StudyError: it is damaged, needs a password, or is too big.
    """
    return [
        Page([Word(*word) for word in page["words"]], page["slanted"], page["pictured"])
        for page in told_by("pdf_process.py", data, _REFUSALS)
    ]
