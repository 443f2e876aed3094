"""The words of a PDF with their places on the pages.

pdfium, which knows the format, is native code that a hostile file could keep busy for ever. So it runs in a
process of its own (`pdf_process.py`), which has limits of time and memory.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from interviewcoder.domain.errors import StudyError

from .archive import SAVE_AGAIN

HYPHENS = "\x02\u00ad\ufffe"
"""What stands for a hyphen at which pdfium saw a word divided."""
_PROCESS = Path(__file__).with_name("pdf_process.py")
_LONGEST_SECONDS = 600
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
    command = [sys.executable, "-P", str(_PROCESS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_LONGEST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise StudyError(*_REFUSALS["stopped"]) from error
    if done.returncode:
        # A signal ends it where the limits are reached; anything else is what pdfium could not bear.
        raise StudyError(*_REFUSALS["stopped" if done.returncode < 0 else "damaged"])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    if "refused" in told[-1]:
        raise StudyError(*_REFUSALS[told[-1]["refused"]])
    return [
        Page([Word(*word) for word in page["words"]], page["slanted"], page["pictured"])
        for page in told
        if "words" in page
    ]
