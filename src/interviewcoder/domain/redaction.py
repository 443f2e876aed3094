"""What is left out of an export, so that it can be shown to more people than the study."""

from enum import StrEnum


class Redaction(StrEnum):
    """What can be left out."""

    NAMES = "names"
    """Participants' names: they become P01, P02, ..., the same ones everywhere."""
    QUOTES = "quotes"
    """Participants' words."""
