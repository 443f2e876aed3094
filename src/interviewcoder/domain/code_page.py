"""What there is to know of one code beside what is written of it."""

from dataclasses import dataclass
from typing import NamedTuple

from .codebook import Code
from .coding import Coding


class Overlap(NamedTuple):
    """A code whose codings share characters with another one's."""

    code_id: int
    codings: int
    """How many codings of that other one do."""


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code's page."""

    code: Code
    """Without its counts."""
    quotes: tuple[Coding, ...] = ()
    """Examples of its excerpts, of different people where there are."""
    overlaps: tuple[Overlap, ...] = ()
    """The codes that it overlaps most, first those it does most often."""
    memos: int = 0
    coders: tuple[tuple[str, int], ...] = ()
    """Who tagged with it, and how often."""
