"""What is left out of an export, so that it can be shown to more people than the study."""

from collections.abc import Collection
from enum import StrEnum

LEFT_OUT = "[words left out]"
"""What stands for a participant's words that are left out."""


class Redaction(StrEnum):
    """What can be left out."""

    NAMES = "names"
    """Names of those who speak: participants become P01, P02, ..., others S01, S02, ..., the same ones everywhere."""
    QUOTES = "quotes"
    """Participants' words, also where researchers quote them."""


def redaction_told(redact: Collection[Redaction], by_hand: str) -> str:
    """What is left out, and that the rest is to be read first; empty where nothing is.

    Args:
        redact: what is left out.
        by_hand: what stays as people wrote it, as the beginning of a sentence.
    """
    told = []
    if Redaction.NAMES in redact:
        told.append(
            "Participants' names are replaced by P01, P02 and so on, those of others who speak by S01 and so on, "
            "the same in all files."
        )
    if Redaction.QUOTES in redact:
        told.append("Participants' words are left out, also where they are quoted.")
    if told:
        but = ", apart from these names" if Redaction.NAMES in redact else ""
        told.append(f"{by_hand} are as they were written{but}: read them before you share this.")
    return " ".join(told)
