"""Which values of attributes a person decided, as the journal tells."""

from sqlalchemy import text
from sqlalchemy.engine import Connection

from .images import unpack
from .tables import METADATA, AttributeValueRow

FROM_FILES = frozenset({"import", "revise"})
"""The verbs by which values come from files of answers; all others are a person's decision."""

_CHANGES = """
SELECT e.verb, c.before, c.after FROM journal_change c JOIN journal_entry e ON e.id = c.entry_id
WHERE c.table_name = :table AND e.undoes IS NULL AND e.redoes IS NULL AND NOT EXISTS (
    SELECT 1 FROM journal_entry u WHERE u.undoes = e.id AND NOT EXISTS (
        SELECT 1 FROM journal_entry r WHERE r.redoes = e.id AND r.id > u.id))
ORDER BY c.entry_id, c.seq
"""


def decided_by_hand(connection: Connection) -> set[tuple[int, int]]:
    """Participant and attribute, by their ids, of the values that a person set or cleared last."""
    table = METADATA.tables[str(AttributeValueRow.__tablename__)]
    keys = [column.name for column in table.primary_key.columns]
    decided: set[tuple[int, int]] = set()
    for verb, before, after in connection.execute(text(_CHANGES), {"table": table.name}):
        from_file = verb in FROM_FILES
        if from_file and not decided:
            continue
        for packed in (before, after):
            if packed is None:
                continue
            image = unpack(packed)
            places = [image.columns.index(key) for key in keys]
            touched = {(row[places[0]], row[places[1]]) for row in image.rows}
            decided = decided - touched if from_file else decided | touched
    return decided
