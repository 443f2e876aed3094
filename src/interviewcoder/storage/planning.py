"""What a change of the codebook will touch: tags, memos, the review list, and the personas that cite tags."""

import json
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam, text
from sqlalchemy.engine import Connection

from ..domain.code_page import Overlap
from ..domain.codebook_plan import Citation, PlannedTag
from .personas import GONE

_TAGS = """
SELECT g.id, g.guid, g.code_id, o.name, g.source_id, g.start_pos, g.end_pos
FROM coding g JOIN coder o ON o.id = g.coder_id WHERE g.code_id IN :codes
ORDER BY g.source_id, g.start_pos, g.end_pos, g.id
"""
_MEMOS = (
    "SELECT target_guid, count(*) FROM memo WHERE target IN ('code', 'coding') GROUP BY target_guid"
)
_WAITING = """
SELECT r.code_id, count(DISTINCT r.coding_guid) FROM relocation r
WHERE r.decision = 'open' AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.guid = r.coding_guid)
GROUP BY r.code_id
"""
_NEWEST = "SELECT max(id) FROM synthesis"
_CITED = """
SELECT a.id, a.name, a.seen_gone, c.id, c.code_guid, e.coding_guid
FROM persona a JOIN claim c ON c.persona_id = a.id JOIN evidence e ON e.claim_id = c.id
WHERE a.synthesis_id = :id ORDER BY a.position
"""


def tags_of(connection: Connection, code_ids: Collection[int]) -> list[PlannedTag]:
    """The codings of some codes, in reading order."""
    wanted = text(_TAGS).bindparams(bindparam("codes", expanding=True))
    rows = connection.execute(wanted, {"codes": list(code_ids)})
    return [
        PlannedTag(coding_id, guid, code_id, coder, (source_id, start, end))
        for coding_id, guid, code_id, coder, source_id, start, end in rows
    ]


def memos_on_codes(connection: Connection) -> dict[str, int]:
    """How many memos are on each code and coding, by its GUID."""
    return {row[0]: row[1] for row in connection.execute(text(_MEMOS))}


def waiting_tags(connection: Connection) -> dict[int, int]:
    """By code's id: how many of its codings have no place since their texts were corrected."""
    return {row[0]: row[1] for row in connection.execute(text(_WAITING))}


def citations(connection: Connection) -> list[Citation]:
    """What the personas of the newest run stand on, but for those that are stale already."""
    newest = connection.execute(text(_NEWEST)).scalar()
    gone = {tuple(row) for row in connection.execute(text(GONE), {"id": newest})}
    rows = connection.execute(text(_CITED), {"id": newest}).all()
    looked_at = {persona_id: set(json.loads(seen)) for persona_id, _, seen, *_ in rows}
    stale = {
        persona_id
        for persona_id, _, _, claim_id, _, guid in rows
        if (claim_id, guid) in gone and guid not in looked_at[persona_id]
    }
    return [
        Citation(name, code_guid, guid)
        for persona_id, name, _, _, code_guid, guid in rows
        if persona_id not in stale and guid not in looked_at[persona_id]
    ]


def overlapping(connection: Connection, code_id: int) -> list[Overlap]:
    """The codes of codings that share a character with codings of a code, those that most do first."""
    places = text(
        "SELECT source_id, start_pos, end_pos, id, code_id FROM coding WHERE source_id IN"
        " (SELECT DISTINCT source_id FROM coding WHERE code_id = :code)"
        " ORDER BY source_id, start_pos, end_pos"
    )
    together: defaultdict[int, set[int]] = defaultdict(set)
    open_now: list[tuple[int, int, int]] = []
    source = -1
    for source_id, start, end, coding_id, of_code in connection.execute(places, {"code": code_id}):
        if source_id != source:
            source, open_now = source_id, []
        open_now = [one for one in open_now if one[0] > start]
        for _, other_id, other_code in open_now:
            if of_code == code_id and other_code != code_id:
                together[other_code].add(coding_id)
            elif other_code == code_id and of_code != code_id:
                together[of_code].add(other_id)
        open_now.append((end, coding_id, of_code))
    found = [Overlap(other, len(ids)) for other, ids in together.items()]
    return sorted(found, key=lambda one: (-one.codings, one.code_id))
