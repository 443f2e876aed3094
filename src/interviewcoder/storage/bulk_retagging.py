"""Many codings changed at once: given another code, taken off, or judged."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, text
from sqlalchemy.engine import Connection, RowMapping

from ..domain.coding import Origin, Span
from ..domain.retagging import Act, Retag, RetagPlan, Seen
from ..domain.text import name_key
from .change import Change
from .codings import Mark, add_codings, list_coders, remove_codings
from .conflicts import require_as_seen, require_untouched
from .joined_codings import join_codings
from .tables import CodingRow, table_of

_IDS_A_STATEMENT = 500
_ON_THESE_WORDS = text(
    "SELECT source_id, start_pos, end_pos, coder_id, id FROM coding WHERE code_id = :code"
)

Place = tuple[int, int, int, int]
"""Source, start, end and coder: a coder has a code on the same words once."""


class _Meant:
    """The codings that are meant, and what has to be done to them."""

    def __init__(
        self, connection: Connection, ids: Sequence[int], wanted: Retag, coder: str
    ) -> None:
        self.rows = _rows(connection, ids)
        self._names = {one.id: one.name for one in list_coders(connection)}
        key = name_key(coder)
        self.coder_id = next((one for one, name in self._names.items() if name_key(name) == key), 0)
        self.carrying: dict[Place, int] = {}
        """By place: the id of the coding that has the code there already."""
        if wanted.code_id is not None:
            carrying = connection.execute(_ON_THESE_WORDS, {"code": wanted.code_id})
            self.carrying = {
                (source, start, end, coder_id): coding_id
                for source, start, end, coder_id, coding_id in carrying
            }
        self.changed: list[RowMapping] = []
        self.joined: list[RowMapping] = []
        free = set[Place]()
        for row in self.rows:
            place = self.place_of(row, wanted)
            if self._is_so(row, wanted, place) or (wanted.act is Act.ADD and place in free):
                continue
            self.changed.append(row)
            if wanted.act is Act.REPLACE and (place in self.carrying or place in free):
                self.joined.append(row)
            free.add(place)

    def place_of(self, row: RowMapping, wanted: Retag) -> Place:
        coder_id = self.coder_id if wanted.act is Act.ADD else row["coder_id"]
        return (row["source_id"], row["start_pos"], row["end_pos"], coder_id)

    def _is_so(self, row: RowMapping, wanted: Retag, place: Place) -> bool:
        match wanted.act:
            case Act.ADD:
                return place in self.carrying
            case Act.REPLACE:
                return bool(row["code_id"] == wanted.code_id)
            case Act.UNTAG:
                return False
            case Act.JUDGE:
                return all(row[column] == value for column, value in _judged(wanted).items())

    def plan(self, wanted: Retag) -> RetagPlan:
        others: Iterable[int] = ()
        if wanted.act is not Act.ADD:
            others = dict.fromkeys(row["coder_id"] for row in self.changed)
        return RetagPlan(
            tags=len(self.rows),
            changed=len(self.changed),
            already=len(self.rows) - len(self.changed),
            joined=len(self.joined),
            others=tuple(self._names[one] for one in others if one != self.coder_id),
        )


def plan_of(
    connection: Connection, coding_ids: Sequence[int], wanted: Retag, coder: str
) -> RetagPlan:
    """What tagging anew would do; codings that are gone are not counted."""
    return _Meant(connection, coding_ids, wanted, coder).plan(wanted)


def retag(
    change: Change, coding_ids: Sequence[int], wanted: Retag, seen: Sequence[Seen] | None
) -> RetagPlan:
    """Change the codings, and say what was done.

    Raises:
        EditConflict: one is not as it was seen.
    """
    meant = _Meant(change.connection, coding_ids, wanted, change.coder)
    if seen is not None:
        _require_as_seen(change, meant.rows, seen)
    plan = meant.plan(wanted)
    match wanted.act:
        case Act.ADD if wanted.code_id is not None:
            coder_id = change.coder_id()
            spans = [(r["source_id"], Span(r["start_pos"], r["end_pos"])) for r in meant.changed]
            add_codings(change, [Mark(one, span, wanted.code_id, coder_id) for one, span in spans])
        case Act.REPLACE:
            going = {row["id"] for row in meant.joined}
            staying = [row for row in meant.changed if row["id"] not in going]
            # What was suggested was the code that they had: from now on they are by hand.
            offered = {row["id"] for row in staying if row["origin"] == Origin.SUGGESTION.value}
            by_hand = {"origin": Origin.HAND.value, "model": "", "score": None}
            others = [row["id"] for row in staying if row["id"] not in offered]
            change.update_all(CodingRow, others, code_id=wanted.code_id)
            change.update_all(CodingRow, sorted(offered), code_id=wanted.code_id, **by_hand)
            kept = {meant.place_of(row, wanted): row["id"] for row in staying} | meant.carrying
            joined = {row["id"]: kept[meant.place_of(row, wanted)] for row in meant.joined}
            join_codings(change, joined)
        case Act.UNTAG:
            remove_codings(change, [row["id"] for row in meant.changed])
        case Act.JUDGE:
            ids = [row["id"] for row in meant.changed]
            change.update_all(CodingRow, ids, **_judged(wanted))
    return plan


def _judged(wanted: Retag) -> dict[str, int]:
    said = {
        "polarity": None if wanted.polarity is None else int(wanted.polarity),
        "weight": wanted.weight,
    }
    return {column: value for column, value in said.items() if value is not None}


def _rows(connection: Connection, ids: Sequence[int]) -> list[RowMapping]:
    """The codings of these ids that are there, in reading order."""
    codings = table_of(CodingRow)
    wanted = select(codings).where(codings.c.id.in_(bindparam("ids", expanding=True)))
    distinct = list(dict.fromkeys(ids))
    found: list[RowMapping] = []
    for first in range(0, len(distinct), _IDS_A_STATEMENT):
        chunk = distinct[first : first + _IDS_A_STATEMENT]
        found += connection.execute(wanted, {"ids": chunk}).mappings().all()
    return sorted(found, key=lambda row: (row["source_id"], row["start_pos"], row["end_pos"]))


def _require_as_seen(change: Change, rows: Sequence[RowMapping], seen: Sequence[Seen]) -> None:
    there = {row["id"]: row for row in rows}
    for one in seen:
        now, key = there.get(one.id), {"id": one.id}
        shown = {
            "code_id": one.code_id,
            "polarity": int(one.polarity),
            "weight": one.weight,
            "start_pos": one.start,
            "end_pos": one.end,
        }
        if now is None:
            require_as_seen(change, CodingRow, key, None, {}, shown, "tag")
        else:
            require_untouched(change, CodingRow, key, dict(now), shown, "tag")
