"""How the width of the reading view is shared between gutter, prose and margin."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from ...domain.source import Passage, time_label
from ...domain.text import one_line

NARROW = 70
"""Below this many cells the speaker stands above the words and the margin holds bars only."""

_MEASURE = 84
"""The widest comfortable line of prose."""
_SHORTEST_PROSE = 8
_LONGEST_SPEAKER = 16
_LONGEST_LABELS = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells, from left to right. The prose is followed by one cell for hanging white space."""

    width: int
    narrow: bool
    time: int
    speaker: int
    gutter: int
    """Time and speaker with the space around them; 0 when narrow."""
    prose: int
    lanes: int
    """How many bars can stand side by side; each takes two cells."""
    margin: int
    """Lanes and names together, with the space before them."""

    @property
    def prose_left(self) -> int:
        """Where the prose starts: behind the gutter, the mark of the sentence and a space."""
        return self.gutter + 2

    @property
    def bars_left(self) -> int:
        """Where the bars start: behind the prose, its hanging cell and a space."""
        return self.prose_left + self.prose + 2


def columns(width: int, passages: Sequence[Passage]) -> Columns:
    """The columns that suit a width and the speakers and times of a source."""
    if width < NARROW:
        lanes = 3 if width >= 44 else 1 if width >= 28 else 0
        margin = lanes * 2 + 3 if lanes else 0
        prose = max(_SHORTEST_PROSE, min(_MEASURE, width - 3 - margin))
        return Columns(width, True, 0, 0, 0, prose, lanes, margin)
    longest = max(((p.end_ms or p.start_ms or 0) for p in passages), default=0)
    time = len(time_label(longest)) if any(p.start_ms is not None for p in passages) else 0
    names = {passage.speaker for passage in passages}
    speaker = max((cell_len(one_line(name)) for name in names), default=0)
    speaker = min(speaker, _LONGEST_SPEAKER if width >= 100 else 11)
    gutter = 1 + time + (2 if time and speaker else 0) + speaker + (1 if time or speaker else 0)
    rest = width - gutter - 3
    least_margin = max(16, rest * 28 // 100)
    prose = min(_MEASURE, rest - least_margin)
    lanes = 3 if width < 90 else min(8, max(4, width // 20))
    margin = min(rest - prose, lanes * 2 + 2 + _LONGEST_LABELS)
    return Columns(width, False, time, speaker, gutter, prose, lanes, margin)
