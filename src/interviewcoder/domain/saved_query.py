"""Saved queries: what a retrieval asks, kept under a name and asked anew each time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query over codings and its name."""

    id: int
    guid: str
    name: str
    query: str
    """As `domain.query` reads it."""
