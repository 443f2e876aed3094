"""The quotes on personas' pages, when the text that they stand in is corrected."""

from collections.abc import Mapping

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from ..domain.coding import Span
from .change import Change
from .tables import PersonaQuoteRow, table_of

_ORPHANS = """
SELECT DISTINCT q.coding_guid, q.start_pos, q.end_pos FROM persona_quote q
WHERE q.source_id = :source AND q.text_sha256 = ''
  AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.guid = q.coding_guid)
"""


def quotes_without_coding(connection: Connection, source_id: int) -> list[tuple[str, Span]]:
    """Quotes of a source's text whose codings are gone: the codings' GUIDs and where the words stand."""
    rows = connection.execute(text(_ORPHANS), {"source": source_id})
    return [(guid, Span(start, end)) for guid, start, end in rows]


def quotes_follow(
    change: Change, source_id: int, places: Mapping[str, Span | None], text_before: str = ""
) -> None:
    """Have quotes go where their codings went; one without a place stays on the text before.

    Args:
        places: by the coding's GUID.
        text_before: the SHA-256 of the text that the source had.
    """
    table = table_of(PersonaQuoteRow)
    columns = tuple(column.name for column in table.columns)
    outdated, fresh = [], []
    for row in change.connection.execute(select(table).where(table.c.source_id == source_id)):
        if row.coding_guid not in places:
            continue
        place = places[row.coding_guid]
        values = dict(row._mapping)
        if place is not None:
            values |= {"start_pos": place.start, "end_pos": place.end, "text_sha256": ""}
        elif not row.text_sha256:
            values["text_sha256"] = text_before
        if values != dict(row._mapping):
            outdated.append(tuple(row))
            fresh.append(tuple(values[column] for column in columns))
    change.delete_rows(PersonaQuoteRow, columns, outdated)
    change.insert(PersonaQuoteRow, columns, fresh)
