"""What a check of a study file finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and whether it is as it should be."""

    check: str
    good: bool
    detail: str = ""
