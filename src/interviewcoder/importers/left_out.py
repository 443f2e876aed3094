"""Warnings about what a document holds beside its text."""

import re
from collections.abc import Sequence

from interviewcoder.domain.text import name_key, one_line

from .transcript import omitted

_SENTENCE = re.compile(r"\w+[ ,]+\w+[ ,]+\w+.*[.?!…]|^\s*[^\W\d][^:\n]{0,39}:\s+\w+ \w+ \w+")


def people_left_out(authors: Sequence[str]) -> tuple[str, ...]:
    """One warning about comments, told by their authors: how many, and how many people's."""
    people = len({name_key(author) for author in authors if author.strip()})
    by = "" if not people else "by 1 person" if people == 1 else f"by {people} people"
    return omitted(len(authors), "comment", by)


def margins_left_out(texts: Sequence[str]) -> tuple[str, ...]:
    """A warning when headers or footers hold sentences; titles and page numbers are not told."""
    spoken = [text for text in texts if _SENTENCE.search(text)]
    if not spoken:
        return ()
    return (f"Headers and footers were left out, among them '{one_line(spoken[0], 60)}'.",)
