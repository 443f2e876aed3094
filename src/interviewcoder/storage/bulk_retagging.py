"""Many codings changed at once: given another code, taken off, or judged."""

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from ..domain.retagging import Act, Retag, RetagPlan, SeenTag
from ..domain.text import name_key
from .change import Change
from .codings import Mark, add_codings, list_coders, remove_codings
from .conflicts import require_as_seen, require_untouched
from .retagging import Place, StoredCoding, carrying, codings_with_ids, recode_codings
from .tables import CodingRow


class _Meant:
    """The codings that are meant, and what has to be done to them."""

    def __init__(
        self, connection: Connection, ids: Sequence[int], wanted: Retag, coder: str
    ) -> None:
        self.codings = codings_with_ids(connection, ids)
        self._names = {one.id: one.name for one in list_coders(connection)}
        key = name_key(coder)
        self.coder_id = next((one for one, name in self._names.items() if name_key(name) == key), 0)
        there = set[Place]()
        if wanted.code_id is not None:
            there.update(carrying(connection, wanted.code_id))
        self.changed: list[StoredCoding] = []
        self.joined = 0
        for coding in self.codings:
            adds = wanted.act is Act.ADD
            place = (*coding.place[:3], self.coder_id) if adds else coding.place
            if place in there if adds else _is_so(coding, wanted):
                continue
            self.changed.append(coding)
            self.joined += wanted.act is Act.REPLACE and place in there
            there.add(place)

    def plan(self, wanted: Retag) -> RetagPlan:
        others: Iterable[int] = ()
        if wanted.act is not Act.ADD:
            others = dict.fromkeys(coding.coder_id for coding in self.changed)
        return RetagPlan(
            tags=len(self.codings),
            changed=len(self.changed),
            already=len(self.codings) - len(self.changed),
            joined=self.joined,
            others=tuple(self._names[one] for one in others if one != self.coder_id),
        )


def plan_of(
    connection: Connection, coding_ids: Sequence[int], wanted: Retag, coder: str
) -> RetagPlan:
    """What tagging anew would do; codings that are gone are not counted."""
    return _Meant(connection, coding_ids, wanted, coder).plan(wanted)


def retag(
    change: Change, coding_ids: Sequence[int], wanted: Retag, seen: Sequence[SeenTag] | None
) -> RetagPlan:
    """Change the codings, and say what was done.

    Raises:
        EditConflict: one is not as it was seen.
    """
    meant = _Meant(change.connection, coding_ids, wanted, change.coder)
    if seen is not None:
        _require_as_seen(change, meant.codings, seen)
    plan = meant.plan(wanted)
    match wanted.act:
        case Act.ADD if wanted.code_id is not None:
            coder_id = change.coder_id()
            marks = [
                Mark(one.source_id, one.span, wanted.code_id, coder_id) for one in meant.changed
            ]
            add_codings(change, marks)
        case Act.REPLACE if wanted.code_id is not None:
            recode_codings(change, meant.changed, wanted.code_id)
        case Act.UNTAG:
            remove_codings(change, [coding.id for coding in meant.changed])
        case Act.JUDGE:
            ids = [coding.id for coding in meant.changed]
            change.update_all(CodingRow, ids, **_judged(wanted))
    return plan


def _is_so(coding: StoredCoding, wanted: Retag) -> bool:
    match wanted.act:
        case Act.REPLACE:
            return coding.code_id == wanted.code_id
        case Act.JUDGE:
            return all(getattr(coding, name) == value for name, value in _judged(wanted).items())
        case _:
            return False


def _judged(wanted: Retag) -> dict[str, int]:
    said = {
        "polarity": None if wanted.polarity is None else int(wanted.polarity),
        "weight": wanted.weight,
    }
    return {column: value for column, value in said.items() if value is not None}


def _require_as_seen(
    change: Change, codings: Sequence[StoredCoding], seen: Sequence[SeenTag]
) -> None:
    there = {coding.id: coding for coding in codings}
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
            held = {
                "code_id": now.code_id,
                "polarity": now.polarity,
                "weight": now.weight,
                "start_pos": now.span.start,
                "end_pos": now.span.end,
            }
            require_untouched(change, CodingRow, key, held, shown, "tag")
