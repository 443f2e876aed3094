"""Characters of symbol fonts that writing programs put in the text while one types."""

# Word makes them of ":-)", "-->" and the like, in the font Wingdings.
_WINGDINGS = {0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xDF: "←", 0xE0: "→", 0xF3: "↔", 0xFC: "✓"}


def symbol(code: int) -> str:
    """The character at a place of Wingdings; empty for those that only adorn.

    >>> symbol(0xF04A), symbol(0xA7)
    ('☺', '')
    """
    return _WINGDINGS.get(code & 0xFF, "")
