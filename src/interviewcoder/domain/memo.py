"""Memos: the researcher's notes on anything."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MemoTarget(StrEnum):
    """What a memo is on."""

    STUDY = "study"
    SOURCE = "source"
    CODING = "coding"
    CODE = "code"
    PARTICIPANT = "participant"
    PERSONA = "persona"
    SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on one thing, which `target_guid` names."""

    id: int
    guid: str
    target: MemoTarget
    target_guid: str
    text: str
    coder: str
    created_at: datetime
