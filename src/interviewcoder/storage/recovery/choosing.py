"""One row for each key: of those that the bytes hold and the one that the journal tells."""

from collections import Counter
from dataclasses import dataclass, field

from .carving import Carved
from .journal import Told
from .shapes import Key, Row, Shape, shapes

Tables = dict[str, dict[Key, Row]]
"""Rows by table and key."""
_APART = frozenset({"source_text", "journal_entry", "journal_change"})
"""Tables that are no content: they are put together by other means."""


@dataclass(slots=True)
class Chosen:
    """The rows that go on, and where they come from."""

    tables: Tables = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    rebuilt: Counter[str] = field(default_factory=Counter)
    doubtful: dict[str, dict[Key, list[Row]]] = field(default_factory=dict)
    """Other rows of the same key that look as good."""


def choose(carved: Carved, told: Told) -> Chosen:
    """Take the row with the fewest flaws for each key; of equal ones the file's, unless the journal is whole.

    Where the journal lacks entries, a table that was read whole gets no rows from it: one may have deleted them.
    """
    chosen = Chosen()
    for name, shape in shapes().items():
        if name in _APART:
            continue
        rows = chosen.tables[name] = {}
        found, replayed = carved.tables[name], told.all_state.get(name, {})
        keys = dict.fromkeys(found.rows)
        if not found.whole or told.sure:
            keys |= dict.fromkeys(replayed)
        for key in keys:
            if told.sure and key in found.strays and key not in replayed and name in told.state:
                continue  # A page that was given up long ago: the row was deleted.
            candidates = list(found.rows.get(key, ()))
            if key in replayed and replayed[key] not in candidates:
                candidates.append(replayed[key])
            if told.sure and key in told.state.get(name, {}):
                # Many rows share an image, which is checked as it is unpacked; nothing checks a row.
                candidates.sort(key=lambda row: row != replayed[key])
            rows[key] = _best(shape, candidates)
            known = rows[key] in found.rows.get(key, ())
            (chosen.found if known else chosen.rebuilt)[name] += 1
            others = [one for one in candidates if one != rows[key] and not shape.flaws(one)]
            if others:
                chosen.doubtful.setdefault(name, {})[key] = others
    return chosen


def _best(shape: Shape, candidates: list[Row]) -> Row:
    return min(candidates, key=shape.flaws)
