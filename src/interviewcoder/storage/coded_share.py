"""How much of what participants say is tagged, counted by SQLite alone: no text is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from .engine import Connection

_SAID = """
SELECT p.source_id, sum(p.end_pos - p.start_pos)
FROM passage p JOIN speaker k ON k.id = p.speaker_id WHERE k.role = 'participant' GROUP BY p.source_id
"""

# Each coding counts with what reaches on from those that begin before it, so that no character counts twice.
_CODED = """
WITH span AS (
  SELECT source_id, end_pos, max(start_pos, coalesce(max(end_pos) OVER (
           PARTITION BY source_id ORDER BY start_pos, end_pos
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS begins
  FROM coding
)
SELECT s.source_id, sum(min(s.end_pos, p.end_pos) - max(s.begins, p.start_pos))
FROM span s CROSS JOIN passage p JOIN speaker k ON k.id = p.speaker_id
WHERE s.begins < s.end_pos AND p.source_id = s.source_id AND p.start_pos < s.end_pos
  AND p.start_pos >= coalesce((SELECT max(f.start_pos) FROM passage f
                                WHERE f.source_id = s.source_id AND f.start_pos <= s.begins), 0)
  AND p.end_pos > s.begins AND k.role = 'participant'
GROUP BY s.source_id
"""


@dataclass(frozen=True, slots=True)
class CodedShare:
    """How much of what participants say is under at least one coding, in characters."""

    said: Mapping[int, int]
    """By source; one in which participants say nothing is not there."""
    coded: Mapping[int, int]
    """By source; one without any is not there."""

    @property
    def share(self) -> float | None:
        """0 to 1, in the whole study; None where participants say nothing."""
        said = sum(self.said.values())
        return sum(self.coded.values()) / said if said else None

    def by_source(self) -> dict[int, float]:
        """0 to 1, of each source in which participants say something."""
        return {
            source: self.coded.get(source, 0) / said for source, said in self.said.items() if said
        }


def coded_share(connection: Connection) -> CodedShare:
    """How many characters of participants are under at least one coding."""
    said = connection.exec_driver_sql(_SAID).all()
    coded = connection.exec_driver_sql(_CODED).all() if said else []
    return CodedShare(
        {int(source): int(length) for source, length in said},
        {int(source): int(length) for source, length in coded},
    )
