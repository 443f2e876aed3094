"""Entering the codes of an exchanged study."""

from collections.abc import Sequence

from sqlalchemy import func, select

from ..domain.exchange import ExchangedCode
from ..domain.exchange_report import counted
from ..domain.kinds import Kind
from ..domain.memo import MemoTarget
from ..domain.text import name_key
from .change import Change
from .entered import Entered, Guids, some
from .tables import CodeRow, table_of


def enter_codes(change: Change, codes: Sequence[ExchangedCode], done: Entered) -> None:
    """Add the codes that are new; those of a GUID or name that the study has are its own."""
    table = table_of(CodeRow)
    there = change.connection.execute(
        select(table.c.id, table.c.guid, table.c.name_key, table.c.kind, table.c.definition)
    ).all()
    by_guid = {row.guid: row for row in there}
    by_name = {row.name_key: row for row in there}
    kinds = {row.id: Kind(row.kind) for row in there}
    highest = change.connection.execute(select(func.max(table.c.position))).scalar()
    position = 0 if highest is None else highest + 1
    next_id = change.next_id(CodeRow)
    guids = Guids(change.connection, CodeRow)
    rows: list[tuple[object, ...]] = []
    merged: list[str] = []
    kindless = 0
    otherwise: list[str] = []
    targets = done.targets.setdefault(MemoTarget.CODE, {})
    for code in codes:
        same = by_guid.get(code.guid) or by_name.get(name_key(code.name))
        if same is not None:
            done.codes[code.guid] = same.id
            targets[code.guid] = same.guid
            merged.append(code.name)
            if code.definition and code.definition != same.definition:
                otherwise.append(code.name)
            continue
        parent_id = done.codes.get(code.parent_guid or "")
        kind = code.kind or (kinds[parent_id] if parent_id is not None else Kind.OTHER)
        kindless += code.kind is None and kind is Kind.OTHER
        code_id, guid = next_id + len(rows), guids.free(code.guid)
        done.codes[code.guid], targets[code.guid], kinds[code_id] = code_id, guid, kind
        # When a code was made is not handed on; without a time it counts as there from the beginning.
        rows.append(
            (
                code_id,
                guid,
                1,
                code.name,
                name_key(code.name),
                kind.value,
                parent_id,
                code.colour or kind.colour,
                code.definition,
                code.include,
                code.exclude,
                position + len(rows),
                done.coder_id(change, None),
                "",
            )
        )
    change.insert(CodeRow, tuple(column.name for column in table.columns), rows)
    done.added["codes"] += len(rows)
    done.already["codes"] += len(merged)
    if kindless:
        done.told.append(
            f"{counted(kindless, 'codes')} came without a kind; personas are made of codes that have one."
        )
    if otherwise:
        done.told.append(
            f"{counted(len(otherwise), 'codes')} that the study has already are defined otherwise in the "
            f"project ({some(otherwise)}); the study's words stay."
        )
