"""The field that asks what an export leaves out: the same in every dialog that writes files."""

from ...domain.redaction import Redaction
from .cycle_field import CycleField

LEFT_OUT_LABEL = "What to leave out"
"""What stands above the field."""

_CHOICES = (
    ("nothing", ""),
    ("names: participants become P01, P02, …", "names"),
    ("quotes: no words of participants", "quotes"),
    ("names and quotes", "names quotes"),
)


class LeftOutField(CycleField):
    """Asks for participants' names and words."""

    def __init__(self) -> None:
        super().__init__(_CHOICES, id="left-out")

    @property
    def redact(self) -> list[Redaction]:
        """What is to be left out."""
        return [Redaction(one) for one in (self.value or "").split()]
