"""How much of what participants say is tagged, counted by SQLite alone: no text is read."""

from .engine import Connection

_SAID = """
SELECT coalesce(sum(p.end_pos - p.start_pos), 0)
FROM passage p JOIN speaker k ON k.id = p.speaker_id WHERE k.role = 'participant'
"""

# Each coding counts with what reaches on from those that begin before it, so that no character counts twice.
_CODED = """
WITH span AS (
  SELECT source_id, end_pos, max(start_pos, coalesce(max(end_pos) OVER (
           PARTITION BY source_id ORDER BY start_pos, end_pos
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS begins
  FROM coding
)
SELECT coalesce(sum(min(s.end_pos, p.end_pos) - max(s.begins, p.start_pos)), 0)
FROM span s CROSS JOIN passage p JOIN speaker k ON k.id = p.speaker_id
WHERE s.begins < s.end_pos AND p.source_id = s.source_id AND p.start_pos < s.end_pos
  AND p.start_pos >= coalesce((SELECT max(f.start_pos) FROM passage f
                                WHERE f.source_id = s.source_id AND f.start_pos <= s.begins), 0)
  AND p.end_pos > s.begins AND k.role = 'participant'
"""


def coded_share(connection: Connection) -> float | None:
    """The share of participants' characters under at least one coding, 0 to 1; None where they say nothing."""
    said = connection.exec_driver_sql(_SAID).scalar_one()
    if not said:
        return None
    return float(connection.exec_driver_sql(_CODED).scalar_one() / said)
