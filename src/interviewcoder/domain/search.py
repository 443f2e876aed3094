"""What a search of the passages returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .choices import LineOrder as LineOrder
from .choices import Voices as Voices
from .search_query import Search

Match = tuple[int, int]
"""A span in a passage's own text."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages are searched; what is left as it is leaves none out."""

    voices: Voices = Voices.EVERYBODY
    source_id: int | None = None
    participant_id: int | None = None
    untagged: bool = False
    """Only passages without any tag."""


EVERYWHERE = Scope()
"""All passages."""


@dataclass(frozen=True, slots=True)
class Found:
    """Which passages a search found. Their words are read by `Searching.hits` and `Searching.concordance`."""

    search: Search | None
    passages: Sequence[int]
    """Their ids: the best first where `is_ranked`, else as they were imported."""
    is_ranked: bool = False
    matches: Mapping[int, tuple[Match, ...]] = field(default_factory=dict)
    """By passage, what a pattern fits; words are found again in the passage."""
    is_whole: bool = True
    """Whether it is all there is: a pattern that fits too often is not looked for to the end."""


NOTHING = Found(None, ())
"""What a search without words finds."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a query. `matches` are spans in the passage's own text."""

    source_id: int
    source: str
    passage_start: int
    passage_end: int
    text: str
    speaker: str
    participant: str | None
    start_ms: int | None
    matches: tuple[Match, ...]
