"""Prose broken into lines of a given width in cells."""

from array import array

from .graphemes import graphemes, is_plain

_NEVER_FIRST = frozenset("、。，．・：；！？」』）］｝】〉》…ー々")


def wrap(text: str, start: int, end: int, width: int) -> "array[int]":
    r"""Where the lines of `text[start:end]` start; each reaches to the next, the last to `end`.

    The white space at a break and a `\n` stay at the end of their line and may hang over the width. Nothing
    else does, except a single grapheme that is wider than the line.
    """
    starts = array("q")
    push = starts.append
    find_last = text.rfind
    plain = is_plain(text, start, end)
    at = start
    while at < end:
        newline = text.find("\n", at, end)
        body, paragraph = (end, end) if newline < 0 else (newline, newline + 1)
        while True:
            push(at)
            limit = at + width
            if plain or is_plain(text, at, min(limit + 2, body)):
                if limit >= body:
                    break
                space = find_last(" ", at, limit + 1)
                at = _past_spaces(text, space, body, width) if space > at else limit
            else:
                at = _cell_break(text, at, body, width)
            if at >= body:
                break
        at = paragraph
    if not starts:
        push(start)
    return starts


def _past_spaces(text: str, space: int, body: int, width: int) -> int:
    """The position behind a run of spaces, of which no more than a line's worth hangs."""
    at = space + 1
    limit = min(body, space + width)
    while at < limit and text[at] == " ":
        at += 1
    return at


def _cell_break(text: str, at: int, body: int, width: int) -> int:
    """Where the line after the one at `at` starts, measured in cells."""
    cells = 0
    possible = at
    wide_before = False
    for grapheme in graphemes(text, at, body):
        character = text[grapheme.start]
        wide = grapheme.cells == 2
        if (wide or wide_before) and character not in _NEVER_FIRST:
            possible = grapheme.start
        if cells + grapheme.cells > width:
            if character == " ":
                return max(_past_spaces(text, grapheme.start, body, width), grapheme.end)
            if possible > at:
                return possible
            return grapheme.start if grapheme.start > at else grapheme.end
        cells += grapheme.cells
        wide_before = wide
        if character in " \t":
            possible = grapheme.end
    return body
