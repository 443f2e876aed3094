"""An excerpt with what is said just before and after it."""

import re
from dataclasses import dataclass

from .source import SourceText

LONGEST_SIDE = 400
"""The most characters on either side."""
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』）”]*|\n")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The excerpt, the sentence before and the sentence after it, which may be of somebody else."""

    before: str
    words: str
    after: str
    cut_before: bool = False
    """Whether the sentence before begins earlier than it is shown."""
    cut_after: bool = False


def surroundings(source: SourceText, start: int, end: int) -> Surroundings:
    """The sentences around `[start, end)`; where an excerpt begins or ends within one, the rest of it.

    Sentences end where punctuation or a line does. A speaker's label between turns is not part of the text.
    """
    text = source.text
    first = max(0, start - LONGEST_SIDE)
    lead = text[first:start].rstrip()
    ends = [found.end() for found in _END.finditer(f"{lead} ") if found.end() < len(lead)]
    before = lead[ends[-1] if ends else 0 :].strip()
    last = min(len(text), end + LONGEST_SIDE)
    rest = text[end:last]
    skipped = len(rest) - len(rest.lstrip())
    found = _END.search(f"{rest} ", skipped)
    after = (rest[: found.end()] if found else rest).strip()
    return Surroundings(
        before,
        text[start:end],
        after,
        cut_before=not ends and first > 0,
        cut_after=found is None and last < len(text),
    )
