"""In-vivo codes: what a participant said becomes the name of a code."""

import unicodedata

from .text import one_line

LONGEST = 60
"""Code points: longer than that, a name is no name any more."""


def in_vivo_name(words: str) -> str:
    """A code's name made of words that were said: one line, no quotation marks or stops around it, cut between words.

    Empty where no letter or digit is in them.

    >>> in_vivo_name("“I never   look at the bill.” ")
    'I never look at the bill'
    """
    name = one_line(words)
    first = next((at for at, letter in enumerate(name) if _is_word(letter)), len(name))
    last = next((at for at in range(len(name), first, -1) if _is_word(name[at - 1])), first)
    name = name[first:last]
    if len(name) <= LONGEST:
        return name
    cut = name.rfind(" ", LONGEST // 2, LONGEST)
    return name[: cut if cut > 0 else LONGEST - 1].rstrip(" ,;:.-–—") + "…"


def _is_word(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"
