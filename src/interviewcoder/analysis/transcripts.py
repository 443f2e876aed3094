"""Which sources have an order of telling, and how long they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Transcripts:
    """By id of each source that is a transcript."""

    lengths: Mapping[int, int] = field(default_factory=dict)
    """Characters."""
    durations: Mapping[int, int] = field(default_factory=dict)
    """Milliseconds, where known."""
