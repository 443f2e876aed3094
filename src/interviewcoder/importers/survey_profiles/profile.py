"""What a survey tool's layout is: a name, how it is told from others, and how its header is understood."""

from collections.abc import Callable
from dataclasses import dataclass

from ..grid import Grid
from ..survey_table import SurveyTable


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout of one survey tool's exports."""

    name: str
    """What a mapping calls it."""
    label: str
    """What people call it."""
    recognises: Callable[[Grid], bool]
    """Whether a table has this layout, by its first rows."""
    read: Callable[[Grid], SurveyTable]
    """The responses under one header; raises StudyError where there are none."""
