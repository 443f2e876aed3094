"""Lines of a PDF joined again: blanks between them, and words made whole that were divided."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .blocks import Run
from .pdf_lines import Line, is_wide
from .pdf_pages import HYPHENS, Word

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_MARKS = ".,;:!?()[]\"'“”‘’…"


class Joining:
    """Joins lines; whether a divided word has a hyphen is learned from the words of the whole document.

    Args:
        lines: all lines of the document.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        words = [word.text for line in lines for word in line.words]
        self._known = Counter(
            _bare(word)
            for before, word in pairwise(["", *words])
            if not is_divided(before) and not is_divided(word)
        )

    def runs(self, lines: Sequence[Sequence[Word]]) -> list[Run]:
        """The words of lines that go on with one another."""
        runs: list[Run] = []
        last: Word | None = None
        for words in lines:
            if last is not None and words:
                self._join(runs, words[0].text, last.bold and words[0].bold)
            for before, word in pairwise([None, *words]):
                if before is not None and word is not None:
                    gap = "  " if is_wide(before, word) else " "
                    runs.append((gap, before.bold and word.bold))
                if word is not None:
                    runs.append((word.text, word.bold))
                    last = word
        if runs and runs[-1][0] and runs[-1][0][-1] in HYPHENS:
            runs[-1] = (f"{runs[-1][0][:-1]}-", runs[-1][1])
        return [(text.translate(_LIGATURES), bold) for text, bold in runs]

    def _join(self, runs: list[Run], after: str, bold: bool) -> None:
        """Put a blank after a line, or make the word whole that it ends with."""
        text, was_bold = runs[-1]
        if not is_divided(text):
            runs.append((" ", bold))
            return
        start = text[:-1]
        is_word = start[-1:].isalpha() and after[:1].islower()
        runs[-1] = (start if is_word and self._is_whole(start, after) else f"{start}-", was_bold)

    def _is_whole(self, start: str, end: str) -> bool:
        """Whether two parts are one word without a hyphen, as far as the document's other words tell."""
        if self._known[_bare(start + end)]:
            return True
        if self._known[_bare(f"{start}-{end}")]:
            return False
        return not (self._known[_bare(start)] and self._known[_bare(end)])


def is_divided(word: str) -> bool:
    """Whether a word at the end of a line may go on in the next one."""
    return word.endswith(tuple(HYPHENS)) or (word.endswith("-") and word[-2:-1].isalnum())


def _bare(word: str) -> str:
    return word.strip(_MARKS).casefold()
