"""What participants were asked, and which sources have an order of telling."""

from collections import defaultdict

from sqlalchemy import text
from sqlalchemy.engine import Connection

_ANSWERED = """
SELECT DISTINCT k.participant_id, q.text FROM passage p JOIN speaker k ON k.id = p.speaker_id
LEFT JOIN question q ON q.id = p.question_id WHERE k.participant_id IS NOT NULL
"""
_TRANSCRIPTS = """
SELECT s.id, s.characters, (SELECT max(coalesce(p.end_ms, p.start_ms)) FROM passage p
       WHERE p.source_id = s.id) AS ends
FROM source s WHERE s.kind = 'transcript'
"""


def answered_questions(connection: Connection) -> dict[int, list[str]]:
    """By id of each participant whose words are all answers: the open questions that they answered."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    spoke = set()
    for person_id, question in connection.execute(text(_ANSWERED)):
        if question is None:
            spoke.add(person_id)
        else:
            found[person_id].append(question)
    return {person: questions for person, questions in found.items() if person not in spoke}


def transcript_lengths(connection: Connection) -> tuple[dict[int, int], dict[int, int]]:
    """By id of each transcript: its characters, and its milliseconds where it tells times."""
    rows = connection.execute(text(_TRANSCRIPTS)).all()
    return (
        {row.id: row.characters for row in rows},
        {row.id: row.ends for row in rows if row.ends},
    )
