"""What a search of the passages returns."""

from dataclasses import dataclass


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
    matches: tuple[tuple[int, int], ...]
