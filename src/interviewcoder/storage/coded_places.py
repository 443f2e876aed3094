"""Where codings and what participants say lie: numbers without words, so that all of a study is read at once."""

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from ..domain.text import name_key
from .engine import driver_of
from .sources import read_text

Place = tuple[int, int, int]
"""Source's id, start and end, in code points."""

_CODED = "SELECT source_id, start_pos, end_pos, code_id FROM coding ORDER BY 1, 2, 3, 4"
_SAID_BY = """
SELECT p.start_pos, p.end_pos, k.participant_id FROM passage p JOIN speaker k ON k.id = p.speaker_id
WHERE p.source_id = ? AND k.role = 'participant' ORDER BY p.start_pos
"""
_READ = """
SELECT DISTINCT g.source_id, g.start_pos, g.end_pos FROM coding g WHERE g.origin = 'hand' ORDER BY 1, 2, 3
"""
_WHO = """
SELECT s.name, a.name FROM source s
LEFT JOIN passage p ON p.id = (
    SELECT id FROM passage WHERE source_id = s.id AND start_pos <= ? ORDER BY start_pos DESC LIMIT 1)
LEFT JOIN speaker k ON k.id = p.speaker_id LEFT JOIN participant a ON a.id = k.participant_id
WHERE s.id = ?
"""


def coded_places(connection: Connection) -> dict[Place, frozenset[int]]:
    """All excerpts, in reading order, with the ids of the codes on them."""
    found: dict[Place, list[int]] = {}
    # Past SQLAlchemy's rows: this is read after every tag.
    for source_id, start, end, code_id in driver_of(connection).execute(_CODED):
        found.setdefault((source_id, start, end), []).append(code_id)
    return {place: frozenset(codes) for place, codes in found.items()}


def said_spans(connection: Connection, source_id: int) -> list[tuple[int, int]]:
    """The passages of a source that participants say, in order."""
    return [(start, end) for start, end, _ in said_by(connection, source_id)]


def said_by(connection: Connection, source_id: int) -> list[tuple[int, int, int | None]]:
    """As `said_spans`, each with the id of the participant, where that is known."""
    rows = connection.exec_driver_sql(_SAID_BY, (source_id,)).all()
    return [(start, end, participant_id) for start, end, participant_id in rows]


def places_by_hand(connection: Connection) -> list[Place]:
    """The excerpts that somebody tagged while reading: no search and no suggestion led there."""
    rows = connection.exec_driver_sql(_READ).all()
    return [(source_id, start, end) for source_id, start, end in rows]


def texts_state(connection: Connection) -> tuple[object, ...]:
    """What differs once any text is another, or another voice is a participant's."""
    sources = connection.exec_driver_sql("SELECT id, text_sha256 FROM source ORDER BY id").all()
    voices = connection.exec_driver_sql(
        "SELECT count(*), total(id) FROM speaker WHERE role = 'participant'"
    ).all()
    passages = connection.exec_driver_sql("SELECT count(*) FROM passage").all()
    return tuple(tuple(row) for row in (*sources, *voices, *passages))


def words_at(connection: Connection, places: Sequence[Place]) -> list[str]:
    """The words of places, in their order; each text is read once."""
    texts: dict[int, str] = {
        source_id: read_text(connection, source_id)
        for source_id in sorted({place[0] for place in places})
    }
    return [texts[source_id][start:end] for source_id, start, end in places]


def names_at(connection: Connection, places: Iterable[Place]) -> list[tuple[str, str | None]]:
    """For each place the name of its source, and of the participant who speaks where it starts."""
    return [
        (source, participant)
        for source_id, start, _ in places
        for source, participant in connection.exec_driver_sql(_WHO, (start, source_id)).all()
    ]


def ids_at(connection: Connection, code_id: int, coder: str) -> dict[Place, int]:
    """Where a coder has put a code, with the codings' ids."""
    rows = connection.exec_driver_sql(
        "SELECT g.source_id, g.start_pos, g.end_pos, g.id FROM coding g JOIN coder o ON o.id = g.coder_id"
        " WHERE g.code_id = ? AND o.name_key = ?",
        (code_id, name_key(coder)),
    )
    return {(source_id, start, end): coding_id for source_id, start, end, coding_id in rows}
