"""Words that are looked for in the text on show: where they are."""

import re
import unicodedata

from ...domain.coding import Span
from .motions import Ground, word_at

MOST_HITS = 20_000
"""A single letter is everywhere; more than this many places help nobody."""

_LONGEST = 300
"""So many characters are looked for at most."""


def hits_of(words: str, text: str, *, whole: bool = False) -> list[Span]:
    """Where words stand in a text: whatever their case, runs of white space as one, composed letters or not.

    Args:
        words: as they were typed; nothing is found for nothing.
        text: the source's text.
        whole: only as whole words, not inside longer ones.

    >>> hits_of("the  shop", "The shop. In the\\nshop, the shopkeeper")
    [Span(start=0, end=8), Span(start=13, end=21), Span(start=23, end=31)]
    """
    parts = words[:_LONGEST].split()
    if not parts:
        return []
    forms = dict.fromkeys(
        r"\s+".join(re.escape(unicodedata.normalize(form, part)) for part in parts)
        for form in ("NFC", "NFD")
    )
    pattern = re.sub("['’]", "['’]", "|".join(forms))
    if whole:
        pattern = rf"(?<!\w)(?:{pattern})(?!\w)"
    found = []
    for match in re.compile(pattern, re.IGNORECASE).finditer(text):
        found.append(Span(*match.span()))
        if len(found) == MOST_HITS:
            break
    return found


def words_here(ground: Ground, position: int, selection: Span | None) -> str:
    """What to look for without typing: the selection, else the word at the cursor; empty where there is none."""
    span = selection or word_at(ground, position)
    words = ground.layout.text[span.start : span.end].strip()
    return words if any(character.isalnum() for character in words) else ""
